package dev.factotum.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factotum.job.FakeProvider.Answer;
import dev.factotum.job.FakeSkill.Kind;
import dev.factotum.problem.Problem;
import dev.factotum.problem.VaultCode;
import dev.factotum.tool.Effect;
import dev.factotum.world.TestWorld;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Somebody sets the clock, by hours, days or a year, while a tick waits for its grace, a step for its day, a call for its
 * next try or a plan for a person (R15, F12): no effect is doubled or missing, and the chain stays whole.
 */
class ClockLeapsTest {
    private static final List<Kind> KINDS =
            Campaign.full() ? List.of(Kind.KEYED, Kind.PROVING, Kind.UNVERIFIABLE) : List.of(Kind.KEYED);
    private static final Instant DAY = Instant.parse("2026-11-23T08:00:00Z");
    private static final List<Duration> LEAPS = List.of(
            Duration.ofHours(2),
            Duration.ofHours(-2),
            Duration.ofDays(2),
            Duration.ofDays(-2),
            Duration.ofDays(40),
            Duration.ofDays(-40),
            Duration.ofDays(400),
            Duration.ofDays(-400));

    /** What waits when the clock is set. */
    private enum Moment {
        UNDECIDED,
        TICKED,
        DATED,
        LIMITED;

        String step(Kind kind) {
            String step = ExecutionScenarios.step(kind, "one");
            return this == DATED ? step.replace("text: ", "not_before: 2026-11-23 09:00\ntext: ") : step;
        }

        /** @param putRight then the provider's times, taken from the same clock, would be wrong, too */
        void bring(Stand stand, boolean putRight) throws IOException {
            switch (this) {
                case UNDECIDED -> {}
                case TICKED -> stand.inTray("- [ ] **Approve", "- [x] **Approve");
                case DATED -> stand.moveAll("Pending_Approval", "Approved");
                case LIMITED -> {
                    stand.provider()
                            .script(List.of(Answer.RATE_LIMITED, putRight ? Answer.NORMAL : Answer.ACT_THEN_DROP));
                    stand.moveAll("Pending_Approval", "Approved");
                }
            }
        }
    }

    private final List<String> faults = new ArrayList<>();

    @Test
    void aClockThatIsSetDoublesAndLosesNothing() throws IOException {
        int runs = 0;
        for (Moment moment : Moment.values()) {
            for (Kind kind : KINDS) {
                for (Duration leap : LEAPS) {
                    for (boolean putRight : new boolean[] {true, false}) {
                        run(moment, kind, leap, putRight);
                        runs++;
                    }
                }
            }
        }
        System.out.println("R15: " + runs + " leaps of the clock, " + faults.size() + " faults");
        assertEquals(List.of(), faults);
    }

    private void run(Moment moment, Kind kind, Duration leap, boolean putRight) throws IOException {
        String what = moment + " " + kind + " by " + leap.toHours() + " hours, put right " + putRight;
        Stand stand = Stand.found(17, List.of("one"));
        DecisionScenarios.plan(moment.step(kind)).on(stand);
        moment.bring(stand, putRight);
        try (Office office = stand.office()) {
            if (moment != Moment.TICKED) {
                stand.wait(Duration.ofSeconds(40));
                office.work();
            }
            stand.world().clock().set(stand.world().clock().instant().plus(leap));
            distrusts(what, stand, office);
            stand.wait(Duration.ofSeconds(61));
            office.work();
        }
        if (putRight) {
            stand.world().clock().set(stand.world().clock().instant().minus(leap));
        }
        stand.wait(Duration.ofMinutes(1));
        Duration yet = Duration.between(stand.world().clock().instant(), DAY);
        if (moment == Moment.DATED && yet.isPositive()) {
            stand.wait(yet);
        }
        try {
            Overseer.SEES_TO_IT.on(stand);
        } catch (AssertionError | RuntimeException broken) {
            faults.add(what + ": broken: " + broken);
        }
        stand.faults().forEach(fault -> faults.add(what + ": " + fault));
        stand.provider().missing().forEach(text -> faults.add(what + ": came to be 0 times: " + text));
        try (Office office = stand.office()) {
            if (!office.audit().verify().ok()) {
                faults.add(what + ": the chain is broken");
            }
        }
    }

    /** A process at work begins nothing by a clock that was set a moment ago. */
    private void distrusts(String what, Stand stand, Office office) throws IOException {
        String deeds = stand.provider().deeds();
        List<Problem> said = office.work().getLast().problems();
        if (!stand.provider().deeds().equals(deeds)
                || said.stream().anyMatch(problem -> !problem.code().equals(VaultCode.CLOCK_LEAPT))) {
            faults.add(what + ": at work by a clock that leapt: "
                    + stand.provider().deeds() + " " + said);
        }
    }

    @Test
    void aClockThatLeapsWhileAStepIsCarriedOutDoesNotBringTheDateOfTheNext() throws IOException {
        TestWorld world = TestWorld.seeded(20);
        Office.found(world);
        List<String> deeds = new ArrayList<>();
        FakeTool tool = new FakeTool("fake.send", new Effect.Unverifiable());
        tool.answers(call -> {
            deeds.add(call.arguments().path("text").asText());
            world.clock().set(world.clock().instant().plus(Duration.ofHours(deeds.size() == 1 ? 2 : 0)));
            return FakeTool.done("sent");
        });
        Instant date = world.clock().instant().truncatedTo(ChronoUnit.HOURS).plus(Duration.ofHours(2));
        world.disk().person().write(Office.ROOT.resolve("Approved/Two.md"), """
                # Two

                ```step
                skill: fake.send
                text: first
                ```

                ```step
                skill: fake.send
                not_before: %s
                text: second
                ```
                """.formatted(
                        DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm")
                                .withZone(ZoneId.of("Europe/Amsterdam"))
                                .format(date)));
        world.clock().advance(Duration.ofMinutes(1));
        try (Office office = new Office(world, List.of(tool))) {
            office.work();
            assertEquals(List.of("first"), deeds);
            world.clock().set(world.clock().instant().minus(Duration.ofHours(2)));
            world.clock().advance(Duration.ofSeconds(61));
            office.work();
            world.clock().advance(Duration.ofSeconds(61));
            office.work();
            assertEquals(List.of("first"), deeds);
            office.workOn(Duration.ofHours(3));
            assertEquals(List.of("first", "second"), deeds);
        }
    }

    @Test
    void aClockThatWasSetBackStandsInTheLog() throws IOException {
        Stand stand = Stand.found(18, List.of("one"));
        DecisionScenarios.plan(ExecutionScenarios.step(Kind.KEYED, "one")).on(stand);
        Instant before = stand.world().clock().instant();
        stand.world().clock().set(before.minus(Duration.ofDays(40)));
        stand.moveAll("Pending_Approval", "Approved");
        Overseer.WORKS.on(stand);
        String log = stand.person().read(Stand.ROOT.resolve("Audit_Log.md"));
        assertEquals(1, log.split("the clock reads earlier than the entry before this one", -1).length - 1, log);
        assertEquals("[one]", stand.provider().deeds());
        try (Office office = stand.office()) {
            assertTrue(office.audit().verify().ok());
        }
    }

    @Test
    void aClockThatIsSetBackByMinutesIsNotWorthAWord() throws IOException {
        Stand stand = Stand.found(19, List.of("one"));
        DecisionScenarios.plan(ExecutionScenarios.step(Kind.KEYED, "one")).on(stand);
        stand.world().clock().set(stand.world().clock().instant().minus(Duration.ofMinutes(50)));
        stand.moveAll("Pending_Approval", "Approved");
        Overseer.WORKS.on(stand);
        String log = stand.person().read(Stand.ROOT.resolve("Audit_Log.md"));
        assertFalse(log.contains("the clock reads"), log);
    }
}
