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
}
