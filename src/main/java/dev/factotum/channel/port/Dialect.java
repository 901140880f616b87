package dev.factotum.channel.port;

import com.fasterxml.jackson.databind.JsonNode;
import dev.factotum.http.HttpReply.Answered;
import dev.factotum.tool.ToolError;
import java.time.Instant;
import java.util.Optional;

/** How one platform says things: its errors and its limits (platforms.md 0.1 and 0.2). Stateless. */
public interface Dialect {
    /** As people call the platform. */
    String name();

    /** Whether an answer tells that something went wrong; some do so with 200. */
    default boolean wrong(Answered answer, JsonNode json) {
        return answer.status() < 200 || answer.status() > 299;
    }

    /**
     * What a wrong answer means. Answers of 500 and above come here only for calls that read; a call that changes something
     * is lost with them.
     *
     * @param said the platform's own words, short and free of secrets
     */
    ToolError error(Answered answer, JsonNode json, String said, Instant now);

    /** The platform's own words in the body of an error; empty where it has none. */
    String words(JsonNode json);

    /** Until when calls of the same bucket would be refused, as the headers of an answer that was taken say. */
    default Optional<Instant> spent(Answered answer, Instant now) {
        return Optional.empty();
    }
}
