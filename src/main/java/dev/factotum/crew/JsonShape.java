package dev.factotum.crew;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** JSON Schemas of what models answer: every property required, nothing else allowed, as strict modes want it. */
final class JsonShape {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private JsonShape() {}

    static ObjectNode object(Object... namesAndShapes) {
        ObjectNode properties = JSON.objectNode();
        ArrayNode required = JSON.arrayNode();
        for (int i = 0; i < namesAndShapes.length; i += 2) {
            properties.set((String) namesAndShapes[i], (ObjectNode) namesAndShapes[i + 1]);
            required.add((String) namesAndShapes[i]);
        }
        ObjectNode object = JSON.objectNode().put("type", "object");
        object.set("properties", properties);
        object.set("required", required);
        return object.put("additionalProperties", false);
    }

    static ObjectNode text() {
        return JSON.objectNode().put("type", "string");
    }

    static ObjectNode flag() {
        return JSON.objectNode().put("type", "boolean");
    }

    static ObjectNode choice(List<String> words) {
        ObjectNode choice = text();
        words.forEach(choice.putArray("enum")::add);
        return choice;
    }

    static ObjectNode list(ObjectNode item) {
        ObjectNode list = JSON.objectNode().put("type", "array");
        list.set("items", item);
        return list;
    }
}
