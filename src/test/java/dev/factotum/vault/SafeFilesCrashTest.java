package dev.factotum.vault;

import static dev.factotum.vault.CrashSweep.ROOT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factotum.vault.SafeFiles.Moved;
import dev.factotum.vault.SafeFiles.Replaced;
import dev.factotum.vault.SafeFiles.Rewritten;
import dev.factotum.world.Crash;
import dev.factotum.world.TestWorld;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;

/** Stops every write at every operation: never half-written, never two, never none, durable when reported done. */
class SafeFilesCrashTest {
    private static final Path TRAY = ROOT.resolve("Pending_Approval/A.md");
    private static final Path DONE = ROOT.resolve("Completed/2026-11/A.md");
    private static final String OLD = "old text of the matter";
    private static final String FRESH = "fresh text of the matter, a little longer";

    private static TestWorld withoutSwaps(long seed) {
        TestWorld world = TestWorld.seeded(seed);
        world.disk().exchanges(false);
        return world;
    }

    private static List<LongFunction<TestWorld>> bothDisks() {
        return List.of(TestWorld::seeded, SafeFilesCrashTest::withoutSwaps);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static boolean person(TestWorld world, Path file, String text) {
        world.disk().person().write(file, text);
        return true;
    }

    /** The visible files outside the hidden folder. */
    private static Map<String, String> seen(TestWorld world) {
        Map<String, String> files = world.disk().person().files(ROOT);
        files.keySet().removeIf(name -> name.startsWith(".agent/"));
        return files;
    }

    private static boolean stillInTray(TestWorld world) {
        return seen(world).equals(Map.of("Pending_Approval/A.md", OLD))
                || seen(world).equals(Map.of("Pending_Approval/A.md", FRESH));
    }

    @Test
    void aWriteIsOldOrFresh() throws IOException {
        Path page = ROOT.resolve("Dashboard.md");
        int points = CrashSweep.over(
                TestWorld::seeded,
                (world, vault) -> person(world, page, OLD),
                (world, vault) -> {
                    vault.files().write(page, bytes(FRESH));
                    return true;
                },
                (world, vault, done) -> {
                    String text = seen(world).getOrDefault("Dashboard.md", "nothing");
                    assertTrue(text.equals(FRESH) || (text.equals(OLD) && !done), text);
                    assertEquals(1, seen(world).size());
                });
        assertTrue(points > 20, () -> points + " points");
    }

    @Test
    void aPublishedFileIsWholeOrNotThere() throws IOException {
        CrashSweep.over(
                TestWorld::seeded,
                (world, vault) -> true,
                (world, vault) -> {
                    vault.files().publish(DONE, bytes(FRESH));
                    return true;
                },
                (world, vault, done) -> assertTrue(
                        seen(world).equals(Map.of("Completed/2026-11/A.md", FRESH))
                                || (seen(world).isEmpty() && !done),
                        () -> seen(world).toString()));
    }

    @Test
    void aReplacedFileIsOldOrFreshWithAndWithoutSwaps() throws IOException {
        for (LongFunction<TestWorld> worlds : bothDisks()) {
            CrashSweep.over(
                    worlds,
                    (world, vault) -> person(world, TRAY, OLD),
                    (world, vault) -> vault.files().replace(TRAY, bytes(OLD), bytes(FRESH)) == Replaced.DONE,
                    (world, vault, done) -> assertTrue(
                            seen(world).equals(Map.of("Pending_Approval/A.md", FRESH))
                                    || (seen(world).equals(Map.of("Pending_Approval/A.md", OLD)) && !done),
                            () -> seen(world).toString()));
        }
    }

    @Test
    void aMovedMatterIsInOnePlace() throws IOException {
        CrashSweep.over(
                TestWorld::seeded,
                (world, vault) -> person(world, TRAY, OLD),
                (world, vault) -> vault.files().move(TRAY, DONE) == Moved.DONE,
                (world, vault, done) -> assertTrue(
                        seen(world).equals(Map.of("Completed/2026-11/A.md", OLD))
                                || (seen(world).equals(Map.of("Pending_Approval/A.md", OLD)) && !done),
                        () -> seen(world).toString()));
    }

    @Test
    void aFolderThatADyingProcessMadeIsMadeDurableByTheNext() throws IOException {
        TestWorld first = CrashSweep.vault(1, TestWorld::seeded);
        first.disk().person().write(TRAY, OLD);
        first.disk().settle();
        first.disk().makeFolder(ROOT.resolve("Completed/2026-11"));
        first.disk().crashNow(Crash.BEFORE);
        TestWorld second = first.restart();
        assertEquals(Moved.DONE, Vault.open(second.world(), ROOT).files().move(TRAY, DONE));
        second.disk().crashNow(Crash.LOST_ALL);
        assertEquals(Map.of("Completed/2026-11/A.md", OLD), seen(second.restart()));
    }

    @Test
    void aRewrittenMoveIsOneFileAtEveryInstant() throws IOException {
        for (LongFunction<TestWorld> worlds : bothDisks()) {
            CrashSweep.over(
                    worlds,
                    (world, vault) -> person(world, TRAY, OLD),
                    (world, vault) ->
                            vault.files().moveRewritten(TRAY, bytes(OLD), bytes(FRESH), DONE) == Rewritten.DONE,
                    (world, vault, done) -> assertTrue(
                            seen(world).equals(Map.of("Completed/2026-11/A.md", FRESH))
                                    || (!done && stillInTray(world)),
                            () -> seen(world).toString()));
        }
    }

    @Test
    void aPersonsSaveSurvivesACrashBetweenTheSwaps() throws IOException {
        String theirs = "what the person just saved";
        for (LongFunction<TestWorld> worlds : bothDisks()) {
            CrashSweep.over(
                    worlds,
                    (world, vault) -> person(world, TRAY, theirs),
                    (world, vault) -> vault.files().replace(TRAY, bytes(OLD), bytes(FRESH)) == Replaced.CHANGED,
                    (world, vault, done) -> {
                        List<String> texts = new ArrayList<>(seen(world).values());
                        assertEquals(List.of(theirs), texts);
                        assertTrue(
                                seen(world).containsKey("Pending_Approval/A.md"),
                                () -> seen(world).toString());
                    });
        }
    }
}
