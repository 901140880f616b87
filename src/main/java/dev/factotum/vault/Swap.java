package dev.factotum.vault;

import dev.factotum.vault.SafeFiles.Replaced;
import dev.factotum.world.Disk;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Puts fresh bytes in the place of a file that a person may be saving at the same moment (F3).
 *
 * <p>Safe because both files are swapped in one step and what came out is looked at: whatever is not what was read is a
 * person's save and goes back, and nothing that came out is ever deleted before it is known to be ours.
 *
 * <p>Where the disk cannot swap (NFS, some FUSE disks, a Mac), it is done in two renames: the file steps aside under a
 * temporary name that tells its own, then ours takes the place only if it is still free. No save is ever replaced unseen
 * so either, but between the two nothing stands at the path: a reader may find the file missing for that moment, never
 * half, and {@link Sweep} puts it back where a process died there. On a disk that has neither swaps nor hard links nor
 * renames that spare their target, a save by rename in the last of these steps can still be replaced.
 */
final class Swap {
    /** A person who saves faster than this many swaps is a program; then both versions stay. */
    private static final int MOST_SWAPS = 16;

    private final Disk disk;
    private final Undo undo;
    private final Writes writes;
    private final Folders folders;

    Swap(Disk disk, Undo undo, Writes writes, Folders folders) {
        this.disk = disk;
        this.undo = undo;
        this.writes = writes;
        this.folders = folders;
    }

    /**
     * Replaces; names are not yet forced.
     *
     * @param temp a forced file beside it that holds the fresh bytes; gone afterwards
     */
    Replaced replace(Path temp, Path file, byte[] read, byte[] fresh) throws IOException {
        Path marked = Temps.marked(temp, Temps.Swap.of(fresh, read));
        try {
            disk.replace(temp, marked);
        } catch (IOException refused) {
            writes.discard(temp, refused);
            throw refused;
        }
        try {
            exchange(marked, file);
        } catch (NoSuchFileException gone) {
            writes.discard(marked);
            return Replaced.GONE;
        } catch (FileAlreadyExistsException savedMeanwhile) {
            writes.discard(marked);
            return Replaced.CHANGED;
        } catch (IOException refused) {
            writes.discard(marked, refused);
            throw refused;
        }
        return judge(marked, file, read, fresh);
    }

    private Replaced judge(Path marked, Path file, byte[] read, byte[] fresh) throws IOException {
        boolean expected;
        try {
            expected = writes.holds(marked, read);
        } catch (IOException unreadable) {
            try {
                exchange(marked, file);
            } catch (IOException alsoFailed) {
                unreadable.addSuppressed(alsoFailed);
            }
            throw unreadable;
        }
        if (expected) {
            undo.keep(marked, file, read);
            return Replaced.DONE;
        }
        return giveBack(marked, file, fresh);
    }

    /** Swaps until what comes out is our own text, or what we ourselves had put back before a newer save. */
    Replaced giveBack(Path temp, Path file, byte[] fresh) throws IOException {
        byte[] expected = fresh;
        for (int swaps = 0; swaps < MOST_SWAPS; swaps++) {
            byte[] putting = disk.read(temp, SafeFiles.LARGEST);
            try {
                exchange(temp, file);
            } catch (NoSuchFileException movedAway) {
                aside(temp, file);
                return Replaced.GONE;
            } catch (FileAlreadyExistsException savedMeanwhile) {
                undo.keep(temp, file, putting);
                return Replaced.CHANGED;
            }
            if (writes.holds(temp, expected)) {
                undo.keep(temp, file, expected);
                return Replaced.CHANGED;
            }
            expected = putting;
        }
        aside(temp, file);
        return Replaced.CHANGED;
    }

    /** Moves a person's bytes to a name of their own beside the file. */
    Path aside(Path from, Path file) throws IOException {
        for (int n = 1; n < 100; n++) {
            Path free = file.resolveSibling(Names.yourEdit(String.valueOf(file.getFileName()), n));
            try {
                disk.moveNew(from, free);
                return free;
            } catch (FileAlreadyExistsException taken) {
                // the next number
            }
        }
        throw new FileAlreadyExistsException(file.toString());
    }

    /**
     * Swaps, in one step where the disk can.
     *
     * @throws FileAlreadyExistsException where a person saved between the two renames of another disk: their bytes stand,
     *     what stood there before is kept under undo
     */
    private void exchange(Path temp, Path file) throws IOException {
        if (disk.exchange(temp, file)) {
            return;
        }
        writes.forceNames(folders.of(file), null, null);
        Path out = Temps.out(temp, String.valueOf(file.getFileName()));
        disk.replace(file, out);
        try {
            disk.moveNew(temp, file);
        } catch (FileAlreadyExistsException savedMeanwhile) {
            undo.keep(out, file, disk.read(out, SafeFiles.LARGEST));
            throw savedMeanwhile;
        } catch (IOException refused) {
            try {
                disk.moveNew(out, file);
            } catch (IOException alsoFailed) {
                refused.addSuppressed(alsoFailed);
            }
            throw refused;
        }
        disk.replace(out, temp);
    }
}
