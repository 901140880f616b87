package dev.factotum.mcp.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The answer to tools/call.
 *
 * @param error true where the tool says that it failed
 * @param wants true where the server asks for something before it goes on ({@code input_required})
 */
public record CallResult(List<Content> content, Optional<JsonNode> structured, boolean error, boolean wants) {
    public CallResult {
        content = List.copyOf(content);
    }

    public static CallResult read(ObjectNode json) {
        return new CallResult(
                Content.list(json.path("content")),
                Optional.ofNullable(json.get("structuredContent")).filter(node -> !node.isNull()),
                json.path("isError").asBoolean(false),
                json.path("resultType").asText("complete").equals("input_required"));
    }

    /** All that can be read of it. */
    public String text() {
        return content.stream().map(Content::words).collect(Collectors.joining("\n"));
    }

    /** One text and what it says as data. */
    public static ObjectNode json(String text, Optional<JsonNode> structured, boolean error) {
        ObjectNode json = StrictJson.object();
        ArrayNode content = json.putArray("content");
        content.add(Content.text(text));
        structured.ifPresent(data -> json.set("structuredContent", data));
        return error ? json.put("isError", true) : json;
    }
}
