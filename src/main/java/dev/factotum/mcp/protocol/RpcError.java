package dev.factotum.mcp.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** Why a request was not answered, as JSON-RPC 2.0 has it. @param message the other side's words, never to be trusted */
public record RpcError(int code, String message, Optional<JsonNode> data) {
    public static final int PARSE = -32700;
    public static final int INVALID_REQUEST = -32600;
    public static final int UNKNOWN_METHOD = -32601;
    public static final int INVALID_PARAMS = -32602;
    public static final int INTERNAL = -32603;

    /** A resource that is not there, up to 2025-11-25. */
    public static final int NO_RESOURCE = -32002;

    /** From 2026-07-28. */
    public static final int HEADER_MISMATCH = -32020;

    public static final int MISSING_CAPABILITY = -32021;
    public static final int UNSUPPORTED_VERSION = -32022;

    public RpcError(int code, String message) {
        this(code, message, Optional.empty());
    }

    static RpcError read(JsonNode json) {
        JsonNode code = json.path("code");
        return new RpcError(
                code.canConvertToInt() ? code.intValue() : INTERNAL,
                json.path("message").asText(""),
                Optional.ofNullable(json.get("data")));
    }

    ObjectNode json() {
        ObjectNode json = StrictJson.object().put("code", code).put("message", message);
        data.ifPresent(more -> json.set("data", more));
        return json;
    }
}
