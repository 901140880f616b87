package dev.factotum.world;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** A clock that moves only when told to, or when somebody waits on it. Thread-safe. */
public final class TestClock implements Clock {
    private final List<Tick> ticks = new ArrayList<>();
    private Instant wall;
    private long nanos;

    /** @param due by the monotonic clock */
    private record Tick(Duration period, Runnable act, long due) {}

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

    @Override
    public synchronized Ticks every(Duration period, Runnable act) {
        Tick tick = new Tick(period, act, nanos + period.toNanos());
        ticks.add(tick);
        return () -> forget(tick);
    }

    /** Another clock that shows the same. */
    synchronized TestClock copy() {
        TestClock copy = new TestClock(wall);
        copy.nanos = nanos;
        return copy;
    }

    /** Time passes, and what is done again and again is done when its time comes. */
    public void advance(Duration by) {
        long end = nanos() + by.toNanos();
        for (Optional<Tick> due = due(end); due.isPresent(); due = due(end)) {
            try {
                due.get().act().run();
            } catch (Crashed dead) {
                forget(due.get());
            }
        }
        synchronized (this) {
            pass(end - nanos);
        }
    }

    /** The next tick until then, put off by its period; the time is then its own. */
    private synchronized Optional<Tick> due(long end) {
        Optional<Tick> next = ticks.stream().filter(tick -> tick.due() <= end).min(Comparator.comparingLong(Tick::due));
        next.ifPresent(tick -> {
            ticks.remove(tick);
            ticks.add(new Tick(
                    tick.period(), tick.act(), tick.due() + tick.period().toNanos()));
            pass(Math.max(0, tick.due() - nanos));
        });
        return next;
    }

    private synchronized void forget(Tick dead) {
        ticks.removeIf(tick -> tick.act().equals(dead.act()));
    }

    private void pass(long by) {
        wall = wall.plusNanos(by);
        nanos += by;
    }

    /** Time passes while this process stands still: nothing of it is done. */
    public synchronized void stopped(Duration by) {
        pass(by.toNanos());
        ticks.replaceAll(tick -> new Tick(tick.period(), tick.act(), Math.max(tick.due(), nanos + 1)));
    }

    /** Somebody sets the wall clock; the monotonic one does not notice. */
    public synchronized void set(Instant to) {
        wall = to;
    }
}
