package dev.factotum.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.vault.Digest;
import java.io.IOException;
import java.math.BigDecimal;
import org.erdtman.jcs.JsonCanonicalizer;

/** JSON that says the same has the same digest, whatever its order and spelling: SHA-256 over RFC 8785. */
public final class CanonicalJson {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final BigDecimal SAFE = BigDecimal.valueOf(1L << 53);

    private CanonicalJson() {}

    /** Of any JSON. */
    public static Digest digest(JsonNode json) {
        return exact(portable(json));
    }

    /** Of JSON whose numbers a double holds. */
    static Digest exact(JsonNode json) {
        try {
            return Digest.of(new JsonCanonicalizer(json.toString()).getEncodedUTF8());
        } catch (IOException impossible) {
            throw new IllegalStateException("JSON of ours does not parse", impossible);
        }
    }

    /** JCS numbers are doubles: what a double cannot hold exactly travels as text. */
    static JsonNode portable(JsonNode node) {
        if (node.isObject()) {
            ObjectNode copy = NODES.objectNode();
            node.properties().forEach(entry -> copy.set(entry.getKey(), portable(entry.getValue())));
            return copy;
        }
        if (node.isArray()) {
            ArrayNode copy = NODES.arrayNode();
            node.forEach(item -> copy.add(portable(item)));
            return copy;
        }
        if (node.isNumber()) {
            BigDecimal number = node.decimalValue();
            boolean exact = node.isIntegralNumber() && number.abs().compareTo(SAFE) <= 0;
            return exact ? node : NODES.textNode(number.toPlainString());
        }
        return node;
    }
}
