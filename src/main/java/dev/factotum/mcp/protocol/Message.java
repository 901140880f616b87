package dev.factotum.mcp.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** One JSON-RPC 2.0 message. Parameters and results are objects, as MCP has them. */
public sealed interface Message {
    /** @param id a text or a whole number */
    record Request(JsonNode id, String method, ObjectNode params) implements Message {}

    record Notification(String method, ObjectNode params) implements Message {}

    record Answer(JsonNode id, ObjectNode result) implements Message {}

    /** @param id null in JSON where the request could not be read */
    record Failure(JsonNode id, RpcError error) implements Message {}

    /** What came of reading a message. */
    sealed interface Read {
        record Whole(Message message) implements Read {}

        /** @param json false where it is no JSON at all, such as a line of a log; @param why one clause */
        record Broken(boolean json, JsonNode id, String why) implements Read {}
    }

    static Read read(byte[] utf8) {
        return switch (StrictJson.read(utf8)) {
            case StrictJson.Read.Value(JsonNode json) -> read(json);
            case StrictJson.Read.Broken(String why) -> new Read.Broken(false, NullNode.instance, why);
        };
    }

    static Read read(JsonNode json) {
        JsonNode id = json.path("id");
        boolean named = id.isTextual() || id.isIntegralNumber();
        JsonNode known = named ? id : NullNode.instance;
        if (!json.isObject() || !json.path("jsonrpc").asText().equals("2.0")) {
            return new Read.Broken(true, known, "it is no message of JSON-RPC 2.0");
        }
        JsonNode params = json.path("params");
        if (!params.isMissingNode() && !params.isObject()) {
            return new Read.Broken(true, known, "its params are no object");
        }
        if (json.path("method").isTextual()) {
            String method = json.path("method").textValue();
            if (json.has("id") && !named) {
                return new Read.Broken(true, known, "its id is neither a text nor a whole number");
            }
            return new Read.Whole(
                    named
                            ? new Request(id, method, StrictJson.object(params))
                            : new Notification(method, StrictJson.object(params)));
        }
        if (json.path("error").isObject()) {
            return new Read.Whole(new Failure(known, RpcError.read(json.path("error"))));
        }
        if (json.path("result").isObject() && named) {
            return new Read.Whole(new Answer(id, StrictJson.object(json.path("result"))));
        }
        return new Read.Broken(true, known, "it has neither a method nor a result nor an error");
    }

    /** The message as JSON. */
    default ObjectNode json() {
        ObjectNode json = StrictJson.object().put("jsonrpc", "2.0");
        switch (this) {
            case Request(JsonNode id, String method, ObjectNode params) -> {
                json.set("id", id);
                json.put("method", method).set("params", params);
            }
            case Notification(String method, ObjectNode params) ->
                json.put("method", method).set("params", params);
            case Answer(JsonNode id, ObjectNode result) -> {
                json.set("id", id);
                json.set("result", result);
            }
            case Failure(JsonNode id, RpcError error) -> {
                json.set("id", id);
                json.set("error", error.json());
            }
        }
        return json;
    }

    /** On one line, without a line break at its end. */
    default byte[] bytes() {
        return StrictJson.bytes(json());
    }
}
