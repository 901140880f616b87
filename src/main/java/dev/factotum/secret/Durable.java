package dev.factotum.secret;

import java.io.IOException;
import java.nio.file.Path;

/** How the store's files are written: durable, whole or not at all, for their owner alone. The vault's safe files do it. */
public interface Durable {
    /** Replaces what is there. */
    void write(Path file, byte[] content) throws IOException;

    /** Makes a new file; {@link java.nio.file.FileAlreadyExistsException} where the name is taken. */
    void publish(Path file, byte[] content) throws IOException;

    /** Makes a folder and its missing parents. */
    void folder(Path folder) throws IOException;
}
