package dev.factotum.login;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A login as one secret of the store keeps it.
 *
 * @param refresh gets the next ones; providers may take each only once
 * @param expires when the access token ends; empty where it does not
 * @param scopes what it may do, as the provider says; empty where it did not say
 * @param home where it is refreshed
 * @param born a few letters made when the person logged in, which refreshing does not change
 */
public record Tokens(
        String access,
        Optional<String> refresh,
        Optional<Instant> expires,
        List<String> scopes,
        Client client,
        Home home,
        String born) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** So long before its end a token is not used any more: clocks differ and calls take time. */
    private static final Duration EARLY = Duration.ofSeconds(60);

    public Tokens {
        scopes = List.copyOf(scopes);
    }

    boolean ended(Instant now) {
        return expires.filter(end -> !now.plus(EARLY).isBefore(end)).isPresent();
    }

    /** One line of JSON. */
    public String text() {
        ObjectNode json = JSON.createObjectNode().put("access_token", access);
        refresh.ifPresent(token -> json.put("refresh_token", token));
        expires.ifPresent(end -> json.put("expires", end.toString()));
        scopes.forEach(json.putArray("scopes")::add);
        json.put("client_id", client.id()).put("born", born);
        json.put("provider", home.title()).put("token_url", home.tokenUrl().toString());
        home.revokeUrl().ifPresent(url -> json.put("revoke_url", url.toString()));
        json.put("own", home.own());
        client.secret().ifPresent(secret -> json.put("client_secret", secret));
        return json.toString();
    }

    /** Empty where the text is no login of ours, such as a pasted token. */
    public static Optional<Tokens> parse(String text) {
        try {
            JsonNode json = text.startsWith("{") ? JSON.readTree(text) : JSON.nullNode();
            if (!json.path("access_token").isTextual()) {
                return Optional.empty();
            }
            List<String> scopes = new ArrayList<>();
            json.path("scopes").forEach(scope -> scopes.add(scope.asText()));
            return Optional.of(new Tokens(
                    json.path("access_token").asText(),
                    said(json, "refresh_token"),
                    said(json, "expires").map(Instant::parse),
                    scopes,
                    new Client(json.path("client_id").asText(""), said(json, "client_secret")),
                    home(json),
                    json.path("born").asText("")));
        } catch (JsonProcessingException | DateTimeException | IllegalArgumentException another) {
            return Optional.empty();
        }
    }

    private static Home home(JsonNode json) {
        return new Home(
                json.path("provider").asText(""),
                URI.create(json.path("token_url").asText("")),
                said(json, "revoke_url").map(URI::create),
                json.path("own").asBoolean(false));
    }

    static Optional<String> said(JsonNode json, String field) {
        return Optional.of(json.path(field).asText("")).filter(text -> !text.isEmpty());
    }

    /** Without what it gives. */
    @Override
    public String toString() {
        return "Tokens";
    }
}
