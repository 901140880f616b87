package dev.factotum.vault;

import dev.factotum.vault.SafeFiles.Replaced;
import dev.factotum.world.Disk;
import dev.factotum.world.FileFacts;
import dev.factotum.world.FileTooLargeException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * Puts fresh bytes in the place of a file that a person may be saving at the same moment (F3).
 *
 * <p>Safe because both files are swapped in one step and what came out is looked at: whatever is not what was read is a
 * person's save and goes back, and nothing that came out is ever deleted before it is known to be ours.
 */
final class Swap {
    /** A person who saves faster than this many swaps is a program; then both versions stay. */
    private static final int MOST_SWAPS = 16;

    private final Disk disk;
    private final Undo undo;

    Swap(Disk disk, Undo undo) {
        this.disk = disk;
        this.undo = undo;
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
            discard(temp, refused);
            throw refused;
        }
        try {
            if (!disk.exchange(marked, file)) {
                return withoutSwap(marked, file, read, fresh);
            }
        } catch (NoSuchFileException gone) {
            discard(marked);
            return Replaced.GONE;
        } catch (IOException refused) {
            discard(marked, refused);
            throw refused;
        }
        return judge(marked, file, read, fresh);
    }

    private Replaced judge(Path marked, Path file, byte[] read, byte[] fresh) throws IOException {
        boolean expected;
        try {
            expected = holds(marked, read);
        } catch (IOException unreadable) {
            try {
                disk.exchange(marked, file);
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
                disk.exchange(temp, file);
            } catch (NoSuchFileException movedAway) {
                aside(temp, file);
                return Replaced.GONE;
            }
            if (holds(temp, expected)) {
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

    /** Without a swap: a second link keeps the old bytes, and tells afterwards whether the file was moved away. */
    private Replaced withoutSwap(Path temp, Path file, byte[] read, byte[] fresh) throws IOException {
        Path copy = undo.place(file, read);
        try {
            disk.link(file, copy);
        } catch (NoSuchFileException gone) {
            discard(temp);
            return Replaced.GONE;
        } catch (IOException | UnsupportedOperationException noLinksHere) {
            return overCopy(temp, file, copy, read);
        }
        Optional<FileFacts> before = disk.facts(copy);
        Optional<FileFacts> there = disk.facts(file);
        if (before.isEmpty()
                || there.isEmpty()
                || !before.get().key().equals(there.get().key())
                || !holds(copy, read)) {
            discard(copy);
            discard(temp);
            return there.isPresent() ? Replaced.CHANGED : Replaced.GONE;
        }
        disk.replace(temp, file);
        Optional<FileFacts> after = disk.facts(copy);
        if (after.isPresent() && after.get().links() >= before.get().links()) {
            if (holds(file, fresh)) {
                discard(file);
            }
            discard(copy);
            return Replaced.GONE;
        }
        if (!holds(copy, read)) {
            disk.replace(copy, file);
            return Replaced.CHANGED;
        }
        undo.watch(copy, file, read);
        return Replaced.DONE;
    }

    /** Without links either: the old bytes are written to undo, looked at once more, then replaced. */
    private Replaced overCopy(Path temp, Path file, Path copy, byte[] read) throws IOException {
        disk.createPrivate(copy, read);
        boolean unchanged;
        try {
            unchanged = holds(file, read);
        } catch (NoSuchFileException gone) {
            discard(temp);
            return Replaced.GONE;
        }
        if (!unchanged) {
            discard(temp);
            return Replaced.CHANGED;
        }
        disk.replace(temp, file);
        return Replaced.DONE;
    }

    boolean holds(Path file, byte[] bytes) throws IOException {
        try {
            return Arrays.equals(disk.read(file, bytes.length), bytes);
        } catch (FileTooLargeException longer) {
            return false;
        }
    }

    private void discard(Path file) throws IOException {
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
