package dev.factotum.cli;

import dev.factotum.problem.Problem;
import dev.factotum.problem.ProblemException;
import dev.factotum.vault.DiskTrouble;
import dev.factotum.vault.Vault;
import dev.factotum.world.Clock;
import dev.factotum.world.Threads;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Jobs in threads of their own, round after round, so that no slow service holds up the work. Thread-safe. */
final class TidingsJobs implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TidingsJobs.class);

    /** A round comes this often at least, and after what broke it off. */
    private static final Duration PAUSE = Duration.ofSeconds(30);

    /** One that listens rests as long as it asks to, and no longer than this. */
    private static final Duration LONGEST_REST = Duration.ofMinutes(10);

    private static final Duration LONGEST_STEP = Duration.ofMinutes(2);
    private static final String ONCE = "once";

    private final Vault vault;
    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<String, Thread> running = new HashMap<>();
    private final Set<Thread> undisturbed = new HashSet<>();
    private final Map<String, Problem> problems = new TreeMap<>();
    private long news;
    private boolean closed;

    TidingsJobs(Vault vault) {
        this.vault = vault;
        this.clock = vault.world().clock();
    }

    /** One round of a job; answers when the next is due. */
    interface Job {
        Instant round() throws IOException, InterruptedException;
    }

    /** Something that is done to its end. */
    interface Work<T> {
        List<T> done() throws IOException;
    }

    /** Those that wait for their next round make it now. */
    void wake() {
        locked(() -> {
            news++;
            changed.signalAll();
        });
    }

    /** Starts a job, unless it runs; it goes on while it is wanted. */
    void start(String name, Job job, BooleanSupplier wanted) {
        begin(name, () -> again(name, job, wanted, false));
    }

    /** The same for one that waits for news itself and is not woken. */
    void listen(String name, Job job, BooleanSupplier wanted) {
        begin(name, () -> again(name, job, wanted, true));
    }

    /** Runs these one after another and waits for them, at most so long. */
    void once(List<Job> all, Duration most) throws InterruptedException {
        begin(ONCE, () -> all.forEach(job -> guarded(ONCE, job)));
        lock.lock();
        try {
            long left = most.toNanos();
            while (running.containsKey(ONCE) && left > 0) {
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    private void begin(String name, Runnable task) {
        locked(() -> {
            if (!closed && !running.containsKey(name)) {
                running.put(name, thread(name, task));
            }
        });
    }

    private Thread thread(String name, Runnable task) {
        return Threads.start(
                "tidings-" + name.replaceFirst(" .*", ""),
                (thread, fault) -> LOG.atError().setCause(fault).log("telling broke off"),
                () -> {
                    try {
                        task.run();
                    } finally {
                        locked(() -> {
                            running.remove(name);
                            changed.signalAll();
                        });
                    }
                });
    }

    private void again(String name, Job job, BooleanSupplier wanted, boolean listens) {
        while (wanted.getAsBoolean() && here() && !Thread.currentThread().isInterrupted()) {
            long before = heardOf();
            Instant next = guarded(
                    name,
                    listens
                            ? job
                            : () -> {
                                Instant due = job.round();
                                well(name);
                                return due;
                            });
            if (!rest(next, before, listens)) {
                return;
            }
        }
        well(name);
    }

    /** Only the machine that executes tells and hears. */
    private boolean here() {
        try {
            return vault.executor().here();
        } catch (IOException unreadable) {
            return false;
        }
    }

    private long heardOf() {
        lock.lock();
        try {
            return news;
        } finally {
            lock.unlock();
        }
    }

    /** Waits for its time, or for something new; false where all is to end. */
    private boolean rest(Instant next, long before, boolean listens) {
        Instant most = clock.instant().plus(listens ? LONGEST_REST : PAUSE);
        long left = Duration.between(clock.instant(), next.isBefore(most) ? next : most)
                .toNanos();
        lock.lock();
        try {
            while (!closed && left > 0 && (listens || news == before)) {
                left = changed.awaitNanos(left);
            }
            return !closed;
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    private Instant guarded(String name, Job job) {
        try {
            return job.round();
        } catch (IOException failed) {
            wrong(name, DiskTrouble.of("Nobody could be told", failed));
        } catch (ProblemException refused) {
            wrong(name, refused.problem());
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
        return clock.instant().plus(PAUSE);
    }

    /** Does something that closing waits for and does not interrupt; nothing where all is to end. */
    <T> List<T> undisturbed(Work<T> work) throws IOException {
        lock.lock();
        try {
            if (closed) {
                return List.of();
            }
            undisturbed.add(Thread.currentThread());
        } finally {
            lock.unlock();
        }
        try {
            return work.done();
        } finally {
            locked(() -> {
                undisturbed.remove(Thread.currentThread());
                changed.signalAll();
            });
        }
    }

    void well(String name) {
        locked(() -> problems.remove(name));
    }

    void wrong(String name, Problem problem) {
        locked(() -> problems.put(name, problem));
    }

    /** What went wrong in the last round of each. */
    List<Problem> problems() {
        lock.lock();
        try {
            return new ArrayList<>(problems.values());
        } finally {
            lock.unlock();
        }
    }

    private void locked(Runnable change) {
        lock.lock();
        try {
            change.run();
        } finally {
            lock.unlock();
        }
    }

    /** Nothing further begins, and what waits for a service ends at once; a step that runs goes on. Waits for nobody. */
    void stop() {
        locked(() -> {
            closed = true;
            changed.signalAll();
            running.values().stream()
                    .filter(thread -> !undisturbed.contains(thread))
                    .forEach(Thread::interrupt);
        });
    }

    /** The same, and waits until all have ended: for a step that runs two minutes at most. */
    @Override
    public void close() {
        stop();
        lock.lock();
        try {
            long step = LONGEST_STEP.toNanos();
            while (!undisturbed.isEmpty() && step > 0) {
                step = changed.awaitNanos(step);
            }
            running.values().forEach(Thread::interrupt);
            long left = TimeUnit.SECONDS.toNanos(5);
            while (!running.isEmpty() && left > 0) {
                left = changed.awaitNanos(left);
            }
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }
}
