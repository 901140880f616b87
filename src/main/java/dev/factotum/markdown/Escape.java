package dev.factotum.markdown;

/**
 * Escapes text that comes from messages and models, so that it can never start a fence, task item, callout, property,
 * embed, link target, HTML, comment or block id, wherever it is put.
 *
 * <p>Characters that show nothing (controls, bidi and zero-width characters) are dropped, so what a person reads is all
 * there is.
 */
public final class Escape {
    private static final int TAB_WIDTH = 4;
    private static final char HARD_SPACE = '\u00A0';

    private Escape() {}

    /** One line for a heading, a list item or a table cell: line breaks and control characters become spaces. */
    public static String line(String untrusted) {
        StringBuilder flat = new StringBuilder(untrusted.length());
        untrusted.codePoints().forEach(point -> {
            if (Glyphs.breaks(point) || point < 0x20 || (point >= 0x7F && point <= 0x9F)) {
                flat.append(' ');
            } else if (Glyphs.broken(point)) {
                flat.append('\uFFFD');
            } else if (!Glyphs.hidden(point)) {
                flat.appendCodePoint(point);
            }
        });
        StringBuilder out = new StringBuilder(flat.length() + 16);
        new Inline(trimmed(flat.toString())).to(out);
        return out.toString();
    }

    /** The lines of a quote callout: every line starts with {@code > }; ends with a line break. */
    public static String quote(String untrusted) {
        StringBuilder out = new StringBuilder(untrusted.length() + 64);
        for (String line : Glyphs.lines(untrusted)) {
            out.append("> ");
            String text = trimmed(line);
            if (!text.isEmpty()) {
                out.repeat(HARD_SPACE, indent(line));
                new Inline(text).to(out);
            }
            out.append('\n');
        }
        return out.toString();
    }

    /** A YAML scalar that reads back as exactly this text (one line, line breaks as spaces), quoted only where needed. */
    public static String scalar(String untrusted) {
        StringBuilder quoted = new StringBuilder(untrusted.length() + 2).append('"');
        untrusted.codePoints().forEach(point -> {
            if (Glyphs.breaks(point)) {
                quoted.append(' ');
            } else if (Glyphs.broken(point)) {
                quoted.append('\uFFFD');
            } else if (point == '\t') {
                quoted.append("\\t");
            } else if (Glyphs.hidden(point)) {
                quoted.append(point > 0xFFFF ? "\\U%08X".formatted(point) : "\\u%04X".formatted(point));
            } else if (point == '"' || point == '\\') {
                quoted.append('\\').appendCodePoint(point);
            } else {
                quoted.appendCodePoint(point);
            }
        });
        String plain = quoted.substring(1);
        return Plain.isSafe(plain) ? plain : quoted.append('"').toString();
    }

    /** Without ESC, C0, C1, bidi and zero-width control characters; for terminals. Line breaks and tabs stay. */
    public static String terminal(String untrusted) {
        StringBuilder out = new StringBuilder(untrusted.length());
        int index = 0;
        while (index < untrusted.length()) {
            int point = untrusted.codePointAt(index);
            index += Character.charCount(point);
            if (point == '\r') {
                boolean pair = index < untrusted.length() && untrusted.charAt(index) == '\n';
                out.append(pair ? "" : "\n");
            } else if (Glyphs.broken(point)) {
                out.append('\uFFFD');
            } else if (!Glyphs.hidden(point)) {
                out.appendCodePoint(point);
            }
        }
        return out.toString();
    }

    private static String trimmed(String line) {
        int start = 0;
        int end = line.length();
        while (start < end && Glyphs.blank(line.charAt(start))) {
            start++;
        }
        while (end > start && Glyphs.blank(line.charAt(end - 1))) {
            end--;
        }
        return line.substring(start, end);
    }

    /** The width of the blanks that lead a line, in columns. */
    private static int indent(String line) {
        int column = 0;
        for (int i = 0; i < line.length() && Glyphs.blank(line.charAt(i)); i++) {
            column = line.charAt(i) == '\t' ? (column / TAB_WIDTH + 1) * TAB_WIDTH : column + 1;
        }
        return column;
    }
}
