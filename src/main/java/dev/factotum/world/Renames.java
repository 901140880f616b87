package dev.factotum.world;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;

/** Renames with promises that {@code Files.move} does not make: it looks, then acts. */
final class Renames {
    private final boolean windows =
            System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");

    /** Renames a file without replacing: by the kernel's own flag, else by a hard link, else over a reservation. */
    void moveNew(Path from, Path to) throws IOException {
        if (windows) {
            Files.move(from, to);
        } else if (!onThisSystem(from) || !NativeRename.rename(from, to, NativeRename.NO_REPLACE)) {
            moveByLink(from, to);
        }
    }

    /** Swaps two files; false where the system cannot. */
    boolean exchange(Path one, Path other) throws IOException {
        return !windows && onThisSystem(one) && NativeRename.rename(one, other, NativeRename.EXCHANGE);
    }

    /** A link is made only where nothing stands, so the target is never replaced; for a moment both names exist. */
    static void moveByLink(Path from, Path to) throws IOException {
        try {
            Files.createLink(to, from);
        } catch (NoSuchFileException | FileAlreadyExistsException | AccessDeniedException answer) {
            throw answer;
        } catch (IOException | UnsupportedOperationException noLinksHere) {
            moveOverReservation(from, to);
            return;
        }
        try {
            Files.delete(from);
        } catch (NoSuchFileException gone) {
            Files.deleteIfExists(to);
            throw gone;
        }
    }

    /** Only the one who made the empty file renames over it; it is removed where the rename fails. */
    static void moveOverReservation(Path from, Path to) throws IOException {
        Files.createFile(to);
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failed) {
            Files.deleteIfExists(to);
            throw failed;
        }
    }

    private static boolean onThisSystem(Path path) {
        return path.getFileSystem().equals(FileSystems.getDefault());
    }
}
