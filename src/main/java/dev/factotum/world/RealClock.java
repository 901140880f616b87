package dev.factotum.world;

import java.time.Duration;
import java.time.Instant;

/** The machine's own clocks. */
final class RealClock implements Clock {
    @Override
    public Instant instant() {
        return Instant.now();
    }

    @Override
    public long nanos() {
        return System.nanoTime();
    }

    @Override
    public void pause(Duration wait) throws InterruptedException {
        Thread.sleep(wait);
    }

    /** What the act throws ends it; an act that must go on catches what it can foresee. */
    @Override
    public Ticks every(Duration period, Runnable act) {
        Thread thread = Threads.start("every", (ended, fault) -> {}, () -> {
            try {
                while (!Thread.currentThread().isInterrupted()) {
                    Thread.sleep(period);
                    act.run();
                }
            } catch (InterruptedException closed) {
                Thread.currentThread().interrupt();
            }
        });
        return thread::interrupt;
    }
}
