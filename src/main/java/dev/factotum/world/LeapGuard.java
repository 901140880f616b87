package dev.factotum.world;

import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Distrusts a wall clock that leapt over an hour against the monotonic one: until two readings a minute apart agree, its
 * time is nothing to act on (F12). A machine that slept looks the same. One for each process. Thread-safe.
 */
public final class LeapGuard {
    private static final Logger LOG = LoggerFactory.getLogger(LeapGuard.class);
    static final Duration LEAP = Duration.ofHours(1);
    static final Duration APART = Duration.ofSeconds(60);

    private final Clock clock;
    private Instant wall;
    private long nanos;
    private Duration left = Duration.ZERO;

    public LeapGuard(Clock clock) {
        this.clock = clock;
        this.wall = clock.instant();
        this.nanos = clock.nanos();
    }

    /** Takes a reading: for how long yet the wall clock is not to be trusted, zero where it is. */
    public synchronized Duration distrust() {
        Instant now = clock.instant();
        Duration passed = Duration.ofNanos(clock.nanos() - nanos);
        Duration off = Duration.between(wall.plus(passed), now).abs();
        wall = now;
        nanos = clock.nanos();
        if (off.compareTo(LEAP) > 0) {
            LOG.atWarn().addKeyValue("seconds", off.toSeconds()).log("leap");
            left = APART;
        } else if (left.isPositive()) {
            left = left.minus(passed).isNegative() ? Duration.ZERO : left.minus(passed);
        }
        return left;
    }
}
