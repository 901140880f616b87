package dev.factotum.mcp.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** A part of an answer. */
public sealed interface Content {
    record Text(String text) implements Content {}

    /** A picture, a sound or other bytes; @param size of its Base64 text */
    record Bytes(String kind, String type, int size) implements Content {}

    record Link(String uri, String name) implements Content {}

    /** Anything else. */
    record Other(String kind) implements Content {}

    static Content read(JsonNode json) {
        String kind = json.path("type").asText("");
        return switch (kind) {
            case "text" -> new Text(json.path("text").asText(""));
            case "image", "audio" -> bytes(kind, json, "data");
            case "resource_link" ->
                new Link(json.path("uri").asText(""), json.path("name").asText(""));
            case "resource" -> resource(json.path("resource"));
            default -> new Other(kind);
        };
    }

    /** The contents of a resource, which name no type of their own. */
    static Content resource(JsonNode json) {
        return json.path("text").isTextual() ? new Text(json.path("text").textValue()) : bytes("file", json, "blob");
    }

    private static Bytes bytes(String kind, JsonNode json, String field) {
        return new Bytes(
                kind,
                json.path("mimeType").asText(""),
                json.path(field).asText("").length());
    }

    static List<Content> list(JsonNode array) {
        List<Content> contents = new ArrayList<>();
        array.forEach(one -> contents.add(read(one)));
        return contents;
    }

    static ObjectNode text(String text) {
        return StrictJson.object().put("type", "text").put("text", text);
    }

    /** As a person reads it: texts as they are, of all else what it is. */
    default String words() {
        return switch (this) {
            case Text(String text) -> text;
            case Bytes(String kind, String type, int size) ->
                "[" + kind + (type.isEmpty() ? "" : " " + type) + ", " + size / 4 * 3 + " bytes]";
            case Link(String uri, String name) -> "[link " + (name.isEmpty() ? "" : name + " ") + uri + "]";
            case Other(String kind) -> "[" + (kind.isEmpty() ? "something without a type" : kind) + "]";
        };
    }
}
