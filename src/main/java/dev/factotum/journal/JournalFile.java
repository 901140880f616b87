package dev.factotum.journal;

import dev.factotum.world.Disk;
import dev.factotum.world.FileFacts;
import dev.factotum.world.Listed;
import dev.factotum.world.LockFile;
import dev.factotum.world.World;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The file {@code agent.log} and the older ones beside it. Any number of processes append to it at once: each line is one
 * append to the end of whatever file has the name then, so a file that another process has put aside still gets its last
 * lines. One process at a time puts aside. Nothing is forced to disk.
 *
 * <p>What the disk refuses is counted, and a line says so once it takes lines again; nothing is thrown. Thread-safe.
 */
final class JournalFile {
    static final String NAME = "agent.log";

    /** From here on the file is put aside; so it is on a new day. */
    static final long LARGEST = 1 << 20;

    /** So many older files are kept. */
    static final int MOST = 7;

    /** After a refusal the disk is left alone for so long. */
    private static final Duration AGAIN = Duration.ofSeconds(30);

    private static final String ASIDE = "agent-";
    private static final String ENDING = ".log";

    private final World world;
    private final Disk disk;
    private final Path folder;
    private final Path file;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable LocalDate day;
    private @Nullable IOException refused;
    private long refusedAt;
    private boolean torn;
    private long lost;

    JournalFile(World world, Path folder) {
        this.world = world;
        this.disk = world.disk();
        this.folder = folder;
        this.file = folder.resolve(NAME);
    }

    /** Appends a line that is ended. */
    void append(String line) {
        lock.lock();
        try {
            if (refused != null && world.clock().nanos() - refusedAt < AGAIN.toNanos()) {
                lost++;
                return;
            }
            write(line);
            refused = null;
        } catch (IOException failure) {
            refused = failure;
            refusedAt = world.clock().nanos();
            torn = true;
            lost++;
        } finally {
            lock.unlock();
        }
    }

    /** Why the last line could not be kept, if it could not. */
    Optional<IOException> trouble() {
        lock.lock();
        try {
            return Optional.ofNullable(refused);
        } finally {
            lock.unlock();
        }
    }

    private void write(String line) throws IOException {
        Instant now = world.clock().instant();
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        if (!today.equals(day)) {
            day = today;
            refuseOthers();
            asideIfDue(now);
        }
        String text = line;
        if (lost > 0) {
            text = "{\"t\":\"" + now + "\",\"level\":\"WARN\",\"pid\":"
                    + world.processes().pid() + ",\"log\":\"journal\",\"event\":\"lost\",\"lines\":" + lost + "}\n"
                    + text;
        }
        // Half a line may stand there: the disk was full when it was written.
        byte[] bytes = (torn ? "\n" + text : text).getBytes(StandardCharsets.UTF_8);
        long size = appended(bytes);
        torn = false;
        lost = 0;
        if (size == bytes.length) {
            disk.restrict(file);
        }
        if (size >= LARGEST) {
            asideIfDue(now);
        }
    }

    /** A pipe of that name would hold up whoever writes to it. */
    private void refuseOthers() throws IOException {
        Optional<FileFacts> facts = disk.facts(file);
        if (facts.isPresent() && facts.get().kind() != FileFacts.Kind.FILE) {
            day = null;
            throw new FileSystemException(file.toString(), null, "Not a regular file");
        }
    }

    private long appended(byte[] bytes) throws IOException {
        try {
            return disk.append(file, bytes);
        } catch (NoSuchFileException gone) {
            if (disk.facts(folder).isPresent()) {
                // Appending makes the file: the line stands, and another process has put it aside before its size was
                // read.
                return 0;
            }
            disk.makeFolder(folder);
            disk.restrict(folder);
            return disk.append(file, bytes);
        }
    }

    @SuppressWarnings("try") // holding the lock is its whole use
    private void asideIfDue(Instant now) throws IOException {
        if (!due(now)) {
            return;
        }
        try (LockFile one = disk.lockFile(folder.resolve("lock"))) {
            Optional<LockFile.Held> held = one.tryLock(0);
            if (held.isEmpty()) {
                return;
            }
            try (LockFile.Held ours = held.get()) {
                if (due(now)) {
                    String date = LocalDate.ofInstant(now, ZoneOffset.UTC).toString();
                    Path aside = folder.resolve(ASIDE + date + "-" + world.ids().ulid() + ENDING);
                    disk.moveNew(file, aside);
                    sweep();
                }
            } catch (NoSuchFileException | FileAlreadyExistsException done) {
                return;
            }
        } catch (IOException noLocksHere) {
            // The file goes on growing until a process can put it aside alone.
            return;
        }
    }

    private boolean due(Instant now) throws IOException {
        Optional<FileFacts> facts = disk.facts(file);
        if (facts.isEmpty()) {
            return false;
        }
        LocalDate written = LocalDate.ofInstant(facts.get().modified(), ZoneOffset.UTC);
        return facts.get().size() >= LARGEST || written.isBefore(LocalDate.ofInstant(now, ZoneOffset.UTC));
    }

    /** By number alone: a clock that is wrong takes no line away. */
    private void sweep() throws IOException {
        List<Path> aside = aside(disk, folder);
        for (Path old : aside.subList(Math.min(MOST, aside.size()), aside.size())) {
            disk.delete(old);
        }
    }

    /** What was put aside: the youngest first. */
    static List<Path> aside(Disk disk, Path folder) throws IOException {
        List<Path> aside = new ArrayList<>();
        for (Listed listed : disk.list(folder)) {
            if (listed.kind() == FileFacts.Kind.FILE
                    && listed.name().startsWith(ASIDE)
                    && listed.name().endsWith(ENDING)) {
                aside.add(folder.resolve(listed.name()));
            }
        }
        aside.sort(Comparator.reverseOrder());
        return aside;
    }
}
