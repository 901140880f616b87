package dev.factotum.plan;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.function.BiFunction;

/** Puts real values in place of {@code ${step.output}} and {@code $item.name}, just before a step is called. */
public final class References {
    private References() {}

    /** @param value by step id (or {@code item}) and output name; throws where a value is missing */
    public static ObjectNode resolve(TypedStep step, BiFunction<String, String, String> value) {
        throw new UnsupportedOperationException(step.toString() + value + Map.of());
    }
}
