package dev.factotum.login;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Optional;

/** A login of OAuth 1.0a as one secret of the store keeps it. It does not end by itself. */
public record Signed(Client consumer, String token, String secret) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** One line of JSON. */
    public String text() {
        return JSON.createObjectNode()
                .put("oauth_token", token)
                .put("oauth_token_secret", secret)
                .put("client_id", consumer.id())
                .put("client_secret", consumer.secret().orElse(""))
                .toString();
    }

    /** Empty where the text is none. */
    public static Optional<Signed> parse(String text) {
        try {
            JsonNode json = text.startsWith("{") ? JSON.readTree(text) : JSON.nullNode();
            boolean whole = json.path("oauth_token").isTextual()
                    && json.path("oauth_token_secret").isTextual();
            return whole
                    ? Optional.of(new Signed(
                            new Client(
                                    json.path("client_id").asText(""),
                                    Optional.of(json.path("client_secret").asText(""))),
                            json.path("oauth_token").asText(),
                            json.path("oauth_token_secret").asText()))
                    : Optional.empty();
        } catch (JsonProcessingException another) {
            return Optional.empty();
        }
    }

    /** Without what it gives. */
    @Override
    public String toString() {
        return "Signed";
    }
}
