package dev.factotum.tool;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** What a look at the provider showed of an earlier call. */
public sealed interface Verification {
    record Found(Receipt receipt, ObjectNode outputs) implements Verification {}

    record NotFound() implements Verification {}

    /** The provider gave no usable answer. */
    record NoAnswer(String why) implements Verification {}
}
