package dev.factotum.channel.email.wire;

import dev.factotum.tool.ToolError;

/** What asking a mailbox brought. */
public sealed interface Heard<T> {
    record Told<T>(T value) implements Heard<T> {}

    /** No usable answer. */
    record Silent<T>(ToolError error) implements Heard<T> {}
}
