package dev.factotum.http;

import dev.factotum.world.Threads;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Does what no interrupt ends on a thread of its own, so that whoever waits for it can be interrupted at once. */
final class Apart {
    private Apart() {}

    /** @param abandon ends the task where nobody waits for it any longer */
    static <T> T get(Callable<T> task, Duration longest, Runnable abandon)
            throws InterruptedException, ExecutionException, TimeoutException {
        CompletableFuture<T> done = new CompletableFuture<>();
        Threads.start("http", (thread, fault) -> done.completeExceptionally(fault), () -> {
            try {
                done.complete(task.call());
            } catch (Exception failure) {
                done.completeExceptionally(failure);
            }
        });
        try {
            return done.get(longest.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException | TimeoutException nobodyWaits) {
            abandon.run();
            throw nobodyWaits;
        }
    }
}
