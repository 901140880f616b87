package dev.factotum.channel.email.wire;

import dev.factotum.tool.ToolError;

/** What asking a mailbox brought. */
public sealed interface Asked<T> {
    record Told<T>(T value) implements Asked<T> {}

    /** No usable answer. */
    record Silent<T>(ToolError error) implements Asked<T> {}
}
