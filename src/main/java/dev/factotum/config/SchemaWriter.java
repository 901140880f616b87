package dev.factotum.config;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Turns shapes into JSON Schema, dialect 2020-12. A key with nothing behind it is null, which means: not set. */
final class SchemaWriter {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Map<String, ObjectNode> definitions = new LinkedHashMap<>();

    ObjectNode document(Shape.Keys keys) {
        ObjectNode root = JSON.objectNode();
        root.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        root.setAll(of(keys));
        if (!definitions.isEmpty()) {
            root.putObject("$defs").setAll(definitions);
        }
        return root;
    }

    private ObjectNode of(Shape shape) {
        ObjectNode out = JSON.objectNode();
        switch (shape) {
            case Shape.Scalar(Kind kind) -> {
                if (kind == Kind.ONE) {
                    out.putArray("enum").add(1).add("1").addNull();
                } else {
                    scalar(out, kind);
                }
            }
            case Shape.Whole(int least, int most) -> {
                types(out, "integer", "null");
                out.put("minimum", least).put("maximum", most);
            }
            case Shape.Decimal(String least, String most) -> {
                types(out, "number", "null");
                out.put("minimum", new BigDecimal(least)).put("maximum", new BigDecimal(most));
            }
            case Shape.Choice choice -> choice(out, choice);
            case Shape.ListOf(Shape item) -> {
                ArrayNode either = out.putArray("anyOf");
                ObjectNode list = JSON.objectNode().put("type", "array");
                list.set("items", notNull(of(item)));
                either.add(list);
                either.add(onOneLine(item));
            }
            case Shape.Table(Shape value) -> {
                types(out, "object", "null");
                out.set("additionalProperties", of(value));
            }
            case Shape.Keys keys -> keys(out, keys);
            case Shape.Again again -> {
                if (!definitions.containsKey(again.name())) {
                    ObjectNode definition = JSON.objectNode();
                    definitions.put(again.name(), definition);
                    definition.setAll(of(again.shape().get()));
                }
                out.put("$ref", "#/$defs/" + again.name());
            }
            case Shape.Unbuilt(Optional<String> only, String ignored) ->
                only.ifPresentOrElse(
                        word -> choice(out, new Shape.Choice(List.of(word))),
                        () -> types(out, "array", "null").put("maxItems", 0));
            case Shape.Anything anything -> {}
        }
        return out;
    }

    private void keys(ObjectNode out, Shape.Keys keys) {
        types(out, "object", "null");
        ObjectNode properties = out.putObject("properties");
        ArrayNode required = JSON.arrayNode();
        for (Shape.Key key : keys.keys()) {
            ObjectNode property = of(key.shape());
            property.put("description", key.doc());
            if (!key.fallback().isEmpty()) {
                property.set("default", example(key));
            }
            properties.set(key.name(), key.required() ? notNull(property) : property);
            if (key.required()) {
                required.add(key.name());
            }
        }
        if (!required.isEmpty()) {
            out.set("required", required);
        }
    }

    private static com.fasterxml.jackson.databind.JsonNode example(Shape.Key key) {
        boolean number = key.shape() instanceof Shape.Whole
                || (key.shape() instanceof Shape.Scalar(Kind kind) && kind == Kind.ONE);
        return number ? JSON.numberNode(Integer.parseInt(key.fallback())) : JSON.textNode(key.fallback());
    }

    private static void choice(ObjectNode out, Shape.Choice choice) {
        ArrayNode words = out.putArray("enum");
        for (String word : choice.words()) {
            words.add(word);
            if (word.equals("true") || word.equals("false")) {
                words.add(Boolean.parseBoolean(word));
            }
        }
        words.addNull();
    }

    /** YAML's own types, for what this program reads as text: {@code 12} and {@code true} where they would do. */
    private static void scalar(ObjectNode out, Kind kind) {
        ArrayNode types = out.putArray("type").add("string");
        if (kind.takes("12")) {
            types.add("number");
        }
        if (kind.takes("true")) {
            types.add("boolean");
        }
        types.add("null");
        if (!kind.schemaPattern().isEmpty()) {
            out.put("pattern", kind.schemaPattern());
        }
    }

    /** A list written as one scalar, its members parted by commas. */
    private static ObjectNode onOneLine(Shape item) {
        String member = switch (item) {
            case Shape.Scalar(Kind kind) when kind == Kind.TEXT -> "";
            case Shape.Scalar(Kind kind) -> kind.schemaPattern().replaceAll("^\\^|\\$$", "");
            case Shape.Choice(List<String> words) -> String.join("|", words);
            case Shape.Whole whole -> "-?[0-9]+";
            case Shape.Decimal decimal -> "-?[0-9.]+";
            case Shape.ListOf list -> "";
            case Shape.Table table -> "";
            case Shape.Keys keys -> "";
            case Shape.Again again -> "";
            case Shape.Unbuilt unbuilt -> "";
            case Shape.Anything anything -> "";
        };
        if (item instanceof Shape.Keys || item instanceof Shape.Again) {
            return types(JSON.objectNode(), "null");
        }
        ObjectNode line = types(JSON.objectNode(), "string", "number", "null");
        return member.isEmpty() ? line : line.put("pattern", "^(" + member + ")( *, *(" + member + "))*$");
    }

    private static ObjectNode notNull(ObjectNode schema) {
        if (schema.get("enum") instanceof ArrayNode words) {
            for (int i = words.size() - 1; i >= 0; i--) {
                if (words.get(i).isNull()) {
                    words.remove(i);
                }
            }
        }
        if (schema.get("type") instanceof ArrayNode types) {
            for (int i = types.size() - 1; i >= 0; i--) {
                if (types.get(i).asText().equals("null")) {
                    types.remove(i);
                }
            }
        }
        return schema;
    }

    private static ObjectNode types(ObjectNode out, String... types) {
        ArrayNode list = out.putArray("type");
        for (String type : types) {
            list.add(type);
        }
        return out;
    }
}
