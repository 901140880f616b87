package dev.factotum.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CrashDiskTest {
    private static final Path FOLDER = Path.of("/v");
    private static final Path A = FOLDER.resolve("a");
    private static final Path B = FOLDER.resolve("b");

    private static CrashDisk disk(long seed) throws IOException {
        CrashDisk disk = TestWorld.seeded(seed).disk();
        disk.makeFolder(FOLDER);
        disk.settle();
        return disk;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Map<String, String> files(CrashDisk disk) {
        return disk.person().files(FOLDER);
    }

    @Test
    void aDeadDiskDoesNothingUntilRestart() throws IOException {
        CrashDisk disk = disk(1);
        LockFile lock = disk.lockFile(FOLDER.resolve("lock"));
        assertTrue(lock.tryLock(1).isPresent());
        disk.crashAt(disk.operations() + 1, Crash.BEFORE);
        assertThrows(Crashed.class, () -> disk.create(A, bytes("a")));
        assertThrows(Crashed.class, () -> disk.create(B, bytes("b")));
        assertTrue(disk.crashed());
        CrashDisk next = disk.restart();
        assertFalse(next.facts(A).isPresent());
        assertTrue(next.lockFile(FOLDER.resolve("lock")).tryLock(1).isPresent());
        assertThrows(Crashed.class, () -> disk.facts(A));
    }

    @Test
    void aKilledProcessLosesNothingThatItDid() throws IOException {
        CrashDisk disk = disk(1);
        disk.create(A, bytes("a"));
        disk.crashAt(disk.operations() + 1, Crash.AFTER);
        assertThrows(Crashed.class, () -> disk.moveNew(A, B));
        assertEquals(Map.of("b", "a"), files(disk.restart()));
    }

    @Test
    void aTornWriteLeavesItsBeginning() throws IOException {
        for (Map.Entry<Crash, String> expected : Map.of(
                        Crash.TORN_ONE, "1", Crash.TORN_HALF, "12", Crash.TORN_ALL_BUT_ONE, "123")
                .entrySet()) {
            CrashDisk disk = disk(1);
            disk.crashAt(disk.operations() + 1, expected.getKey());
            assertThrows(Crashed.class, () -> disk.create(A, bytes("1234")));
            assertEquals(Map.of("a", expected.getValue()), files(disk.restart()));
        }
    }

    @Test
    void whatWasForcedSurvivesAPowerFailure() throws IOException {
        for (long seed = 0; seed < 50; seed++) {
            CrashDisk disk = disk(seed);
            disk.create(A, bytes("a"));
            disk.force(A);
            disk.forceFolder(FOLDER);
            disk.append(A, bytes("bc"));
            disk.crashNow(Crash.LOST);
            String survived = files(disk.restart()).getOrDefault("a", "nothing");
            assertTrue(survived.startsWith("a"), survived);
        }
    }

    @Test
    void aRenameMayBeKeptWhileItsBytesAreLost() throws IOException {
        CrashDisk disk = disk(1);
        disk.create(A, bytes("a"));
        disk.replace(A, B);
        disk.crashNow(Crash.LOST_DATA);
        assertEquals(Map.of("b", ""), files(disk.restart()));
    }

    @Test
    void whatWasNotForcedIsLostInManyWays() throws IOException {
        Set<Map<String, String>> outcomes = new HashSet<>();
        for (long seed = 0; seed < 200; seed++) {
            CrashDisk disk = disk(seed);
            disk.create(A, bytes("aa"));
            disk.create(B, bytes("b"));
            disk.crashNow(Crash.LOST);
            outcomes.add(files(disk.restart()));
        }
        assertTrue(outcomes.contains(Map.of()));
        assertTrue(outcomes.contains(Map.of("a", "aa", "b", "b")));
        assertTrue(outcomes.contains(Map.of("a", "a")));
        assertTrue(outcomes.contains(Map.of("a", "\0\0", "b", "")));
    }

    @Test
    void aMoveBetweenFoldersIsDurableOnceBothAreForcedAndNeverInTwoPlaces() throws IOException {
        Path other = Path.of("/v/other");
        for (long seed = 0; seed < 50; seed++) {
            CrashDisk disk = disk(seed);
            disk.makeFolder(other);
            disk.create(A, bytes("a"));
            disk.settle();
            disk.moveNew(A, other.resolve("a"));
            disk.moveNew(other.resolve("a"), other.resolve("b"));
            disk.forceFolder(other);
            if (seed % 2 == 0) {
                disk.forceFolder(FOLDER);
            }
            disk.crashNow(Crash.LOST);
            Map<String, String> left = files(disk.restart());
            assertEquals(1, left.size(), left::toString);
            if (seed % 2 == 0) {
                assertEquals(Map.of("other/b", "a"), left);
            }
        }
    }

    @Test
    void injectedFaultsAreTheSystemsOwnErrors() throws IOException {
        CrashDisk disk = disk(1);
        for (Fault fault : Fault.values()) {
            disk.failAt(disk.operations() + 1, fault);
            IOException thrown = assertThrows(IOException.class, () -> disk.makeFolder(A));
            assertEquals(fault.name(), DiskFailure.of(thrown).name());
        }
        disk.failAt(disk.operations() + 1, Fault.DENIED);
        assertThrows(AccessDeniedException.class, () -> disk.facts(A));
        assertFalse(disk.facts(A).isPresent());
    }

    @Test
    void bytesWhoseForceFailedAreNotSavedByAnotherForce() throws IOException {
        CrashDisk disk = disk(1);
        disk.create(A, bytes("a"));
        disk.failAt(disk.operations() + 1, Fault.FAILING);
        assertThrows(IOException.class, () -> disk.force(A));
        disk.force(A);
        disk.forceFolder(FOLDER);
        disk.crashNow(Crash.LOST_ALL);
        assertEquals(Map.of("a", ""), files(disk.restart()));
    }

    @Test
    void aFullDiskTakesWhatFits() throws IOException {
        CrashDisk disk = disk(1);
        disk.capacity(3);
        IOException thrown = assertThrows(IOException.class, () -> disk.create(A, bytes("12345")));
        assertEquals(DiskFailure.FULL, DiskFailure.of(thrown));
        assertEquals(Map.of("a", "123"), files(disk));
        assertEquals(0, disk.usable(A));
    }
}
