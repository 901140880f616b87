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

    @Test
    void aTimeThatTheClockSkipsIsTheFirstMomentAfterAndOneThatComesTwiceTheFirst() {
        assertEquals(instant("2026-03-29T01:00:00Z"), NotBefore.parse("2026-03-29 02:30", AMSTERDAM));
        assertEquals(instant("2026-10-25T00:30:00Z"), NotBefore.parse("2026-10-25 02:30", AMSTERDAM));
        assertEquals(instant("2026-10-25T01:30:00Z"), NotBefore.parse("2026-10-25T02:30:00+01:00", AMSTERDAM));
        ZoneId saoPaulo = ZoneId.of("America/Sao_Paulo");
        assertEquals(instant("2018-11-04T03:00:00Z"), NotBefore.parse("2018-11-04", saoPaulo));
        ZoneId apia = ZoneId.of("Pacific/Apia");
        assertEquals(instant("2011-12-30T10:00:00Z"), NotBefore.parse("2011-12-30 12:00", apia));
        ZoneId lordHowe = ZoneId.of("Australia/Lord_Howe");
        assertEquals(instant("2026-10-03T15:30:00Z"), NotBefore.parse("2026-10-04 02:15", lordHowe));
    }

    private static Optional<Instant> instant(String text) {
        return Optional.of(Instant.parse(text));
    }
}
