package dev.factotum.notice.way;

import dev.factotum.markdown.Escape;

/** Words of others for a message: one line, without anything that shows nothing, and cut. */
public final class Plain {
    private static final int MOST_TITLE = 120;

    private Plain() {}

    /** A title, which may come from a message. */
    public static String title(String untrusted) {
        return line(untrusted, MOST_TITLE);
    }

    /** One line of at most so many characters; an address of the web in it is no link any more. */
    public static String line(String untrusted, int most) {
        String flat = Escape.terminal(untrusted).replaceAll("\\s+", " ").strip().replace("://", ": //");
        if (flat.codePointCount(0, flat.length()) <= most) {
            return flat;
        }
        return flat.substring(0, flat.offsetByCodePoints(0, most - 1)).stripTrailing() + "…";
    }

    /** At most so many bytes of UTF-8, cut between characters. */
    static String bytes(String text, int most) {
        int bytes = 0;
        for (int at = 0; at < text.length(); ) {
            int point = text.codePointAt(at);
            bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
            if (bytes > most) {
                return text.substring(0, at);
            }
            at += Character.charCount(point);
        }
        return text;
    }
}
