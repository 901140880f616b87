package dev.factotum.plan;

import dev.factotum.markdown.Block;
import dev.factotum.markdown.Lines;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Callouts as lines of text: how ours are written, and how they are found again. */
final class CalloutText {
    private CalloutText() {}

    /** The lines of a callout, without line breaks. */
    static List<String> lines(Callout callout) {
        List<String> lines = new ArrayList<>();
        lines.add("> [!" + callout.type().name().toLowerCase(Locale.ROOT) + "] "
                + callout.opening().words() + oneLine(callout.rest()));
        for (String line : callout.body()) {
            for (String part : line.split("\\R", -1)) {
                lines.add(part.isEmpty() ? ">" : "> " + part);
            }
        }
        return lines;
    }

    static String oneLine(String text) {
        return text.replaceAll("[\\r\\n\\u0085\\u2028\\u2029]+", " ");
    }

    /**
     * The title of a callout.
     *
     * @param type in lower case
     */
    record Title(String type, String words) {}

    /** The title of the callout that starts on this line, indented or not. */
    static Optional<Title> title(String line) {
        String text = line.strip();
        if (!text.startsWith(">")) {
            return Optional.empty();
        }
        String inner = text.substring(1).strip();
        int close = inner.indexOf(']');
        if (!inner.startsWith("[!") || close < 0) {
            return Optional.empty();
        }
        int words = close + 1;
        if (words < inner.length() && (inner.charAt(words) == '-' || inner.charAt(words) == '+')) {
            words++;
        }
        return Optional.of(new Title(
                inner.substring(2, close).toLowerCase(Locale.ROOT),
                inner.substring(words).strip()));
    }

    /** The opening of a callout of ours that starts on this line. */
    static Optional<Callout.Opening> opening(String line) {
        Optional<Title> title = title(line);
        if (title.isEmpty() || !ours(title.get().type())) {
            return Optional.empty();
        }
        String words = title.get().words();
        Optional<Callout.Opening> found = Optional.empty();
        for (Callout.Opening opening : Callout.Opening.values()) {
            boolean longer = found.isEmpty()
                    || opening.words().length() > found.get().words().length();
            if (longer && startsWith(words, opening.words())) {
                found = Optional.of(opening);
            }
        }
        return found;
    }

    private static boolean startsWith(String words, String opening) {
        return words.startsWith(opening)
                && (words.length() == opening.length() || !Character.isLetterOrDigit(words.charAt(opening.length())));
    }

    private static boolean ours(String type) {
        for (Callout.Type known : Callout.Type.values()) {
            if (known.name().equalsIgnoreCase(type)) {
                return true;
            }
        }
        return false;
    }

    /** The last line, from 0, of the callout: lines that only continue it lazily are a person's. */
    static int lastLine(Lines lines, Block.Quote quote) {
        int line = lines.at(quote.start());
        int end = lines.at(Math.max(quote.start(), quote.end() - 1));
        while (line < end && lines.text(line + 1).strip().startsWith(">")) {
            line++;
        }
        return line;
    }
}
