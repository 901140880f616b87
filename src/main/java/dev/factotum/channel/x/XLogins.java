package dev.factotum.channel.x;

import dev.factotum.channel.port.ServerAddress;
import dev.factotum.login.Client;
import dev.factotum.login.Login;
import dev.factotum.login.Login.Field;
import dev.factotum.login.OAuthApp;
import dev.factotum.login.SigningApp;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How an account of X logs in, on behalf of an app of the person's own (platforms.md 1.2). */
final class XLogins {
    /** X takes no redirect address but the one that stands in the app's settings, port included. */
    private static final int PORT = 8473;

    private XLogins() {}

    static List<Login> all() {
        Field id = new Field(
                "client_id",
                "Client ID of your app",
                false,
                "On developer.x.com: your app, User authentication settings, type Native App, callback http://127.0.0.1:"
                        + PORT + "/callback. Then “Keys and tokens”, OAuth 2.0.",
                true);
        Field key = new Field("api_key", "API key of your app", true, "On developer.x.com: Keys and tokens.", true);
        Field secret = new Field("api_secret", "API key secret", true, "", true);
        return List.of(
                new Login.Browser(
                        "browser", "log in with the browser of this machine", List.of(id), scopes(), XLogins::app),
                new Login.Pin(
                        "pin", "log in anywhere and type a number", List.of(key, secret), Map.of(), XLogins::signing));
    }

    private static Map<String, String> scopes() {
        Map<String, String> scopes = new LinkedHashMap<>();
        scopes.put("tweet.read", "to read mentions and threads");
        scopes.put("users.read", "to know who it is");
        scopes.put("tweet.write", "to post and delete what you approved");
        scopes.put("tweet.moderate.write", "to hide a reply that you approved to hide");
        scopes.put("media.write", "to send pictures along");
        scopes.put("offline.access", "to stay logged in");
        return scopes;
    }

    private static Optional<ServerAddress> named(Map<String, String> given) {
        return Optional.ofNullable(given.get("server")).flatMap(ServerAddress::named);
    }

    private static OAuthApp app(Map<String, String> given, Object http) {
        Optional<ServerAddress> own = named(given);
        String api = own.map(server -> server.base().toString()).orElse("https://api.x.com");
        String page = own.isPresent() ? api : "https://x.com";
        return new OAuthApp(
                XChannel.NAME,
                URI.create(page + "/i/oauth2/authorize"),
                URI.create(api + "/2/oauth2/token"),
                Optional.of(URI.create(api + "/2/oauth2/revoke")),
                Optional.empty(),
                List.copyOf(scopes().keySet()),
                new Client(given.getOrDefault("client_id", ""), Optional.empty()),
                Map.of(),
                own.isPresent(),
                PORT);
    }

    private static SigningApp signing(Map<String, String> given, Object http) {
        Optional<ServerAddress> own = named(given);
        String api = own.map(server -> server.base().toString()).orElse("https://api.x.com");
        return new SigningApp(
                XChannel.NAME,
                URI.create(api + "/oauth/request_token"),
                URI.create(api + "/oauth/authorize"),
                URI.create(api + "/oauth/access_token"),
                new Client(given.getOrDefault("api_key", ""), Optional.of(given.getOrDefault("api_secret", ""))),
                own.isPresent());
    }
}
