package dev.factotum.plan;

/** What follows when a step fails. */
public enum OnFail {
    STOP,
    ASK,
    CONTINUE
}
