package dev.factotum.world;

import java.time.Duration;
import java.time.Instant;

/** A clock that moves only when told to, or when somebody waits on it. Thread-safe. */
public final class TestClock implements Clock {
    private Instant wall;
    private long nanos;

    public TestClock(Instant start) {
        this.wall = start;
    }

    @Override
    public synchronized Instant instant() {
        return wall;
    }

    @Override
    public synchronized long nanos() {
        return nanos;
    }

    @Override
    public synchronized void pause(Duration wait) {
        advance(wait);
    }

    /** Another clock that shows the same. */
    synchronized TestClock copy() {
        TestClock copy = new TestClock(wall);
        copy.nanos = nanos;
        return copy;
    }

    /** Time passes. */
    public synchronized void advance(Duration by) {
        wall = wall.plus(by);
        nanos += by.toNanos();
    }

    /** Somebody sets the wall clock; the monotonic one does not notice. */
    public synchronized void set(Instant to) {
        wall = to;
    }
}
