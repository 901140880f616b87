package dev.factotum.plan;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.time.zone.ZoneOffsetTransition;
import java.util.Optional;

/** Reads the dates of steps: {@code 2026-11-24 09:00} in the vault's zone, a bare date, or RFC 3339. */
public final class NotBefore {
    /** Strict: a day that the month has not is no date, never the day before or after. */
    private static final DateTimeFormatter LOCAL =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm[:ss]").withResolverStyle(ResolverStyle.STRICT);

    private NotBefore() {}

    /** Empty where the text is no date. In a gap of the clock the first moment after it; in an overlap the first. */
    public static Optional<Instant> parse(String text, ZoneId zone) {
        String stripped = text.strip();
        try {
            if (stripped.length() == 10) {
                return Optional.of(at(LocalDate.parse(stripped).atStartOfDay(), zone));
            }
            if (stripped.length() > 10 && stripped.charAt(10) == ' ') {
                return Optional.of(at(LocalDateTime.parse(stripped, LOCAL), zone));
            }
            return Optional.of(OffsetDateTime.parse(stripped).toInstant());
        } catch (DateTimeParseException noDate) {
            return Optional.empty();
        }
    }

    private static Instant at(LocalDateTime local, ZoneId zone) {
        ZoneOffsetTransition gap = zone.getRules().getTransition(local);
        return gap != null && gap.isGap()
                ? gap.getInstant()
                : local.atZone(zone).toInstant();
    }
}
