package dev.factotum.audit;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Gathers what many threads append into batches. One of the waiting threads writes for all of them, one batch at a
 * time, so a batch costs one force however many wait. Each waits for its own, so no more wait than there are threads.
 */
final class Batches {
    private static final int MOST_EVENTS = 2000;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition turned = lock.newCondition();
    private final Deque<Waiting> queue = new ArrayDeque<>();
    private final Write write;
    private boolean writing;

    Batches(Write write) {
        this.write = write;
    }

    /** Writes events in order and answers their numbers; asks for them when nobody else can write any more. */
    interface Write {
        List<Long> write(Supplier<List<AuditEvent>> events) throws IOException;
    }

    private static final class Waiting {
        private final List<AuditEvent> events;
        private final AuditLog.Still still;
        private boolean written;
        private List<Long> numbers = List.of();
        private @Nullable Throwable failure;
        private boolean done;

        Waiting(List<AuditEvent> events, AuditLog.Still still) {
            this.events = List.copyOf(events);
            this.still = still;
        }
    }

    /** Appends in this order; returns when it is done. */
    List<Long> append(List<AuditEvent> events, AuditLog.Still still) throws IOException {
        Waiting mine = new Waiting(events, still);
        lock.lock();
        try {
            queue.add(mine);
            while (!mine.done) {
                if (writing) {
                    turned.awaitUninterruptibly();
                } else {
                    writeFor(next());
                }
            }
        } finally {
            lock.unlock();
        }
        return result(mine);
    }

    private List<Waiting> next() {
        List<Waiting> batch = new ArrayList<>();
        int events = 0;
        while (!queue.isEmpty()
                && (batch.isEmpty() || events + queue.element().events.size() <= MOST_EVENTS)) {
            Waiting waiting = queue.remove();
            events += waiting.events.size();
            batch.add(waiting);
        }
        return batch;
    }

    /** Holds the lock before and after, not while it writes. */
    private void writeFor(List<Waiting> batch) {
        writing = true;
        lock.unlock();
        List<Long> numbers = List.of();
        Throwable failure = null;
        try {
            numbers = write.write(() -> standing(batch));
        } catch (IOException | RuntimeException | Error failed) {
            failure = failed;
        }
        lock.lock();
        writing = false;
        int from = 0;
        for (Waiting waiting : batch) {
            waiting.done = true;
            waiting.failure = failure == null ? waiting.failure : failure;
            if (failure == null && waiting.written) {
                waiting.numbers = numbers.subList(from, from + waiting.events.size());
                from += waiting.events.size();
            }
        }
        turned.signalAll();
    }

    /** What may still be written of a batch; who may not is told why. */
    private static List<AuditEvent> standing(List<Waiting> batch) {
        List<AuditEvent> all = new ArrayList<>();
        for (Waiting waiting : batch) {
            try {
                waiting.still.holds();
                waiting.written = true;
                all.addAll(waiting.events);
            } catch (IOException | RuntimeException no) {
                waiting.failure = no;
            }
        }
        return all;
    }

    private static List<Long> result(Waiting mine) throws IOException {
        switch (mine.failure) {
            case null -> {
                return List.copyOf(mine.numbers);
            }
            case IOException failure -> throw failure;
            case RuntimeException failure -> throw failure;
            case Error failure -> throw failure;
            case Throwable failure -> throw new IllegalStateException(failure);
        }
    }
}
