package dev.factotum.world;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.ReadOnlyFileSystemException;
import java.util.Locale;

/** What an {@link IOException} of the disk means for the caller. */
public enum DiskFailure {
    FULL,
    READ_ONLY,
    DENIED,
    FAILING;

    /** What the system said, in words; never the name of a class. */
    public static String words(Throwable failure) {
        if (failure instanceof FileSystemException named && named.getReason() != null) {
            return named.getReason();
        }
        return switch (failure) {
            case AccessDeniedException ignored -> "permission was denied";
            case NoSuchFileException ignored -> "there is no such file or folder";
            case FileAlreadyExistsException ignored -> "something else stands there already";
            case NotDirectoryException ignored -> "it is not a folder";
            case DirectoryNotEmptyException ignored -> "the folder is not empty";
            case ReadOnlyFileSystemException ignored -> "the disk is mounted read-only";
            case FileSystemException ignored -> "the system gave no reason";
            default -> failure.getMessage() == null ? "the system gave no reason" : failure.getMessage();
        };
    }

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
