package dev.factotum.world;

import java.time.Duration;
import java.time.InstantSource;

/** Wall time, monotonic time and waiting, in one seam. */
public interface Clock extends InstantSource {
    /** Nanoseconds of a monotonic clock; only differences mean anything. */
    long nanos();

    /** Waits at least this long, unless interrupted. */
    void pause(Duration wait) throws InterruptedException;

    /** Does something again and again in the background, first after one period, until closed. */
    Ticks every(Duration period, Runnable act);

    /** Something that is done again and again until it is closed. */
    interface Ticks extends AutoCloseable {
        @Override
        void close();
    }
}
