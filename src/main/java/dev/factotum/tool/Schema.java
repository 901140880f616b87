package dev.factotum.tool;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A JSON Schema (2020-12) of an object.
 *
 * <p>Formats that the plan's text and the policy know: {@code address} (RFC 5322 mailbox), {@code file} (a path in the
 * vault or an output of a step), {@code uri}, {@code money} ({@code "1240.00 EUR"}), {@code text} (long prose).
 */
public record Schema(ObjectNode json) {
    public Schema {
        json = json.deepCopy();
    }

    /** A copy of the schema, free to change. */
    @Override
    public ObjectNode json() {
        return json.deepCopy();
    }
}
