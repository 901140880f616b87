package dev.factotum.markdown;

import java.util.Arrays;

/** The lines of a text by char offsets; LF, CRLF and a lone CR end a line, as in CommonMark. */
public final class Lines {
    private final String text;
    private final int[] starts;

    private Lines(String text, int[] starts) {
        this.text = text;
        this.starts = starts;
    }

    public static Lines of(String text) {
        int[] starts = new int[16];
        int count = 1;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean ends = c == '\n' || (c == '\r' && (i + 1 == text.length() || text.charAt(i + 1) != '\n'));
            if (ends) {
                if (count == starts.length) {
                    starts = Arrays.copyOf(starts, count * 2);
                }
                starts[count++] = i + 1;
            }
        }
        return new Lines(text, Arrays.copyOf(starts, count));
    }

    /** At least one; a text that ends with a line break has an empty last line. */
    public int count() {
        return starts.length;
    }

    /** The line, from 0, that holds the char at the offset. */
    public int at(int offset) {
        int found = Arrays.binarySearch(starts, offset);
        return found >= 0 ? found : -found - 2;
    }

    /** Offset of the line's first char. */
    public int start(int line) {
        return starts[line];
    }

    /** Offset behind the line's last char, before its line break. */
    public int end(int line) {
        int end = next(line);
        if (end > starts[line] && text.charAt(end - 1) == '\n') {
            end--;
        }
        if (end > starts[line] && text.charAt(end - 1) == '\r') {
            end--;
        }
        return end;
    }

    /** Offset behind the line's break: where the next line starts, or the end of the text. */
    public int next(int line) {
        return line + 1 < starts.length ? starts[line + 1] : text.length();
    }

    /** The line's chars without its break. */
    public String text(int line) {
        return text.substring(starts[line], end(line));
    }

    /** The break that the text's first line ends with; LF where it has one line. */
    public String lineBreak() {
        return starts.length > 1 ? text.substring(end(0), starts[1]) : "\n";
    }
}
