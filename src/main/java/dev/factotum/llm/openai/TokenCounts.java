package dev.factotum.llm.openai;

import com.fasterxml.jackson.databind.JsonNode;
import dev.factotum.llm.TokenUse;
import dev.factotum.llm.wire.Json;

/** Reads what a call used: OpenAI counts what a cache held into the input, and our scale has it apart. */
final class TokenCounts {
    private TokenCounts() {}

    /** @param input the key of the tokens that went in, as the two interfaces name it */
    static TokenUse of(JsonNode usage, String input, String output) {
        if (!Json.counts(usage.path(input)) && !Json.counts(usage.path(output))) {
            return TokenUse.UNTOLD;
        }
        JsonNode details = usage.path(input + "_details");
        long read = Json.count(details.path("cached_tokens"));
        long written = Json.count(details.path("cache_write_tokens"));
        return new TokenUse(
                Math.max(0, Json.count(usage.path(input)) - read - written),
                read,
                written,
                Json.count(usage.path(output)),
                Json.dollars(usage.path("cost")));
    }

    /** Arguments are a text of JSON; some providers write the JSON itself. */
    static String arguments(JsonNode arguments) {
        return arguments.isTextual() ? arguments.textValue() : arguments.isMissingNode() ? "{}" : arguments.toString();
    }
}
