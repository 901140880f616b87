package dev.factotum.memory;

import dev.factotum.vault.SafeFiles;
import dev.factotum.world.Disk;
import dev.factotum.world.FileFacts;
import dev.factotum.world.Listed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.CRC32;
import org.apache.lucene.store.BaseDirectory;
import org.apache.lucene.store.ByteBuffersDataInput;
import org.apache.lucene.store.ByteBuffersDataOutput;
import org.apache.lucene.store.ByteBuffersIndexInput;
import org.apache.lucene.store.ByteBuffersIndexOutput;
import org.apache.lucene.store.IOContext;
import org.apache.lucene.store.IndexInput;
import org.apache.lucene.store.IndexOutput;
import org.apache.lucene.store.NoLockFactory;

/**
 * An index's files on the program's own disk, whole or not there, never forced: what a power failure spoils is made again.
 * Whoever writes holds a claim, so there are no locks.
 */
final class DiskDirectory extends BaseDirectory {
    private static final long LARGEST = 1L << 29;

    private final Disk disk;
    private final SafeFiles files;
    private final Path folder;
    private final AtomicLong temporary = new AtomicLong();

    DiskDirectory(Disk disk, SafeFiles files, Path folder) {
        super(NoLockFactory.INSTANCE);
        this.disk = disk;
        this.files = files;
        this.folder = folder;
    }

    @Override
    public String[] listAll() throws IOException {
        try {
            return disk.list(folder).stream()
                    .filter(entry -> entry.kind() == FileFacts.Kind.FILE)
                    .map(Listed::name)
                    .filter(name -> !name.contains("~"))
                    .sorted()
                    .toArray(String[]::new);
        } catch (NoSuchFileException none) {
            return new String[0];
        }
    }

    @Override
    public void deleteFile(String name) throws IOException {
        disk.delete(folder.resolve(name));
    }

    @Override
    public long fileLength(String name) throws IOException {
        return disk.facts(folder.resolve(name))
                .orElseThrow(() -> new NoSuchFileException(name))
                .size();
    }

    @Override
    public IndexOutput createOutput(String name, IOContext context) {
        return new ByteBuffersIndexOutput(new ByteBuffersDataOutput(), name, name, new CRC32(), content -> {
            try {
                files.writeLazily(folder.resolve(name), content.toArrayCopy());
            } catch (IOException refused) {
                throw new UncheckedIOException(refused);
            }
        });
    }

    @Override
    public IndexOutput createTempOutput(String prefix, String suffix, IOContext context) {
        return createOutput(getTempFileName(prefix, suffix, temporary.incrementAndGet()), context);
    }

    @Override
    public void sync(Collection<String> names) {}

    @Override
    public void syncMetaData() {}

    @Override
    public void rename(String from, String to) throws IOException {
        disk.replace(folder.resolve(from), folder.resolve(to));
    }

    @Override
    public IndexInput openInput(String name, IOContext context) throws IOException {
        byte[] bytes = disk.read(folder.resolve(name), LARGEST);
        return new ByteBuffersIndexInput(new ByteBuffersDataInput(List.of(ByteBuffer.wrap(bytes))), name);
    }

    @Override
    public void close() {
        isOpen = false;
    }

    @Override
    public Set<String> getPendingDeletions() {
        return Set.of();
    }
}
