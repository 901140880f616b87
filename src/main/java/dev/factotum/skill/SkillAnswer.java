package dev.factotum.skill;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.config.JsonTexts;
import dev.factotum.tool.ToolError;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What a script printed: {@code {"success", "error", "data", "skill"}}, and where it failed {@code "code"} (one of the
 * classes below) with {@code "retry_after_s"}.
 */
record SkillAnswer(boolean success, String error, String code, long retryAfter, ObjectNode data) {
    private static final ObjectMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(64)
                            .maxNumberLength(100)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final int LONGEST = 500;
    private static final Duration MOST_WAIT = Duration.ofDays(7);

    /** Empty where it is no such answer. @param clean takes secrets out of each of its texts */
    static Optional<SkillAnswer> read(String printed, UnaryOperator<String> clean) {
        try {
            JsonNode json = JsonTexts.each(JSON.readTree(printed), clean);
            if (!json.isObject() || !json.path("success").isBoolean()) {
                return Optional.empty();
            }
            JsonNode data = json.path("data");
            if (!data.isObject() && !data.isNull() && !data.isMissingNode()) {
                return Optional.empty();
            }
            return Optional.of(new SkillAnswer(
                    json.path("success").booleanValue(),
                    shortened(json.path("error").asText("")),
                    json.path("code").asText(""),
                    json.path("retry_after_s").asLong(60),
                    data.isObject() ? (ObjectNode) data : JsonNodeFactory.instance.objectNode()));
        } catch (JsonProcessingException notJson) {
            return Optional.empty();
        }
    }

    /** Why it failed, in the words of the engine. */
    ToolError fault(Instant now) {
        String words = error.isBlank() ? "it says that it failed, and not why" : error;
        return switch (code) {
            case "transient" -> new ToolError.Transient(words);
            case "rate_limited" ->
                new ToolError.RateLimited(words, now.plusSeconds(Math.clamp(retryAfter, 1, MOST_WAIT.toSeconds())));
            case "quota" -> new ToolError.Quota(words);
            case "auth" -> new ToolError.Auth(words, false);
            case "permission" -> new ToolError.Permission(words);
            case "duplicate" -> new ToolError.Duplicate(words, Optional.empty());
            case "not_found" -> new ToolError.NotFound(words);
            case "content_policy" -> new ToolError.ContentPolicy(words);
            default -> new ToolError.Validation(words);
        };
    }

    private static String shortened(String text) {
        String line = text.replaceAll("\\s+", " ").strip();
        return line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line;
    }
}
