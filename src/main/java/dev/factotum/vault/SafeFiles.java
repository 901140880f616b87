package dev.factotum.vault;

import dev.factotum.world.World;
import java.io.IOException;
import java.nio.file.Path;

/** The one way to write a file in the vault: durable, whole or not at all, never over a person's work (F1–F3). */
public final class SafeFiles {
    private final World world;
    private final Path undo;

    /** @param undo the folder that keeps replaced bytes for 30 days */
    public SafeFiles(World world, Path undo) {
        this.world = world;
        this.undo = undo;
    }

    /** F1: writes a file that only the engine writes, replacing what was there. */
    public void write(Path file, byte[] content) throws IOException {
        throw new UnsupportedOperationException(world + "" + undo + file + content.length);
    }

    /** F2: publishes a new file under exactly this path; {@link java.nio.file.FileAlreadyExistsException} where taken. */
    public void publish(Path file, byte[] content) throws IOException {
        throw new UnsupportedOperationException(file + "" + content.length);
    }

    /** F3: replaces a file that a person may be editing, only if it still holds the bytes that were read. */
    public Replaced replace(Path file, byte[] read, byte[] fresh) throws IOException {
        throw new UnsupportedOperationException(file + "" + read.length + fresh.length);
    }

    /** Moves without replacing and forces both folders. */
    public Moved move(Path from, Path to) throws IOException {
        throw new UnsupportedOperationException(from + "" + to);
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
}
