package dev.factotum.world;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * The machine's file system.
 *
 * <p>An interrupt never cuts an operation in half: reads and writes go through streams, which interrupts do not close,
 * and a force puts the interrupt off until it is done.
 */
final class RealDisk implements Disk {
    private static final LinkOption NO_FOLLOW = LinkOption.NOFOLLOW_LINKS;

    private static final int MOST_FORCES = 10_000;

    private final SharedForces folders = new SharedForces();
    private final Renames renames = new Renames();
    private final Map<Path, RealLockFile> locks = new ConcurrentHashMap<>();
    private final boolean windows =
            System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");

    @Override
    public byte[] read(Path file, long limit) throws IOException {
        refuseLocked(file);
        BasicFileAttributes facts = Files.readAttributes(file, BasicFileAttributes.class, NO_FOLLOW);
        if (!facts.isRegularFile()) {
            throw new FileSystemException(file.toString(), null, "Not a regular file");
        }
        if (facts.size() > limit) {
            throw new FileTooLargeException(file.toString(), facts.size(), limit);
        }
        try (InputStream in = Files.newInputStream(file, NO_FOLLOW)) {
            byte[] bytes = new byte[Math.toIntExact(facts.size() + 1)];
            int count = in.readNBytes(bytes, 0, bytes.length);
            return count < bytes.length ? Arrays.copyOf(bytes, count) : readGrown(file, bytes, in, limit);
        }
    }

    /** The file grew since its size was asked for. */
    private static byte[] readGrown(Path file, byte[] start, InputStream in, long limit) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream(start.length * 2);
        all.write(start);
        byte[] more = new byte[8192];
        for (int count = 0; count >= 0; count = in.read(more)) {
            all.write(more, 0, count);
            if (all.size() > limit) {
                throw new FileTooLargeException(file.toString(), all.size(), limit);
            }
        }
        return all.toByteArray();
    }

    @Override
    public byte[] readAt(Path file, long offset, int max) throws IOException {
        refuseLocked(file);
        try (InputStream in = Files.newInputStream(file, NO_FOLLOW)) {
            if (offset > 0 && in.skip(offset) < offset) {
                return new byte[0];
            }
            return in.readNBytes(max);
        } catch (IOException failed) {
            throw named(file, failed);
        }
    }

    @Override
    public Optional<FileFacts> facts(Path path) throws IOException {
        try {
            if (!path.getFileSystem().supportedFileAttributeViews().contains("unix")) {
                return Optional.of(factsOf(Files.readAttributes(path, BasicFileAttributes.class, NO_FOLLOW)));
            }
            Map<String, Object> unix = Files.readAttributes(
                    path,
                    "unix:size,lastModifiedTime,fileKey,nlink,isRegularFile,isDirectory,isSymbolicLink",
                    NO_FOLLOW);
            FileFacts.Kind kind = kind(
                    Boolean.TRUE.equals(unix.get("isRegularFile")),
                    Boolean.TRUE.equals(unix.get("isDirectory")),
                    Boolean.TRUE.equals(unix.get("isSymbolicLink")));
            return Optional.of(new FileFacts(
                    kind,
                    unix.get("size") instanceof Long size ? size : 0,
                    unix.get("lastModifiedTime") instanceof FileTime time ? time.toInstant() : Instant.EPOCH,
                    String.valueOf(unix.get("fileKey")),
                    unix.get("nlink") instanceof Integer links ? links : 1));
        } catch (NoSuchFileException nothing) {
            return Optional.empty();
        }
    }

    @Override
    public List<Listed> list(Path folder) throws IOException {
        List<Listed> names = new ArrayList<>();
        for (Sighted one : sight(folder, name -> true)) {
            names.add(new Listed(one.name(), one.facts().kind()));
        }
        return names;
    }

    @Override
    public List<Sighted> sight(Path folder, Predicate<String> wanted) throws IOException {
        List<Sighted> found = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                String name = String.valueOf(entry.getFileName());
                if (wanted.test(name)) {
                    try {
                        found.add(new Sighted(
                                name, factsOf(Files.readAttributes(entry, BasicFileAttributes.class, NO_FOLLOW))));
                    } catch (NoSuchFileException goneMeanwhile) {
                        // not there any more: not in the list
                    }
                }
            }
        } catch (DirectoryIteratorException broken) {
            throw broken.getCause();
        }
        return found;
    }

    @Override
    public void create(Path file, byte[] content) throws IOException {
        write(file, content, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    @Override
    public void createPrivate(Path file, byte[] content) throws IOException {
        Files.createFile(file, Modes.privateFile(file));
        write(file, content, StandardOpenOption.WRITE, NO_FOLLOW);
    }

    @Override
    public long append(Path file, byte[] content) throws IOException {
        refuseLocked(file);
        write(file, content, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND, NO_FOLLOW);
        return Files.readAttributes(file, BasicFileAttributes.class, NO_FOLLOW).size();
    }

    @Override
    public long extend(Path file, byte[] content) throws IOException {
        refuseLocked(file);
        write(file, content, StandardOpenOption.WRITE, StandardOpenOption.APPEND, NO_FOLLOW);
        return Files.readAttributes(file, BasicFileAttributes.class, NO_FOLLOW).size();
    }

    /** The stream of a channel loops until all is written and is not closed by interrupts. */
    private static void write(Path file, byte[] content, OpenOption... options) throws IOException {
        try (OutputStream out = Files.newOutputStream(file, options)) {
            out.write(content);
        } catch (IOException failed) {
            throw named(file, failed);
        }
    }

    /** What a descriptor answers does not say which file it was. */
    private static IOException named(Path file, IOException failed) {
        if (failed instanceof FileSystemException || failed instanceof ClosedByInterruptException) {
            return failed;
        }
        IOException named = new FileSystemException(file.toString(), null, failed.getMessage());
        named.initCause(failed);
        return named;
    }

    @Override
    public void force(Path file) throws IOException {
        refuseLocked(file);
        sync(file, windows ? StandardOpenOption.WRITE : StandardOpenOption.READ);
    }

    @Override
    public void forceFolder(Path folder) throws IOException {
        if (!windows) {
            folders.force(folder, one -> sync(one, StandardOpenOption.READ));
        }
    }

    /** An interrupt closes a channel in the middle of a force; then the force is asked for anew. */
    private static void sync(Path path, OpenOption how) throws IOException {
        boolean interrupted = Thread.interrupted();
        try {
            for (int tries = 0; !forced(path, how); tries++) {
                interrupted |= Thread.interrupted();
                if (tries == MOST_FORCES) {
                    throw new FileSystemException(path.toString(), null, "Interrupted again and again while forcing");
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static boolean forced(Path path, OpenOption how) throws IOException {
        try (FileChannel channel = FileChannel.open(path, how, NO_FOLLOW)) {
            channel.force(true);
            return true;
        } catch (ClosedByInterruptException undecided) {
            return false;
        } catch (IOException failed) {
            throw named(path, failed);
        }
    }

    @Override
    public void replace(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void moveNew(Path from, Path to) throws IOException {
        renames.moveNew(from, to);
    }

    @Override
    public boolean exchange(Path one, Path other) throws IOException {
        return renames.exchange(one, other);
    }

    @Override
    public void link(Path existing, Path fresh) throws IOException {
        Files.createLink(fresh, existing);
    }

    @Override
    public void delete(Path path) throws IOException {
        Files.delete(path);
    }

    @Override
    public void makeFolder(Path folder) throws IOException {
        Files.createDirectories(folder);
    }

    @Override
    public void restrict(Path path) throws IOException {
        Modes.restrict(path);
    }

    @Override
    public boolean ownerOnly(Path path) throws IOException {
        return Modes.ownerOnly(path);
    }

    @Override
    public boolean readOnly(Path file) throws IOException {
        return Modes.readOnly(file);
    }

    @Override
    public void matchMode(Path like, Path file) throws IOException {
        Modes.match(like, file);
    }

    @Override
    public Path real(Path path) throws IOException {
        return path.toRealPath();
    }

    @Override
    public String storeType(Path path) throws IOException {
        return Files.getFileStore(path).type().toLowerCase(Locale.ROOT);
    }

    @Override
    public long usable(Path path) throws IOException {
        long quick = path.getFileSystem().equals(FileSystems.getDefault())
                ? path.toFile().getUsableSpace()
                : 0;
        return quick > 0 ? quick : Files.getFileStore(path).getUsableSpace();
    }

    @Override
    public LockFile lockFile(Path file) throws IOException {
        Path key = file.toAbsolutePath().normalize();
        synchronized (locks) {
            RealLockFile known = locks.get(key);
            if (known == null) {
                known = new RealLockFile(key);
                locks.put(key, known);
            }
            return known;
        }
    }

    private void refuseLocked(Path file) throws IOException {
        if (!locks.isEmpty() && locks.containsKey(file)) {
            throw new FileSystemException(file.toString(), null, "A lock file in use is never opened again");
        }
    }

    private static FileFacts factsOf(BasicFileAttributes basic) {
        return new FileFacts(
                kind(basic.isRegularFile(), basic.isDirectory(), basic.isSymbolicLink()),
                basic.size(),
                basic.lastModifiedTime().toInstant(),
                basic.fileKey() == null ? "" : basic.fileKey().toString(),
                1);
    }

    private static FileFacts.Kind kind(boolean file, boolean folder, boolean link) {
        if (file) {
            return FileFacts.Kind.FILE;
        }
        if (folder) {
            return FileFacts.Kind.FOLDER;
        }
        return link ? FileFacts.Kind.LINK : FileFacts.Kind.OTHER;
    }
}
