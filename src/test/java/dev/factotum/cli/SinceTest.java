package dev.factotum.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SinceTest {
    private static final ZoneId AMSTERDAM = ZoneId.of("Europe/Amsterdam");
    private static final Instant NOW = Instant.parse("2026-11-20T08:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "2d, 2026-11-18T08:00:00Z",
        "30m, 2026-11-20T07:30:00Z",
        "1w, 2026-11-13T08:00:00Z",
        "2026-11-19, 2026-11-18T23:00:00Z",
        "2026-11-19 09:30, 2026-11-19T08:30:00Z",
        "2026-11-19T09:30:00Z, 2026-11-19T09:30:00Z"
    })
    void aMomentIsReadAsPeopleTypeIt(String typed, Instant moment) {
        assertEquals(Optional.of(moment), Since.read(typed, AMSTERDAM, NOW));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "yesterday", "2x", "999999999d", "2026-13-01", "-2d"})
    void anythingElseIsNoMoment(String typed) {
        assertEquals(Optional.empty(), Since.read(typed, AMSTERDAM, NOW));
    }
}
