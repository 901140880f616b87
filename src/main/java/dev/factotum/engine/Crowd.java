package dev.factotum.engine;

import dev.factotum.world.Threads;
import java.util.Collection;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Works on many things at once, but never on more than so many. */
final class Crowd {
    private Crowd() {}

    /** Returns when the work is done with all. What it throws in spite of itself reaches the caller, the first of all. */
    static <T> void each(Collection<T> all, int atOnce, Consumer<T> work) {
        if (all.size() < 2) {
            all.forEach(work);
            return;
        }
        Semaphore places = new Semaphore(Math.max(1, atOnce));
        AtomicReference<@Nullable Throwable> thrown = new AtomicReference<>();
        try (ExecutorService threads =
                Threads.perTask("matter", (thread, throwable) -> thrown.compareAndSet(null, throwable))) {
            for (T one : all) {
                places.acquireUninterruptibly();
                threads.execute(() -> {
                    try {
                        work.accept(one);
                    } finally {
                        places.release();
                    }
                });
            }
        }
        rethrow(thrown.get());
    }

    /** By tests, not by a switch: that is linked anew at every start, which {@code agent status} would wait for. */
    private static void rethrow(@Nullable Throwable thrown) {
        if (thrown instanceof Error error) {
            throw error;
        }
        if (thrown instanceof RuntimeException fault) {
            throw fault;
        }
        if (thrown != null) {
            throw new IllegalStateException(thrown);
        }
    }
}
