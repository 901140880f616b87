package dev.factotum.channel.mastodon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factotum.http.Http;
import dev.factotum.http.Resolver;
import dev.factotum.login.Login;
import dev.factotum.login.OAuthApp;
import dev.factotum.problem.AuthCode;
import dev.factotum.problem.ProblemException;
import dev.factotum.world.World;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.Test;

class MastodonLoginsTest {
    private static final List<Login> ALL = new MastodonChannel().logins();
    private final Http http = new Http(World.real().clock(), Resolver.system());

    private OAuthApp app(String server) throws InterruptedException {
        Login.ShownCode login = assertInstanceOf(Login.ShownCode.class, ALL.getFirst());
        return login.app().app(Map.of("server", server), http);
    }

    @Test
    void aServerMakesAnAppForUsWithTheScopesThatWeShow() throws Exception {
        try (MockWebServer server = new MockWebServer()) {
            server.start();
            server.enqueue(new MockResponse.Builder()
                    .body("{\"client_id\":\"id\",\"client_secret\":\"canary\"}")
                    .build());
            String base = "http://127.0.0.1:" + server.getPort();
            OAuthApp app = app(base);

            assertEquals(base + "/oauth/token", app.tokenUrl().toString());
            assertEquals(Optional.of("canary"), app.client().secret());
            var sent = server.takeRequest();
            assertEquals("/api/v1/apps", sent.getUrl().encodedPath());
            String body = Objects.requireNonNull(sent.getBody()).utf8();
            assertTrue(body.contains("redirect_uris=urn%3Aietf%3Awg%3Aoauth%3A2.0%3Aoob"), body);
            assertTrue(body.contains("write%3Astatuses"), body);
        }
    }

    @Test
    void whatIsNoMastodonServerIsSaid() throws Exception {
        try (MockWebServer server = new MockWebServer()) {
            server.start();
            server.enqueue(new MockResponse.Builder().code(404).body("<html>").build());
            ProblemException refused =
                    assertThrows(ProblemException.class, () -> app("http://127.0.0.1:" + server.getPort()));
            assertEquals(AuthCode.NOT_LOGGED_IN, refused.problem().code());
            assertEquals(
                    "it answered HTTP 404; is it a Mastodon server?",
                    refused.problem().why());
            assertThrows(ProblemException.class, () -> app("not a server"));
        }
    }
}
