package dev.factotum.mcp.protocol;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** JSON of strangers: no name twice, no depth without end, nothing behind the value; numbers stay exact. */
public final class StrictJson {
    public static final int DEEPEST = 64;

    private static final int LONGEST_NUMBER = 100;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .maxNumberLength(LONGEST_NUMBER)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private StrictJson() {}

    /** What came of reading a text. */
    public sealed interface Read {
        record Value(JsonNode json) implements Read {}

        /** @param why one clause, without a word of the text */
        record Broken(String why) implements Read {}
    }

    public static Read read(byte[] utf8) {
        try {
            JsonNode node = MAPPER.readTree(utf8);
            return node.isMissingNode() ? new Read.Broken("there is no JSON in it") : new Read.Value(node);
        } catch (JsonProcessingException broken) {
            return new Read.Broken(why(broken));
        } catch (IOException broken) {
            return new Read.Broken("it is no UTF-8");
        }
    }

    public static Read read(String text) {
        return read(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String why(JsonProcessingException broken) {
        String said = broken.getOriginalMessage();
        if (said.startsWith("Duplicate")) {
            return "it has a name twice in one object";
        }
        return said.contains("nesting depth") ? "it is nested more than " + DEEPEST + " deep" : "it is no JSON";
    }

    public static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** The object that stands there; an empty one where none does. */
    public static ObjectNode object(JsonNode node) {
        return node instanceof ObjectNode object ? object : object();
    }

    /** On one line. */
    public static byte[] bytes(JsonNode node) {
        return node.toString().getBytes(StandardCharsets.UTF_8);
    }
}
