package dev.factotum.tool;

/** Whether a call reaches the world. */
public enum Mode {
    /** The real thing happens. */
    LIVE,
    /** Validated exactly as live; what would have been sent is written to Outbox/. */
    SANDBOX
}
