package dev.factotum.mcp.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.mcp.protocol.StrictJson;
import java.time.Instant;

/** The body of an answer that is none. */
final class StandardError {
    private StandardError() {}

    static ObjectNode of(String error, String code, Instant at) {
        return StrictJson.object()
                .put("success", false)
                .put("error", error)
                .put("error_code", code)
                .put("timestamp", at.toString());
    }
}
