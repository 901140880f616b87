package dev.factotum.vault;

import dev.factotum.world.Disk;
import dev.factotum.world.DiskFailure;
import dev.factotum.world.FileFacts;
import dev.factotum.world.FileTooLargeException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Temporary files with forced bytes, and forced names (F1). After a failing disk has lost a force for good, nothing more
 * is written by this process. Thread-safe.
 */
final class Writes {
    private final Disk disk;
    private final Temps temps;
    private final Folders folders;
    private volatile @Nullable IOException stopped;

    Writes(Disk disk, Temps temps, Folders folders) {
        this.disk = disk;
        this.temps = temps;
        this.folders = folders;
    }

    /** A temporary file with forced bytes; a failed force is answered with one new file. */
    Path forced(Path file, byte[] content, @Nullable Path like) throws IOException {
        Path first = created(file, content, like);
        try {
            return forcedOnce(first);
        } catch (IOException failed) {
            if (DiskFailure.of(failed) != DiskFailure.FAILING) {
                throw failed;
            }
        }
        try {
            return forcedOnce(created(file, content, like));
        } catch (IOException failedAgain) {
            throw stop(failedAgain);
        }
    }

    private Path forcedOnce(Path temp) throws IOException {
        try {
            disk.force(temp);
            return temp;
        } catch (IOException failed) {
            discard(temp, failed);
            throw failed;
        }
    }

    Path created(Path file, byte[] content, @Nullable Path like) throws IOException {
        refuseWhenStopped();
        folders.anchor(folders.of(file));
        Path temp = temps.beside(file);
        try {
            create(temp, content, like);
        } catch (NoSuchFileException noFolder) {
            folders.make(folders.of(file));
            create(temp, content, like);
        }
        return temp;
    }

    private void create(Path temp, byte[] content, @Nullable Path like) throws IOException {
        try {
            if (folders.isPrivate(temp)) {
                disk.createPrivate(temp, content);
                return;
            }
            disk.create(temp, content);
            if (like != null) {
                matchMode(like, temp);
            }
        } catch (IOException refused) {
            discard(temp, refused);
            throw refused;
        }
    }

    private void matchMode(Path like, Path temp) throws IOException {
        try {
            disk.matchMode(like, temp);
        } catch (NoSuchFileException nothingReplaced) {
            return;
        }
    }

    /** Forces a folder; where that fails, looks whether the file stands as it should and forces once more. */
    void forceNames(Path folder, @Nullable Path file, byte @Nullable [] content) throws IOException {
        try {
            disk.forceFolder(folder);
        } catch (IOException failed) {
            if (file != null) {
                Optional<FileFacts> there = disk.facts(file);
                if (there.isEmpty() || (content != null && !holds(file, content))) {
                    throw stop(failed);
                }
            }
            try {
                disk.forceFolder(folder);
            } catch (IOException again) {
                again.addSuppressed(failed);
                throw stop(again);
            }
        }
    }

    private IOException stop(IOException failure) {
        if (DiskFailure.of(failure) == DiskFailure.FAILING) {
            stopped = failure;
        }
        return failure;
    }

    /** Throws where an earlier failure of the disk has ended all writing. */
    void refuseWhenStopped() throws IOException {
        IOException because = stopped;
        if (because != null) {
            throw refused(because);
        }
    }

    /** Says where the disk failed, whatever was to be written now. */
    private static FileSystemException refused(IOException because) {
        FileSystemException named = because instanceof FileSystemException known ? known : null;
        FileSystemException refused = new FileSystemException(
                named == null ? null : named.getFile(),
                named == null ? null : named.getOtherFile(),
                "nothing is written after the disk failed: " + DiskFailure.words(because));
        refused.initCause(because);
        return refused;
    }

    /** Forces a file that was appended to; a failing disk is not asked again. */
    void forceAppended(Path file) throws IOException {
        try {
            disk.force(file);
        } catch (NoSuchFileException movedAway) {
            throw movedAway;
        } catch (IOException failed) {
            throw stop(failed);
        }
    }

    void forceBoth(Path from, Path to) throws IOException {
        Path source = folders.of(from);
        Path target = folders.of(to);
        forceNames(target, to, null);
        if (!source.equals(target)) {
            forceNames(source, null, null);
        }
    }

    void replaceBy(Path temp, Path file) throws IOException {
        try {
            disk.replace(temp, file);
        } catch (IOException refused) {
            discard(temp, refused);
            throw refused;
        }
    }

    /** True where the file holds exactly these bytes. */
    boolean holds(Path file, byte[] bytes) throws IOException {
        try {
            return Arrays.equals(disk.read(file, bytes.length), bytes);
        } catch (FileTooLargeException longer) {
            return false;
        }
    }

    /** Deletes a file that is there or not. */
    void discard(Path file) throws IOException {
        try {
            disk.delete(file);
        } catch (NoSuchFileException goneAlready) {
            return;
        }
    }

    /** Deletes what a failed write left; where even that fails, the next start sweeps it. */
    void discard(Path file, IOException because) {
        try {
            discard(file);
        } catch (IOException alsoFailed) {
            because.addSuppressed(alsoFailed);
        }
    }
}
