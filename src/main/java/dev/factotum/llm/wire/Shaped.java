package dev.factotum.llm.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.factotum.llm.Prompt.AnswerShape;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Holds an answer to the shape that was asked for, whatever its provider promised. */
public final class Shaped {
    private static final Pattern FENCED = Pattern.compile("(?s)\\A\\s*```(?:json)?\\s*\\n(.*)\\n\\s*```\\s*\\z");

    private Shaped() {}

    /** The answer as JSON that fits, without the fence that some models put around it; empty where it does not fit. */
    public static Optional<String> fit(String text, AnswerShape shape) {
        Matcher fenced = FENCED.matcher(text);
        String bare = fenced.matches() ? fenced.group(1) : text;
        return Json.read(bare).filter(value -> fits(value, shape)).map(value -> bare.strip());
    }

    private static boolean fits(JsonNode value, AnswerShape shape) {
        Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(shape.schema());
        return schema.validate(value).isEmpty();
    }

    /** What a model is told where no schema binds it. */
    public static String inWords(AnswerShape shape) {
        return "Answer with one JSON value and nothing else, no fence around it. It must fit this JSON Schema: "
                + shape.schema();
    }

    /** True where a schema is one that providers keep strictly: every property required, nothing else allowed. */
    public static boolean strict(JsonNode schema) {
        JsonNode properties = schema.path("properties");
        if (schema.path("type").asText().equals("object")) {
            JsonNode additional = schema.path("additionalProperties");
            if (!additional.isBoolean() || additional.booleanValue()) {
                return false;
            }
            if (schema.path("required").size() != properties.size()) {
                return false;
            }
        }
        for (JsonNode property : properties) {
            if (!strict(property)) {
                return false;
            }
        }
        return !schema.has("items") || strict(schema.path("items"));
    }
}
