package dev.factotum.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factotum.watch.Agenda.Look;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AgendaTest {
    private static final Path A = Path.of("/v/Approved/a.md");
    private static final Path B = Path.of("/v/Approved/b.md");

    private Instant now = Instant.parse("2026-11-20T08:00:00Z");
    private final Agenda agenda = new Agenda(now);

    private Optional<Look> next() {
        return agenda.next(now);
    }

    private void touch(Path... files) {
        agenda.add(new Touched(Set.of(files), false), now);
    }

    private static Optional<Look> some(Path... files) {
        return Optional.of(new Look.Some(Set.of(files)));
    }

    private static Optional<Look> everything() {
        return Optional.of(new Look.Everything());
    }

    private void sweepOnce(Instant due) {
        assertEquals(everything(), next());
        agenda.ended(new Look.Everything(), due, now);
    }

    @Test
    void everythingIsLookedAtFirstAndThenEveryThirtySeconds() {
        sweepOnce(Instant.MAX);
        assertEquals(Optional.empty(), next());
        assertEquals(Agenda.EVERY, agenda.quiet(now));
        now = now.plus(Agenda.EVERY);
        assertEquals(Duration.ZERO, agenda.quiet(now));
        assertEquals(everything(), next());
    }

    /** Else a clock that is set back by two days would leave events as all there is for two days. */
    @Test
    void aClockThatIsSetBackPutsNothingOff() {
        sweepOnce(Instant.MAX);
        now = now.minus(Duration.ofDays(2));
        assertEquals(Duration.ZERO, agenda.quiet(now));
        sweepOnce(Instant.MAX);
        assertEquals(Agenda.EVERY, agenda.quiet(now));
    }

    /** Nothing tells of the death of the process that holds a matter. */
    @Test
    void whatAnotherProcessHeldIsLookedAtAgainInAMoment() {
        assertEquals(everything(), next());
        agenda.ended(new Look.Everything(), Instant.MAX, now);
        agenda.again(Set.of(A), now);
        assertEquals(Agenda.APART, agenda.quiet(now));
        now = now.plus(Agenda.APART);
        assertEquals(some(A), next());
    }

    @Test
    void whatIsDueSoonerComesSoonerButNeverAtOnceAgain() {
        sweepOnce(now.plusSeconds(7));
        assertEquals(Duration.ofSeconds(7), agenda.quiet(now));
        now = now.plusSeconds(7);
        sweepOnce(now.minusSeconds(5));
        assertEquals(Agenda.APART, agenda.quiet(now));
    }

    @Test
    void aTouchedFileIsLookedAtAtOnceAlsoDuringALongSweep() {
        assertEquals(everything(), next());
        touch(A);
        assertEquals(Duration.ZERO, agenda.quiet(now));
        assertEquals(some(A), next());
        assertEquals(Optional.empty(), next());
        assertEquals(Agenda.EVERY, agenda.quiet(now), "a sweep that goes on is nothing to wait for");
    }

    @Test
    void touchesThatComeTogetherAreOneLook() {
        sweepOnce(Instant.MAX);
        touch(A);
        touch(B, A);
        assertEquals(some(A, B), next());
    }

    @Test
    void aFileIsLookedAtAgainWhenItIsDue() {
        sweepOnce(Instant.MAX);
        touch(A);
        Look look = next().orElseThrow();
        agenda.ended(look, now.plusSeconds(10), now);
        assertEquals(Duration.ofSeconds(10), agenda.quiet(now));
        assertEquals(Optional.empty(), next());
        now = now.plusSeconds(10);
        assertEquals(some(A), next());
    }

    @Test
    void tooManyTouchesAreEverything() {
        sweepOnce(Instant.MAX);
        now = now.plusSeconds(5);
        Set<Path> many = new HashSet<>();
        for (int i = 0; i <= Agenda.MOST_FILES; i++) {
            many.add(Path.of("/v/Inbox/" + i));
        }
        agenda.add(new Touched(many, false), now);
        assertEquals(everything(), next());
        assertEquals(Optional.empty(), next());
    }

    @Test
    void tooManyFilesThatAreDueLaterAreEverythingThen() {
        sweepOnce(Instant.MAX);
        for (int i = 0; i <= Agenda.MOST_FILES; i++) {
            agenda.ended(new Look.Some(Set.of(Path.of("/v/Inbox/" + i))), now.plusSeconds(9), now);
        }
        now = now.plusSeconds(9);
        assertEquals(everything(), next());
    }

    @Test
    void somethingElseThatChangedIsEverythingButNotMoreThanOnceASecond() {
        sweepOnce(Instant.MAX);
        agenda.add(new Touched(Set.of(A), true), now);
        assertEquals(Optional.empty(), next());
        assertEquals(Agenda.APART, agenda.quiet(now));
        now = now.plus(Agenda.APART);
        assertEquals(everything(), next());
    }

    @Test
    void whatChangesDuringASweepIsSweptAgain() {
        assertEquals(everything(), next());
        agenda.add(new Touched(Set.of(), true), now);
        assertEquals(Optional.empty(), next());
        assertTrue(agenda.quiet(now).isPositive());
        agenda.ended(new Look.Everything(), Instant.MAX, now);
        assertEquals(everything(), next());
    }

    @Test
    void onlySoManyLooksGoOnSideBySide() {
        sweepOnce(Instant.MAX);
        for (int i = 0; i < Agenda.MOST_LOOKS; i++) {
            touch(Path.of("/v/Inbox/" + i));
            assertTrue(next().isPresent());
        }
        touch(A);
        assertEquals(Optional.empty(), next());
        assertTrue(agenda.quiet(now).isPositive());
        agenda.ended(new Look.Some(Set.of(B)), Instant.MAX, now);
        assertEquals(some(A), next());
    }
}
