package dev.factotum.cli;

import dev.factotum.intake.Arrivals;
import dev.factotum.problem.Problem;
import dev.factotum.problem.ProblemException;
import dev.factotum.tool.Watcher;
import dev.factotum.vault.DiskTrouble;
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

/** Asks the vault's watchers for news when they are due, each in a thread of its own. Thread-safe. */
final class Lookouts implements AutoCloseable {
    /** How long a watcher is left alone that broke off without a word of when to ask again. */
    private static final Duration PAUSE = Duration.ofSeconds(30);

    private final Arrivals arrivals;
    private final Clock clock;
    private final Source source;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition ended = lock.newCondition();
    private final Map<String, Thread> running = new HashMap<>();
    private final Map<String, Problem> problems = new TreeMap<>();
    private final Map<String, Instant> due = new HashMap<>();
    private final Map<String, Ear> ears = new HashMap<>();
    private final Set<String> again = new HashSet<>();
    private boolean closed;
    private int taken;

    /** Somebody who listens to a watcher. */
    private record Ear(Watcher watcher, Thread thread) {}

    /** Whom to ask, as the vault stands. */
    interface Source {
        List<Watcher> watchers() throws IOException;
    }

    Lookouts(Arrivals arrivals, Clock clock, Source source) {
        this.arrivals = arrivals;
        this.clock = clock;
        this.source = source;
    }

    /** Starts to ask those who are due; answers when the next one is. */
    Instant begin() throws IOException {
        List<Watcher> watchers = source.watchers();
        Instant now = clock.instant();
        Instant next = Instant.MAX;
        lock.lock();
        try {
            problems.keySet().retainAll(watchers.stream().map(Watcher::name).toList());
            for (Watcher watcher : watchers) {
                if (running.containsKey(watcher.name())) {
                    continue;
                }
                Instant at = due.containsKey(watcher.name()) ? due.get(watcher.name()) : arrivals.due(watcher);
                if (at.isAfter(now)) {
                    next = at.isBefore(next) ? at : next;
                } else {
                    due.put(watcher.name(), now.plus(PAUSE));
                    running.put(
                            watcher.name(),
                            Threads.start("watcher-" + watcher.name(), (_, _) -> {}, () -> look(watcher)));
                }
            }
        } finally {
            lock.unlock();
        }
        return next;
    }

    /** Hears of news at once from those who can tell, beside asking them when they are due; called again and again. */
    void listen() throws IOException {
        List<Watcher> watchers = source.watchers();
        lock.lock();
        try {
            ears.entrySet().removeIf(one -> {
                boolean stays = watchers.stream()
                        .anyMatch(watcher -> one.getValue().watcher().equals(watcher));
                if (!stays) {
                    one.getValue().thread().interrupt();
                }
                return !stays;
            });
            for (Watcher watcher : watchers) {
                if (!closed && !ears.containsKey(watcher.name())) {
                    Thread thread = Threads.start("ear-" + watcher.name(), (_, _) -> {}, () -> hear(watcher));
                    ears.put(watcher.name(), new Ear(watcher, thread));
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private void hear(Watcher watcher) {
        try {
            watcher.listen(() -> now(watcher));
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        }
    }

    /** Asks at once; where it is being asked already, once more after that. */
    private void now(Watcher watcher) {
        lock.lock();
        try {
            if (closed) {
                return;
            }
            if (running.containsKey(watcher.name())) {
                again.add(watcher.name());
            } else {
                running.put(
                        watcher.name(), Threads.start("watcher-" + watcher.name(), (_, _) -> {}, () -> look(watcher)));
            }
        } finally {
            lock.unlock();
        }
    }

    private void look(Watcher watcher) {
        try {
            Arrivals.Looked looked = arrivals.look(watcher);
            lock.lock();
            try {
                taken += looked.taken();
                due.put(watcher.name(), looked.next());
                problems.remove(watcher.name());
                looked.problem().ifPresent(problem -> problems.put(watcher.name(), problem));
            } finally {
                lock.unlock();
            }
        } catch (IOException failed) {
            wrong(watcher, DiskTrouble.of(watcher.name() + " could not be asked for news", failed));
        } catch (ProblemException refused) {
            wrong(watcher, refused.problem());
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        } finally {
            lock.lock();
            try {
                running.remove(watcher.name());
                ended.signalAll();
                if (again.remove(watcher.name())) {
                    now(watcher);
                }
            } finally {
                lock.unlock();
            }
        }
    }

    private void wrong(Watcher watcher, Problem problem) {
        lock.lock();
        try {
            problems.put(watcher.name(), problem);
        } finally {
            lock.unlock();
        }
    }

    /** Waits until everybody has answered, at most so long; answers how many items became matters since the last time. */
    int await(Duration most) {
        long left = most.toNanos();
        lock.lock();
        try {
            while (!running.isEmpty() && left > 0) {
                left = ended.awaitNanos(left);
            }
            int all = taken;
            taken = 0;
            return all;
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            return 0;
        } finally {
            lock.unlock();
        }
    }

    /** What went wrong the last time each was asked. */
    List<Problem> problems() {
        lock.lock();
        try {
            return new ArrayList<>(problems.values());
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            ears.values().forEach(ear -> ear.thread().interrupt());
            running.values().forEach(Thread::interrupt);
            long left = TimeUnit.SECONDS.toNanos(5);
            while (!running.isEmpty() && left > 0) {
                left = ended.awaitNanos(left);
            }
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }
}
