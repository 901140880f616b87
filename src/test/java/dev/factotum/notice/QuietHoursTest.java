package dev.factotum.notice;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.factotum.config.NoticeSettings.Quiet;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Nights by the clock on the wall, over the two nights of a year that are not 24 hours from the next. */
class QuietHoursTest {
    private static final ZoneId AMSTERDAM = ZoneId.of("Europe/Amsterdam");

    @ParameterizedTest
    @CsvSource({
        // an ordinary night: 22:00-07:00 is 21:00Z to 06:00Z in winter
        "22:00, 07:00, 2026-11-20T20:59:59Z, -",
        "22:00, 07:00, 2026-11-20T21:00:00Z, 2026-11-21T06:00:00Z",
        "22:00, 07:00, 2026-11-21T05:59:59Z, 2026-11-21T06:00:00Z",
        "22:00, 07:00, 2026-11-21T06:00:00Z, -",
        // within one day
        "12:00, 13:00, 2026-11-20T11:30:00Z, 2026-11-20T12:00:00Z",
        "12:00, 13:00, 2026-11-20T12:00:00Z, -",
        // no hours at all
        "08:00, 08:00, 2026-11-20T07:00:00Z, -",
        // clocks go forward on 29 March 2026 at 01:00Z: the night is an hour shorter
        "22:00, 07:00, 2026-03-28T22:00:00Z, 2026-03-29T05:00:00Z",
        "22:00, 07:00, 2026-03-29T05:00:00Z, -",
        // its end, 02:30, is never shown: it is over with the jump
        "22:00, 02:30, 2026-03-29T00:59:59Z, 2026-03-29T01:00:00Z",
        "22:00, 02:30, 2026-03-29T01:00:00Z, -",
        // clocks go back on 25 October 2026 at 01:00Z: the night is an hour longer
        "22:00, 07:00, 2026-10-24T20:00:00Z, 2026-10-25T06:00:00Z",
        // its end, 02:30, is shown twice: the first time counts, and the second half is no new night
        "22:00, 02:30, 2026-10-25T00:29:59Z, 2026-10-25T00:30:00Z",
        "22:00, 02:30, 2026-10-25T00:30:00Z, -",
        "22:00, 02:30, 2026-10-25T01:10:00Z, -"
    })
    void aNightIsOneStretchOfTime(LocalTime from, LocalTime to, Instant now, String end) {
        assertEquals(
                end,
                QuietHours.end(new Quiet(from, to), AMSTERDAM, now)
                        .map(Instant::toString)
                        .orElse("-"));
    }
}
