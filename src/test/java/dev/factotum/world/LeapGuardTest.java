package dev.factotum.world;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LeapGuardTest {
    private final TestClock clock = new TestClock(Instant.parse("2026-11-20T08:00:00Z"));
    private final LeapGuard guard = new LeapGuard(clock);

    @Test
    void timeThatPassesIsTrustedHoweverLongItWas() {
        clock.advance(Duration.ofDays(3));
        assertEquals(Duration.ZERO, guard.distrust());
    }

    @Test
    void aClockThatIsSetByMinutesIsTrusted() {
        clock.set(clock.instant().plus(Duration.ofMinutes(59)));
        assertEquals(Duration.ZERO, guard.distrust());
    }

    @Test
    void aLeapWaitsForTwoReadingsAMinuteApart() {
        clock.set(clock.instant().plus(Duration.ofDays(400)));
        assertEquals(LeapGuard.APART, guard.distrust());
        clock.advance(Duration.ofSeconds(20));
        assertEquals(Duration.ofSeconds(40), guard.distrust());
        clock.advance(Duration.ofSeconds(50));
        assertEquals(Duration.ZERO, guard.distrust());
    }

    @Test
    void aClockThatLeapsBackIsWaitedForAnew() {
        Instant right = clock.instant();
        clock.set(right.minus(Duration.ofDays(2)));
        assertEquals(LeapGuard.APART, guard.distrust());
        clock.advance(Duration.ofSeconds(59));
        clock.set(right.plusSeconds(59));
        assertEquals(LeapGuard.APART, guard.distrust());
        clock.advance(Duration.ofSeconds(60));
        assertEquals(Duration.ZERO, guard.distrust());
    }
}
