package dev.factotum.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factotum.world.Person;
import dev.factotum.world.TestWorld;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The write patterns of editors and sync tools, with the program at work between any two of their acts: no word of a
 * person is lost, a plan runs once, and the log verifies.
 */
class EditorsTest {
    private static final Path ROOT = Office.ROOT;
    private static final Path TRAY = ROOT.resolve("Pending_Approval");
    private static final Path APPROVED = ROOT.resolve("Approved");
    private static final List<String> FOLDERS =
            List.of("Inbox", "Needs_Action", "Pending_Approval", "Approved", "Rejected", "Completed");
    private static final String PLAN =
            "# Hello\n\nFirst thoughts.\n\n- [ ] **Post**\n\n```step\nskill: x.post\ntext: Hello\n```\n";

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

    @AfterEach
    void close() {
        office.close();
    }

    /** Every editor, with the program at work after each act of its save, or after none but the last. */
    static Stream<Arguments> saves() {
        List<Arguments> all = new ArrayList<>();
        for (Editor editor : Editor.values()) {
            int acts = editor.save(TRAY.resolve("a.md"), "text").size();
            for (int after = 0; after <= acts; after++) {
                all.add(Arguments.of(editor, after));
            }
        }
        return all.stream();
    }

    private Person person() {
        return world.disk().person();
    }

    private void work(Duration later) throws IOException {
        office.wait(later);
        office.work();
    }

    private void work() throws IOException {
        work(Duration.ofSeconds(40));
    }

    private void tray() throws IOException {
        person().write(ROOT.resolve("Needs_Action/Hello.md"), PLAN);
        work();
        assertTrue(person().exists(TRAY.resolve("Hello.md")));
    }

    /** Saves with another line of prose; the program works after one of the acts. */
    private void save(Editor editor, Path file, String word, int after) throws IOException {
        String text = person().read(file).replace("First thoughts.", "First thoughts.\n\n" + word + ".");
        List<Editor.Act> acts = editor.save(file, text);
        for (int act = 0; act < acts.size(); act++) {
            if (act == after) {
                work(Duration.ofMillis(5));
            }
            acts.get(act).on(person());
        }
        work(Duration.ofMillis(5));
    }

    /** All that a person sees in the pipeline. */
    private String visible() {
        StringBuilder all = new StringBuilder();
        for (String folder : FOLDERS) {
            office.notes(folder)
                    .forEach((name, text) -> all.append("\n=== ")
                            .append(folder)
                            .append('/')
                            .append(name)
                            .append('\n')
                            .append(text));
        }
        return all.toString();
    }

    private void ranOnce(String... words) throws IOException {
        for (String word : words) {
            assertTrue(visible().contains(word), word + " is lost:" + visible());
        }
        assertEquals(1, office.notes("Outbox/x").size(), visible());
        assertTrue(office.audit().verify().ok(), office.audit().verify().toString());
        assertEquals(List.of(), new VaultChecker(person(), ROOT).atRest(), visible());
    }

    @ParameterizedTest
    @MethodSource("saves")
    void aSaveInTheTrayKeepsItsWords(Editor editor, int after) throws IOException {
        tray();
        save(editor, TRAY.resolve("Hello.md"), "Coffee", after);
        work();
        save(editor, TRAY.resolve("Hello.md"), "Tea", after);
        work();
        person().move(TRAY.resolve("Hello.md"), APPROVED.resolve("Hello.md"));
        work();
        ranOnce("Coffee", "Tea");
        assertEquals(List.of("Hello.md"), names("Completed"));
    }

    @ParameterizedTest
    @MethodSource("saves")
    void aSaveWhileThePlanWaitsInApprovedForItsDayKeepsItsWords(Editor editor, int after) throws IOException {
        person().write(
                        ROOT.resolve("Needs_Action/Hello.md"),
                        PLAN.replace("skill: x.post", "skill: x.post\nnot_before: 2026-11-21 09:00"));
        work();
        person().move(TRAY.resolve("Hello.md"), APPROVED.resolve("Hello.md"));
        work();
        assertEquals(List.of(), names("Outbox/x"));
        save(editor, APPROVED.resolve("Hello.md"), "Coffee", after);
        work(Duration.ofDays(1));
        ranOnce("Coffee");
    }

    @ParameterizedTest
    @MethodSource("saves")
    void aSaveOfANoteThatIsNoMatterYetIsTakenWhole(Editor editor, int after) throws IOException {
        Path note = ROOT.resolve("Needs_Action/Hello.md");
        person().write(note, PLAN);
        work(Duration.ofSeconds(2));
        save(editor, note, "Coffee", after);
        work();
        person().move(TRAY.resolve("Hello.md"), APPROVED.resolve("Hello.md"));
        work();
        ranOnce("Coffee");
    }

    @ParameterizedTest
    @EnumSource(Editor.class)
    void aLateSaveOfTheOldPathAfterTheRunNeverRunsAgain(Editor editor) throws IOException {
        tray();
        String open = person().read(TRAY.resolve("Hello.md"));
        person().move(TRAY.resolve("Hello.md"), APPROVED.resolve("Hello.md"));
        work();
        late(editor, open.replace("First thoughts.", "First thoughts. Late ones."));
        work();
        assertTrue(visible().contains("Late ones."), visible());
        Path edit = TRAY.resolve("Hello (your edit).md");
        person().move(edit, APPROVED.resolve(edit.getFileName()));
        work();
        assertTrue(visible().contains("Late ones."), visible());
        person().delete(edit);
        work();
        ranOnce("First thoughts.");
    }

    @ParameterizedTest
    @EnumSource(Editor.class)
    void aLateSaveOfTheOldPathBeforeTheRunLosesNothing(Editor editor) throws IOException {
        tray();
        String open = person().read(TRAY.resolve("Hello.md"));
        person().move(TRAY.resolve("Hello.md"), APPROVED.resolve("Hello.md"));
        late(editor, open.replace("First thoughts.", "First thoughts. Late ones."));
        work();
        assertTrue(visible().contains("Late ones."), visible());
        assertTrue(office.notes("Outbox/x").size() <= 1);
        if (person().exists(APPROVED.resolve("Hello.md"))) {
            person().delete(TRAY.resolve("Hello.md"));
        }
        work();
        assertEquals(1, office.notes("Outbox/x").size(), visible());
        assertTrue(office.audit().verify().ok());
    }

    /** Where the editor renames the old file first, there is none any more. */
    private void late(Editor editor, String text) {
        Path old = TRAY.resolve("Hello.md");
        if (editor == Editor.VIM || editor == Editor.EMACS) {
            person().write(old, text);
        } else {
            editor.save(old, text).forEach(act -> act.on(person()));
        }
    }

    @Test
    void aConflictCopyOfAnotherDeviceNeverRunsAndStays() throws IOException {
        tray();
        Path copy = APPROVED.resolve("Hello.sync-conflict-20261120-090000-ABCDEFG.md");
        String text = person().read(TRAY.resolve("Hello.md"));
        person().write(copy, text.replace("First thoughts.", "Other thoughts."));
        work();
        assertEquals(List.of(), names("Outbox/x"));
        person().move(TRAY.resolve("Hello.md"), APPROVED.resolve("Hello.md"));
        work();
        work();
        assertTrue(visible().contains("Other thoughts."), visible());
        assertTrue(office.notes("Outbox/x").size() <= 1);
        person().delete(copy);
        work();
        ranOnce("First thoughts.");
    }

    /** Obsidian: the file moves, then the notes that link to it are saved in place, pages of the log among them. */
    @Test
    void linksThatObsidianRewritesWhenAFileIsRenamedBreakNothing() throws IOException {
        tray();
        person().write(ROOT.resolve("Content/Ideas.md"), "See [[Hello]] and [the plan](Pending_Approval/Hello.md).\n");
        person().write(
                        ROOT.resolve("Needs_Action/Again.md"),
                        PLAN.replace("Hello", "Again").replace("First", "As in [[Hello]]. First"));
        work();
        person().write(
                        ROOT.resolve("Audit_Log.md"),
                        person().read(ROOT.resolve("Audit_Log.md")) + "\nSee [[Hello]].\n");
        String title = "Good morning";
        person().move(TRAY.resolve("Hello.md"), APPROVED.resolve(title + ".md"));
        for (String linking : List.of("Content/Ideas.md", "Pending_Approval/Again.md", "Audit_Log.md")) {
            Path note = ROOT.resolve(linking);
            String text = person().read(note);
            String fresh = text.replace("[[Hello]]", "[[" + title + "]]")
                    .replace("(Pending_Approval/Hello.md)", "(Approved/Good%20morning.md)");
            assertTrue(!fresh.equals(text), text);
            Editor.OBSIDIAN.save(note, fresh).forEach(act -> act.on(person()));
        }
        work();
        assertTrue(person().read(ROOT.resolve("Audit_Log.md")).contains("See [[Good morning]]."));
        ranOnce("First thoughts.", "As in [[Good morning]].");
        person().move(TRAY.resolve("Again.md"), APPROVED.resolve("Again.md"));
        work();
        assertEquals(2, office.notes("Outbox/x").size());
        assertTrue(office.audit().verify().ok());
    }

    /** An editor that had the page open saves it without the lines that came since. */
    @ParameterizedTest
    @EnumSource(Editor.class)
    void aLogPageSavedFromAnOldBufferIsMadeWholeAgain(Editor editor) throws IOException {
        tray();
        Path page = ROOT.resolve("Audit_Log.md");
        String open = person().read(page);
        person().move(TRAY.resolve("Hello.md"), APPROVED.resolve("Hello.md"));
        work();
        editor.save(page, open + "\nMine.\n").forEach(act -> act.on(person()));
        office.close();
        office = new Office(world);
        person().write(ROOT.resolve("Needs_Action/Next.md"), PLAN.replace("Hello", "Next"));
        work();
        assertTrue(person().read(page).contains("Mine."), person().read(page));
        assertTrue(office.audit().verify().ok(), office.audit().verify().toString());
        ranOnce("First thoughts.");
    }

    private List<String> names(String folder) {
        Map<String, String> notes = office.notes(folder);
        return notes.keySet().stream()
                .map(name -> name.replaceFirst(".*/", ""))
                .filter(name -> !name.startsWith(".") && !name.endsWith("~"))
                .toList();
    }
}
