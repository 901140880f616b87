package dev.factotum.mcp.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.mcp.protocol.StrictJson;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * A server's schema as plans may be checked by it: references within it are written out, what could take long to check or
 * lead elsewhere is left out, and formats that mean something in a vault mean nothing here. The server checks what was
 * left out. The work is bounded by the number of nodes that may come of it.
 */
final class SchemaFit {
    private static final int MOST_NODES = 4000;
    private static final int DEEPEST = 24;
    private static final int LONGEST_WORDS = 400;
    private static final Set<String> FORMATS = Set.of("date", "date-time", "email", "uri");
    private static final Set<String> WORDS = Set.of("title", "description");

    /** Patterns can take for ever; what is not here has no meaning for a check. */
    private static final Set<String> KEPT = Set.of(
            "type",
            "enum",
            "const",
            "minimum",
            "maximum",
            "exclusiveMinimum",
            "exclusiveMaximum",
            "minLength",
            "maxLength",
            "minItems",
            "maxItems",
            "required",
            "default");

    private final JsonNode root;
    private int nodes;

    private SchemaFit(JsonNode root) {
        this.root = root;
    }

    /** A schema of an object, whatever was given. */
    static ObjectNode of(ObjectNode schema) {
        ObjectNode fit = new SchemaFit(schema).fit(schema, 0);
        fit.put("type", "object");
        if (!(fit.path("properties") instanceof ObjectNode)) {
            fit.putObject("properties");
        }
        return fit;
    }

    private ObjectNode fit(JsonNode given, int depth) {
        ObjectNode fit = StrictJson.object();
        if (++nodes > MOST_NODES || depth > DEEPEST || !given.isObject()) {
            return fit;
        }
        JsonNode schema = given;
        for (int hops = 0; schema.path("$ref").isTextual(); hops++) {
            schema = hops < DEEPEST ? at(schema.path("$ref").textValue()) : StrictJson.object();
        }
        for (Map.Entry<String, JsonNode> entry : schema.properties()) {
            String name = entry.getKey();
            JsonNode value = entry.getValue();
            if (WORDS.contains(name) && value.isTextual()) {
                fit.put(name, Told.cut(value.textValue(), LONGEST_WORDS));
            } else if (name.equals("format") && FORMATS.contains(value.asText())) {
                fit.set(name, value);
            } else if (KEPT.contains(name) && spent(value)) {
                fit.set(name, value);
            } else if (name.equals("properties") && value.isObject()) {
                ObjectNode properties = fit.putObject(name);
                value.properties().forEach(one -> properties.set(one.getKey(), fit(one.getValue(), depth + 1)));
            } else if (name.equals("items") && value.isObject()) {
                fit.set(name, fit(value, depth + 1));
            } else if (name.equals("additionalProperties") && value.isBoolean()) {
                fit.set(name, value);
            }
        }
        union(schema, fit, depth);
        return fit;
    }

    /** A choice of plain types, as generators write what may be empty, becomes a list of types; others are left out. */
    private void union(JsonNode schema, ObjectNode fit, int depth) {
        JsonNode choice = schema.path(schema.has("anyOf") ? "anyOf" : "oneOf");
        if (!choice.isArray() || choice.isEmpty() || fit.has("type")) {
            return;
        }
        Set<String> types = new LinkedHashSet<>();
        JsonNode full = StrictJson.object();
        for (JsonNode one : choice) {
            ObjectNode fitted = fit(one, depth + 1);
            if (!fitted.path("type").isTextual()) {
                return;
            }
            String type = fitted.path("type").textValue();
            if (!type.equals("null")) {
                full = types.isEmpty() || types.equals(Set.of("null")) ? fitted : StrictJson.object();
            }
            types.add(type);
        }
        for (Map.Entry<String, JsonNode> entry : full.properties()) {
            if (!fit.has(entry.getKey()) && !entry.getKey().equals("enum")) {
                fit.set(entry.getKey(), entry.getValue());
            }
        }
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        types.forEach(list::add);
        fit.set("type", list);
    }

    /** Whether there is room for a value, counted by its nodes. */
    private boolean spent(JsonNode value) {
        nodes++;
        value.forEach(this::spent);
        return nodes <= MOST_NODES;
    }

    /** Within this schema only. */
    private JsonNode at(String reference) {
        if (!reference.startsWith("#/")) {
            return StrictJson.object();
        }
        try {
            return root.at(reference.substring(1));
        } catch (IllegalArgumentException broken) {
            return StrictJson.object();
        }
    }
}
