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

    /** Whether an answer has the form that was asked for. */
    public sealed interface Form {
        /** JSON that fits, without the fence that some models put around it. */
        record Fits(String json) implements Form {}

        /** @param why in a few words, with none of what the answer says */
        record Other(String why) implements Form {}
    }

    public static Form form(String text, AnswerShape shape) {
        Matcher fenced = FENCED.matcher(text);
        String bare = fenced.matches() ? fenced.group(1) : text;
        Optional<JsonNode> json = Json.read(bare);
        if (json.isEmpty()) {
            return new Form.Other("it is no JSON");
        }
        Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(shape.schema());
        return schema.validate(json.get()).stream()
                .findFirst()
                .<Form>map(error -> new Form.Other(why(error)))
                .orElseGet(() -> new Form.Fits(bare.strip()));
    }

    /** Where and which rule: the checker's own words may quote the answer. */
    private static String why(com.networknt.schema.Error error) {
        String at = error.getInstanceLocation().toString().replaceFirst("^[$/]+", "");
        return (at.isEmpty() ? "it" : "`" + at.replace('/', '.') + "`")
                + switch (error.getKeyword()) {
                    case "enum" -> " is none of the values that are allowed";
                    case "required" -> " lacks what it must have";
                    case "additionalProperties" -> " has what it may not have";
                    case "type" -> " is of another type";
                    default -> " breaks the rule " + error.getKeyword();
                };
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
