package dev.factotum.vault;

import dev.factotum.world.LockFile;
import dev.factotum.world.World;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Claims as byte-range locks of one file: the position is 63 bits of a hash over a domain and the name. */
final class KernelClaims implements Claims {
    private final World world;
    private final Path file;
    private volatile @Nullable LockFile lock;

    KernelClaims(World world, Path file) {
        this.world = world;
        this.file = file;
    }

    @Override
    public Optional<Claim> claim(MatterId matter) throws IOException {
        return claimAt(position("matter", matter.value()));
    }

    @Override
    public Optional<Claim> claim(String job) throws IOException {
        return claimAt(position("job", job));
    }

    /** A lock of the kernel is held until it is given back. */
    @Override
    public long confirm(MatterId matter) {
        return 0;
    }

    @Override
    public Kind kind() {
        return Kind.KERNEL;
    }

    /** From 0 to 2^63-2, the largest position whose next byte a lock can still name. */
    static long position(String domain, String name) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest((domain + "\0" + name).getBytes(StandardCharsets.UTF_8));
            return Math.min(ByteBuffer.wrap(hash).getLong() & Long.MAX_VALUE, Long.MAX_VALUE - 1);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    private Optional<Claim> claimAt(long position) throws IOException {
        return open().tryLock(position).map(Held::new);
    }

    private LockFile open() throws IOException {
        LockFile known = lock;
        if (known != null) {
            return known;
        }
        synchronized (this) {
            known = lock;
            if (known == null) {
                try {
                    known = world.disk().lockFile(file);
                } catch (NoSuchFileException folderNotSynced) {
                    Path folder = file.getParent();
                    if (folder == null) {
                        throw folderNotSynced;
                    }
                    world.disk().makeFolder(folder);
                    world.disk().restrict(folder);
                    known = world.disk().lockFile(file);
                }
                lock = known;
            }
            return known;
        }
    }

    private record Held(LockFile.Held position) implements Claim {
        @Override
        public void close() {
            try {
                position.close();
            } catch (IOException unexpected) {
                throw new UncheckedIOException("a claim could not be released", unexpected);
            }
        }
    }
}
