package dev.factotum.world;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;

/** An error that a {@link CrashDisk} answers instead of doing an operation, worded as the JDK does on Linux. */
public enum Fault {
    FULL,
    FAILING,
    DENIED,
    READ_ONLY;

    IOException on(Path path) {
        return switch (this) {
            case FULL -> new FileSystemException(path.toString(), null, "No space left on device");
            case FAILING -> new FileSystemException(path.toString(), null, "Input/output error");
            case DENIED -> new AccessDeniedException(path.toString());
            case READ_ONLY -> new FileSystemException(path.toString(), null, "Read-only file system");
        };
    }

    /** A full or failing disk takes part of a write before it says so. */
    boolean writesPart() {
        return this == FULL || this == FAILING;
    }
}
