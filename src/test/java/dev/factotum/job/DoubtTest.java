package dev.factotum.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factotum.job.FakeProvider.Answer;
import dev.factotum.job.FakeSkill.Kind;
import dev.factotum.world.Crash;
import dev.factotum.world.TestWorld;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What crashes and unclear answers have shown to go wrong, one by one. */
class DoubtTest {
    private static final Path NOTE = Stand.ROOT.resolve("Pending_Approval/Signal.md");

    private static Stand planned(Kind kind) throws IOException {
        Stand stand = Stand.found(3, List.of("one"));
        DecisionScenarios.plan(ExecutionScenarios.step(kind, "one")).on(stand);
        return stand;
    }

    private static void work(Stand stand) throws IOException {
        stand.wait(Duration.ofSeconds(40));
        Overseer.WORKS.on(stand);
    }

    /** The first call may have arrived: that the second was refused proves nothing of it. */
    @Test
    void aRefusedSecondTryOfAnUnclearFirstIsAskedAndNotSentAnew() throws IOException {
        Stand stand = planned(Kind.KEYED);
        stand.provider().script(List.of(Answer.ACT_THEN_DROP, Answer.REFUSED));
        stand.moveAll("Pending_Approval", "Approved");
        work(stand);
        String asked = stand.person().read(NOTE);
        assertTrue(asked.contains("> [!question] Unclear at step s1"), asked);
        assertTrue(asked.contains("^arrived-s1"), asked);
        stand.moveAll("Pending_Approval", "Approved");
        work(stand);
        assertEquals("[one]", stand.provider().deeds());
        stand.inTray("- [ ] Step s1 did arrive", "- [x] Step s1 did arrive");
        work(stand);
        assertEquals("[one]", stand.provider().deeds());
        assertTrue(
                stand.person().read(NOTE).contains("- [x] **Send one**"),
                stand.person().read(NOTE));
    }

    /** A power failure takes back what an editor saved; that is no late save of the person's. */
    @Test
    void whatAPowerFailureTakesBackIsNotTakenForALateSave() throws IOException {
        Stand stand = planned(Kind.KEYED);
        stand.world().disk().settle();
        stand.inTray("- [ ] **Approve", "- [x] **Approve");
        work(stand);
        stand.world().disk().crashNow(Crash.LOST_ALL);
        Stand next = stand.in(stand.world().restart());
        work(next);
        work(next);
        assertEquals(List.of(), next.faults());
        assertFalse(
                next.person().files(Stand.ROOT).keySet().stream().anyMatch(name -> name.contains("edit")),
                () -> next.person().files(Stand.ROOT).keySet().toString());
    }

    /** A person's move that a power failure may still take back is made durable before the ledger follows it. */
    @Test
    void aHandMoveIsDurableBeforeItsMatterIsClosed() throws IOException {
        Stand stand = planned(Kind.KEYED);
        stand.world().disk().settle();
        stand.moveAll("Pending_Approval", "Completed");
        work(stand);
        stand.world().disk().crashNow(Crash.LOST_ALL);
        TestWorld next = stand.world().restart();
        work(stand.in(next));
        assertEquals(
                List.of("Signal.md"),
                List.copyOf(stand.in(next).notes("Completed").keySet()));
        assertEquals(
                List.of(), List.copyOf(stand.in(next).notes("Pending_Approval").keySet()));
    }
}
