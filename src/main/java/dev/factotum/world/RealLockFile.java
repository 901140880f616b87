package dev.factotum.world;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Byte-range locks on one channel that is never closed. A table of positions stands in front, for the kernel's locks
 * belong to the process and do not tell its threads apart.
 */
final class RealLockFile implements LockFile {
    private final Path file;
    private final FileChannel channel;
    private final @Nullable Object identity;
    private final Set<Long> taken = ConcurrentHashMap.newKeySet();

    RealLockFile(Path file) throws IOException {
        this.file = file;
        this.channel = FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS),
                Modes.privateFile(file));
        this.identity = identity();
    }

    @Override
    public Optional<Held> tryLock(long position) throws IOException {
        if (position < 0 || position == Long.MAX_VALUE) {
            throw new IllegalArgumentException("no lock position: " + position);
        }
        if (!taken.add(position)) {
            return Optional.empty();
        }
        @Nullable FileLock lock = null;
        boolean held = false;
        try {
            lock = channel.tryLock(position, 1, false);
            if (lock == null) {
                return Optional.empty();
            }
            if (!Objects.equals(identity, identity())) {
                throw new FileSystemException(
                        file.toString(), null, "The lock file was replaced while in use; start again");
            }
            held = true;
            return Optional.of(new RealHeld(position, lock));
        } catch (OverlappingFileLockException another) {
            return Optional.empty();
        } finally {
            if (!held) {
                if (lock != null) {
                    lock.release();
                }
                taken.remove(position);
            }
        }
    }

    @Override
    public void close() {}

    private @Nullable Object identity() throws IOException {
        try {
            return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                    .fileKey();
        } catch (NoSuchFileException removed) {
            return null;
        }
    }

    private final class RealHeld implements Held {
        private final long position;
        private final FileLock lock;
        private final AtomicBoolean open = new AtomicBoolean(true);

        RealHeld(long position, FileLock lock) {
            this.position = position;
            this.lock = lock;
        }

        @Override
        public void close() throws IOException {
            if (open.compareAndSet(true, false)) {
                try {
                    lock.release();
                } finally {
                    taken.remove(position);
                }
            }
        }
    }
}
