package dev.factotum.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.function.UnaryOperator;

/** Takes secrets out of JSON text by text, for written out as JSON a secret may look different: with its line ends, say. */
public final class JsonTexts {
    private JsonTexts() {}

    /** A copy in which every name, text and number is as {@code clean} leaves it. */
    public static JsonNode each(JsonNode node, UnaryOperator<String> clean) {
        return switch (node) {
            case ObjectNode object -> {
                ObjectNode copy = JsonNodeFactory.instance.objectNode();
                object.properties()
                        .forEach(entry -> copy.set(clean.apply(entry.getKey()), each(entry.getValue(), clean)));
                yield copy;
            }
            case ArrayNode array -> {
                ArrayNode copy = JsonNodeFactory.instance.arrayNode();
                array.forEach(one -> copy.add(each(one, clean)));
                yield copy;
            }
            default -> {
                String cleaned = clean.apply(node.asText());
                yield (node.isTextual() || node.isNumber()) && !cleaned.equals(node.asText())
                        ? TextNode.valueOf(cleaned)
                        : node;
            }
        };
    }
}
