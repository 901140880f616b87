package dev.factotum.watch;

import dev.factotum.world.Disk;
import dev.factotum.world.Threads;
import io.methvin.watcher.DirectoryChangeEvent;
import io.methvin.watcher.DirectoryChangeListener;
import io.methvin.watcher.DirectoryWatcher;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * File events of a vault as hints: what they name was touched, and what they do not name may have been. The library never
 * delivers an overflow; it reports an exception instead, which means the same: look at everything. Thread-safe.
 */
public final class Hints implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Hints.class);
    private static final int MOST_FILES = 10_000;

    private final Places places;
    private final DirectoryWatcher watcher;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();
    private final AtomicReference<String> deaf = new AtomicReference<>("");
    private final ExecutorService threads = Threads.perTask("hints", (thread, fault) -> lost());
    private Set<Path> files = new HashSet<>();
    private boolean more;
    private boolean woken;

    private Hints(Disk disk, Path root) throws IOException {
        this.places = new Places(disk, root);
        this.watcher = DirectoryWatcher.builder()
                .path(root)
                .fileHashing(false)
                .fileTreeVisitor((folder, onFolder, onFile) -> {
                    for (Path one : places.below(folder)) {
                        onFolder.call(one);
                    }
                })
                .listener(new Listener())
                .build();
    }

    /** Begins to listen: whatever changes from here on is noticed, unless {@link #deaf} says why not. */
    public static Hints of(Disk disk, Path root) throws IOException {
        Hints hints = new Hints(disk, root);
        // Registers every folder before it returns; the loop itself goes on in the executor.
        var _ = hints.watcher.watchAsync(hints.threads).whenComplete((ended, failure) -> {
            if (failure != null) {
                hints.deaf.compareAndSet("", String.valueOf(failure.getMessage()));
                LOG.atWarn()
                        .addKeyValue("error", failure.getClass().getSimpleName())
                        .log("deaf");
            }
            hints.lost();
        });
        return hints;
    }

    /** Why no events come, where none do, such as a limit of the system; files are then found by looking. */
    public Optional<String> deaf() {
        return Optional.of(deaf.get()).filter(why -> !why.isEmpty());
    }

    /** Waits until something is touched, somebody calls {@link #wake}, or the time is over. */
    public Touched take(Duration wait) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = wait.toNanos();
            while (files.isEmpty() && !more && !woken && left > 0) {
                left = news.awaitNanos(left);
            }
            woken = false;
            if (files.isEmpty() && !more) {
                return Touched.NOTHING;
            }
            Touched touched = new Touched(files, more);
            files = new HashSet<>();
            more = false;
            return touched;
        } finally {
            lock.unlock();
        }
    }

    /** Ends a wait. */
    public void wake() {
        lock.lock();
        try {
            woken = true;
            news.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Events may be missing from now on or have been missed. */
    private void lost() {
        note(Path.of(""), Places.Meaning.AROUND);
    }

    private void note(Path path, Places.Meaning meaning) {
        if (meaning == Places.Meaning.NOTHING) {
            return;
        }
        lock.lock();
        try {
            if (meaning == Places.Meaning.FILE && files.size() < MOST_FILES) {
                files.add(path);
            } else {
                if (meaning == Places.Meaning.FILE && !more) {
                    LOG.atInfo().addKeyValue("files", files.size()).log("overflow");
                }
                more = true;
            }
            news.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() throws IOException {
        watcher.close();
        threads.shutdownNow();
    }

    private final class Listener implements DirectoryChangeListener {
        @Override
        public void onEvent(DirectoryChangeEvent event) {
            if (event.eventType() == DirectoryChangeEvent.EventType.OVERFLOW) {
                LOG.atWarn().log("overflow");
                lost();
            } else if (event.isDirectory()) {
                note(
                        event.path(),
                        places.meaning(event.path()) == Places.Meaning.NOTHING
                                ? Places.Meaning.NOTHING
                                : Places.Meaning.AROUND);
            } else {
                note(event.path(), places.meaning(event.path()));
            }
        }

        @Override
        public void onException(Exception failure) {
            LOG.atWarn()
                    .addKeyValue("error", failure.getClass().getSimpleName())
                    .log("overflow");
            lost();
        }
    }
}
