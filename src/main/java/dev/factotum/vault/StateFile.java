package dev.factotum.vault;

import dev.factotum.world.World;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** A small file outside the vault, for what a copy or a backup of the vault must not bring back; owner-only. */
public final class StateFile {
    private static final long LARGEST = 1 << 20;

    private final World world;
    private final SafeFiles files;
    private final Path file;

    StateFile(World world, SafeFiles files, Path file) {
        this.world = world;
        this.files = files;
        this.file = file;
    }

    public Path path() {
        return file;
    }

    /** Its bytes, or empty where it was never written on this machine by this user. */
    public Optional<byte[]> read() throws IOException {
        try {
            return Optional.of(world.disk().read(file, LARGEST));
        } catch (NoSuchFileException never) {
            return Optional.empty();
        }
    }

    /** Replaces it, durably. */
    public void write(byte[] content) throws IOException {
        files.write(file, content);
    }

    /** Replaces it without a force: a power failure may empty it. */
    public void writeLazily(byte[] content) throws IOException {
        files.writeLazily(file, content);
    }
}
