package dev.factotum.tool;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Makes a {@link Schema} property by property. Names keep their order; nothing beside them is allowed.
 *
 * <p>Limits that need a tool's own way of counting belong into {@link Tool#check}, not here.
 */
public final class SchemaBuilder {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final ObjectNode properties = JSON.objectNode();
    private final Set<String> required = new LinkedHashSet<>();

    /** A short text of one line. */
    public SchemaBuilder string(String name, String description) {
        return put(name, description, JSON.objectNode().put("type", "string"));
    }

    /** A text in a known format: {@code date}, {@code uri}, {@code money}. */
    public SchemaBuilder string(String name, String format, String description) {
        return put(name, description, formatted(format));
    }

    /** Long prose, written as a {@code text} fence. */
    public SchemaBuilder text(String name, String description) {
        return put(name, description, formatted("text"));
    }

    /** Long prose that becomes part of a note, where Markdown in it comes to life. */
    public SchemaBuilder note(String name, String description) {
        return put(name, description, formatted("text").put("contentMediaType", "text/markdown"));
    }

    /** One of the values given. */
    public SchemaBuilder choice(String name, String description, String... values) {
        ObjectNode json = JSON.objectNode().put("type", "string");
        ArrayNode allowed = json.putArray("enum");
        for (String value : values) {
            allowed.add(value);
        }
        return put(name, description, json);
    }

    public SchemaBuilder flag(String name, String description) {
        return put(name, description, JSON.objectNode().put("type", "boolean"));
    }

    /** A list of short texts. */
    public SchemaBuilder strings(String name, String description) {
        return list(name, description, JSON.objectNode().put("type", "string"));
    }

    /** A list of long texts. */
    public SchemaBuilder texts(String name, String description) {
        return list(name, description, formatted("text"));
    }

    /** A list of RFC 5322 mailboxes. */
    public SchemaBuilder addresses(String name, String description) {
        return list(name, description, formatted("address"));
    }

    /** A list of files of the vault. */
    public SchemaBuilder files(String name, String description) {
        return list(name, description, formatted("file"));
    }

    /** Says which of the properties must be there. */
    public SchemaBuilder required(String... names) {
        for (String name : names) {
            if (!properties.has(name)) {
                throw new IllegalArgumentException("no property named " + name);
            }
            required.add(name);
        }
        return this;
    }

    public Schema build() {
        ObjectNode json = JSON.objectNode();
        json.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        json.put("type", "object");
        json.set("properties", properties.deepCopy());
        if (!required.isEmpty()) {
            ArrayNode names = json.putArray("required");
            required.forEach(names::add);
        }
        json.put("additionalProperties", false);
        return new Schema(json);
    }

    private SchemaBuilder list(String name, String description, ObjectNode items) {
        ObjectNode json = JSON.objectNode().put("type", "array");
        json.set("items", items);
        return put(name, description, json);
    }

    private static ObjectNode formatted(String format) {
        return JSON.objectNode().put("type", "string").put("format", format);
    }

    private SchemaBuilder put(String name, String description, ObjectNode json) {
        if (properties.has(name)) {
            throw new IllegalArgumentException("two properties named " + name);
        }
        properties.set(name, json.put("description", description));
        return this;
    }
}
