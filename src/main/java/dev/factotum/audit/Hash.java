package dev.factotum.audit;

import java.util.HexFormat;

/** A SHA-256 as four numbers, so that millions of them cost little. */
record Hash(long first, long second, long third, long fourth) {
    /** Hex digits in its text form. */
    static final int DIGITS = 64;

    /** What the first entry follows. */
    static final Hash NONE = new Hash(0, 0, 0, 0);

    /** @param digest 32 bytes */
    static Hash of(byte[] digest) {
        return new Hash(number(digest, 0), number(digest, 8), number(digest, 16), number(digest, 24));
    }

    private static long number(byte[] bytes, int at) {
        long number = 0;
        for (int i = at; i < at + 8; i++) {
            number = number << 8 | (bytes[i] & 0xff);
        }
        return number;
    }

    /** The hash that 64 lower-case hex digits spell, which are known to be such. */
    static Hash spelled(byte[] text, int at) {
        return new Hash(digits(text, at), digits(text, at + 16), digits(text, at + 32), digits(text, at + 48));
    }

    static Hash spelled(String text) {
        return spelled(text.getBytes(java.nio.charset.StandardCharsets.US_ASCII), 0);
    }

    private static long digits(byte[] text, int at) {
        long number = 0;
        for (int i = at; i < at + 16; i++) {
            number = number << 4 | digit(text[i]);
        }
        return number;
    }

    /** The value of a lower-case hex digit, -1 for any other byte. */
    static int digit(byte b) {
        if (b >= '0' && b <= '9') {
            return b - '0';
        }
        return b >= 'a' && b <= 'f' ? b - 'a' + 10 : -1;
    }

    /** The first eight digits, which the page shows. */
    int mark() {
        return (int) (first >>> 32);
    }

    String hex() {
        HexFormat hex = HexFormat.of();
        return hex.toHexDigits(first) + hex.toHexDigits(second) + hex.toHexDigits(third) + hex.toHexDigits(fourth);
    }
}
