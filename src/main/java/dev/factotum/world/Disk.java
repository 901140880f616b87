package dev.factotum.world;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Every operation on files that the program makes, small enough to count and to stop between.
 *
 * <p>Symbolic links are never followed at the last path element. Missing files answer {@link
 * java.nio.file.NoSuchFileException}; other failures any {@link IOException}, classified by {@link DiskFailure#of}.
 * Thread-safe.
 */
public interface Disk {
    /** All bytes of a regular file; refuses one larger than {@code limit} bytes with {@link FileTooLargeException}. */
    byte[] read(Path file, long limit) throws IOException;

    /** At most {@code max} bytes from {@code offset}; fewer, or none, at the end. */
    byte[] readAt(Path file, long offset, int max) throws IOException;

    /** What stands at the path itself, or empty where nothing does. */
    Optional<FileFacts> facts(Path path) throws IOException;

    /** The names in a folder with their kinds, unsorted. */
    List<Listed> list(Path folder) throws IOException;

    /** The wanted names in a folder with what one look at each says (links not counted), unsorted. */
    List<Sighted> sight(Path folder, Predicate<String> wanted) throws IOException;

    /** Creates a file exclusively and writes all bytes, looping over short writes; not yet forced. */
    void create(Path file, byte[] content) throws IOException;

    /** As {@link #create}, readable and writable by its owner only from the first moment. */
    void createPrivate(Path file, byte[] content) throws IOException;

    /** Appends all bytes in one go to a file, creating it where missing; not yet forced. Answers the size afterwards. */
    long append(Path file, byte[] content) throws IOException;

    /** As {@link #append}, to a file that is there: one that was moved away meanwhile is not made anew. */
    long extend(Path file, byte[] content) throws IOException;

    /** Forces a file's bytes and size to stable storage. */
    void force(Path file) throws IOException;

    /** Forces a folder's names to stable storage; nothing on systems that cannot. */
    void forceFolder(Path folder) throws IOException;

    /** Renames atomically over whatever stands at the target. */
    void replace(Path from, Path to) throws IOException;

    /** Renames without ever replacing: {@link java.nio.file.FileAlreadyExistsException} where the target exists. */
    void moveNew(Path from, Path to) throws IOException;

    /** Swaps two files atomically; false where the system or file system cannot (nothing was done). */
    boolean exchange(Path one, Path other) throws IOException;

    /** Makes a second hard link. */
    void link(Path existing, Path fresh) throws IOException;

    /** Deletes a file or an empty folder. */
    void delete(Path path) throws IOException;

    /** Makes a folder and its missing parents; nothing where it stands. */
    void makeFolder(Path folder) throws IOException;

    /** Owner-only permissions (0600 for files, 0700 for folders) where the system has them. */
    void restrict(Path path) throws IOException;

    /** True where nobody but its owner may read or change what stands there, or where the system cannot say. */
    default boolean ownerOnly(Path path) throws IOException {
        return true;
    }

    /** True where the system says that nobody may change the file, whatever the user could do in spite of it. */
    default boolean readOnly(Path file) throws IOException {
        return false;
    }

    /** Gives a file the permissions of another, where the system has them; nothing where they are equal. */
    void matchMode(Path like, Path file) throws IOException;

    /** The absolute path without symbolic links. */
    Path real(Path path) throws IOException;

    /** The kind of file system in lower case, such as {@code ext4} or {@code nfs4}; empty where unknown. */
    String storeType(Path path) throws IOException;

    /** Bytes that may still be written on this file's store. */
    long usable(Path path) throws IOException;

    /**
     * Opens a lock file, creating it owner-only where missing; one per process and path, kept open for the process's
     * life. No other operation may open that path meanwhile, for POSIX drops a process's locks when it closes any
     * descriptor of the file.
     */
    LockFile lockFile(Path file) throws IOException;
}
