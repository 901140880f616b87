package dev.factotum.world;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every disk promises, shown on the real one and on the one in memory. */
class DiskContractTest {
    @TempDir
    Path temporary = Path.of("");

    enum Kind {
        REAL,
        MEMORY
    }

    private Path folder = Path.of("");

    private Disk disk(Kind kind) throws IOException {
        if (kind == Kind.REAL) {
            folder = temporary;
            return new RealDisk();
        }
        folder = Path.of("/memory");
        Disk disk = TestWorld.seeded(1).disk();
        disk.makeFolder(folder);
        return disk;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private String text(Disk disk, String name) throws IOException {
        return new String(disk.read(folder.resolve(name), 1000), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @EnumSource
    void aCreatedFileReadsBackAndIsNotCreatedTwice(Kind kind) throws IOException {
        Disk disk = disk(kind);
        Path file = folder.resolve("é ü.md");
        disk.create(file, bytes("one"));
        assertEquals("one", text(disk, "é ü.md"));
        assertThrows(FileAlreadyExistsException.class, () -> disk.create(file, bytes("two")));
        assertThrows(FileAlreadyExistsException.class, () -> disk.createPrivate(file, bytes("two")));
        assertEquals("one", text(disk, "é ü.md"));
    }

    @ParameterizedTest
    @EnumSource
    void missingThingsAreNamedAsMissing(Kind kind) throws IOException {
        Disk disk = disk(kind);
        Path none = folder.resolve("none");
        assertEquals(Optional.empty(), disk.facts(none));
        assertThrows(NoSuchFileException.class, () -> disk.read(none, 10));
        assertThrows(NoSuchFileException.class, () -> disk.readAt(none, 0, 10));
        assertThrows(NoSuchFileException.class, () -> disk.force(none));
        assertThrows(NoSuchFileException.class, () -> disk.list(none));
        assertThrows(NoSuchFileException.class, () -> disk.delete(none));
        assertThrows(NoSuchFileException.class, () -> disk.moveNew(none, folder.resolve("x")));
        assertThrows(NoSuchFileException.class, () -> disk.replace(none, folder.resolve("x")));
        assertThrows(NoSuchFileException.class, () -> disk.link(none, folder.resolve("x")));
        disk.create(folder.resolve("there"), bytes("t"));
        assertThrows(NoSuchFileException.class, () -> disk.exchange(folder.resolve("there"), none));
        assertThrows(NoSuchFileException.class, () -> disk.create(none.resolve("deep"), bytes("x")));
    }

    @ParameterizedTest
    @EnumSource
    void aFileLargerThanItsLimitIsRefusedWithItsSize(Kind kind) throws IOException {
        Disk disk = disk(kind);
        Path file = folder.resolve("big");
        disk.create(file, new byte[101]);
        assertEquals(101, disk.read(file, 101).length);
        FileTooLargeException refused = assertThrows(FileTooLargeException.class, () -> disk.read(file, 100));
        assertEquals(101, refused.size());
    }

    @ParameterizedTest
    @EnumSource
    void aSliceEndsWhereTheFileEnds(Kind kind) throws IOException {
        Disk disk = disk(kind);
        Path file = folder.resolve("slices");
        disk.create(file, bytes("0123456789"));
        assertArrayEquals(bytes("345"), disk.readAt(file, 3, 3));
        assertArrayEquals(bytes("89"), disk.readAt(file, 8, 30));
        assertArrayEquals(new byte[0], disk.readAt(file, 10, 5));
        assertArrayEquals(new byte[0], disk.readAt(file, 99, 5));
    }

    @ParameterizedTest
    @EnumSource
    void appendsMakeTheFileGrowAndAnswerItsSize(Kind kind) throws IOException {
        Disk disk = disk(kind);
        Path file = folder.resolve("log");
        assertEquals(2, disk.append(file, bytes("a\n")));
        assertEquals(4, disk.append(file, bytes("b\n")));
        assertEquals(6, disk.extend(file, bytes("c\n")));
        assertThrows(NoSuchFileException.class, () -> disk.extend(file.resolveSibling("missing"), bytes("d\n")));
        disk.force(file);
        disk.forceFolder(folder);
        assertEquals("a\nb\nc\n", text(disk, "log"));
    }

    @ParameterizedTest
    @EnumSource
    void aRenameThatMayNotReplaceNeverDoes(Kind kind) throws IOException {
        Disk disk = disk(kind);
        disk.create(folder.resolve("a"), bytes("a"));
        disk.create(folder.resolve("b"), bytes("b"));
        assertThrows(FileAlreadyExistsException.class, () -> disk.moveNew(folder.resolve("a"), folder.resolve("b")));
        assertEquals("a", text(disk, "a"));
        assertEquals("b", text(disk, "b"));
        disk.moveNew(folder.resolve("a"), folder.resolve("c"));
        assertEquals("a", text(disk, "c"));
        assertEquals(Set.of("b", "c"), names(disk));
    }

    @ParameterizedTest
    @EnumSource
    void replaceAndExchangeDoAsTheySay(Kind kind) throws IOException {
        Disk disk = disk(kind);
        disk.create(folder.resolve("a"), bytes("a"));
        disk.create(folder.resolve("b"), bytes("b"));
        assertTrue(disk.exchange(folder.resolve("a"), folder.resolve("b")));
        assertEquals("b", text(disk, "a"));
        assertEquals("a", text(disk, "b"));
        disk.replace(folder.resolve("a"), folder.resolve("b"));
        assertEquals("b", text(disk, "b"));
        assertEquals(Set.of("b"), names(disk));
    }

    @ParameterizedTest
    @EnumSource
    void factsTellKindsSizesLinksAndIdentity(Kind kind) throws IOException {
        Disk disk = disk(kind);
        disk.create(folder.resolve("a"), bytes("abc"));
        disk.makeFolder(folder.resolve("deep/er"));
        disk.makeFolder(folder.resolve("deep/er"));
        FileFacts a = disk.facts(folder.resolve("a")).orElseThrow();
        assertEquals(FileFacts.Kind.FILE, a.kind());
        assertEquals(3, a.size());
        assertEquals(1, a.links());
        disk.link(folder.resolve("a"), folder.resolve("b"));
        FileFacts b = disk.facts(folder.resolve("b")).orElseThrow();
        assertEquals(2, b.links());
        assertEquals(a.key(), b.key());
        assertEquals(
                FileFacts.Kind.FOLDER,
                disk.facts(folder.resolve("deep")).orElseThrow().kind());
        disk.create(folder.resolve("c"), bytes("abc"));
        assertNotEquals(a.key(), disk.facts(folder.resolve("c")).orElseThrow().key());
        List<Sighted> seen = disk.sight(folder, name -> name.equals("a"));
        assertEquals(1, seen.size());
        assertEquals(a.key(), seen.getFirst().facts().key());
        assertEquals(a.modified(), seen.getFirst().facts().modified());
    }

    @ParameterizedTest
    @EnumSource
    void aRenameKeepsTheModificationTime(Kind kind) throws IOException {
        Disk disk = disk(kind);
        disk.create(folder.resolve("a"), bytes("abc"));
        FileFacts before = disk.facts(folder.resolve("a")).orElseThrow();
        disk.moveNew(folder.resolve("a"), folder.resolve("b"));
        assertEquals(before, disk.facts(folder.resolve("b")).orElseThrow());
    }

    @ParameterizedTest
    @EnumSource
    void onlyEmptyFoldersAreDeletedAndFoldersAreNoFiles(Kind kind) throws IOException {
        Disk disk = disk(kind);
        disk.makeFolder(folder.resolve("sub"));
        disk.create(folder.resolve("sub/x"), bytes("x"));
        assertThrows(FileSystemException.class, () -> disk.delete(folder.resolve("sub")));
        assertThrows(FileSystemException.class, () -> disk.read(folder.resolve("sub"), 10));
        disk.delete(folder.resolve("sub/x"));
        disk.delete(folder.resolve("sub"));
        assertFalse(disk.facts(folder.resolve("sub")).isPresent());
    }

    @ParameterizedTest
    @EnumSource
    void aLockPositionHasOneHolderUntilItIsClosed(Kind kind) throws IOException {
        Disk disk = disk(kind);
        LockFile lock = disk.lockFile(folder.resolve("lock"));
        LockFile same = disk.lockFile(folder.resolve("lock"));
        LockFile.Held held = lock.tryLock(7).orElseThrow();
        assertTrue(same.tryLock(7).isEmpty());
        LockFile.Held other = same.tryLock(8).orElseThrow();
        lock.close();
        assertTrue(same.tryLock(7).isEmpty());
        held.close();
        held.close();
        assertTrue(same.tryLock(7).isPresent());
        other.close();
        assertTrue(lock.tryLock(Long.MAX_VALUE - 1).isPresent());
    }

    private Set<String> names(Disk disk) throws IOException {
        return disk.list(folder).stream().map(Listed::name).collect(Collectors.toSet());
    }
}
