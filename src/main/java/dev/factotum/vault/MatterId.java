package dev.factotum.vault;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The id of one matter for its whole life: a ULID in upper case. */
public record MatterId(String value) implements Comparable<MatterId> {
    private static final int LENGTH = 26;
    private static final String DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    public MatterId {
        if (!spells(value)) {
            throw new IllegalArgumentException("not a ULID: " + value);
        }
    }

    /** The id this text spells, or empty where it spells none. */
    public static Optional<MatterId> parse(String text) {
        return spells(text) ? Optional.of(new MatterId(text)) : Optional.empty();
    }

    private static boolean spells(String text) {
        if (text.length() != LENGTH || text.charAt(0) > '7') {
            return false;
        }
        for (int i = 0; i < LENGTH; i++) {
            if (DIGITS.indexOf(text.charAt(i)) < 0) {
                return false;
            }
        }
        return true;
    }

    /** Spelled out: what a record generates is linked at every start of the program, which takes 10 ms. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof MatterId id && id.value.equals(value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public int compareTo(MatterId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
