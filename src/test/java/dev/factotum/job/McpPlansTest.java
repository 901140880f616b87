package dev.factotum.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factotum.mcp.client.Peers;
import dev.factotum.world.Person;
import dev.factotum.world.TestWorld;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tools of a server as steps: planned, approved, called once, and asked about where nobody knows. */
class McpPlansTest {
    private static final Path TRAY = Office.ROOT.resolve("Pending_Approval");
    private static final Path APPROVED = Office.ROOT.resolve("Approved");

    private final TestWorld world = TestWorld.seeded(11);
    private Peers peers;
    private Office office;

    @BeforeEach
    void aTrustedServer() throws Exception {
        Office.found(world);
        peers = new Peers(world, Map.of());
        peers.file("mutate=1");
        peers.trust();
        office = new Office(world, peers.servers().tools());
    }

    @AfterEach
    void atTheEndNothingIsOutOfOrder() throws IOException {
        office.close();
        peers.close();
        assertEquals(List.of(), new VaultChecker(world.disk().person(), Office.ROOT).atRest());
    }

    private Person person() {
        return world.disk().person();
    }

    private void work() throws IOException {
        office.wait(Duration.ofSeconds(40));
        office.work();
    }

    private String plan(String tool, String text) throws IOException {
        person().write(Office.ROOT.resolve("Needs_Action/Job.md"), """
                # Job

                - [ ] **Do it**

                ```step
                skill: mcp.peer.%s
                text: %s
                ```
                """.formatted(tool, text));
        office.wait(Duration.ofSeconds(40));
        work();
        return person().read(TRAY.resolve("Job.md"));
    }

    private void approve() throws IOException {
        person().move(TRAY.resolve("Job.md"), APPROVED.resolve("Job.md"));
        work();
    }

    @Test
    void anApprovedCallHappensOnceAndLeavesItsReceipt() throws IOException {
        int started = peers.launches().size();
        String waiting = plan("drop", "the table");

        assertTrue(waiting.contains("**If approved (LIVE):** calls 1 tool drop of the MCP server peer"), waiting);
        assertTrue(waiting.contains("risk: high"), waiting);
        assertEquals(started, peers.launches().size());

        approve();
        String done = office.only("Completed").getValue();
        assertTrue(done.contains("- [x] **Do it**"), done);
        assertTrue(done.contains("wrote the table"), done);
        assertFalse(done.contains("simulated"), done);
    }

    @Test
    void aToolThatClaimsToReadOnlyWaitsForApprovalAllTheSame() throws IOException {
        int started = peers.launches().size();
        String waiting = plan("read", "x");
        work();

        assertTrue(waiting.contains("risk: normal"), waiting);
        assertEquals(started, peers.launches().size());
        assertEquals(Map.of(), office.notes("Completed"));
    }

    @Test
    void aServerThatDiesMidCallIsAskedAboutAndNeverCalledAgainByItself() throws IOException {
        plan("die", "x");
        approve();
        work();

        String asked = person().read(TRAY.resolve("Job.md"));
        assertTrue(asked.contains("> [!question] Unclear at step s1"), asked);
        assertTrue(asked.contains("ended with exit code 3"), asked);
        assertEquals(1, peers.launches().size());
    }

    @Test
    void aToolThatChangedBetweenApprovalAndCallIsNotCalled() throws IOException {
        plan("echo", "first");
        approve();
        assertTrue(office.only("Completed").getValue().contains("first"));
        plan("write", "second");
        approve();

        String back = person().read(TRAY.resolve("Job.md"));
        assertTrue(back.contains("E-MCP-05"), back);
        assertTrue(back.contains("agent mcp trust peer"), back);
        assertFalse(back.contains("wrote second"), back);
    }

    @Test
    void whatAToolRefusesComesBackWithItsWordsDisarmed() throws IOException {
        plan("fail", "x");
        approve();

        String back = person().read(TRAY.resolve("Job.md"));
        assertTrue(back.contains("peer says: no room"), back);
    }

    @Test
    void aStepOfAServerThatChangedComesBackBeforeAnythingRuns() throws IOException {
        plan("drop", "x");
        peers.file("other");
        approve();

        String back = person().read(TRAY.resolve("Job.md"));
        assertTrue(back.contains("E-MCP-04"), back);
        assertEquals(1, peers.launches().size());
    }
}
