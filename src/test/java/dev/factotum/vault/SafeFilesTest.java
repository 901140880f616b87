package dev.factotum.vault;

import static dev.factotum.vault.CrashSweep.ROOT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factotum.problem.DiskCode;
import dev.factotum.problem.Problem;
import dev.factotum.vault.SafeFiles.Aside;
import dev.factotum.vault.SafeFiles.LateSave;
import dev.factotum.vault.SafeFiles.Moved;
import dev.factotum.vault.SafeFiles.Replaced;
import dev.factotum.vault.SafeFiles.Rewritten;
import dev.factotum.world.Crash;
import dev.factotum.world.CrashDisk.Operation;
import dev.factotum.world.DiskFailure;
import dev.factotum.world.Fault;
import dev.factotum.world.Person;
import dev.factotum.world.TestWorld;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SafeFilesTest {
    private static final LongFunction<TestWorld> WORLDS = TestWorld::seeded;
    private static final Path TRAY = ROOT.resolve("Pending_Approval/A.md");
    private static final Path APPROVED = ROOT.resolve("Approved/A.md");

    private TestWorld world = TestWorld.seeded(1);
    private Person person = world.disk().person();
    private SafeFiles files = new SafeFiles(world.world(), ROOT);

    @BeforeEach
    void openAVault() throws IOException {
        world = CrashSweep.vault(1, WORLDS);
        person = world.disk().person();
        files = Vault.open(world.world(), ROOT).files();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private Map<String, String> seen() {
        Map<String, String> all = person.files(ROOT);
        all.keySet().removeIf(name -> name.startsWith(".agent/"));
        return all;
    }

    /** Whoever made it may have stopped before its name was durable, and the caller goes on with what stands there. */
    @Test
    void aNameThatIsTakenIsDurableOncePublishingSaysSo() throws IOException {
        Path temp = TRAY.resolveSibling("made before.tmp");
        world.disk().create(temp, bytes("first"));
        world.disk().force(temp);
        world.disk().moveNew(temp, TRAY);
        assertThrows(FileAlreadyExistsException.class, () -> files.publish(TRAY, bytes("second")));
        world.disk().crashNow(Crash.LOST_ALL);
        assertEquals("first", world.disk().restart().person().read(TRAY));
    }

    @Test
    void publishingNeverReplaces() throws IOException {
        person.write(TRAY, "theirs");
        assertThrows(FileAlreadyExistsException.class, () -> files.publish(TRAY, bytes("ours")));
        assertEquals(Map.of("Pending_Approval/A.md", "theirs"), seen());
    }

    @Test
    void aReplacementKeepsTheOldBytesAndThePermissions() throws IOException {
        person.write(TRAY, "old");
        world.disk().restrict(TRAY);
        assertEquals(Replaced.DONE, files.replace(TRAY, bytes("old"), bytes("fresh")));
        assertEquals("fresh", person.read(TRAY));
        assertEquals(0600, person.mode(TRAY));
        Map<String, String> undo = person.files(ROOT.resolve(".agent/local/undo"));
        assertEquals(List.of("old"), List.copyOf(undo.values()));
        assertTrue(undo.keySet().iterator().next().endsWith("-A.md"));
    }

    @Test
    void anEditOrAMoveOfThePersonWins() throws IOException {
        person.write(TRAY, "edited");
        assertEquals(Replaced.CHANGED, files.replace(TRAY, bytes("old"), bytes("fresh")));
        assertEquals(Map.of("Pending_Approval/A.md", "edited"), seen());
        person.move(TRAY, APPROVED);
        assertEquals(Replaced.GONE, files.replace(TRAY, bytes("edited"), bytes("fresh")));
        assertEquals(Moved.GONE, files.move(TRAY, ROOT.resolve("Rejected/A.md")));
        assertEquals(Map.of("Approved/A.md", "edited"), seen());
    }

    @Test
    void theSameHoldsWhereFilesCannotBeSwapped() throws IOException {
        world.disk().exchanges(false);
        person.write(TRAY, "edited");
        assertEquals(Replaced.CHANGED, files.replace(TRAY, bytes("old"), bytes("fresh")));
        assertEquals(Map.of("Pending_Approval/A.md", "edited"), seen());
        world.disk().link(TRAY, ROOT.resolve("theirs.md"));
        assertEquals(Replaced.DONE, files.replace(TRAY, bytes("edited"), bytes("fresh")));
        assertEquals(Map.of("Pending_Approval/A.md", "fresh", "theirs.md", "edited"), seen());
        person.delete(TRAY);
        assertEquals(Replaced.GONE, files.replace(TRAY, bytes("fresh"), bytes("fresher")));
        assertEquals(Map.of("theirs.md", "edited"), seen());
    }

    @Test
    void whatDoesNotChangeIsNotWritten() throws IOException {
        person.write(TRAY, "same");
        long before = world.disk().operations();
        assertEquals(Replaced.DONE, files.replace(TRAY, bytes("same"), bytes("same")));
        assertEquals(before, world.disk().operations());
    }

    @Test
    void aTakenTargetLeavesTheMatterWhereItWas() throws IOException {
        person.write(TRAY, "a");
        person.write(APPROVED, "b");
        assertEquals(Moved.TAKEN, files.move(TRAY, APPROVED));
        assertEquals(Rewritten.TAKEN, files.moveRewritten(TRAY, bytes("a"), bytes("aa"), APPROVED));
        assertEquals(Map.of("Pending_Approval/A.md", "aa", "Approved/A.md", "b"), seen());
    }

    @Test
    void aMoveMakesItsFolderAndForcesNoMoreThanBothFolders() throws IOException {
        person.write(TRAY, "a");
        person.write(ROOT.resolve("Pending_Approval/B.md"), "b");
        Path month = ROOT.resolve("Completed/2026-11");
        assertEquals(Moved.DONE, files.move(TRAY, month.resolve("A.md")));
        int before = world.disk().trace().size();
        assertEquals(Moved.DONE, files.move(ROOT.resolve("Pending_Approval/B.md"), month.resolve("B.md")));
        List<String> operations =
                world.disk().trace().stream().skip(before).map(Operation::name).toList();
        assertEquals(List.of("moveNew", "forceFolder", "forceFolder"), operations);
    }

    @Test
    void aLateSaveIsSetAsideUnderAFreeName() throws IOException {
        person.write(ROOT.resolve("Pending_Approval/A (your edit).md"), "earlier");
        Path late = ROOT.resolve("Needs_Action/A.md");
        person.write(late, "late");
        Aside aside = files.setAside(late, bytes("late"), bytes("edit_of: x\nlate"), ROOT.resolve("Pending_Approval"));
        Path expected = ROOT.resolve("Pending_Approval/A (your edit 2).md");
        assertEquals(new Aside.Done(expected), aside);
        assertEquals("edit_of: x\nlate", person.read(expected));
        assertFalse(person.exists(late));
        assertInstanceOf(
                Aside.Gone.class, files.setAside(late, bytes("late"), bytes("x"), ROOT.resolve("Pending_Approval")));
    }

    @Test
    void aSaveIntoAFileThatWasAlreadyReplacedIsFoundOnce() throws IOException {
        person.write(TRAY, "old");
        world.clock().advance(Duration.ofSeconds(5));
        assertEquals(Replaced.DONE, files.replace(TRAY, bytes("old"), bytes("fresh")));
        assertEquals(List.of(), files.lateSaves());
        Path undo = ROOT.resolve(".agent/local/undo");
        Path kept = undo.resolve(person.files(undo).keySet().iterator().next());
        person.write(kept, "typed into the open file");
        List<LateSave> late = files.lateSaves();
        assertEquals(List.of(new LateSave("A.md", kept)), late);
        assertEquals(List.of(), files.lateSaves());
        TestWorld next = world.restart();
        SafeFiles after = Vault.open(next.world(), ROOT).files();
        assertEquals(late, after.lateSavesBeforeStart());
        assertEquals(
                ROOT.resolve("Pending_Approval/A (your edit).md"),
                after.publishEdit(ROOT.resolve("Pending_Approval"), "A.md", bytes("typed")));
        after.acknowledge(late.getFirst());
        assertEquals(List.of(), after.lateSavesBeforeStart());
        assertEquals(List.of(), after.lateSaves());
    }

    @Test
    void onlyTemporaryFilesOfDeadProcessesAreSwept() throws IOException {
        long mine = world.processes().pid();
        String ulid = world.ids().ulid();
        Path live = ROOT.resolve("Inbox/.~agent-" + mine + "-" + ulid + ".tmp");
        Path dead = ROOT.resolve("Inbox/.~agent-99-" + ulid + ".tmp");
        Path older = ROOT.resolve("Inbox/.~agent-" + mine + "-01AN4Z07BY79KA1307SR9X4MV3.tmp");
        Path other = ROOT.resolve("Inbox/.~agent-note.tmp");
        for (Path path : List.of(live, dead, older, other)) {
            person.write(path, "x");
        }
        assertEquals(
                2,
                files.sweep(List.of(ROOT.resolve("Inbox"), ROOT.resolve("Nowhere")))
                        .deleted());
        assertEquals(List.of(live.getFileName().toString(), ".~agent-note.tmp"), seenIn("Inbox"));
    }

    private List<String> seenIn(String folder) {
        return List.copyOf(person.files(ROOT.resolve(folder)).keySet());
    }

    @Test
    void aPersonsSaveInADeadProcessesTempIsShownWhereItsFileIsGone() throws IOException {
        String swap = Temps.Swap.cut(bytes("fresh")) + "-" + Temps.Swap.cut(bytes("old"));
        Path temp = ROOT.resolve("Approved/.~agent-99-" + world.ids().ulid() + "-" + swap + ".tmp");
        person.write(temp, "their words");
        Sweep.Swept swept = files.sweep(List.of(ROOT.resolve("Approved")));
        assertEquals(List.of(ROOT.resolve("Approved/Recovered (your edit).md")), swept.published());
        assertEquals(Map.of("Approved/Recovered (your edit).md", "their words"), seen());
    }

    @Test
    void anyErrorAtAnyOperationLeavesOldOrFreshAndNoLitter() throws IOException {
        for (boolean swaps : new boolean[] {true, false}) {
            for (Fault fault : Fault.values()) {
                boolean finished = false;
                for (long n = 1; !finished; n++) {
                    openAVault();
                    world.disk().exchanges(swaps);
                    person.write(TRAY, "old");
                    world.disk().settle();
                    long at = world.disk().operations() + n;
                    world.disk().failAt(at, fault);
                    String what = fault + " at " + n + " swaps " + swaps;
                    boolean done = false;
                    try {
                        done = files.replace(TRAY, bytes("old"), bytes("fresh")) == Replaced.DONE;
                    } catch (IOException refused) {
                        assertEquals(fault.name(), DiskFailure.of(refused).name(), what);
                    }
                    finished = world.disk().operations() < at;
                    Vault again = Vault.open(world.restart().world(), ROOT);
                    again.sweep();
                    assertEquals(1, seen().size(), () -> what + seen());
                    String text = person.read(TRAY);
                    assertTrue(text.equals("fresh") || (text.equals("old") && !done), what + text);
                }
            }
        }
    }

    /** What a person does between two operations of a replacement. */
    private enum Gesture {
        SAVE_IN_PLACE,
        SAVE_BY_RENAME,
        MOVE,
        SAVE_AND_MOVE,
        DELETE;

        void make(Person person) {
            switch (this) {
                case SAVE_IN_PLACE -> person.write(TRAY, "theirs");
                case SAVE_BY_RENAME -> person.saveByRename(TRAY, "theirs");
                case MOVE -> person.move(TRAY, APPROVED);
                case SAVE_AND_MOVE -> {
                    person.write(TRAY, "theirs");
                    person.move(TRAY, APPROVED);
                }
                case DELETE -> person.delete(TRAY);
            }
        }

        boolean saves() {
            return this == SAVE_IN_PLACE || this == SAVE_BY_RENAME || this == SAVE_AND_MOVE;
        }
    }

    @Test
    void whateverAPersonDoesBetweenTwoOperationsTheirWordsAreSeenAndTheMatterIsOneFile() throws IOException {
        for (boolean swaps : new boolean[] {true, false}) {
            for (Gesture gesture : Gesture.values()) {
                boolean finished = false;
                for (long n = 1; !finished; n++) {
                    openAVault();
                    world.disk().exchanges(swaps);
                    person.write(TRAY, "old");
                    long at = world.disk().operations() + n;
                    boolean[] gap = new boolean[1];
                    world.disk().actAt(at, () -> {
                        gap[0] = !swaps && !person.exists(TRAY);
                        if (gap[0]) {
                            makeInTheGap(gesture);
                        } else {
                            gesture.make(person);
                        }
                    });
                    Replaced outcome = files.replace(TRAY, bytes("old"), bytes("fresh"));
                    finished = world.disk().operations() < at;
                    if (!finished) {
                        boolean two = gap[0] && gesture == Gesture.SAVE_AND_MOVE;
                        assertWordsAreSeen(gesture, outcome, two, gesture + " " + n + " swaps " + swaps);
                    }
                }
            }
        }
    }

    /**
     * What happens in the one moment in which nothing stands at the path of a disk without swaps: a move or a deletion
     * finds no file, and a save makes one of its own.
     */
    private void makeInTheGap(Gesture gesture) {
        try {
            gesture.make(person);
        } catch (UncheckedIOException refused) {
            assertInstanceOf(NoSuchFileException.class, refused.getCause());
        }
    }

    private void assertWordsAreSeen(Gesture gesture, Replaced outcome, boolean two, String what) throws IOException {
        String told = what + " " + outcome + " " + seen();
        boolean late = !files.lateSaves().isEmpty();
        assertTrue(!gesture.saves() || seen().containsValue("theirs") || late, told);
        assertTrue(
                two || seen().size() <= 1 || seen().keySet().stream().anyMatch(name -> name.contains("your edit")),
                told);
        assertTrue(gesture == Gesture.DELETE || !seen().isEmpty(), told);
        if (outcome == Replaced.CHANGED) {
            assertFalse(seen().containsValue("fresh"), told);
        }
    }

    @Test
    void oneFailedForceIsAnsweredWithOneNewFileAndASecondEndsAllWriting() throws IOException {
        files.publish(ROOT.resolve("Inbox/warm.md"), bytes("x"));
        long next = world.disk().operations();
        world.disk().failAt(next + 3, Fault.FAILING);
        files.write(ROOT.resolve("Inbox/once.md"), bytes("once"));
        assertEquals("once", person.read(ROOT.resolve("Inbox/once.md")));
        List<String> operations = world.disk().trace().stream()
                .skip(next)
                .map(Operation::name)
                .filter(name -> !name.equals("matchMode"))
                .toList();
        assertEquals(List.of("create", "force", "delete", "create", "force", "replace", "forceFolder"), operations);
        long last = world.disk().operations();
        world.disk().failBetween(last + 3, last + 9, Fault.FAILING);
        assertThrows(IOException.class, () -> files.write(ROOT.resolve("Inbox/twice.md"), bytes("twice")));
        world.disk().failBetween(0, 0, Fault.FAILING);
        IOException later =
                assertThrows(IOException.class, () -> files.publish(ROOT.resolve("Inbox/later.md"), bytes("later")));
        Problem told = DiskTrouble.of(later);
        assertEquals(DiskCode.FAILING, told.code());
        assertTrue(told.where().startsWith(ROOT.resolve("Inbox/").toString()), told.toString());
        assertEquals("nothing is written after the disk failed: Input/output error", told.why());
        assertFalse(person.exists(ROOT.resolve("Inbox/twice.md")));
    }

    @Test
    void aFullDiskLeavesTheOldFileAndGoesOnWhenThereIsRoom() throws IOException {
        Path page = ROOT.resolve("Dashboard.md");
        files.write(page, bytes("old"));
        world.disk().capacity(1);
        IOException full = assertThrows(IOException.class, () -> files.write(page, bytes("a longer text")));
        assertEquals(DiskFailure.FULL, DiskFailure.of(full));
        assertEquals(Map.of("Dashboard.md", "old"), seen());
        world.disk().capacity(Long.MAX_VALUE);
        files.write(page, bytes("a longer text"));
        assertEquals("a longer text", person.read(page));
    }
}
