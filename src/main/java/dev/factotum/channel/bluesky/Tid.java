package dev.factotum.channel.bluesky;

import java.math.BigInteger;
import java.time.Instant;

/**
 * The key of a record: microseconds since 1970 in 53 bits and 10 bits more, in 13 digits of an alphabet that sorts.
 *
 * <p>The milliseconds are the time at which the post was meant; the microseconds below them and the last 10 bits come from
 * the call's key. So two posts meant in the same millisecond differ, and the same post has the same key each time, because
 * the time is written down with the intent.
 */
record Tid(long bits) {
    private static final String DIGITS = "234567abcdefghijklmnopqrstuvwxyz";
    private static final int LENGTH = 13;
    private static final int CLOCK_BITS = 10;

    /** @param key 32 hex digits */
    static Tid of(Instant meant, String key) {
        BigInteger chance = new BigInteger(key, 16);
        long micros = meant.toEpochMilli() * 1000
                + chance.mod(BigInteger.valueOf(1000)).longValue();
        long clock = chance.shiftRight(64).longValue() & ((1 << CLOCK_BITS) - 1);
        return new Tid(micros << CLOCK_BITS | clock);
    }

    /** Of the post so many places further down a thread. */
    Tid plus(int posts) {
        return new Tid(bits + ((long) posts << CLOCK_BITS));
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (int i = LENGTH - 1; i >= 0; i--) {
            text.append(DIGITS.charAt((int) (bits >>> (5 * i)) & 31));
        }
        return text.toString();
    }
}
