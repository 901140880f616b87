package dev.factotum.mcp.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.problem.McpCode;
import dev.factotum.problem.ProblemException;
import dev.factotum.tool.Outcome;
import dev.factotum.world.TestWorld;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Servers at an address, in both generations. */
class AddressTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final MockWebServer web = new MockWebServer();
    private final List<RecordedRequest> requests = new CopyOnWriteArrayList<>();
    private final List<JsonNode> bodies = new CopyOnWriteArrayList<>();
    private BiFunction<RecordedRequest, JsonNode, MockResponse> serve = this::modern;
    private final AtomicInteger sessions = new AtomicInteger();

    @BeforeEach
    void start() throws IOException {
        web.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                try {
                    JsonNode body =
                            request.getBody() == null || request.getBody().size() == 0
                                    ? JSON.createObjectNode()
                                    : JSON.readTree(request.getBody().utf8());
                    requests.add(request);
                    bodies.add(body);
                    return serve.apply(request, body);
                } catch (IOException broken) {
                    throw new UncheckedIOException(broken);
                }
            }
        });
        web.start(InetAddress.getLoopbackAddress(), 0);
    }

    @AfterEach
    void end() {
        web.close();
    }

    private Peers peers(String more) throws IOException {
        Peers peers = new Peers(TestWorld.seeded(7), Map.of("GH_TOKEN", "tok-canary-55512"));
        peers.write("{\"mcpServers\": {\"peer\": {\"type\": \"http\", \"url\": \"" + web.url("/mcp")
                + "\", \"timeout\": 5" + more + "}}}");
        return peers;
    }

    private MockResponse modern(RecordedRequest request, JsonNode body) {
        boolean right = "2026-07-28".equals(request.getHeaders().get("mcp-protocol-version"))
                && body.path("method").asText().equals(request.getHeaders().get("mcp-method"))
                && body.at("/params/_meta").has("io.modelcontextprotocol/clientCapabilities");
        if (!right) {
            return json(400, JSON.createObjectNode().put("jsonrpc", "2.0").set("error", code(-32020)));
        }
        ObjectNode result = JSON.createObjectNode().put("resultType", "complete");
        return switch (body.path("method").asText()) {
            case "server/discover" -> {
                result.putArray("supportedVersions").add("2026-07-28");
                yield answer(body, result);
            }
            case "tools/list" -> answer(body, tools(result));
            case "tools/call" ->
                "write".equals(request.getHeaders().get("mcp-name"))
                        ? answer(body, said(result, "wrote it"))
                        : json(
                                400,
                                JSON.createObjectNode().put("jsonrpc", "2.0").set("error", code(-32020)));
            default -> json(404, JSON.createObjectNode().put("jsonrpc", "2.0").set("error", code(-32601)));
        };
    }

    private MockResponse legacy(RecordedRequest request, JsonNode body) {
        ObjectNode result = JSON.createObjectNode();
        String method = body.path("method").asText();
        if (method.equals("initialize")) {
            result.put("protocolVersion", "2025-06-18").putObject("capabilities");
            return answer(body, result)
                    .newBuilder()
                    .addHeader("Mcp-Session-Id", "session-" + sessions.incrementAndGet())
                    .build();
        }
        if (request.getHeaders().get("mcp-session-id") == null) {
            return new MockResponse.Builder()
                    .code(400)
                    .body("Bad Request: no session")
                    .build();
        }
        if (!("session-" + sessions.get()).equals(request.getHeaders().get("mcp-session-id"))) {
            return new MockResponse.Builder().code(404).build();
        }
        return switch (method) {
            case "tools/list" -> events(message(body, "result", tools(result)));
            case "tools/call" ->
                events(
                        "{\"jsonrpc\":\"2.0\",\"id\":\"q\",\"method\":\"ping\"}",
                        "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/progress\",\"params\":{}}",
                        message(body, "result", said(result, "wrote it")));
            default -> new MockResponse.Builder().code(202).build();
        };
    }

    @Test
    void aServerOfTodayIsAskedWithoutAHandshake() throws Exception {
        try (Peers peers = peers("")) {
            peers.trust();

            Outcome.Done done = assertInstanceOf(Outcome.Done.class, peers.call("write", "a"));

            assertEquals("wrote it", done.receipt().text());
            assertFalse(methods().contains("initialize"));
            assertNull(requests.getLast().getHeaders().get("mcp-session-id"));
        }
    }

    @Test
    void anOldServerIsAskedWithAHandshakeAndKeepsItsSession() throws Exception {
        serve = this::legacy;
        try (Peers peers = peers("")) {
            peers.trust();

            assertInstanceOf(Outcome.Done.class, peers.call("write", "a"));

            assertEquals("2025-06-18", requests.getLast().getHeaders().get("mcp-protocol-version"));
            assertNull(requests.getLast().getHeaders().get("mcp-method"));
        }
        assertEquals("DELETE", requests.getLast().getMethod());
    }

    @Test
    void argumentsThatAToolWantsAsHeadersAreRepeatedThere() throws Exception {
        try (Peers peers = peers("")) {
            peers.trust();
            peers.call("write", "Zürich");
            assertEquals(
                    "=?base64?WsO8cmljaA==?=", requests.getLast().getHeaders().get("mcp-param-place"));

            peers.call("write", "Bern");
            assertEquals("Bern", requests.getLast().getHeaders().get("mcp-param-place"));
        }
    }

    /** As the makers' conformance suite does it. */
    @Test
    void aServerOfTodayThatRefusesOnceIsNotTakenForAnOldOne() throws Exception {
        serve = (request, body) -> {
            if (requests.size() > 1) {
                return modern(request, body);
            }
            ObjectNode error = code(-32022);
            error.putObject("data").putArray("supported").add("2026-07-28");
            return json(400, JSON.createObjectNode().put("jsonrpc", "2.0").set("error", error));
        };
        try (Peers peers = peers("")) {
            peers.trust();

            assertEquals(List.of("server/discover", "server/discover", "tools/list"), methods());
        }
    }

    @Test
    void aForgottenSessionIsBegunAnew() throws Exception {
        serve = this::legacy;
        try (Peers peers = peers("")) {
            peers.trust();
            sessions.incrementAndGet();

            assertInstanceOf(Outcome.Done.class, peers.call("write", "a"));
        }
    }

    @Test
    void aTokenByReferenceGoesWithEveryCallAndStandsNowhere() throws Exception {
        try (Peers peers = peers(", \"headers\": {\"Authorization\": \"Bearer ${GH_TOKEN}\"}")) {
            peers.trust();
            peers.call("write", "a");

            assertTrue(requests.stream()
                    .allMatch(request -> "Bearer tok-canary-55512"
                            .equals(request.getHeaders().get("authorization"))));
            assertEquals(
                    List.of(),
                    peers.texts().stream()
                            .filter(text -> text.contains("canary"))
                            .toList());
        }
    }

    @Test
    void aWrongLoginIsSaidAsOne() throws Exception {
        serve = (request, body) -> new MockResponse.Builder().code(401).build();
        try (Peers peers = peers("")) {
            ProblemException refused = assertThrows(ProblemException.class, peers::trust);

            assertEquals(McpCode.LOGIN, refused.problem().code());
        }
    }

    @Test
    void aServerThatBreaksOffLeavesItOpenWhatHappened() throws Exception {
        try (Peers peers = peers("")) {
            peers.trust();
            serve = (request, body) -> body.path("method").asText().equals("tools/call")
                    ? new MockResponse.Builder().code(502).build()
                    : modern(request, body);

            assertEquals(new Outcome.Unknown("the server peer: HTTP 502"), peers.call("write", "a"));
        }
    }

    @Test
    void aStreamWithoutEndIsGivenUp() throws Exception {
        try (Peers peers = peers("")) {
            peers.trust();
            serve = (request, body) -> body.path("method").asText().equals("tools/call")
                    ? new MockResponse.Builder()
                            .addHeader("content-type", "text/event-stream")
                            .body("data: {}\n\n".repeat(2_000_000))
                            .build()
                    : modern(request, body);

            Outcome.Unknown unknown = assertInstanceOf(Outcome.Unknown.class, peers.call("write", "a"));

            assertTrue(unknown.why().contains("answered with more than 16777216 bytes"), unknown.why());
        }
    }

    @Test
    void aStreamIsReadNoFurtherThanTheAnswer() throws Exception {
        try (Peers peers = peers("")) {
            peers.trust();
            serve = (request, body) -> body.path("method").asText().equals("tools/call")
                    ? new MockResponse.Builder()
                            .addHeader("content-type", "text/event-stream")
                            .body("data: " + message(body, "result", said(JSON.createObjectNode(), "at once")) + "\n\n"
                                    + ": silence\n".repeat(20))
                            .throttleBody(1024, 1, java.util.concurrent.TimeUnit.HOURS)
                            .build()
                    : modern(request, body);

            Outcome.Done done = assertInstanceOf(Outcome.Done.class, peers.call("write", "a"));

            assertEquals("at once", done.receipt().text());
        }
    }

    @Test
    void noAddressLeadsElsewhere() throws Exception {
        try (Peers peers = peers("")) {
            serve = (request, body) -> new MockResponse.Builder()
                    .code(307)
                    .addHeader("location", "http://127.0.0.1:1/mcp")
                    .build();

            ProblemException refused = assertThrows(ProblemException.class, peers::trust);

            assertTrue(
                    refused.problem().why().contains("not among the hosts"),
                    refused.problem().why());
        }
    }

    private List<String> methods() {
        return bodies.stream().map(body -> body.path("method").asText()).toList();
    }

    private static ObjectNode code(int code) {
        return JSON.createObjectNode().put("code", code).put("message", "no");
    }

    private static ObjectNode tools(ObjectNode result) {
        ObjectNode tool =
                result.putArray("tools").addObject().put("name", "write").put("description", "Writes.");
        tool.putObject("inputSchema")
                .put("type", "object")
                .putObject("properties")
                .putObject("text")
                .put("type", "string")
                .put("x-mcp-header", "Place");
        return result;
    }

    private static ObjectNode said(ObjectNode result, String text) {
        result.putArray("content").addObject().put("type", "text").put("text", text);
        return result;
    }

    private static String message(JsonNode request, String key, JsonNode value) {
        ObjectNode message = JSON.createObjectNode().put("jsonrpc", "2.0");
        message.set("id", Objects.requireNonNull(request.get("id")));
        message.set(key, value);
        return message.toString();
    }

    private static MockResponse answer(JsonNode request, JsonNode result) {
        return new MockResponse.Builder()
                .addHeader("content-type", "application/json")
                .body(message(request, "result", result))
                .build();
    }

    private static MockResponse json(int status, JsonNode body) {
        return new MockResponse.Builder()
                .code(status)
                .addHeader("content-type", "application/json")
                .body(body.toString())
                .build();
    }

    private static MockResponse events(String... data) {
        List<String> events = new ArrayList<>();
        for (String one : data) {
            events.add("event: message\ndata: " + one + "\n\n");
        }
        return new MockResponse.Builder()
                .addHeader("content-type", "text/event-stream")
                .body(String.join("", events))
                .build();
    }
}
