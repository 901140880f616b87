package dev.factotum.mcp.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** Something that can be read. */
public record ResourceInfo(String uri, String name, String description, String type) {
    private static final int LONGEST = 2048;

    /** Empty where it has no usable address. */
    public static Optional<ResourceInfo> read(JsonNode json) {
        String uri = json.path("uri").asText("");
        return uri.isBlank() || uri.length() > LONGEST
                ? Optional.empty()
                : Optional.of(new ResourceInfo(
                        uri,
                        json.path("name").asText(""),
                        json.path("description").asText(""),
                        json.path("mimeType").asText("")));
    }

    public ObjectNode json() {
        return StrictJson.object()
                .put("uri", uri)
                .put("name", name)
                .put("description", description)
                .put("mimeType", type);
    }
}
