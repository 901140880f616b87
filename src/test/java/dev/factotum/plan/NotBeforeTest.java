package dev.factotum.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NotBeforeTest {
    private static final ZoneId AMSTERDAM = ZoneId.of("Europe/Amsterdam");

    @Test
    void aLocalTimeADayAndAnInstantAreRead() {
        assertEquals(instant("2026-11-30T08:00:00Z"), NotBefore.parse("2026-11-30 09:00", AMSTERDAM));
        assertEquals(instant("2026-11-29T23:00:00Z"), NotBefore.parse("2026-11-30", AMSTERDAM));
        assertEquals(instant("2026-11-30T09:00:00Z"), NotBefore.parse("2026-11-30T09:00:00Z", AMSTERDAM));
        assertEquals(instant("2028-02-29T08:00:00Z"), NotBefore.parse("2028-02-29 09:00", AMSTERDAM));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-11-31 09:00",
                "2026-02-29 09:00",
                "2026-11-31",
                "2026-11-31T09:00:00Z",
                "2026-11-30 24:00",
                "2026-11-30T24:00:00Z",
                "2026-11-30 09:60",
                "2026-13-01 09:00"
            })
    void aTimeThatDoesNotExistIsNoTime(String written) {
        assertEquals(Optional.empty(), NotBefore.parse(written, AMSTERDAM));
    }

    private static Optional<Instant> instant(String text) {
        return Optional.of(Instant.parse(text));
    }
}
