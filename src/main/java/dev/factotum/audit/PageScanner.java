package dev.factotum.audit;

import java.security.MessageDigest;

/** Reads one line of a page: what it says of itself, and the hash of what it says. Not thread-safe. */
final class PageScanner {
    private static final int FRONT = "- 00:00:00 **".length();
    private static final int MARK = 8;
    private static final int MOST_DIGITS = 18;

    private final MessageDigest sha256 = Sha256.start();
    private byte[] bytes = new byte[0];
    private int from;
    private int bareTo;
    private int to;
    private boolean front;
    private long seq;
    private int mark;

    /** What a line is. */
    enum Kind {
        /** Ends in {@code #1019·3dca774e}. */
        MARKED,
        /** Starts like an entry but has no such end: an entry that was altered. */
        UNMARKED,
        /** A heading, an empty line, a line of a person's own. */
        OTHER
    }

    Kind scan(byte[] line, int start, int end) {
        bytes = line;
        from = start;
        to = end > start && line[end - 1] == '\r' ? end - 1 : end;
        bareTo = to;
        front = startsLikeAnEntry();
        seq = 0;
        mark = 0;
        if (tail()) {
            return Kind.MARKED;
        }
        return front ? Kind.UNMARKED : Kind.OTHER;
    }

    private boolean startsLikeAnEntry() {
        if (to - from < FRONT) {
            return false;
        }
        String form = "- 00:00:00 **";
        for (int i = 0; i < FRONT; i++) {
            byte b = bytes[from + i];
            char expected = form.charAt(i);
            boolean fits = expected == '0' ? b >= '0' && b <= '9' : b == expected;
            if (!fits) {
                return false;
            }
        }
        return true;
    }

    private boolean tail() {
        int at = to - MARK;
        if (at - 4 < from) {
            return false;
        }
        if (bytes[at - 1] != (byte) 0xb7 || bytes[at - 2] != (byte) 0xc2 || !Hash.isHex(bytes, at, to)) {
            return false;
        }
        int digits = at - 2;
        int first = digits;
        while (first > from && digits - first < MOST_DIGITS && bytes[first - 1] >= '0' && bytes[first - 1] <= '9') {
            first--;
        }
        boolean number = first < digits && bytes[first] != '0';
        if (!number || first - 2 < from || bytes[first - 1] != '#' || bytes[first - 2] != ' ') {
            return false;
        }
        long value = 0;
        for (int i = first; i < digits; i++) {
            value = 10 * value + bytes[i] - '0';
        }
        seq = value;
        mark = Hash.mark(bytes, at);
        bareTo = first - 2;
        return true;
    }

    /** The number in the line's end. */
    long seq() {
        return seq;
    }

    /** The first four bytes of the entry's hash, as the line's end shows them. */
    int mark() {
        return mark;
    }

    /** The hash of the line without title and end. */
    Hash bareHash() {
        feedBare(sha256);
        return Hash.of(sha256.digest());
    }

    /** The line without its title, end included. */
    void feedUntitled(MessageDigest digest) {
        feedBare(digest);
        digest.update(bytes, bareTo, to - bareTo);
    }

    private void feedBare(MessageDigest digest) {
        int titleFrom = titleFrom();
        int titleTo = titleFrom < 0 ? -1 : find((byte) '`', titleFrom + 2);
        if (titleTo < 0) {
            digest.update(bytes, from, bareTo - from);
        } else {
            digest.update(bytes, from, titleFrom - from);
            digest.update(bytes, titleTo + 1, bareTo - titleTo - 1);
        }
    }

    /** Where the space in front of the title's backtick stands; -1 where the line has no title. */
    private int titleFrom() {
        if (!front) {
            return -1;
        }
        for (int i = from + FRONT; i + 3 < bareTo; i++) {
            if (bytes[i] == '*' && bytes[i + 1] == '*') {
                return bytes[i + 2] == ' ' && bytes[i + 3] == '`' ? i + 2 : -1;
            }
        }
        return -1;
    }

    private int find(byte wanted, int start) {
        for (int i = start; i < bareTo; i++) {
            if (bytes[i] == wanted) {
                return i;
            }
        }
        return -1;
    }
}
