package dev.factotum.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Checks typed arguments against a JSON Schema. Schemas of plain properties are checked here; only what says more wakes
 * the library, which is slow to start.
 */
final class SchemaCheck {
    private static final Set<String> PLAIN = Set.of(
            "$schema",
            "title",
            "description",
            "default",
            "examples",
            "type",
            "format",
            "enum",
            "properties",
            "required",
            "additionalProperties",
            "items");

    private SchemaCheck() {}

    /**
     * Why a value does not fit.
     *
     * @param argument the argument it stands in; empty where none is to blame
     */
    record Misfit(String argument, String reason) {}

    static List<Misfit> check(JsonNode schema, JsonNode arguments) {
        List<Misfit> misfits = new ArrayList<>();
        if (plain(schema)) {
            value("", "", schema, arguments, misfits);
        } else {
            Library.check(schema, arguments, misfits);
        }
        return misfits;
    }

    /** Depth is that of the schema, which is a tool's own. */
    private static boolean plain(JsonNode schema) {
        Iterator<String> names = schema.fieldNames();
        while (names.hasNext()) {
            if (!PLAIN.contains(names.next())) {
                return false;
            }
        }
        boolean additional = schema.path("additionalProperties").isBoolean() || !schema.has("additionalProperties");
        boolean items = !schema.has("items") || plain(schema.path("items"));
        boolean properties = schema.path("properties").properties().stream().allMatch(entry -> plain(entry.getValue()));
        return schema.isObject() && additional && items && properties;
    }

    private static void value(String argument, String path, JsonNode schema, JsonNode value, List<Misfit> misfits) {
        List<String> types = types(schema.path("type"));
        if (!types.isEmpty() && types.stream().noneMatch(type -> is(type, value))) {
            misfits.add(new Misfit(argument, at(path) + "must be " + words(types.getFirst())));
            return;
        }
        if (schema.has("enum") && !contains(schema.path("enum"), value)) {
            List<String> allowed = new ArrayList<>();
            schema.path("enum").forEach(one -> allowed.add(one.asText()));
            misfits.add(new Misfit(argument, at(path) + "must be one of " + String.join(", ", allowed)));
        }
        if (value.isArray() && schema.has("items")) {
            for (int i = 0; i < value.size(); i++) {
                value(
                        argument,
                        path + (path.isEmpty() ? "" : ".") + (i + 1),
                        schema.path("items"),
                        value.get(i),
                        misfits);
            }
        }
        if (value.isObject()) {
            object(argument, path, schema, value, misfits);
        }
    }

    private static void object(String argument, String path, JsonNode schema, JsonNode value, List<Misfit> misfits) {
        boolean closed = schema.has("additionalProperties")
                && !schema.path("additionalProperties").booleanValue();
        for (Map.Entry<String, JsonNode> entry : value.properties()) {
            String name = argument.isEmpty() ? entry.getKey() : argument;
            String below = argument.isEmpty() ? "" : path + (path.isEmpty() ? "" : ".") + entry.getKey();
            if (schema.path("properties").has(entry.getKey())) {
                value(name, below, schema.path("properties").path(entry.getKey()), entry.getValue(), misfits);
            } else if (closed) {
                misfits.add(new Misfit(name, at(below) + "is not known"));
            }
        }
        for (JsonNode required : schema.path("required")) {
            if (!value.has(required.asText())) {
                misfits.add(new Misfit(argument, at(path) + "lacks " + required.asText()));
            }
        }
    }

    private static List<String> types(JsonNode type) {
        List<String> types = new ArrayList<>();
        if (type.isTextual()) {
            types.add(type.textValue());
        }
        type.forEach(one -> types.add(one.asText()));
        return types;
    }

    private static String at(String path) {
        return path.isEmpty() ? "" : "at " + path + " ";
    }

    private static boolean contains(JsonNode allowed, JsonNode value) {
        for (JsonNode one : allowed) {
            if (one.equals(value)) {
                return true;
            }
        }
        return false;
    }

    private static boolean is(String type, JsonNode value) {
        return switch (type) {
            case "string" -> value.isTextual();
            case "integer" -> value.isIntegralNumber();
            case "number" -> value.isNumber();
            case "boolean" -> value.isBoolean();
            case "array" -> value.isArray();
            case "object" -> value.isObject();
            case "null" -> value.isNull();
            default -> true;
        };
    }

    private static String words(String type) {
        return switch (type) {
            case "string" -> "one text";
            case "integer" -> "a whole number";
            case "number" -> "a number";
            case "boolean" -> "true or false";
            case "array" -> "a list";
            case "object" -> "nested data";
            default -> "empty";
        };
    }

    /** Loaded only when a schema asks for it. */
    private static final class Library {
        private static final int MOST = 200;
        private static final SchemaRegistry REGISTRY =
                SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
        /** Compiling takes far longer than checking. */
        private static final Map<JsonNode, Schema> COMPILED = new ConcurrentHashMap<>();

        private Library() {}

        static void check(JsonNode schema, JsonNode arguments, List<Misfit> misfits) {
            if (COMPILED.size() >= MOST) {
                COMPILED.clear();
            }
            Schema compiled = COMPILED.computeIfAbsent(schema.deepCopy(), REGISTRY::getSchema);
            for (Error error : compiled.validate(arguments)) {
                boolean whole = error.getInstanceLocation().getNameCount() == 0;
                String name =
                        whole ? "" : String.valueOf(error.getInstanceLocation().getName(0));
                misfits.add(new Misfit(name, error.getMessage()));
            }
        }
    }
}
