package dev.factotum.cli;

import dev.factotum.markdown.Escape;

/**
 * One line of Markdown as a terminal shows it: emphasis becomes bold, code loses its ticks, escapes become what they
 * stand for. Whatever the line holds, no control character passes.
 */
final class InlineText {
    private static final String PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";

    private final String line;
    private final boolean colours;
    private final StringBuilder shown = new StringBuilder();

    private InlineText(String line, boolean colours) {
        this.line = Escape.terminal(line).replace('\n', ' ');
        this.colours = colours;
    }

    /** With {@link Style}. */
    static String styled(String markdown) {
        return new InlineText(markdown, true).read();
    }

    /** Without any. */
    static String plain(String markdown) {
        return new InlineText(markdown, false).read();
    }

    private String read() {
        int at = 0;
        while (at < line.length()) {
            at = next(at);
        }
        return shown.toString();
    }

    private int next(int at) {
        char c = line.charAt(at);
        if (c == '\\' && at + 1 < line.length() && PUNCTUATION.indexOf(line.charAt(at + 1)) >= 0) {
            shown.append(line.charAt(at + 1));
            return at + 2;
        }
        if (line.startsWith("&lt;", at)) {
            shown.append('<');
            return at + 4;
        }
        if (line.startsWith("**", at)) {
            return spanned(at, "**", Style.BOLD);
        }
        if (c == '*') {
            return spanned(at, "*", null);
        }
        if (c == '`') {
            return spanned(at, "`", Style.CYAN);
        }
        shown.append(c);
        return at + 1;
    }

    private int spanned(int at, String mark, @org.jspecify.annotations.Nullable Style style) {
        int from = at + mark.length();
        int end = closing(from, mark);
        if (end <= from || Character.isWhitespace(line.charAt(from)) || Character.isWhitespace(line.charAt(end - 1))) {
            shown.append(mark);
            return from;
        }
        String inner = line.substring(from, end);
        String text = mark.equals("`") ? inner : plain(inner);
        shown.append(style != null && colours ? style.of(text) : text);
        return end + mark.length();
    }

    /** Where the mark stands again, not escaped; -1 where it does not. */
    private int closing(int from, String mark) {
        for (int at = from; at < line.length(); at++) {
            if (line.charAt(at) == '\\' && !mark.equals("`")) {
                at++;
            } else if (line.startsWith(mark, at)) {
                return at;
            }
        }
        return -1;
    }
}
