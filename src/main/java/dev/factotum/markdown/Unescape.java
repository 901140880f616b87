package dev.factotum.markdown;

/** Reads escaped Markdown back as the text that a person sees: the inverse of {@link Escape}. */
public final class Unescape {
    private static final String PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";

    private Unescape() {}

    /** One line without backslash escapes and the entities for {@code < > & "}; hard spaces become spaces. */
    public static String line(String markdown) {
        StringBuilder out = new StringBuilder(markdown.length());
        int at = 0;
        while (at < markdown.length()) {
            char c = markdown.charAt(at);
            boolean escaped =
                    c == '\\' && at + 1 < markdown.length() && PUNCTUATION.indexOf(markdown.charAt(at + 1)) >= 0;
            if (escaped) {
                out.append(markdown.charAt(at + 1));
                at += 2;
            } else if (c == '&') {
                at += entity(markdown, at, out);
            } else {
                out.append(c == '\u00A0' ? ' ' : c);
                at++;
            }
        }
        return out.toString();
    }

    /** Appends what stands at an ampersand and answers how many chars that took. */
    private static int entity(String markdown, int at, StringBuilder out) {
        if (markdown.startsWith("&lt;", at)) {
            out.append('<');
            return 4;
        }
        if (markdown.startsWith("&gt;", at)) {
            out.append('>');
            return 4;
        }
        if (markdown.startsWith("&amp;", at)) {
            out.append('&');
            return 5;
        }
        if (markdown.startsWith("&quot;", at)) {
            out.append('"');
            return 6;
        }
        out.append('&');
        return 1;
    }

    /** A line of a quote without its marker, read back. */
    public static String quoted(String line) {
        int at = 0;
        while (at < line.length() && line.charAt(at) == ' ') {
            at++;
        }
        if (at < line.length() && line.charAt(at) == '>') {
            at++;
        }
        if (at < line.length() && line.charAt(at) == ' ') {
            at++;
        }
        return line(line.substring(at));
    }
}
