package dev.factotum.bench;

import dev.factotum.world.Disk;
import dev.factotum.world.FileFacts;
import dev.factotum.world.Listed;
import dev.factotum.world.LockFile;
import dev.factotum.world.Sighted;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** A disk that notes every operation that changes something, so that a bare loop can do the same. */
final class TracingDisk implements Disk {
    private final Disk disk;
    private final List<Change> changes = new ArrayList<>();
    private boolean noting;

    TracingDisk(Disk disk) {
        this.disk = disk;
    }

    /** What was done. */
    enum What {
        CREATE,
        APPEND,
        FORCE,
        FORCE_FOLDER,
        REPLACE,
        MOVE,
        EXCHANGE,
        LINK,
        DELETE,
        MAKE_FOLDER
    }

    /** @param size bytes written; 0 for a change of names */
    record Change(What what, Path one, Path other, int size) {}

    synchronized void note(boolean on) {
        noting = on;
    }

    synchronized List<Change> changes() {
        return List.copyOf(changes);
    }

    private synchronized void noted(What what, Path one, Path other, int size) {
        if (noting) {
            changes.add(new Change(what, one, other, size));
        }
    }

    @Override
    public byte[] read(Path file, long limit) throws IOException {
        return disk.read(file, limit);
    }

    @Override
    public byte[] readAt(Path file, long offset, int max) throws IOException {
        return disk.readAt(file, offset, max);
    }

    @Override
    public Optional<FileFacts> facts(Path path) throws IOException {
        return disk.facts(path);
    }

    @Override
    public List<Listed> list(Path folder) throws IOException {
        return disk.list(folder);
    }

    @Override
    public List<Sighted> sight(Path folder, Predicate<String> wanted) throws IOException {
        return disk.sight(folder, wanted);
    }

    @Override
    public void create(Path file, byte[] content) throws IOException {
        disk.create(file, content);
        noted(What.CREATE, file, file, content.length);
    }

    @Override
    public void createPrivate(Path file, byte[] content) throws IOException {
        disk.createPrivate(file, content);
        noted(What.CREATE, file, file, content.length);
    }

    @Override
    public long append(Path file, byte[] content) throws IOException {
        long size = disk.append(file, content);
        noted(What.APPEND, file, file, content.length);
        return size;
    }

    @Override
    public long extend(Path file, byte[] content) throws IOException {
        long size = disk.extend(file, content);
        noted(What.APPEND, file, file, content.length);
        return size;
    }

    @Override
    public void force(Path file) throws IOException {
        disk.force(file);
        noted(What.FORCE, file, file, 0);
    }

    @Override
    public void forceFolder(Path folder) throws IOException {
        disk.forceFolder(folder);
        noted(What.FORCE_FOLDER, folder, folder, 0);
    }

    @Override
    public void replace(Path from, Path to) throws IOException {
        disk.replace(from, to);
        noted(What.REPLACE, from, to, 0);
    }

    @Override
    public void moveNew(Path from, Path to) throws IOException {
        disk.moveNew(from, to);
        noted(What.MOVE, from, to, 0);
    }

    @Override
    public boolean exchange(Path one, Path other) throws IOException {
        boolean done = disk.exchange(one, other);
        if (done) {
            noted(What.EXCHANGE, one, other, 0);
        }
        return done;
    }

    @Override
    public void link(Path existing, Path fresh) throws IOException {
        disk.link(existing, fresh);
        noted(What.LINK, existing, fresh, 0);
    }

    @Override
    public void delete(Path path) throws IOException {
        disk.delete(path);
        noted(What.DELETE, path, path, 0);
    }

    @Override
    public void makeFolder(Path folder) throws IOException {
        disk.makeFolder(folder);
        noted(What.MAKE_FOLDER, folder, folder, 0);
    }

    @Override
    public void restrict(Path path) throws IOException {
        disk.restrict(path);
    }

    @Override
    public boolean ownerOnly(Path path) throws IOException {
        return disk.ownerOnly(path);
    }

    @Override
    public void matchMode(Path like, Path file) throws IOException {
        disk.matchMode(like, file);
    }

    @Override
    public Path real(Path path) throws IOException {
        return disk.real(path);
    }

    @Override
    public String storeType(Path path) throws IOException {
        return disk.storeType(path);
    }

    @Override
    public long usable(Path path) throws IOException {
        return disk.usable(path);
    }

    @Override
    public LockFile lockFile(Path file) throws IOException {
        return disk.lockFile(file);
    }
}
