package dev.factotum.llm.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** JSON as providers write it. Amounts of money stay exact. */
public final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final BigDecimal MOST_COUNTED = BigDecimal.valueOf(1_000_000_000_000L);
    private static final BigDecimal MOST_DOLLARS = BigDecimal.valueOf(1_000_000);
    private static final int MOST_SCALE = 30;

    private Json() {}

    public static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** Empty where the text is not exactly one JSON value. */
    public static Optional<JsonNode> read(String text) {
        try {
            JsonNode node = MAPPER.readTree(text);
            return node.isMissingNode() ? Optional.empty() : Optional.of(node);
        } catch (JsonProcessingException notJson) {
            return Optional.empty();
        }
    }

    /** Half of a character pair, which no UTF-8 can hold, becomes a question mark. */
    static byte[] bytes(JsonNode node) {
        return node.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** A count that is missing, negative or no number is none; one beyond all sense is cut, so that sums stay sums. */
    public static long count(JsonNode node) {
        return counts(node) ? node.decimalValue().min(MOST_COUNTED).longValue() : 0;
    }

    /** True where a count is told at all. */
    public static boolean counts(JsonNode node) {
        return node.isNumber() && node.decimalValue().signum() > 0;
    }

    /** What a call cost; empty where nothing is told, or no amount that a call could cost. */
    public static Optional<BigDecimal> dollars(JsonNode node) {
        return Optional.of(node)
                .filter(JsonNode::isNumber)
                .map(JsonNode::decimalValue)
                .filter(cost -> cost.signum() >= 0
                        && cost.compareTo(MOST_DOLLARS) <= 0
                        && Math.abs((long) cost.scale()) <= MOST_SCALE);
    }
}
