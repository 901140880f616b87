package dev.factotum.world;

/** How a {@link CrashDisk} stops at an operation. */
public enum Crash {
    /** The process dies before the operation; all earlier ones stay visible. */
    BEFORE,
    /** The process dies after the operation; it and all earlier ones stay visible. */
    AFTER,
    /** The process dies when one byte of a write is down. */
    TORN_ONE,
    /** The process dies when half of a write is down. */
    TORN_HALF,
    /** The process dies when all but one byte of a write are down. */
    TORN_ALL_BUT_ONE,
    /** Power fails after the operation: a seeded random part of what was not forced is lost. */
    LOST,
    /** Power fails after the operation: all that was not forced is lost. */
    LOST_ALL,
    /** Power fails after the operation: every name change is kept, every byte that was not forced is lost. */
    LOST_DATA;

    boolean torn() {
        return this == TORN_ONE || this == TORN_HALF || this == TORN_ALL_BUT_ONE;
    }

    public boolean powerFails() {
        return this == LOST || this == LOST_ALL || this == LOST_DATA;
    }

    int tornLength(int length) {
        int wanted = switch (this) {
            case TORN_ONE -> 1;
            case TORN_HALF -> length / 2;
            case TORN_ALL_BUT_ONE -> length - 1;
            case BEFORE -> 0;
            case AFTER, LOST, LOST_ALL, LOST_DATA -> length;
        };
        return Math.clamp(wanted, 0, length);
    }
}
