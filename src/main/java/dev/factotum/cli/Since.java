package dev.factotum.cli;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A moment in the past as people type it. */
final class Since {
    private static final Pattern AGO = Pattern.compile("([0-9]{1,5}) ?([smhdw])");

    private Since() {}

    /** Reads {@code 2d}, {@code 2026-11-20}, {@code 2026-11-20 09:30}, {@code 2026-11-20T09:30:00Z}. */
    static Optional<Instant> read(String text, ZoneId zone, Instant now) {
        Matcher ago = AGO.matcher(text.strip());
        if (ago.matches()) {
            long number = Long.parseLong(ago.group(1));
            return Optional.of(now.minus(
                    switch (ago.group(2)) {
                        case "s" -> Duration.ofSeconds(number);
                        case "m" -> Duration.ofMinutes(number);
                        case "h" -> Duration.ofHours(number);
                        case "d" -> Duration.ofDays(number);
                        default -> Duration.ofDays(7 * number);
                    }));
        }
        String iso = text.strip().replace(' ', 'T');
        List<Function<String, Instant>> forms = List.of(
                form -> LocalDate.parse(form).atStartOfDay(zone).toInstant(),
                form -> LocalDateTime.parse(form).atZone(zone).toInstant(),
                form -> OffsetDateTime.parse(form).toInstant());
        for (Function<String, Instant> form : forms) {
            try {
                return Optional.of(form.apply(iso));
            } catch (DateTimeException otherForm) {
                continue;
            }
        }
        return Optional.empty();
    }
}
