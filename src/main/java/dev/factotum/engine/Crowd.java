package dev.factotum.engine;

import dev.factotum.world.Threads;
import java.util.Collection;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/** Works on many things at once, but never on more than so many. */
final class Crowd {
    private Crowd() {}

    /** Returns when the work is done with all; the work itself must not throw. */
    static <T> void each(Collection<T> all, int atOnce, Consumer<T> work) {
        if (all.size() < 2) {
            all.forEach(work);
            return;
        }
        Semaphore places = new Semaphore(Math.max(1, atOnce));
        try (ExecutorService threads = Threads.perTask("matter", Crowd::rethrow)) {
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
    }

    private static void rethrow(Thread thread, Throwable thrown) {
        Thread.UncaughtExceptionHandler handler = Thread.getDefaultUncaughtExceptionHandler();
        if (handler != null) {
            handler.uncaughtException(thread, thrown);
        }
    }
}
