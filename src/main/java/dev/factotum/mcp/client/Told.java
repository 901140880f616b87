package dev.factotum.mcp.client;

import dev.factotum.markdown.Escape;

/** The words of a server, made fit to be shown: short, on one line, nothing in them that a terminal would obey. */
public final class Told {
    private static final int BRIEF = 200;

    private Told() {}

    static String brief(String words) {
        return cut(words, BRIEF);
    }

    /** The last of many words. */
    static String end(String words) {
        String line = Escape.terminal(words).replaceAll("\\s+", " ").strip();
        return line.length() <= BRIEF ? line : "…" + line.substring(line.length() - BRIEF);
    }

    /** At most so many characters, on one line. */
    public static String cut(String words, int most) {
        String start = words.length() <= 4 * most ? words : words.substring(0, 4 * most);
        String line = Escape.terminal(start).replaceAll("\\s+", " ").strip();
        if (line.length() <= most) {
            return line.length() < words.strip().length() && words.length() > 4 * most ? line + "…" : line;
        }
        int end = Character.isHighSurrogate(line.charAt(most - 1)) ? most - 1 : most;
        return line.substring(0, end) + "…";
    }
}
