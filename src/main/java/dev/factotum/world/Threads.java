package dev.factotum.world;

import java.lang.Thread.UncaughtExceptionHandler;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The one place that makes virtual threads. */
public final class Threads {
    private Threads() {}

    /**
     * A virtual thread for each task, named NAME-1, NAME-2, …. What a task given to {@code execute} throws reaches the
     * handler; what one given to {@code submit} throws waits in its future.
     */
    public static ExecutorService perTask(String name, UncaughtExceptionHandler uncaught) {
        return Executors.newThreadPerTaskExecutor(Thread.ofVirtual()
                .name(name + "-", 1)
                .uncaughtExceptionHandler(uncaught)
                .factory());
    }

    /** Starts one virtual thread. */
    public static Thread start(String name, UncaughtExceptionHandler uncaught, Runnable task) {
        return Thread.ofVirtual().name(name).uncaughtExceptionHandler(uncaught).start(task);
    }
}
