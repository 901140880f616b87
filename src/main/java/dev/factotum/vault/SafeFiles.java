package dev.factotum.vault;

import dev.factotum.secret.Durable;
import dev.factotum.world.Disk;
import dev.factotum.world.World;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/**
 * The one way to write a file in the vault: durable, whole or not at all, never over a person's work (F1–F3).
 *
 * <p>Bytes go to a temporary file beside the target, are forced, and only then get the target's name, so every reader
 * and every crash sees the old file or the new one. A force that failed is never repeated, for the system forgets which
 * bytes were dirty: one new temporary file is tried, and when that fails too, nothing more is written. Files below
 * {@code .agent} and the state folder are for their owner only; others take the permissions of what they replace.
 * Missing folders are made. Thread-safe.
 */
public final class SafeFiles implements Durable {
    /** No file that the engine rewrites is larger, in bytes. */
    static final long LARGEST = Integer.MAX_VALUE - 64L;

    private final Disk disk;
    private final Temps temps;
    private final Writes writes;
    private final Undo undo;
    private final Swap swap;
    private final Folders folders;

    /** @param undo the folder that keeps replaced bytes for 30 days */
    public SafeFiles(World world, Path undo) {
        this.disk = world.disk();
        this.temps = new Temps(world);
        this.undo = new Undo(world, undo);
        this.folders = new Folders(world, undo);
        this.writes = new Writes(disk, temps, folders);
        this.swap = new Swap(disk, this.undo, writes, folders);
    }

    /** F1: writes a file that only the engine writes, replacing what was there. */
    @Override
    public void write(Path file, byte[] content) throws IOException {
        Path temp = writes.forced(file, content, file);
        writes.replaceBy(temp, file);
        writes.forceNames(folders.of(file), file, content);
    }

    /**
     * As {@link #write}, but forces nothing: readers still see old or new, a power failure may leave an empty file. For
     * what can be made again.
     */
    public void writeLazily(Path file, byte[] content) throws IOException {
        Path temp = writes.created(file, content, file);
        writes.replaceBy(temp, file);
    }

    /**
     * F2: publishes a new file under exactly this path; {@link java.nio.file.FileAlreadyExistsException} where taken. The
     * name that stands there is durable then: whoever stopped between making and forcing it may have been ourselves.
     */
    @Override
    public void publish(Path file, byte[] content) throws IOException {
        Path temp = writes.forced(file, content, null);
        try {
            disk.moveNew(temp, file);
        } catch (FileAlreadyExistsException taken) {
            writes.discard(temp, taken);
            writes.forceNames(folders.of(file), null, null);
            throw taken;
        } catch (IOException refused) {
            writes.discard(temp, refused);
            throw refused;
        }
        writes.forceNames(folders.of(file), file, content);
    }

    /**
     * F3: replaces a file that a person may be editing, only if it still holds the bytes that were read. These are forced
     * before, so that what is kept under undo is what was read even if power fails.
     */
    public Replaced replace(Path file, byte[] read, byte[] fresh) throws IOException {
        return replace(file, read, fresh, false);
    }

    /** The same where the bytes that were read are known to be durable: we wrote them, or have forced them since. */
    public Replaced replaceDurable(Path file, byte[] read, byte[] fresh) throws IOException {
        return replace(file, read, fresh, true);
    }

    private Replaced replace(Path file, byte[] read, byte[] fresh, boolean durable) throws IOException {
        Replaced outcome = swapIn(file, read, fresh, durable);
        if (outcome == Replaced.DONE && !Arrays.equals(read, fresh)) {
            writes.forceNames(folders.of(file), file, null);
        }
        return outcome;
    }

    private Replaced swapIn(Path file, byte[] read, byte[] fresh, boolean durable) throws IOException {
        writes.refuseWhenStopped();
        if (Arrays.equals(read, fresh)) {
            return Replaced.DONE;
        }
        Path temp;
        try {
            if (!durable) {
                disk.force(file);
            }
            temp = writes.forced(file, fresh, file);
        } catch (NoSuchFileException gone) {
            return Replaced.GONE;
        }
        return swap.replace(temp, file, read, fresh);
    }

    /** Drops the copies, kept for undoing, of bytes that were replaced there just now. */
    public void forgetReplaced(Path file, byte[] replaced) throws IOException {
        undo.forget(file, replaced);
    }

    /** Moves without replacing and forces both folders. */
    public Moved move(Path from, Path to) throws IOException {
        writes.refuseWhenStopped();
        Path target = folders.of(to);
        folders.anchor(target);
        try {
            disk.moveNew(from, to);
        } catch (FileAlreadyExistsException taken) {
            return disk.facts(from).isPresent() ? Moved.TAKEN : Moved.GONE;
        } catch (NoSuchFileException missing) {
            if (disk.facts(from).isEmpty()) {
                return Moved.GONE;
            }
            folders.make(target);
            return moveAgain(from, to);
        }
        writes.forceBoth(from, to);
        return Moved.DONE;
    }

    private Moved moveAgain(Path from, Path to) throws IOException {
        try {
            disk.moveNew(from, to);
        } catch (FileAlreadyExistsException taken) {
            return Moved.TAKEN;
        } catch (NoSuchFileException gone) {
            return Moved.GONE;
        }
        writes.forceBoth(from, to);
        return Moved.DONE;
    }

    /**
     * Rewrites a file where it stands and moves it: at every instant it is one file, old or fresh in the source folder or
     * fresh in the target.
     */
    public Rewritten moveRewritten(Path from, byte[] read, byte[] fresh, Path to) throws IOException {
        return moveRewritten(from, read, fresh, to, false);
    }

    /** The same where the bytes that were read are known to be durable. */
    public Rewritten moveRewrittenDurable(Path from, byte[] read, byte[] fresh, Path to) throws IOException {
        return moveRewritten(from, read, fresh, to, true);
    }

    private Rewritten moveRewritten(Path from, byte[] read, byte[] fresh, Path to, boolean durable) throws IOException {
        return switch (swapIn(from, read, fresh, durable)) {
            case CHANGED -> Rewritten.CHANGED;
            case GONE -> Rewritten.GONE;
            case DONE ->
                switch (move(from, to)) {
                    case DONE -> Rewritten.DONE;
                    case GONE -> Rewritten.GONE;
                    case TAKEN -> {
                        writes.forceNames(folders.of(from), null, null);
                        yield Rewritten.TAKEN;
                    }
                };
        };
    }

    /**
     * Sets a file aside that a late save has made at a path where its matter no longer stands: rewritten, and renamed to
     * the first free {@code NAME (your edit).md} in the given folder.
     */
    public Aside setAside(Path file, byte[] read, byte[] fresh, Path folder) throws IOException {
        String name = String.valueOf(file.getFileName());
        for (int n = 1; n < 100; n++) {
            Path free = folder.resolve(Names.yourEdit(name, n));
            if (disk.facts(free).isEmpty()) {
                switch (moveRewritten(file, read, fresh, free)) {
                    case DONE -> {
                        return new Aside.Done(free);
                    }
                    case CHANGED -> {
                        return new Aside.Changed();
                    }
                    case GONE -> {
                        return new Aside.Gone();
                    }
                    case TAKEN -> read = fresh;
                }
            }
        }
        throw new FileAlreadyExistsException(file.toString());
    }

    /** Publishes bytes under the first free {@code NAME (your edit).md} of a folder, or finds them published there. */
    public Path publishEdit(Path folder, String name, byte[] content) throws IOException {
        for (int n = 1; n < 100; n++) {
            Path free = folder.resolve(Names.yourEdit(name, n));
            try {
                publish(free, content);
                return free;
            } catch (FileAlreadyExistsException taken) {
                if (Arrays.equals(disk.read(free, LARGEST), content)) {
                    return free;
                }
            }
        }
        throw new FileAlreadyExistsException(folder.resolve(name).toString());
    }

    /** Saves that reached a file after {@link #replace} had taken it away: publish them, then acknowledge. */
    public List<LateSave> lateSaves() throws IOException {
        return undo.late();
    }

    /** Of the process before this one, saves that it did not see. */
    public List<LateSave> lateSavesBeforeStart() throws IOException {
        return undo.lateBeforeStart();
    }

    /** The late bytes stand where the person sees them; they are not answered again. */
    public void acknowledge(LateSave late) throws IOException {
        undo.acknowledge(late);
    }

    /** Makes a folder and its missing parents, durably. */
    @Override
    public void folder(Path folder) throws IOException {
        writes.refuseWhenStopped();
        folders.make(folder);
    }

    /** Forces a file's bytes and its folder's names: a person's own save or move is not yet durable. */
    public void settle(Path file) throws IOException {
        disk.force(file);
        writes.forceNames(folders.of(file), file, null);
    }

    /** A file of lines that only the engine adds to, below the hidden folder. */
    public LineFile lines(Path file) {
        return new LineFile(disk, writes, folders, file);
    }

    /** The part of a ledger's append that must not be tried twice. */
    Writes writes() {
        return writes;
    }

    /** Puts right what processes that are gone left half done in these folders. */
    public Sweep.Swept sweep(Collection<Path> where) throws IOException {
        writes.refuseWhenStopped();
        return new Sweep(disk, temps, undo, swap).sweep(where);
    }

    /** Deletes at most so many replaced files older than 30 days; answers how many. */
    public int sweepUndo(int most) throws IOException {
        return undo.sweep(most);
    }

    /** What came of {@link #replace}. */
    public enum Replaced {
        /** The fresh bytes stand; the old ones are kept under undo. */
        DONE,
        /** A person was faster; their bytes stand and nothing of ours does. Read again. */
        CHANGED,
        /** The file is no longer at that path. Scan again. */
        GONE
    }

    /** What came of {@link #move}. */
    public enum Moved {
        DONE,
        /** Nothing stands at the source any more. */
        GONE,
        /** The target is taken; nothing was done. */
        TAKEN
    }

    /** What came of {@link #moveRewritten}. */
    public enum Rewritten {
        DONE,
        /** A person was faster; their bytes stand at the source. Read again. */
        CHANGED,
        /** Nothing stands at the source any more. */
        GONE,
        /** The target is taken; the fresh bytes stand at the source. */
        TAKEN
    }

    /** What came of {@link #setAside}. */
    public sealed interface Aside {
        record Done(Path file) implements Aside {}

        /** The file was saved again meanwhile. */
        record Changed() implements Aside {}

        record Gone() implements Aside {}
    }

    /**
     * A save that went into a file which had already been replaced.
     *
     * @param name the file's name, cut at its start where it is very long
     * @param kept where its bytes are
     */
    public record LateSave(String name, Path kept) {}
}
