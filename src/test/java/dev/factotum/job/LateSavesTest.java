package dev.factotum.job;

import static dev.factotum.job.Office.ROOT;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factotum.engine.OverviewReader;
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

/** Editors that save when the agent has already moved or rewritten the note: no word is lost, none runs (R9, F3). */
class LateSavesTest {
    private static final Path TRAY = ROOT.resolve("Pending_Approval");
    private static final Path APPROVED = ROOT.resolve("Approved");
    private static final String EDIT = "Hello (your edit).md";

    private final TestWorld world = TestWorld.seeded(11);
    private Office office = found();

    private Office found() {
        try {
            Office.found(world);
            return new Office(world);
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** A plan that went from Needs_Action into the tray. */
    @BeforeEach
    void aPlanInTheTray() throws IOException {
        office.wait(Duration.ofMinutes(1));
        person().write(ROOT.resolve("Needs_Action/Hello.md"), """
                # Hello

                - [ ] **Post**

                ```step
                skill: x.post
                text: Hello
                ```
                """);
        office.wait(Duration.ofSeconds(40));
        work();
    }

    @AfterEach
    void atTheEndNothingIsOutOfOrder() {
        office.close();
        assertEquals(List.of(), new VaultChecker(world.disk().person(), ROOT).atRest());
    }

    private Person person() {
        return world.disk().person();
    }

    private void work() throws IOException {
        office.wait(Duration.ofSeconds(40));
        office.work();
    }

    private String plan() {
        return person().read(TRAY.resolve("Hello.md"));
    }

    private String edit() {
        return person().read(TRAY.resolve(EDIT));
    }

    /** An editor's buffer, written to the path where the note was opened. */
    private void savedTo(String folder) throws IOException {
        person().write(
                        ROOT.resolve(folder).resolve("Hello.md"),
                        plan().replace("- [ ] **Approve", "- [x] **Approve") + "\nTyped.\n");
        work();
    }

    private void approve(String name) throws IOException {
        person().move(TRAY.resolve(name), APPROVED.resolve(name));
        work();
    }

    @Test
    void aSaveWhereTheNoteStoodBeforeBecomesANoteBesideIt() throws IOException {
        String plan = plan();
        savedTo("Needs_Action");
        assertEquals(plan, plan());
        assertEquals(Map.of(), office.notes("Needs_Action"));
        assertTrue(edit().contains("Typed."), edit());
        assertTrue(edit().contains("edit_of: "), edit());
        assertFalse(edit().contains("\nid: 01"), edit());
        assertFalse(edit().contains("[x]"), edit());
        assertTrue(edit().contains("> [!question] Your edit came late; nothing here runs\n"), edit());
    }

    @Test
    void theMatterItselfGoesOnAndIsRunOnce() throws IOException {
        savedTo("Needs_Action");
        approve("Hello.md");
        assertEquals(1, office.notes("Outbox/x").size());
        assertEquals(List.of(EDIT), List.copyOf(office.notes("Pending_Approval").keySet()));
    }

    @Test
    void morePassesChangeNotOneByte() throws IOException {
        savedTo("Needs_Action");
        Map<String, String> before = person().files(ROOT);
        work();
        work();
        assertEquals(before, person().files(ROOT));
    }

    @Test
    void theNoteNeverRunsWhereverItIsPut() throws IOException {
        savedTo("Needs_Action");
        approve(EDIT);
        assertEquals(Map.of(), office.notes("Approved"));
        assertEquals(Map.of(), office.notes("Outbox/x"));
        assertTrue(edit().contains("Typed."), edit());
    }

    @Test
    void withoutItsPropertyItIsAMatterOfItsOwn() throws IOException {
        savedTo("Needs_Action");
        person().write(TRAY.resolve(EDIT), edit().replaceAll("edit_of: .*\n", ""));
        work();
        work();
        assertTrue(edit().contains("\nid: 01"), edit());
        assertTrue(edit().contains("**Approve**"), edit());
        assertFalse(edit().contains("came late"), edit());
    }

    @Test
    void aSaveIntoTheFileThatWasReplacedBecomesANoteBesideIt() throws IOException {
        String plan = plan();
        Path undo = ROOT.resolve(".agent/local/undo");
        String replaced = person().files(undo).keySet().iterator().next();
        person().write(undo.resolve(replaced), person().read(undo.resolve(replaced)) + "\nTyped.\n");
        work();
        assertTrue(edit().contains("Typed."), edit());
        assertEquals(plan, plan());
        work();
        assertEquals(2, office.notes("Pending_Approval").size());
    }

    @Test
    void aSaveThatTheLastProcessDidNotSeeIsFoundByTheNext() throws IOException {
        Path undo = ROOT.resolve(".agent/local/undo");
        String replaced = person().files(undo).keySet().iterator().next();
        office.close();
        TestWorld next = world.restart();
        next.disk().person().write(undo.resolve(replaced), person().read(undo.resolve(replaced)) + "\nTyped.\n");
        office = new Office(next);
        office.wait(Duration.ofSeconds(40));
        office.work();
        assertTrue(office.notes("Pending_Approval").values().stream().anyMatch(text -> text.contains("Typed.")));
    }

    @Test
    void aLateSaveDoesNotReopenWhatWasRejected() throws IOException {
        person().move(TRAY.resolve("Hello.md"), ROOT.resolve("Rejected/Hello.md"));
        work();
        String rest = office.only("Rejected").getValue();
        person().write(TRAY.resolve("Hello.md"), rest + "\nTyped.\n");
        work();
        assertEquals(rest, office.only("Rejected").getValue());
        assertTrue(edit().contains("Typed."), edit());
    }

    @Test
    void aLateSaveBesideAFinishedMatterIsAnEditAndNoCopy() throws IOException {
        String opened = plan();
        approve("Hello.md");
        String record = office.only("Completed").getValue();
        person().write(TRAY.resolve("Hello.md"), opened + "\nTyped.\n");
        work();
        assertEquals(record, office.only("Completed").getValue());
        assertEquals(1, office.notes("Outbox/x").size());
        assertEquals(List.of(EDIT), List.copyOf(office.notes("Pending_Approval").keySet()));
        assertTrue(edit().contains("Typed.") && edit().contains("edit_of: "), edit());
        assertFalse(edit().contains("A copy of a finished matter"), edit());
    }

    @Test
    void theRecordItselfCopiedBackIsACopy() throws IOException {
        approve("Hello.md");
        person().write(TRAY.resolve("Hello.md"), office.only("Completed").getValue());
        work();
        assertTrue(plan().contains("A copy of a finished matter"), plan());
        person().delete(TRAY.resolve("Hello.md"));
        work();
    }

    @Test
    void whatWasSavedIntoAFileThatIsNoNoteIsShownAsAQuotation() throws IOException {
        Path settings = ROOT.resolve("agent.yaml");
        byte[] before = person().bytes(settings);
        office.vault().files().replace(settings, before, (person().read(settings) + "budget: {}\n").getBytes(UTF_8));
        Path undo = ROOT.resolve(".agent/local/undo");
        String replaced = person().files(undo).keySet().stream()
                .filter(name -> name.endsWith("agent.yaml"))
                .findFirst()
                .orElseThrow();
        person().write(undo.resolve(replaced), "version: 1\nowner: mia\n");
        work();
        String note = person().read(TRAY.resolve("agent.yaml (your edit).md"));
        assertTrue(note.contains("> owner: mia"), note);
    }

    @Test
    void theRecordItselfTakenOutOfCompletedIsLeftAsItIs() throws IOException {
        approve("Hello.md");
        String at = office.notes("Completed").keySet().iterator().next();
        String record = person().read(ROOT.resolve("Completed").resolve(at));
        person().move(ROOT.resolve("Completed").resolve(at), APPROVED.resolve("Hello.md"));
        work();
        assertEquals(record, person().read(APPROVED.resolve("Hello.md")));
        assertEquals(1, office.notes("Outbox/x").size());
        person().move(APPROVED.resolve("Hello.md"), ROOT.resolve("Completed").resolve(at));
        work();
    }

    @Test
    void statusShowsIt() throws IOException {
        savedTo("Needs_Action");
        assertEquals(
                List.of("E-ITEM-09 Pending_Approval/" + EDIT),
                new OverviewReader(office.vault())
                        .read().problems().stream()
                                .map(problem -> problem.code().id() + " " + problem.where())
                                .toList());
    }
}
