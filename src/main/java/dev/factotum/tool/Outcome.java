package dev.factotum.tool;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** What came of a call. */
public sealed interface Outcome {
    /** It happened, and this proves it. @param outputs as declared in {@link Tool#outputs} */
    record Done(Receipt receipt, ObjectNode outputs) implements Outcome {}

    /** It certainly did not happen. */
    record Failed(ToolError error) implements Outcome {}

    /** Nobody knows yet whether it happened. */
    record Unknown(String why) implements Outcome {}
}
