package dev.factotum.mcp.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A text that a server offers to begin with. */
public record PromptInfo(String name, String description, List<Argument> arguments) {
    public PromptInfo {
        arguments = List.copyOf(arguments);
    }

    public record Argument(String name, String description, boolean required) {}

    /** Empty where it has no name. */
    public static Optional<PromptInfo> read(JsonNode json) {
        List<Argument> arguments = new ArrayList<>();
        json.path("arguments")
                .forEach(one -> arguments.add(new Argument(
                        one.path("name").asText(""),
                        one.path("description").asText(""),
                        one.path("required").asBoolean(false))));
        String name = json.path("name").asText("");
        return name.isBlank()
                ? Optional.empty()
                : Optional.of(new PromptInfo(name, json.path("description").asText(""), arguments));
    }

    public ObjectNode json() {
        ObjectNode json = StrictJson.object().put("name", name).put("description", description);
        ArrayNode list = json.putArray("arguments");
        arguments.forEach(one -> list.addObject()
                .put("name", one.name())
                .put("description", one.description())
                .put("required", one.required()));
        return json;
    }
}
