package dev.factotum.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factotum.engine.Overview.Scheduled;
import dev.factotum.engine.Overview.Waiting;
import dev.factotum.problem.Problem;
import dev.factotum.vault.Digest;
import dev.factotum.vault.LedgerEntry.Parked;
import dev.factotum.vault.LedgerEntry.Proposed;
import dev.factotum.vault.MatterId;
import dev.factotum.vault.Stage;
import dev.factotum.vault.Vault;
import dev.factotum.world.CrashDisk.Operation;
import dev.factotum.world.Person;
import dev.factotum.world.TestClock;
import dev.factotum.world.TestProcesses;
import dev.factotum.world.TestWorld;
import dev.factotum.world.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OverviewReaderTest {
    private static final Path ROOT = Path.of("/vault");
    private static final MatterId ONE = new MatterId("01KAGRZ3M8D2V6Q4T0X9N5C7BH");
    private static final MatterId TWO = new MatterId("01KAGRZ3M8D2V6Q4T0X9N5C7BJ");
    private static final String INVOICE = """
            ---
            approve: false
            risk: high
            client: "[[Acme BV]]"
            kind: email
            from: "Jo Peters <jo@acme.example>"
            due: 2026-11-21
            rev: 1
            id: 01KAGRZ3M8D2V6Q4T0X9N5C7BH
            ---

            # Send invoice 1042 \\*today\\* to **Acme**

            **If approved (SANDBOX):** sends 1 email

            > [!failure] Failed at step s2
            > The mailbox of jo\\@acme.example is full.
            > Mend the step and approve again.

            > [!warning] Look at this first
            > A new address.

            - [ ] **Approve** ^approve-r1
            - [ ] Reject ^reject-r1

            ## Steps

            - [x] **Something with ^approve- in it** ^s1
            """;

    private final TestWorld test = TestWorld.seeded(1);
    private final Person person = test.disk().person();
    private final Vault vault;
    private final OverviewReader reader;

    OverviewReaderTest() throws IOException {
        vault = Vault.create(test.world(), ROOT);
        reader = new OverviewReader(vault);
    }

    @BeforeEach
    void aQuietVault() throws IOException {
        assertEquals(List.of(), reader.read().problems());
    }

    private void file(Stage stage, String name, String text) {
        person.write(vault.folder(stage).resolve(name), text);
    }

    private static String note(MatterId id, String risk, String due, String title) {
        return "---\nrisk: " + risk + "\n" + (due.isEmpty() ? "" : "due: " + due + "\n") + "id: " + id + "\n---\n\n# "
                + title + "\n";
    }

    private List<String> found() throws IOException {
        return reader.read().problems().stream().map(Problem::oneLine).toList();
    }

    @Test
    void aMatterInTheTraySaysWhatItIsAndWhyItWaits() throws IOException {
        file(Stage.PENDING_APPROVAL, "Send invoice 1042.md", INVOICE);
        assertEquals(
                List.of(new Waiting(
                        Optional.of(ONE),
                        "Send invoice 1042 *today* to Acme",
                        "high",
                        "Acme BV",
                        "email",
                        "2026-11-21",
                        "Pending_Approval/Send invoice 1042.md",
                        "failed",
                        "The mailbox of jo@acme.example is full.",
                        Optional.empty(),
                        false)),
                reader.read().waiting());
    }

    @Test
    void aDecisionThatWasNotTakenUpYetIsSeen() throws IOException {
        file(Stage.PENDING_APPROVAL, "A.md", INVOICE.replace("- [ ] Reject", "- [x] Reject"));
        assertTrue(reader.read().waiting().getFirst().ticked());
        file(Stage.PENDING_APPROVAL, "A.md", INVOICE.replace("approve: false", "approve: true"));
        assertTrue(reader.read().waiting().getFirst().ticked());
    }

    @Test
    void theRiskiestComesFirstThenWhatIsDueFirst() throws IOException {
        file(Stage.PENDING_APPROVAL, "a.md", note(ONE, "normal", "", "third"));
        file(Stage.PENDING_APPROVAL, "b.md", note(TWO, "normal", "2026-12-01", "second"));
        file(Stage.PENDING_APPROVAL, "c.md", note(id(3), "high", "", "first"));
        file(Stage.PENDING_APPROVAL, "d.md", note(id(4), "low", "2026-11-20", "last"));
        assertEquals(
                List.of("first", "second", "third", "last"),
                reader.read().waiting().stream().map(Waiting::title).toList());
    }

    private static MatterId id(int number) {
        return new MatterId("01KAGRZ3M8D2V6Q4T0X9N5C7C" + number);
    }

    @Test
    void everyOpenFolderIsCountedAndTemporaryNamesAreNot() throws IOException {
        file(Stage.INBOX, "mail.eml", "x");
        file(Stage.INBOX, ".~agent-1-01KAGRZ3M8D2V6Q4T0X9N5C7BH.tmp", "x");
        file(Stage.INBOX, "statement.pdf.part", "x");
        file(Stage.NEEDS_ACTION, "n.md", note(ONE, "low", "", "n"));
        file(Stage.APPROVED, "a.md", note(TWO, "low", "", "a"));
        Overview overview = reader.read();
        assertEquals(1, overview.count(Stage.INBOX));
        assertEquals(1, overview.count(Stage.NEEDS_ACTION));
        assertEquals(1, overview.count(Stage.APPROVED));
        assertEquals(0, overview.count(Stage.PENDING_APPROVAL));
    }

    @Test
    void aParkedMatterSaysUntilWhenAndWhy() throws IOException {
        Instant until = Instant.parse("2026-11-24T08:00:00Z");
        file(Stage.APPROVED, "a.md", note(ONE, "low", "", "Post on Tuesday"));
        file(Stage.APPROVED, "b.md", note(TWO, "low", "", "At once"));
        vault.ledgers().of(ONE).append(new Parked(TestWorld.START, "s1", until, "its time has not come"));
        assertEquals(
                List.of(
                        new Scheduled(Optional.of(TWO), "At once", "Approved/b.md", Optional.empty(), "", ""),
                        new Scheduled(
                                Optional.of(ONE),
                                "Post on Tuesday",
                                "Approved/a.md",
                                Optional.of(until),
                                "s1",
                                "its time has not come")),
                reader.read().scheduled());
    }

    @Test
    void whenAPlanExpiresIsToldOnlyWhereAsked() throws IOException {
        file(Stage.PENDING_APPROVAL, "a.md", note(ONE, "low", "", "a"));
        vault.ledgers().of(ONE).append(new Proposed(TestWorld.START, 1, Digest.of("x"), "rule:A", ""));
        assertEquals(Optional.empty(), reader.read().waiting().getFirst().expires());
        assertEquals(
                Optional.of(TestWorld.START.plus(Duration.ofDays(7))),
                reader.read(Optional.of(Duration.ofDays(7)))
                        .waiting()
                        .getFirst()
                        .expires());
    }

    @Test
    void twoFilesWithOneIdAreAProblem() throws IOException {
        file(Stage.PENDING_APPROVAL, "a.md", note(ONE, "low", "", "a"));
        file(Stage.APPROVED, "b.md", note(ONE, "low", "", "a"));
        assertEquals(1, found().size());
        assertTrue(found().getFirst().contains("Pending_Approval/a.md and Approved/b.md"), found().toString());
    }

    @Test
    void aFileThatLiesForTenMinutesIsAProblem() throws IOException {
        file(Stage.INBOX, "old.pdf", "x");
        test.clock().advance(Duration.ofMinutes(9));
        assertEquals(List.of(), found());
        test.clock().advance(Duration.ofMinutes(2));
        file(Stage.INBOX, "old.pdf", "y");
        assertEquals(1, found().size(), "it lies there still, though it keeps changing");
    }

    @Test
    void anOldFileThatJustCameIsNoProblem(@TempDir Path folder) throws IOException {
        World real = World.real();
        TestClock clock = new TestClock(real.clock().instant());
        Path state = folder.resolve("state");
        TestProcesses process = new TestProcesses(1, TestWorld.START, state, Map.of());
        Vault onDisk = Vault.create(new World(real.disk(), clock, real.ids(), process), folder.resolve("vault"));
        Path file = Files.writeString(onDisk.folder(Stage.INBOX).resolve("old.pdf"), "x");
        Files.setLastModifiedTime(file, FileTime.from(TestWorld.START.minus(Duration.ofDays(900))));
        assertEquals(List.of(), new OverviewReader(onDisk).read().problems());
        clock.advance(Duration.ofMinutes(11));
        assertEquals(1, new OverviewReader(onDisk).read().problems().size());
    }

    @Test
    void aConflictCopyIsAProblemAtOnce() throws IOException {
        file(Stage.APPROVED, "Pay.sync-conflict-20261120-101010-ABCDEFG.md", "# Pay\n");
        assertTrue(found().getFirst().contains("conflict copy"), found().toString());
    }

    @Test
    void bytesThatAreNoTextAreAProblemAndNoMatter() throws IOException {
        file(Stage.PENDING_APPROVAL, "a.md", "\0\0");
        assertTrue(found().getFirst().startsWith("E-PLAN-01"), found().toString());
        assertEquals(List.of(), reader.read().waiting());
    }

    @Test
    void aPausedVaultSaysWhy() throws IOException {
        person.write(ROOT.resolve("PAUSE.md"), "---\ntags: x\n---\n# Paused\n\nUntil *Mia* is back\n");
        assertEquals(Optional.of("Until Mia is back"), reader.read().paused());
        assertTrue(found().getFirst().contains("Until Mia is back"), found().toString());
    }

    @Test
    void anotherMachineIsNamed() throws IOException {
        Vault elsewhere = Vault.open(test.elsewhere(Path.of("/other")).world(), ROOT);
        Overview overview = new OverviewReader(elsewhere).read();
        assertFalse(overview.executor().here());
        assertEquals(vault.executor().name(), overview.executor().name());
        assertTrue(overview.problems().getFirst().oneLine().startsWith("E-VAULT-02"));
    }

    @Test
    void theExecutorMarksTheHourOnce() throws IOException {
        test.clock().advance(Duration.ofMinutes(20));
        OverviewPresence.mark(vault);
        test.clock().advance(Duration.ofMinutes(10));
        String before = person.read(ROOT.resolve(".agent/seen"));
        OverviewPresence.mark(vault);
        assertEquals(before, person.read(ROOT.resolve(".agent/seen")));
        assertEquals(Optional.of(TestWorld.START), reader.read().executor().seen());
    }

    @Test
    void readingWritesNothing() throws IOException {
        file(Stage.PENDING_APPROVAL, "a.md", INVOICE);
        long before = test.disk().trace().stream().filter(Operation::changes).count();
        assertEquals(1, reader.read(Optional.of(Duration.ofDays(7))).waiting().size());
        assertEquals(
                before, test.disk().trace().stream().filter(Operation::changes).count());
    }

    @Test
    void theEndOfTheAuditChainIsComparedWithThePage() throws IOException {
        person.write(
                ROOT.resolve(".agent/audit/2026-11.ndjson"),
                "{\"v\":1,\"seq\":7,\"t\":\"x\",\"h\":\"aa\"}\n{\"v\":1,\"seq\":8,\"prev\":\"aa\",\"h\":\"3dca774e00\"}\n{\"v\":1,\"se");
        person.write(ROOT.resolve("Audit_Log.md"), "- 09:31:14 **done** x #8·3dca774e\n- my own line\n");
        assertEquals(new Overview.Audit(true, 8, ""), reader.read().audit());
        person.write(ROOT.resolve("Audit_Log.md"), "- 09:31:14 **done** x #8·11111111\n");
        assertFalse(reader.read().audit().ok());
        assertTrue(found().getFirst().startsWith("E-AUDIT-01"), found().toString());
    }
}
