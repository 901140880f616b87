package dev.factotum.channel.mastodon;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.factotum.channel.port.ServerAddress;
import dev.factotum.http.Http;
import dev.factotum.http.HttpCall;
import dev.factotum.http.HttpCall.Body;
import dev.factotum.http.HttpCall.Header;
import dev.factotum.http.HttpReply;
import dev.factotum.login.Client;
import dev.factotum.login.Login;
import dev.factotum.login.Login.Field;
import dev.factotum.login.OAuthApp;
import dev.factotum.problem.AuthCode;
import dev.factotum.problem.Problem;
import dev.factotum.problem.ProblemException;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How an account of any Mastodon server logs in (platforms.md 6.1): each server makes an app for us when it is asked. */
final class MastodonLogins {
    private static final String SHOWN = "urn:ietf:wg:oauth:2.0:oob";
    private static final Duration DEADLINE = Duration.ofSeconds(30);
    private static final int MOST_REPLY = 64 * 1024;
    private static final ObjectMapper JSON = new ObjectMapper();

    private MastodonLogins() {}

    static List<Login> all() {
        Field server = new Field("server", "Your server, such as mastodon.social", false, "", true);
        Field token = new Field(
                "token",
                "Access token",
                true,
                "On its page: Preferences, Development, New application; then “Your access token”.",
                true);
        return List.of(
                new Login.ShownCode(
                        "code", "log in on its page and copy a code", List.of(server), scopes(), MastodonLogins::app),
                new Login.Typed("token", "a token from Preferences, Development", List.of(server, token), scopes()));
    }

    private static Map<String, String> scopes() {
        Map<String, String> scopes = new LinkedHashMap<>();
        scopes.put("read:accounts", "to know who it is");
        scopes.put("read:notifications", "to take in mentions");
        scopes.put("read:statuses", "to read threads and how posts fare");
        scopes.put("write:statuses", "to post and delete what you approved");
        scopes.put("write:media", "to send pictures along");
        return scopes;
    }

    private static OAuthApp app(Map<String, String> given, Http http) throws InterruptedException {
        String written = given.getOrDefault("server", "");
        ServerAddress server = ServerAddress.named(written)
                .orElseThrow(
                        () -> failed("“" + written + "” names no server.", "write its host, such as mastodon.social"));
        Client client = registered(server, http);
        boolean own = written.contains("://");
        return new OAuthApp(
                MastodonChannel.NAME,
                URI.create(server.base() + "/oauth/authorize"),
                URI.create(server.base() + "/oauth/token"),
                Optional.of(URI.create(server.base() + "/oauth/revoke")),
                Optional.empty(),
                List.copyOf(scopes().keySet()),
                client,
                Map.of(),
                own,
                0);
    }

    private static Client registered(ServerAddress server, Http http) throws InterruptedException {
        String form = "client_name=Factotum&redirect_uris=" + encoded(SHOWN) + "&scopes="
                + encoded(String.join(" ", scopes().keySet()));
        HttpReply reply = http.send(new HttpCall(
                "POST",
                URI.create(server.base() + "/api/v1/apps"),
                List.of(new Header("accept", "application/json")),
                Optional.of(new Body("application/x-www-form-urlencoded", form.getBytes(StandardCharsets.US_ASCII))),
                server.reach(),
                DEADLINE,
                MOST_REPLY));
        String what = server.base().getHost() + " made no app for this program.";
        return switch (reply) {
            case HttpReply.NotSent(String reason) -> throw failed(what, reason);
            case HttpReply.Barred(String reason) -> throw failed(what, reason);
            case HttpReply.Unclear(HttpReply.Cause _, String reason) -> throw failed(what, reason);
            case HttpReply.Answered answer -> {
                JsonNode json = json(answer);
                String id = json.path("client_id").asText("");
                String secret = json.path("client_secret").asText("");
                if (answer.status() / 100 != 2 || id.isEmpty() || secret.isEmpty()) {
                    throw failed(what, "it answered HTTP " + answer.status() + "; is it a Mastodon server?");
                }
                yield new Client(id, Optional.of(secret));
            }
        };
    }

    private static JsonNode json(HttpReply.Answered answer) {
        try {
            JsonNode json = answer.body().length == 0 ? null : JSON.readTree(answer.body());
            return json == null ? JSON.missingNode() : json;
        } catch (IOException noJson) {
            return JSON.missingNode();
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static ProblemException failed(String what, String why) {
        return new ProblemException(
                new Problem(AuthCode.NOT_LOGGED_IN, what, "", why, "Look at the server's name and run it again."));
    }
}
