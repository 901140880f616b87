package dev.factotum.audit;

import java.util.Arrays;
import java.util.HexFormat;

/** A SHA-256 as four numbers, so that millions of them cost little. */
record Hash(long first, long second, long third, long fourth) {
    /** Hex digits in its text form. */
    static final int DIGITS = 64;

    /** What the first entry follows. */
    static final Hash NONE = new Hash(0, 0, 0, 0);

    /** The value of every byte as a lower-case hex digit, -1 for those that are none; branches here would cost most. */
    private static final byte[] VALUES = values();

    private static byte[] values() {
        byte[] values = new byte[256];
        Arrays.fill(values, (byte) -1);
        for (int value = 0; value < 16; value++) {
            values[Character.forDigit(value, 16)] = (byte) value;
        }
        return values;
    }

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
        return new Hash(
                digits(text, at, at + 16),
                digits(text, at + 16, at + 32),
                digits(text, at + 32, at + 48),
                digits(text, at + 48, at + 64));
    }

    static Hash spelled(String text) {
        return spelled(text.getBytes(java.nio.charset.StandardCharsets.US_ASCII), 0);
    }

    /** The number that eight hex digits spell, as {@link #mark()} answers it. */
    static int mark(byte[] text, int at) {
        return (int) digits(text, at, at + 8);
    }

    private static long digits(byte[] text, int from, int to) {
        long number = 0;
        for (int i = from; i < to; i++) {
            number = number << 4 | VALUES[text[i] & 0xff];
        }
        return number;
    }

    /** True where hex digits stand at all of these places. */
    static boolean isHex(byte[] text, int from, int to) {
        int signs = 0;
        for (int i = from; i < to; i++) {
            signs |= VALUES[text[i] & 0xff];
        }
        return signs >= 0;
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
