package dev.factotum.secret;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What may be shown of a kept secret.
 *
 * @param set when its value was put there
 * @param expires when its provider takes it no more, where somebody said so
 */
public record Kept(String name, Instant set, Optional<Instant> expires, Place place) {
    /** From this age on a person is reminded of it. */
    public static final Duration OLD = Duration.ofDays(75);

    /** At this age it should have been changed. */
    public static final Duration TOO_OLD = Duration.ofDays(90);

    /** Where its value lies. */
    public enum Place {
        /** Sealed in the store's own file. */
        FILE,
        KEYRING,
        /** In a file of its own in clear, as it was before there was a store. */
        PLAIN
    }

    /** How it stands with its age. */
    public enum Age {
        FRESH,
        OLD,
        TOO_OLD
    }

    public Age age(Instant now) {
        Duration old = Duration.between(set, now);
        if (old.compareTo(TOO_OLD) >= 0
                || expires.filter(end -> !end.isAfter(now)).isPresent()) {
            return Age.TOO_OLD;
        }
        boolean soon = expires.filter(end -> !end.minus(TOO_OLD.minus(OLD)).isAfter(now))
                .isPresent();
        return soon || old.compareTo(OLD) >= 0 ? Age.OLD : Age.FRESH;
    }

    /** Whole days since it was set. */
    public long days(Instant now) {
        return Math.max(0, Duration.between(set, now).toDays());
    }
}
