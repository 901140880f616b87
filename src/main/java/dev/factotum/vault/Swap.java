package dev.factotum.vault;

import dev.factotum.vault.SafeFiles.Replaced;
import dev.factotum.world.Disk;
import dev.factotum.world.FileFacts;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
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
    private final Writes writes;

    Swap(Disk disk, Undo undo, Writes writes) {
        this.disk = disk;
        this.undo = undo;
        this.writes = writes;
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
            if (!disk.exchange(marked, file)) {
                return withoutSwap(marked, file, read, fresh);
            }
        } catch (NoSuchFileException gone) {
            writes.discard(marked);
            return Replaced.GONE;
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

    /** Without a swap: a second link keeps the old bytes, and tells afterwards whether the file was moved away. */
    private Replaced withoutSwap(Path temp, Path file, byte[] read, byte[] fresh) throws IOException {
        Path copy = undo.place(file, read);
        try {
            disk.link(file, copy);
        } catch (NoSuchFileException gone) {
            writes.discard(temp);
            return Replaced.GONE;
        } catch (IOException | UnsupportedOperationException noLinksHere) {
            return overCopy(temp, file, copy, read);
        }
        Optional<FileFacts> before = disk.facts(copy);
        Optional<FileFacts> there = disk.facts(file);
        if (before.isEmpty()
                || there.isEmpty()
                || !before.get().key().equals(there.get().key())
                || !writes.holds(copy, read)) {
            writes.discard(copy);
            writes.discard(temp);
            return there.isPresent() ? Replaced.CHANGED : Replaced.GONE;
        }
        disk.replace(temp, file);
        Optional<FileFacts> after = disk.facts(copy);
        if (after.isPresent() && after.get().links() >= before.get().links()) {
            if (writes.holds(file, fresh)) {
                writes.discard(file);
            }
            writes.discard(copy);
            return Replaced.GONE;
        }
        if (!writes.holds(copy, read)) {
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
            unchanged = writes.holds(file, read);
        } catch (NoSuchFileException gone) {
            writes.discard(temp);
            return Replaced.GONE;
        }
        if (!unchanged) {
            writes.discard(temp);
            return Replaced.CHANGED;
        }
        disk.replace(temp, file);
        return Replaced.DONE;
    }
}
