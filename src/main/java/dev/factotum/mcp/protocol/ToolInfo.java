package dev.factotum.mcp.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A tool as a server tells of it.
 *
 * @param title empty where it has none
 * @param input a JSON Schema of an object
 */
public record ToolInfo(
        String name, String title, String description, ObjectNode input, Optional<ObjectNode> output, Hints hints) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_./-]{1,128}");

    /** Empty where it is no tool that anybody could call. */
    public static Optional<ToolInfo> read(JsonNode json) {
        String name = json.path("name").asText("");
        if (!NAME.matcher(name).matches() || !(json.path("inputSchema") instanceof ObjectNode input)) {
            return Optional.empty();
        }
        return Optional.of(new ToolInfo(
                name,
                json.path("title").asText(json.path("annotations").path("title").asText("")),
                json.path("description").asText(""),
                input,
                json.path("outputSchema") instanceof ObjectNode output ? Optional.of(output) : Optional.empty(),
                Hints.read(json.path("annotations"))));
    }

    public ObjectNode json() {
        ObjectNode json = StrictJson.object().put("name", name);
        if (!title.isEmpty()) {
            json.put("title", title);
        }
        json.put("description", description).set("inputSchema", input);
        output.ifPresent(schema -> json.set("outputSchema", schema));
        json.set("annotations", hints.json());
        return json;
    }

    /** What a server says of a tool's effects; its word and no more. Whatever it leaves open counts as the worst. */
    public record Hints(boolean readOnly, boolean destructive, boolean idempotent, boolean openWorld) {
        public static final Hints WORST = new Hints(false, true, false, true);

        static Hints read(JsonNode json) {
            return new Hints(
                    json.path("readOnlyHint").asBoolean(false),
                    json.path("destructiveHint").asBoolean(true),
                    json.path("idempotentHint").asBoolean(false),
                    json.path("openWorldHint").asBoolean(true));
        }

        public ObjectNode json() {
            return StrictJson.object()
                    .put("readOnlyHint", readOnly)
                    .put("destructiveHint", destructive)
                    .put("idempotentHint", idempotent)
                    .put("openWorldHint", openWorld);
        }
    }
}
