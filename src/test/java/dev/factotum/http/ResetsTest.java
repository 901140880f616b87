package dev.factotum.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResetsTest {
    private static final Instant NOW = Instant.parse("2026-11-20T08:00:00Z");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2 | 2026-11-20T08:00:02Z",
                "64.57 | 2026-11-20T08:01:04.570Z",
                "0 | 2026-11-20T08:00:01Z",
                "-5 | 2026-11-20T08:00:01Z",
                "93600 | 2026-11-21T10:00:00Z",
                "93601 | 2026-11-21T10:00:00Z",
                "99999999999999999999 | 2026-11-21T10:00:00Z",
                "Fri, 20 Nov 2026 09:30:00 GMT | 2026-11-20T09:30:00Z",
                "Fri, 20 Nov 2026 07:30:00 GMT | 2026-11-20T08:00:01Z",
                "2026-11-20T18:00:00.000000Z | 2026-11-20T18:00:00Z",
                "2026-11-20T10:00:00+01:00 | 2026-11-20T09:00:00Z",
                "2027-11-20T10:00:00Z | 2026-11-21T10:00:00Z",
                "1795168800 | 2026-11-20T10:00:00Z",
                "1795168800.25 | 2026-11-20T10:00:00.250Z",
                "1795168800000 | 2026-11-20T10:00:00Z",
                "1s | 2026-11-20T08:00:01Z",
                "6m0s | 2026-11-20T08:06:00Z",
                "20ms | 2026-11-20T08:00:01Z",
                "1h2m3.5s | 2026-11-20T09:02:03.500Z",
                "37s | 2026-11-20T08:00:37Z",
                "1500ms | 2026-11-20T08:00:01.500Z",
                "900h | 2026-11-21T10:00:00Z",
            })
    void eachFormIsReadAndKeptWithinASecondAndTwentySixHours(String text, Instant expected) {
        assertEquals(Optional.of(expected), Resets.parse(text, NOW));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "soon",
                "1e400",
                "NaN",
                "5 apples",
                "1d",
                "6m 0s",
                "2026-13-40T99:99:99Z",
                "Fri, 99 Nov 2026 09:30:00 GMT",
                "11111111111111111111111111111111111111111111111111111111111111111111111111"
            })
    void whatIsNoneOfThemIsNoTime(String text) {
        assertEquals(Optional.empty(), Resets.parse(text, NOW));
    }

    @Test
    void millisecondsAndMinutesAreSaidByTheCaller() {
        assertEquals(Optional.of(NOW.plusMillis(2500)), Resets.millis("2500", NOW));
        assertEquals(Optional.empty(), Resets.millis("soon", NOW));
        assertEquals(NOW.plusSeconds(17 * 60), Resets.minutes(17, NOW));
        assertEquals(NOW.plusSeconds(26 * 3600), Resets.minutes(Long.MAX_VALUE, NOW));
    }
}
