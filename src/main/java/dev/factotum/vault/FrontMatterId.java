package dev.factotum.vault;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Finds the {@code id:} property of a note by its lines alone, for scans that cannot afford a YAML parser. */
final class FrontMatterId {
    private FrontMatterId() {}

    /**
     * What the start of a note says.
     *
     * @param complete false where the front matter does not end within the bytes given
     */
    record Found(Optional<MatterId> id, boolean complete) {}

    private static final Found NONE = new Found(Optional.empty(), true);

    /** The first {@code id:} line of the front matter decides. */
    static Found in(byte[] head) {
        int at = head.length >= 3 && head[0] == (byte) 0xEF && head[1] == (byte) 0xBB && head[2] == (byte) 0xBF ? 3 : 0;
        int end = lineEnd(head, at);
        if (!line(head, at, end).equals("---")) {
            return NONE;
        }
        Optional<MatterId> id = Optional.empty();
        for (at = end + 1; at < head.length; at = end + 1) {
            end = lineEnd(head, at);
            boolean whole = end < head.length;
            byte first = head[at];
            if (first == '-' || first == '.') {
                String line = line(head, at, end);
                if (line.equals("---") || line.equals("...")) {
                    return new Found(id, true);
                }
            } else if (whole && id.isEmpty() && first == 'i' && startsWithId(head, at, end)) {
                id = value(line(head, at + 3, end));
                if (id.isPresent()) {
                    return new Found(id, true);
                }
            }
        }
        return new Found(id, false);
    }

    private static boolean startsWithId(byte[] head, int at, int end) {
        return end - at > 3 && head[at + 1] == 'd' && head[at + 2] == ':';
    }

    private static Optional<MatterId> value(String text) {
        String value = text;
        int comment = value.indexOf(" #");
        if (comment >= 0) {
            value = value.substring(0, comment);
        }
        value = value.strip();
        if (value.length() >= 2 && (value.charAt(0) == '"' || value.charAt(0) == '\'')) {
            value = value.substring(1, value.length() - 1);
        }
        return MatterId.parse(value);
    }

    private static int lineEnd(byte[] bytes, int from) {
        int at = from;
        while (at < bytes.length && bytes[at] != '\n') {
            at++;
        }
        return at;
    }

    /** Without a carriage return and other white space at its end. */
    private static String line(byte[] bytes, int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1).stripTrailing();
    }
}
