package dev.factotum.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class RealDiskTest {
    @TempDir
    Path folder = Path.of("");

    private final Disk disk = new RealDisk();

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private Path file(String name) throws IOException {
        Path file = folder.resolve(name);
        disk.create(file, bytes(name));
        return file;
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void linksAreSeenAsLinksAndNeverRead() throws IOException {
        Path target = file("target");
        Path link = Files.createSymbolicLink(folder.resolve("link"), target);
        assertEquals(FileFacts.Kind.LINK, disk.facts(link).orElseThrow().kind());
        assertThrows(FileSystemException.class, () -> disk.read(link, 100));
        assertThrows(IOException.class, () -> disk.readAt(link, 0, 100));
        assertThrows(IOException.class, () -> disk.append(link, bytes("x")));
        assertEquals("target", Files.readString(target));
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void privateThingsAreForTheirOwnerOnlyAndModesAreCopied() throws IOException {
        Path secret = folder.resolve("secret");
        disk.createPrivate(secret, bytes("s"));
        assertEquals("rw-------", mode(secret));
        Path open = file("open");
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rw-r-----"));
        disk.matchMode(open, secret);
        assertEquals("rw-r-----", mode(secret));
        disk.restrict(secret);
        assertEquals("rw-------", mode(secret));
        disk.restrict(folder);
        assertEquals("rwx------", mode(folder));
    }

    /** The system answers on a descriptor, which has no name. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void whatAWriteOrAForceMeetsNamesTheFile() {
        Path full = Path.of("/dev/full");
        FileSystemException write = assertThrows(FileSystemException.class, () -> disk.append(full, bytes("x")));
        assertEquals("/dev/full", write.getFile());
        assertEquals(DiskFailure.FULL, DiskFailure.of(write));
        FileSystemException force = assertThrows(FileSystemException.class, () -> disk.force(full));
        assertEquals("/dev/full", force.getFile());
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    @Test
    void theFallbacksOfARenameKeepWhatStands() throws IOException {
        for (boolean byLink : new boolean[] {true, false}) {
            Path from = file("from" + byLink);
            Path taken = file("taken" + byLink);
            Path free = folder.resolve("free" + byLink);
            assertThrows(FileAlreadyExistsException.class, () -> fallback(byLink, from, taken));
            assertEquals("taken" + byLink, Files.readString(taken));
            fallback(byLink, from, free);
            assertEquals("from" + byLink, Files.readString(free));
            assertThrows(NoSuchFileException.class, () -> fallback(byLink, from, folder.resolve("nowhere")));
            assertTrue(Files.notExists(folder.resolve("nowhere")));
        }
    }

    private static void fallback(boolean byLink, Path from, Path to) throws IOException {
        if (byLink) {
            Renames.moveByLink(from, to);
        } else {
            Renames.moveOverReservation(from, to);
        }
    }

    @Test
    void aLockFileInUseIsNeverOpenedAgainAndAReplacedOneIsNoticed() throws IOException {
        Path path = folder.resolve("lock");
        LockFile lock = disk.lockFile(path);
        assertThrows(FileSystemException.class, () -> disk.read(path, 10));
        assertThrows(FileSystemException.class, () -> disk.force(path));
        Files.delete(path);
        assertThrows(FileSystemException.class, () -> lock.tryLock(1));
        Files.createFile(path);
        assertThrows(FileSystemException.class, () -> lock.tryLock(1));
    }

    @Test
    void anInterruptCutsNothingInHalf() throws IOException {
        Thread.currentThread().interrupt();
        try {
            Path path = folder.resolve("whole");
            disk.createPrivate(path, bytes("abc"));
            disk.append(path, bytes("def"));
            disk.force(path);
            disk.forceFolder(folder);
            assertEquals("abcdef", new String(disk.read(path, 100), StandardCharsets.UTF_8));
        } finally {
            assertTrue(Thread.interrupted());
        }
    }

    @Test
    void aStormOfInterruptsFailsNoForce() throws IOException {
        Path path = file("stormy");
        Thread forcing = Thread.currentThread();
        Thread storm = Threads.start("storm", (thread, fault) -> {}, () -> {
            for (int i = 0; i < 100; i++) {
                forcing.interrupt();
                LockSupport.parkNanos(100_000);
            }
        });
        for (int i = 0; i < 20; i++) {
            disk.append(path, bytes("x"));
            disk.force(path);
            disk.forceFolder(folder);
        }
        while (storm.isAlive()) {
            LockSupport.parkNanos(100_000);
        }
        assertTrue(Thread.interrupted());
        assertEquals("stormy".length() + 20, disk.facts(path).orElseThrow().size());
    }

    @Test
    void roomAndKindOfTheStoreAreKnown() throws IOException {
        assertTrue(disk.usable(folder) > 0);
        assertNotEquals("", disk.storeType(folder));
        assertEquals(folder.toRealPath(), disk.real(folder));
    }
}
