package dev.factotum.vault;

import java.util.Optional;
import java.util.regex.Pattern;

/** The id of one matter for its whole life: a ULID in upper case. */
public record MatterId(String value) implements Comparable<MatterId> {
    private static final Pattern ULID = Pattern.compile("[0-7][0-9A-HJKMNP-TV-Z]{25}");

    public MatterId {
        if (!ULID.matcher(value).matches()) {
            throw new IllegalArgumentException("not a ULID: " + value);
        }
    }

    /** The id this text spells, or empty where it spells none. */
    public static Optional<MatterId> parse(String text) {
        return ULID.matcher(text).matches() ? Optional.of(new MatterId(text)) : Optional.empty();
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
