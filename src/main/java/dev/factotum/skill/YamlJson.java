package dev.factotum.skill;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.markdown.YamlValue;
import java.math.BigDecimal;

/** JSON from the YAML in which a schema is written: plain words that JSON has a type for get it, all else is text. */
final class YamlJson {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private YamlJson() {}

    static JsonNode of(YamlValue value) {
        return switch (value) {
            case YamlValue.Scalar scalar -> scalar(scalar);
            case YamlValue.Sequence sequence -> {
                ArrayNode array = JSON.arrayNode();
                sequence.items().forEach(item -> array.add(of(item)));
                yield array;
            }
            case YamlValue.Mapping mapping -> {
                ObjectNode object = JSON.objectNode();
                mapping.entries().forEach((key, item) -> object.set(key, of(item)));
                yield object;
            }
        };
    }

    private static JsonNode scalar(YamlValue.Scalar scalar) {
        if (!scalar.plain()) {
            return JSON.textNode(scalar.text());
        }
        return switch (scalar.text()) {
            case "true" -> JSON.booleanNode(true);
            case "false" -> JSON.booleanNode(false);
            case "", "null", "~" -> JSON.nullNode();
            default ->
                scalar.text().matches("-?(0|[1-9][0-9]{0,17})(\\.[0-9]{1,17})?")
                        ? JSON.numberNode(new BigDecimal(scalar.text()))
                        : JSON.textNode(scalar.text());
        };
    }
}
