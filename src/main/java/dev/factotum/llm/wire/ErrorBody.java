package dev.factotum.llm.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What the body of a failure says, in whichever of the providers' forms: an object, an object in an array, a bare text.
 *
 * @param message for people, as the provider wrote it
 * @param words its types, codes and reasons in lower case
 * @param code a status that stands in the body itself; 0 for none
 * @param delay when to come back, in any form
 * @param daily true where a day's quota is used up
 * @param moderated true where the content was the reason
 */
record ErrorBody(
        String message, Set<String> words, int code, Optional<String> delay, boolean daily, boolean moderated) {
    static final ErrorBody NOTHING = new ErrorBody("", Set.of(), 0, Optional.empty(), false, false);

    ErrorBody {
        words = Set.copyOf(words);
    }

    /** Empty where a body tells of no error. */
    static Optional<ErrorBody> in(JsonNode body) {
        JsonNode whole = body.isArray() ? body.path(0) : body;
        JsonNode error = whole.path("error");
        if (!error.isMissingNode() && !error.isNull()) {
            return Optional.of(of(error));
        }
        JsonNode choice = whole.path("choices").path(0).path("error");
        if (choice.isObject()) {
            return Optional.of(of(choice));
        }
        boolean plain = whole.path("object").asText().equals("error")
                || whole.path("type").asText().equals("error");
        return plain ? Optional.of(of(whole)) : Optional.empty();
    }

    /** The same, where the status has already said that it is one. */
    static ErrorBody of(String text) {
        JsonNode body = Json.read(text).orElse(MissingNode.getInstance());
        return in(body).orElseGet(() -> body.isObject() ? of(body) : NOTHING);
    }

    private static ErrorBody of(JsonNode error) {
        if (error.isTextual()) {
            return new ErrorBody(error.textValue(), Set.of(), 0, Optional.empty(), false, false);
        }
        JsonNode metadata = error.path("metadata");
        Set<String> words = new HashSet<>();
        word(words, error.path("type"));
        word(words, error.path("code"));
        word(words, error.path("status"));
        word(words, metadata.path("error_type"));
        word(words, error.path("details").path("error_code"));
        Optional<String> delay = Optional.empty();
        boolean daily = false;
        if (error.path("details").isArray()) {
            for (JsonNode detail : error.path("details")) {
                word(words, detail.path("reason"));
                if (detail.path("retryDelay").isTextual()) {
                    delay = Optional.of(detail.path("retryDelay").textValue());
                }
                for (JsonNode violation : detail.path("violations")) {
                    daily |= violation.path("quotaId").asText().contains("PerDay");
                }
            }
        }
        JsonNode message = error.has("message") ? error.path("message") : error.path("detail");
        return new ErrorBody(
                message.isTextual() ? message.textValue() : "",
                words,
                error.path("code").asInt(0),
                delay,
                daily || words.contains("quota_exceeded"),
                metadata.has("reasons") || metadata.has("flagged_input"));
    }

    private static void word(Set<String> words, JsonNode node) {
        if (node.isTextual() && node.textValue().length() <= 100) {
            words.add(node.textValue().toLowerCase(Locale.ROOT));
        }
    }

    boolean says(Set<String> any) {
        return words.stream().anyMatch(any::contains);
    }
}
