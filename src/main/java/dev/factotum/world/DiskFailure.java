package dev.factotum.world;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.ReadOnlyFileSystemException;
import java.util.Locale;

/** What an {@link IOException} of the disk means for the caller. */
public enum DiskFailure {
    FULL,
    READ_ONLY,
    DENIED,
    FAILING;

    /** Classifies by type and by the system's reason text, for the JDK has no types for full and read-only disks. */
    public static DiskFailure of(Throwable failure) {
        if (failure instanceof AccessDeniedException) {
            return DENIED;
        }
        if (failure instanceof ReadOnlyFileSystemException) {
            return READ_ONLY;
        }
        String reason = failure instanceof FileSystemException named && named.getReason() != null
                ? named.getReason()
                : String.valueOf(failure.getMessage());
        String text = reason.toLowerCase(Locale.ROOT);
        if (text.contains("no space left") || text.contains("quota exceeded") || text.contains("not enough space")) {
            return FULL;
        }
        if (text.contains("read-only")) {
            return READ_ONLY;
        }
        if (text.contains("permission denied") || text.contains("operation not permitted")) {
            return DENIED;
        }
        return FAILING;
    }
}
