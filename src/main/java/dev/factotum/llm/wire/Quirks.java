package dev.factotum.llm.wire;

import dev.factotum.llm.Prompt;
import java.util.List;
import java.util.Locale;

/**
 * In what a provider differs, as data.
 *
 * @param json how it is held to a form
 * @param cap the name of the bound on an answer's length
 * @param tools whether it can call tools
 * @param noTemperature models that take no temperature, {@code o*} or whole names
 */
public record Quirks(JsonMode json, String cap, boolean tools, List<String> noTemperature) {
    /** As OpenAI itself has it. */
    public static final Quirks NONE = new Quirks(JsonMode.SCHEMA, "max_completion_tokens", true, List.of());

    public Quirks {
        noTemperature = List.copyOf(noTemperature);
    }

    /** How a provider is held to a form. */
    public enum JsonMode {
        /** By a JSON Schema that it keeps strictly. */
        SCHEMA,
        /** To any JSON; which form is said in words. */
        OBJECT,
        /** By words alone. */
        NONE;

        public static JsonMode of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }
    }

    /** The same question without what its models cannot do: what could be looked up they do without. */
    public Prompt fitting(Prompt prompt) {
        return tools ? prompt : prompt.withoutTools();
    }

    public boolean takesTemperature(String model) {
        return noTemperature.stream()
                .noneMatch(name -> name.endsWith("*")
                        ? model.startsWith(name.substring(0, name.length() - 1))
                        : model.equals(name));
    }
}
