package dev.factotum.config;

import java.io.IOException;
import java.nio.file.Path;

/** How files of a vault are written: durable, whole, never over a person's work. The vault's safe files do it. */
public interface Writing {
    /**
     * Puts fresh bytes in the place of those that were read; false where the file holds others by now or is gone, and
     * then nothing of ours stands.
     */
    boolean replace(Path file, byte[] read, byte[] fresh) throws IOException;

    /** Drops what is kept of bytes that were replaced, wherever it stands: they held a secret. */
    void forget(Path file, byte[] replaced) throws IOException;

    /** Makes a new file; {@link java.nio.file.FileAlreadyExistsException} where the name is taken. */
    void publish(Path file, byte[] content) throws IOException;
}
