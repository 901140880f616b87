package dev.factotum.notice;

import dev.factotum.config.NoticeSettings.Quiet;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.Optional;

/**
 * Hours in which nothing is told, by the clock on the wall. Each night is one stretch of time: where clocks are set back it
 * ends the first time they show its end, and where they jump over an end it is over with the jump.
 */
final class QuietHours {
    private QuietHours() {}

    /** When the stretch that holds this instant is over; empty outside of all. */
    static Optional<Instant> end(Quiet quiet, ZoneId zone, Instant now) {
        if (quiet.from().equals(quiet.to())) {
            return Optional.empty();
        }
        LocalDate today = now.atZone(zone).toLocalDate();
        for (LocalDate day : new LocalDate[] {today.minusDays(1), today}) {
            boolean over = !quiet.to().isAfter(quiet.from());
            Instant from = at(day, quiet.from(), zone);
            Instant to = at(over ? day.plusDays(1) : day, quiet.to(), zone);
            if (!now.isBefore(from) && now.isBefore(to)) {
                return Optional.of(to);
            }
        }
        return Optional.empty();
    }

    private static Instant at(LocalDate day, LocalTime time, ZoneId zone) {
        LocalDateTime local = day.atTime(time);
        ZoneOffsetTransition jump = zone.getRules().getTransition(local);
        return jump != null && jump.isGap()
                ? jump.getInstant()
                : local.atZone(zone).toInstant();
    }
}
