package dev.factotum.channel.port;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.factotum.channel.port.ApiCall.Kind;
import dev.factotum.http.Http;
import dev.factotum.http.HttpCall.Header;
import dev.factotum.http.HttpReply.Answered;
import dev.factotum.http.Resets;
import dev.factotum.http.Resolver;
import dev.factotum.problem.NetCode;
import dev.factotum.problem.Problem;
import dev.factotum.secret.Secrets;
import dev.factotum.tool.ToolError;
import dev.factotum.vault.Vault;
import dev.factotum.world.TestWorld;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ApiTest {
    private static final Path ROOT = Path.of("/vault");
    private static final ApiCall POST = ApiCall.of("POST", "/posts", Kind.CREATE);

    private final MockWebServer server = new MockWebServer();
    private final TestWorld world = TestWorld.seeded(5);
    private final Login login = new Login();
    private Vault vault;

    /** A platform that says things plainly. */
    private static final class Plain implements Dialect {
        @Override
        public String name() {
            return "Plain";
        }

        @Override
        public ToolError error(Answered answer, JsonNode json, String said, Instant now) {
            return switch (answer.status()) {
                case 401 -> new ToolError.Auth(said, true);
                case 402 -> new ToolError.Quota(said);
                case 429 ->
                    new ToolError.RateLimited(
                            said,
                            answer.header("retry-after")
                                    .flatMap(text -> Resets.parse(text, now))
                                    .orElse(now.plus(Duration.ofMinutes(15))));
                default -> answer.status() >= 500 ? new ToolError.Transient(said) : new ToolError.Validation(said);
            };
        }

        @Override
        public String words(JsonNode json) {
            return json.path("error").asText("");
        }

        @Override
        public Optional<Instant> spent(Answered answer, Instant now) {
            return answer.header("x-left").filter("0"::equals).map(left -> now.plus(Duration.ofMinutes(5)));
        }
    }

    /** A login whose token can be renewed so many times. */
    private static final class Login implements Authority {
        private int token = 1;
        private int renewals;

        @Override
        public Pass pass(String method, URI url, List<Map.Entry<String, String>> form) {
            String key = "token-" + token + "-of-the-account";
            return new Pass.Given(List.of(new Header("authorization", "Bearer " + key)), List.of(key));
        }

        @Override
        public Optional<ToolError> renew() {
            if (renewals == 0) {
                return Optional.of(new ToolError.Auth("connect it again", false));
            }
            renewals--;
            token++;
            return Optional.empty();
        }

        @Override
        public String mark() {
            return "mark-" + token;
        }
    }

    @BeforeEach
    void begin() throws IOException {
        server.start();
        Vault.create(world.world(), ROOT);
        vault = Vault.open(world.world(), ROOT);
    }

    @AfterEach
    void end() {
        server.close();
    }

    /** Another process, or the same: nothing of it is remembered but by the disk. */
    private Api api() {
        Ground ground = new Ground(
                vault, new Http(world.clock(), Resolver.system()), new Secrets(world.world(), ROOT, secret -> {}));
        return new Api(
                ground,
                ServerAddress.named(server.url("/").toString()).orElseThrow(),
                login,
                new Plain(),
                new Gate(vault, "acme", "Plain"));
    }

    private void answers(int code, String body, String... headers) {
        MockResponse.Builder response = new MockResponse.Builder().code(code).body(body);
        for (int i = 0; i < headers.length; i += 2) {
            response.addHeader(headers[i], headers[i + 1]);
        }
        server.enqueue(response.build());
    }

    private ToolError refused(ApiCall call) throws InterruptedException {
        return assertInstanceOf(ApiReply.Refused.class, api().send(call)).error();
    }

    @Test
    void aCallCarriesItsPathItsQueryAndTheLogin() throws InterruptedException {
        answers(200, "{\"id\":\"7\"}");
        ApiReply.Good good = assertInstanceOf(
                ApiReply.Good.class,
                api().send(ApiCall.get("/posts").with("q", "a&b c").with("q", "d")));
        assertEquals("7", good.json().path("id").asText());
        var seen = server.takeRequest();
        assertEquals("/posts?q=a%26b+c&q=d", seen.getTarget());
        assertEquals("Bearer token-1-of-the-account", seen.getHeaders().get("authorization"));
    }

    @Test
    void anOldTokenIsRenewedOnceAndTheCallMadeOnceMore() throws InterruptedException {
        login.renewals = 5;
        answers(401, "{}");
        answers(200, "{}");
        assertInstanceOf(ApiReply.Good.class, api().send(POST));
        answers(401, "{}");
        answers(401, "{}");
        assertFalse(assertInstanceOf(ToolError.Auth.class, refused(POST)).refreshable());
        assertEquals(4, server.getRequestCount());
    }

    @Test
    void aDeadLoginIsNotTriedAgainUntilItIsAnother() throws InterruptedException {
        answers(401, "{}");
        assertInstanceOf(ToolError.Auth.class, refused(POST));
        assertInstanceOf(ToolError.Auth.class, refused(POST));
        assertEquals(1, server.getRequestCount());
        login.token = 2;
        answers(200, "{}");
        assertInstanceOf(ApiReply.Good.class, api().send(POST));
    }

    @Test
    void aLimitHoldsForItsBucketAndForEveryProcess() throws InterruptedException {
        answers(429, "{\"error\":\"slow down\"}", "retry-after", "120");
        ToolError.RateLimited limited = assertInstanceOf(ToolError.RateLimited.class, refused(POST));
        assertEquals(world.clock().instant().plus(Duration.ofMinutes(2)), limited.until());
        assertInstanceOf(ToolError.RateLimited.class, refused(POST));
        assertEquals(1, server.getRequestCount());
        answers(200, "{}");
        assertInstanceOf(ApiReply.Good.class, api().send(ApiCall.get("/posts")));
        world.clock().advance(Duration.ofSeconds(121));
        answers(200, "{}");
        assertInstanceOf(ApiReply.Good.class, api().send(POST));
    }

    @Test
    void theLastCallThatALimitAllowsIsTheLast() throws InterruptedException {
        answers(200, "{}", "x-left", "0");
        assertInstanceOf(ApiReply.Good.class, api().send(POST));
        assertInstanceOf(ToolError.RateLimited.class, refused(POST));
        assertEquals(1, server.getRequestCount());
    }

    @Test
    void anUnpaidBillStopsTheAccountUntilAPersonMendedIt() throws InterruptedException, IOException {
        answers(402, "{\"error\":\"credits depleted\"}");
        assertEquals("Plain: HTTP 402: credits depleted", refused(POST).message());
        assertInstanceOf(ToolError.Quota.class, refused(ApiCall.get("/posts")));
        assertEquals(1, server.getRequestCount());
        Gate gate = new Gate(vault, "acme", "Plain");
        assertInstanceOf(ToolError.Quota.class, gate.fares().trouble().orElseThrow());
        gate.mended();
        answers(200, "{}");
        assertInstanceOf(ApiReply.Good.class, api().send(POST));
    }

    @Test
    void aPlatformThatFailsFourTimesInARowIsLeftAlone() throws InterruptedException {
        for (int i = 0; i < 4; i++) {
            answers(503, "<html>");
            assertInstanceOf(ToolError.Transient.class, refused(ApiCall.get("/posts")));
        }
        assertInstanceOf(ToolError.RateLimited.class, refused(POST));
        assertEquals(4, server.getRequestCount());
        world.clock().advance(Duration.ofMinutes(16));
        answers(200, "{}");
        assertInstanceOf(ApiReply.Good.class, api().send(POST));
    }

    @Test
    void whatStandsInAnAccountsWayIsThereForStatusAndDoctor() throws InterruptedException, IOException {
        assertEquals(List.of(), AccountTroubles.problems(vault));
        answers(402, "{\"error\":\"credits depleted\"}");
        refused(POST);
        Problem problem = AccountTroubles.problems(vault).getFirst();
        assertEquals(NetCode.UNPAID, problem.code());
        assertEquals("account acme", problem.where());
        assertEquals("Plain: HTTP 402: credits depleted", problem.why());
        assertTrue(problem.next().contains("agent connect acme"), problem.next());
        world.clock().advance(Duration.ofDays(2));
        assertEquals(List.of(), AccountTroubles.problems(vault));
    }

    @Test
    void whatMayHaveBeenTakenIsLostAndNotFailed() throws InterruptedException {
        answers(502, "<html>bad gateway</html>");
        assertEquals(
                "Plain: HTTP 502",
                assertInstanceOf(ApiReply.Lost.class, api().send(POST)).why());
        server.enqueue(new MockResponse.Builder()
                .onResponseStart(SocketEffect.ShutdownConnection.INSTANCE)
                .build());
        assertInstanceOf(ApiReply.Lost.class, api().send(POST));
        server.enqueue(new MockResponse.Builder()
                .onResponseStart(SocketEffect.ShutdownConnection.INSTANCE)
                .build());
        assertInstanceOf(ToolError.Transient.class, refused(ApiCall.get("/posts")));
    }

    @Test
    void aTokenThatAPlatformRepeatsIsInNoMessage() throws InterruptedException {
        answers(422, "{\"error\":\"bad token-1-of-the-account\\nsecond line\"}");
        String message = refused(POST).message();
        assertFalse(message.contains("token-1"), message);
        assertTrue(message.startsWith("Plain: HTTP 422: bad "), message);
        assertFalse(message.contains("\n"), message);
    }

    @Test
    void aServerOnThisMachineIsReachedOnlyWhereItIsWrittenWithItsScheme() {
        assertTrue(ServerAddress.named("http://127.0.0.1:2583")
                .orElseThrow()
                .reach()
                .named()
                .isPresent());
        assertTrue(ServerAddress.named("mastodon.social")
                .orElseThrow()
                .reach()
                .named()
                .isEmpty());
        for (String bad : List.of("", "ftp://x.example", "https://u:p@x.example", "https://x.example/?q=1", "a b")) {
            assertEquals(Optional.empty(), ServerAddress.named(bad), bad);
        }
    }
}
