package dev.factotum.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Instants as people read them, in the vault's zone. */
record When(ZoneId zone, Instant now) {
    private static final DateTimeFormatter THIS_YEAR = DateTimeFormatter.ofPattern("EEE d MMM HH:mm", Locale.ENGLISH);
    private static final DateTimeFormatter OTHER_YEAR = DateTimeFormatter.ofPattern("d MMM uuuu HH:mm", Locale.ENGLISH);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ENGLISH);

    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ENGLISH);

    /** {@code 09:31} today, {@code Fri 20 Nov 09:31} this year, {@code 20 Nov 2025 09:31} else. */
    String at(Instant instant) {
        ZonedDateTime then = instant.atZone(zone);
        ZonedDateTime today = now.atZone(zone);
        if (then.toLocalDate().equals(today.toLocalDate())) {
            return TIME.format(then);
        }
        return (then.getYear() == today.getYear() ? THIS_YEAR : OTHER_YEAR).format(then);
    }

    /** The same, with seconds where it is less than a minute away. */
    String soon(Instant instant) {
        boolean near = Duration.between(now, instant).abs().toSeconds() < 60;
        return near ? SECONDS.format(instant.atZone(zone)) : at(instant);
    }

    /** {@code 3 h ago}, {@code just now}; {@code in 3 h} for what is to come. */
    String from(Instant instant) {
        Duration gone = Duration.between(instant, now);
        return gone.isNegative()
                ? "in " + span(gone.negated())
                : gone.toSeconds() < 60 ? "just now" : span(gone) + " ago";
    }

    /** {@code 40 s}, {@code 5 min}, {@code 3 h}, {@code 2 d}, to the nearest. */
    static String span(Duration span) {
        long seconds = Math.max(1, span.toSeconds());
        if (seconds < 60) {
            return seconds + " s";
        }
        if (seconds < 59 * 60 + 30) {
            return (seconds + 30) / 60 + " min";
        }
        long hours = (seconds + 1800) / 3600;
        return hours < 48 ? hours + " h" : (seconds + 43_200) / 86_400 + " d";
    }
}
