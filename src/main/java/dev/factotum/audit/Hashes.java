package dev.factotum.audit;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256 in bytes and in lower-case hex. */
final class Hashes {
    static final int BYTES = 32;

    /** What the first entry follows. */
    static final String NONE = "0".repeat(2 * BYTES);

    private Hashes() {}

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    /** The value of a lower-case hex digit, -1 for any other byte. */
    static int digit(byte b) {
        if (b >= '0' && b <= '9') {
            return b - '0';
        }
        return b >= 'a' && b <= 'f' ? b - 'a' + 10 : -1;
    }

    /** True where the hex digits at an offset spell this hash. */
    static boolean equal(byte[] hash, byte[] text, int at) {
        int difference = 0;
        for (int i = 0; i < hash.length; i++) {
            int value = digit(text[at + 2 * i]) << 4 | digit(text[at + 2 * i + 1]);
            difference |= value ^ (hash[i] & 0xff);
        }
        return difference == 0;
    }

    static void parse(byte[] text, int at, byte[] into) {
        for (int i = 0; i < BYTES; i++) {
            into[i] = (byte) (digit(text[at + 2 * i]) << 4 | digit(text[at + 2 * i + 1]));
        }
    }
}
