package dev.factotum.world;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A disk in memory that counts its operations, can stop the program or fail at any of them, and can lose what was not
 * forced. Takes paths of any file system. Long because every operation of a disk is a method here. Thread-safe.
 */
public final class CrashDisk implements Disk {
    /** One operation as it was asked for. @param changes false for those that only look */
    public record Operation(long number, String name, Path path, boolean changes) {
        @Override
        public String toString() {
            return number + " " + name + " " + path;
        }
    }

    /** Sees every way to stop at every operation that changes something. */
    interface Stops {
        void at(Operation operation, Crash how, Survivor survivor);
    }

    /** Makes the disk that the next process finds after one such stop; the running program goes on undisturbed. */
    interface Survivor {
        /** @param salt other numbers lose other things where chance decides */
        CrashDisk make(InstantSource clock, long salt);
    }

    private final MemoryTree tree;
    private final long seed;
    private final Set<String> locked = new HashSet<>();
    private final List<Operation> trace = new ArrayList<>();
    private long count;
    private long crashAt;
    private Crash crash = Crash.BEFORE;
    private long faultFrom;
    private long faultTo;
    private Fault fault = Fault.FAILING;
    private long capacity = Long.MAX_VALUE;
    private boolean exchanges = true;
    private String storeType = "memory";
    private long actAt;
    private Runnable act = () -> {};
    private @Nullable String dead;
    private @Nullable Stops stops;

    /** @param seed decides what a power failure loses */
    public CrashDisk(InstantSource clock, long seed) {
        this(new MemoryTree(clock), seed);
    }

    private CrashDisk(MemoryTree tree, long seed) {
        this.tree = tree;
        this.seed = seed;
    }

    /** How many operations there were. */
    public synchronized long operations() {
        return count;
    }

    /** All operations so far, in order. */
    public synchronized List<Operation> trace() {
        return List.copyOf(trace);
    }

    /** Stops the program at the operation with this number, counted from 1. */
    public synchronized void crashAt(long number, Crash how) {
        crashAt = number;
        crash = how;
    }

    /** Stops the program now, between two operations. */
    public synchronized void crashNow(Crash how) {
        die(how, "between operations");
    }

    /** Answers one operation with an error. */
    public synchronized void failAt(long number, Fault how) {
        failBetween(number, number, how);
    }

    /** Answers all operations of a range with an error, both ends included. */
    public synchronized void failBetween(long first, long last, Fault how) {
        faultFrom = first;
        faultTo = last;
        fault = how;
    }

    /** Lets somebody else do something just before the operation with this number; it may use {@link #person}. */
    public synchronized void actAt(long number, Runnable doing) {
        actAt = number;
        act = doing;
    }

    /** How many bytes of content fit; more answers that the disk is full. */
    public synchronized void capacity(long bytes) {
        capacity = bytes;
    }

    /** Whether two files can be swapped on this disk. */
    public synchronized void exchanges(boolean can) {
        exchanges = can;
    }

    /** What kind of disk this is, such as {@code nfs4}. */
    public synchronized void storeType(String kind) {
        storeType = kind;
    }

    public synchronized boolean crashed() {
        return dead != null;
    }

    /** Makes everything that is visible durable. */
    public synchronized void settle() {
        tree.settle();
    }

    /** What the next process finds: what survived, no locks, counting from 1. This disk stays dead. */
    public synchronized CrashDisk restart() {
        if (dead == null) {
            die(Crash.BEFORE, "restart");
        }
        CrashDisk next = new CrashDisk(tree, seed + 1);
        next.capacity = capacity;
        next.exchanges = exchanges;
        next.storeType = storeType;
        return next;
    }

    /** A copy of the whole disk, at rest, with its own life from here on. */
    synchronized CrashDisk copy(InstantSource clock) {
        CrashDisk next = new CrashDisk(tree.copy(clock), seed);
        next.capacity = capacity;
        next.exchanges = exchanges;
        next.storeType = storeType;
        return next;
    }

    /** From now on shows all places to stop; null ends it. */
    synchronized void stops(@Nullable Stops looking) {
        stops = looking;
    }

    /** A person at the same disk: their acts are not counted, not forced and never fail. */
    public Person person() {
        return new Person(this, tree);
    }

    @Override
    public byte[] read(Path file, long limit) throws IOException {
        return look("read", file, () -> {
            Node node = tree.requireFile(file);
            if (node.content.length > limit) {
                throw new FileTooLargeException(file.toString(), node.content.length, limit);
            }
            return node.content.clone();
        });
    }

    @Override
    public byte[] readAt(Path file, long offset, int max) throws IOException {
        return look("readAt", file, () -> {
            byte[] all = tree.requireFile(file).content;
            int start = (int) Math.min(offset, all.length);
            return Arrays.copyOfRange(all, start, Math.min(all.length, start + max));
        });
    }

    @Override
    public Optional<FileFacts> facts(Path path) throws IOException {
        return look("facts", path, () -> Optional.ofNullable(tree.find(path)).map(Node::facts));
    }

    @Override
    public List<Listed> list(Path folder) throws IOException {
        return look(
                "list",
                folder,
                () -> sighted(folder, name -> true).stream()
                        .map(one -> new Listed(one.name(), one.facts().kind()))
                        .toList());
    }

    @Override
    public List<Sighted> sight(Path folder, Predicate<String> wanted) throws IOException {
        return look("sight", folder, () -> sighted(folder, wanted));
    }

    private List<Sighted> sighted(Path folder, Predicate<String> wanted) throws IOException {
        List<Sighted> found = new ArrayList<>();
        tree.requireFolder(folder).seen.forEach((name, node) -> {
            if (wanted.test(name)) {
                found.add(new Sighted(name, node.facts()));
            }
        });
        return found;
    }

    @Override
    public void create(Path file, byte[] content) throws IOException {
        write("create", file, content, (on, part) -> on.createFile(file, part, false));
    }

    @Override
    public void createPrivate(Path file, byte[] content) throws IOException {
        write("createPrivate", file, content, (on, part) -> on.createFile(file, part, true));
    }

    @Override
    public synchronized long append(Path file, byte[] content) throws IOException {
        write("append", file, content, (on, part) -> {
            if (on.find(file) == null) {
                on.createFile(file, part, false);
            } else {
                on.extend(on.requireFile(file), part);
            }
        });
        return tree.requireFile(file).content.length;
    }

    @Override
    public synchronized long extend(Path file, byte[] content) throws IOException {
        write("extend", file, content, (on, part) -> on.extend(on.requireFile(file), part));
        return tree.requireFile(file).content.length;
    }

    @Override
    public synchronized void force(Path file) throws IOException {
        Node node = tree.find(file);
        if (node != null && fails(count + 1)) {
            node.poisoned = true;
        }
        act("force", file, on -> on.force(on.requireFile(file)));
    }

    @Override
    public void forceFolder(Path folder) throws IOException {
        act("forceFolder", folder, on -> on.forceFolder(on.requireFolder(folder)));
    }

    @Override
    public void replace(Path from, Path to) throws IOException {
        act("replace", to, on -> on.rename(from, to));
    }

    @Override
    public void moveNew(Path from, Path to) throws IOException {
        act("moveNew", to, on -> {
            on.require(from);
            if (on.find(to) != null) {
                throw new FileAlreadyExistsException(to.toString());
            }
            on.rename(from, to);
        });
    }

    @Override
    public boolean exchange(Path one, Path other) throws IOException {
        boolean[] done = new boolean[1];
        act("exchange", other, on -> {
            if (exchanges) {
                on.exchange(one, other);
                done[0] = true;
            }
        });
        return done[0];
    }

    @Override
    public void link(Path existing, Path fresh) throws IOException {
        act("link", fresh, on -> on.link(existing, fresh));
    }

    @Override
    public void delete(Path path) throws IOException {
        act("delete", path, on -> on.delete(path));
    }

    @Override
    public void makeFolder(Path folder) throws IOException {
        act("makeFolder", folder, on -> on.makeFolder(folder));
    }

    @Override
    public void restrict(Path path) throws IOException {
        act("restrict", path, on -> {
            Node node = on.require(path);
            node.mode = node.folder() ? 0700 : 0600;
        });
    }

    @Override
    public void matchMode(Path like, Path file) throws IOException {
        act("matchMode", file, on -> on.require(file).mode = on.require(like).mode);
    }

    @Override
    public Path real(Path path) throws IOException {
        return look("real", path, () -> {
            tree.require(path);
            return path.toAbsolutePath().normalize();
        });
    }

    @Override
    public synchronized String storeType(Path path) {
        return storeType;
    }

    @Override
    public long usable(Path path) throws IOException {
        return look("usable", path, () -> capacity - tree.bytes());
    }

    @Override
    public LockFile lockFile(Path file) throws IOException {
        act("lockFile", file, on -> {
            if (on.find(file) == null) {
                on.createFile(file, new byte[0], true);
            }
        });
        return new MemoryLockFile(file);
    }

    private final class MemoryLockFile implements LockFile {
        private final Path file;

        MemoryLockFile(Path file) {
            this.file = file;
        }

        @Override
        public Optional<Held> tryLock(long position) throws IOException {
            String key = position + " " + file;
            return look("tryLock", file, () -> locked.add(key) ? Optional.of(() -> unlock(key)) : Optional.empty());
        }

        @Override
        public void close() {}
    }

    private synchronized void unlock(String key) {
        locked.remove(key);
    }

    /** Part of an operation that does something. */
    private interface Act {
        void run(MemoryTree on) throws IOException;
    }

    private interface Look<T> {
        T run() throws IOException;
    }

    private interface Write {
        void bytes(MemoryTree on, byte[] part) throws IOException;
    }

    private synchronized <T> T look(String name, Path path, Look<T> look) throws IOException {
        begin(name, path, false);
        if (crashAt == count) {
            throw die(crash, trace.getLast().toString());
        }
        return look.run();
    }

    private synchronized void act(String name, Path path, Act act) throws IOException {
        begin(name, path, true);
        offer(false, (on, how) -> {
            if (how == Crash.AFTER || how.powerFails()) {
                act.run(on);
            }
        });
        if (crashAt == count) {
            if (crash == Crash.AFTER || crash.powerFails()) {
                act.run(tree);
            }
            throw die(crash, trace.getLast().toString());
        }
        act.run(tree);
    }

    private synchronized void write(String name, Path path, byte[] content, Write write) throws IOException {
        if (fails(count + 1) && fault.writesPart() && crashAt != count + 1) {
            write.bytes(tree, Arrays.copyOf(content, content.length / 2));
        }
        begin(name, path, true);
        offer(true, (on, how) -> {
            if (how != Crash.BEFORE) {
                write.bytes(on, Arrays.copyOf(content, how.tornLength(content.length)));
            }
        });
        if (crashAt == count) {
            if (crash != Crash.BEFORE) {
                write.bytes(tree, Arrays.copyOf(content, crash.tornLength(content.length)));
            }
            throw die(crash, trace.getLast().toString());
        }
        long room = capacity == Long.MAX_VALUE ? Long.MAX_VALUE : Math.max(0, capacity - tree.bytes());
        if (content.length > room) {
            write.bytes(tree, Arrays.copyOf(content, (int) room));
            throw Fault.FULL.on(path);
        }
        write.bytes(tree, content);
    }

    /** What of an operation is done on a disk whose program stops at it in this way. */
    private interface Stopped {
        void on(MemoryTree disk, Crash how) throws IOException;
    }

    /** Shows the present operation to whoever looks for places to stop, before it is done here. */
    private void offer(boolean writes, Stopped stopped) {
        Stops looking = stops;
        if (looking == null) {
            return;
        }
        Operation operation = trace.getLast();
        for (Crash how : Crash.values()) {
            if (writes || !how.torn()) {
                looking.at(operation, how, (clock, salt) -> survivor(clock, how, stopped, salt));
            }
        }
    }

    private CrashDisk survivor(InstantSource clock, Crash how, Stopped stopped, long salt) {
        MemoryTree copy = tree.copy(clock);
        try {
            stopped.on(copy, how);
        } catch (IOException refused) {
            // The operation is answered with an error and does nothing.
        }
        if (how.powerFails()) {
            copy.losePower(how, new Random((seed * 31 + count) * 31 + salt));
        }
        CrashDisk next = new CrashDisk(copy, seed + 1);
        next.capacity = capacity;
        next.exchanges = exchanges;
        next.storeType = storeType;
        return next;
    }

    private void begin(String name, Path path, boolean changes) throws IOException {
        if (dead != null) {
            throw new Crashed(dead);
        }
        count++;
        if (count == actAt) {
            act.run();
        }
        trace.add(new Operation(count, name, path, changes));
        if (fails(count) && crashAt != count) {
            throw fault.on(path);
        }
    }

    private boolean fails(long number) {
        return dead == null && number >= faultFrom && number <= faultTo;
    }

    private Crashed die(Crash how, String at) {
        dead = how + " at " + at;
        locked.clear();
        if (how.powerFails()) {
            tree.losePower(how, new Random(seed * 31 + count));
        }
        return new Crashed(dead);
    }
}
