package dev.factotum.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.mcp.protocol.StrictJson;
import dev.factotum.mcp.server.Doors;
import dev.factotum.mcp.server.Fronts;
import dev.factotum.mcp.server.Named;
import dev.factotum.mcp.server.Scope;
import dev.factotum.mcp.server.Token;
import dev.factotum.world.TestWorld;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Over real sockets: who is turned away, what both generations are answered, and the addresses of the named servers. */
class ServedOverHttpTest {
    private static final String SECRET = "0123456789abcdef0123";
    private static final Token TOKEN = new Token(SECRET);

    private final TestWorld world = TestWorld.seeded(4);
    private Office office;
    private Fronts fronts;

    @BeforeEach
    void open() throws IOException {
        Office.found(world);
        world.clock().advance(Duration.ofMinutes(1));
        office = new Office(world);
        fronts = office.serving().http(Scope.whole(), 0, TOKEN);
    }

    @AfterEach
    void close() {
        fronts.close();
        office.close();
    }

    private RawHttp http() {
        return new RawHttp(fronts.addresses().getFirst().port(), SECRET);
    }

    private static String call(String method, ObjectNode params) {
        ObjectNode message =
                StrictJson.object().put("jsonrpc", "2.0").put("id", 1).put("method", method);
        message.set("params", params);
        return message.toString();
    }

    private static ObjectNode modern(ObjectNode params) {
        params.putObject("_meta")
                .put("io.modelcontextprotocol/protocolVersion", "2026-07-28")
                .putObject("io.modelcontextprotocol/clientCapabilities");
        return params;
    }

    private RawHttp modern(String method) {
        return http().with("MCP-Protocol-Version", "2026-07-28").with("Mcp-Method", method);
    }

    private static JsonNode json(RawHttp.Answer answer) {
        return StrictJson.read(answer.body()) instanceof StrictJson.Read.Value(JsonNode json)
                ? json
                : StrictJson.object().put("unread", answer.body());
    }

    private record RpcAnswer(int status, int code) {
        static RpcAnswer of(RawHttp.Answer answer) {
            return new RpcAnswer(
                    answer.status(), json(answer).path("error").path("code").asInt());
        }
    }

    private String session() throws IOException {
        ObjectNode params = StrictJson.object().put("protocolVersion", "2025-06-18");
        params.putObject("clientInfo").put("name", "claude");
        RawHttp.Answer answer = http().post("/mcp", call("initialize", params));
        assertEquals(200, answer.status(), answer.body());
        assertEquals(
                "2025-06-18",
                json(answer).path("result").path("protocolVersion").asText());
        return answer.header("Mcp-Session-Id");
    }

    @Test
    void whoHasNoBusinessHereIsTurnedAway() throws IOException {
        int port = fronts.addresses().getFirst().port();
        String body = call("ping", StrictJson.object());
        assertEquals(401, http().without("Authorization").post("/mcp", body).status());
        assertEquals(
                401,
                http().with("Authorization", "Bearer wrong").post("/mcp", body).status());
        assertEquals(
                401,
                http().with("Authorization", "Basic " + SECRET)
                        .post("/mcp", body)
                        .status());
        assertEquals(403, http().with("Host", "evil.example").post("/mcp", body).status());
        assertEquals(403, http().with("Host", "127.0.0.1:1").post("/mcp", body).status());
        assertEquals(
                403,
                http().with("Host", "localhost.evil.example:" + port)
                        .post("/mcp", body)
                        .status());
        assertEquals(
                403,
                http().with("Origin", "https://evil.example").post("/mcp", body).status());
        assertEquals(403, http().with("Origin", "null").post("/mcp", body).status());
        assertEquals(
                403,
                http().with("Origin", "http://127.0.0.1:1").post("/mcp", body).status());
        assertEquals(403, http().with("Host", "evil.example").get("/health").status());
        assertEquals(
                403,
                http().with("Origin", "https://evil.example").get("/health").status());
        assertEquals(
                415,
                http().with("Content-Type", "text/plain").post("/mcp", body).status());
        assertEquals(404, http().get("/").status());
        assertEquals(404, http().get("/../agent.yaml").status());
        assertEquals(405, http().get("/mcp").status());
        assertEquals(405, modern("x").send("DELETE", "/mcp", "").status());
        assertEquals(
                200,
                http().with("Host", "localhost:" + port)
                        .with("Origin", "http://localhost:" + port)
                        .without("Authorization")
                        .get("/health")
                        .status());
        JsonNode error = json(http().without("Authorization").post("/mcp", body));
        assertFalse(error.path("success").asBoolean(true));
        assertEquals("UNAUTHORIZED", error.path("error_code").asText());
        assertTrue(error.path("error").isTextual() && error.path("timestamp").isTextual(), error::toString);
    }

    @Test
    void aBodyIsNeitherEndlessNorLate() throws IOException {
        assertEquals(
                413,
                http().with("Content-Length", "99999999").post("/mcp", "{}").status());
        RawHttp chunked = http().with("Transfer-Encoding", "chunked");
        String chunk = "10000\r\n" + "x".repeat(0x10000) + "\r\n";
        int status = chunked.post("/mcp", chunk.repeat(17) + "0\r\n\r\n").status();
        assertEquals(413, status);
        assertEquals(400, http().post("/mcp", "[]").status());
        assertEquals(400, http().post("/mcp", "{").status());
        try (Fronts hasty = Doors.open(office.serving(), Scope.whole(), TOKEN, Duration.ofMillis(200))) {
            RawHttp slow = new RawHttp(hasty.addresses().getFirst().port(), SECRET).with("Content-Length", "100");
            int late = slow.post("/mcp", "{").status();
            assertTrue(late == 0 || late == 408, "it was " + late);
            assertEquals(
                    200,
                    new RawHttp(hasty.addresses().getFirst().port(), SECRET)
                            .get("/health")
                            .status());
        }
    }

    @Test
    void theNewerGenerationIsHeldToItsHeaders() throws IOException {
        RawHttp.Answer list = modern("tools/list").post("/mcp", call("tools/list", modern(StrictJson.object())));
        assertEquals(200, list.status(), list.body());
        assertEquals("complete", json(list).path("result").path("resultType").asText());
        String body = call("tools/call", modern(StrictJson.object().put("name", "tray_list")));
        assertEquals(
                200,
                modern("tools/call")
                        .with("Mcp-Name", "tray_list")
                        .post("/mcp", body)
                        .status());
        assertEquals(
                200,
                modern("tools/call")
                        .with("Mcp-Name", "=?base64?dHJheV9saXN0?=")
                        .post("/mcp", body)
                        .status());
        List<RawHttp> mismatched = List.of(
                modern("tools/call").with("Mcp-Name", "x_post"),
                modern("tools/call"),
                modern("tools/list").with("Mcp-Name", "tray_list"),
                http().with("Mcp-Method", "tools/call").with("Mcp-Name", "tray_list"),
                modern("tools/call").with("Mcp-Name", "tray_list").with("MCP-Protocol-Version", "2025-11-25"));
        for (RawHttp http : mismatched) {
            RawHttp.Answer answer = http.post("/mcp", body);
            assertEquals(400, answer.status(), answer.body());
            assertEquals(-32020, json(answer).path("error").path("code").asInt(), answer.body());
        }
        RawHttp.Answer unknown = modern("ping").post("/mcp", call("ping", modern(StrictJson.object())));
        assertEquals(404, unknown.status());
        assertEquals(-32601, json(unknown).path("error").path("code").asInt());
        ObjectNode silent = StrictJson.object();
        silent.putObject("_meta").put("io.modelcontextprotocol/protocolVersion", "2026-07-28");
        for (ObjectNode params : List.of(silent, StrictJson.object())) {
            RpcAnswer answer = RpcAnswer.of(modern("tools/list").post("/mcp", call("tools/list", params)));
            assertEquals(new RpcAnswer(400, -32602), answer);
        }
        ObjectNode other = modern(StrictJson.object());
        ((ObjectNode) other.path("_meta")).put("io.modelcontextprotocol/protocolVersion", "2031-01-01");
        RawHttp.Answer unspoken =
                modern("tools/list").with("MCP-Protocol-Version", "2031-01-01").post("/mcp", call("tools/list", other));
        assertEquals(400, unspoken.status());
        assertEquals(-32022, json(unspoken).path("error").path("code").asInt());
    }

    @Test
    void theOlderGenerationHasSessionsAndNotTooMany() throws IOException {
        String session = session();
        assertEquals(26, session.length());
        String ping = call("ping", StrictJson.object());
        assertEquals(
                200, http().with("Mcp-Session-Id", session).post("/mcp", ping).status());
        assertEquals(400, http().post("/mcp", ping).status());
        assertEquals(
                404,
                http().with("Mcp-Session-Id", "01ARZ3NDEKTSV4RRFFQ69G5FAV")
                        .post("/mcp", ping)
                        .status());
        String notice = "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}";
        assertEquals(
                202, http().with("Mcp-Session-Id", session).post("/mcp", notice).status());
        assertEquals(
                204,
                http().with("Mcp-Session-Id", session)
                        .send("DELETE", "/mcp", "")
                        .status());
        assertEquals(
                404, http().with("Mcp-Session-Id", session).post("/mcp", ping).status());
        String first = session();
        for (int i = 0; i < 64; i++) {
            session();
        }
        assertEquals(
                404, http().with("Mcp-Session-Id", first).post("/mcp", ping).status());
    }

    @Test
    void aWaitingCallStreamsUntilThePersonDecides() throws Exception {
        String session = session();
        ObjectNode params = StrictJson.object().put("name", "x_post");
        params.putObject("arguments").put("text", "Hello from the shop").put("wait_s", 600);
        CompletableFuture<RawHttp.Answer> waiting = CompletableFuture.supplyAsync(() -> {
            try {
                return http().with("Mcp-Session-Id", session).post("/mcp", call("tools/call", params));
            } catch (IOException broken) {
                throw new java.io.UncheckedIOException(broken);
            }
        });
        Peer.until(() -> !office.notes("Pending_Approval").isEmpty(), "no plan in the tray");
        assertFalse(waiting.isDone());
        office.notes("Pending_Approval")
                .keySet()
                .forEach(name -> office.person()
                        .move(
                                Office.ROOT.resolve("Pending_Approval").resolve(name),
                                Office.ROOT.resolve("Approved").resolve(name)));
        office.wait(Duration.ofMinutes(1));
        Peer.until(
                () -> {
                    try {
                        office.work();
                    } catch (IOException broken) {
                        throw new java.io.UncheckedIOException(broken);
                    }
                    return waiting.isDone();
                },
                "no answer");
        RawHttp.Answer answer = waiting.get();
        assertTrue(answer.head().contains("text/event-stream"), answer.head());
        assertTrue(answer.body().contains("\"state\":\"done\""), answer.body());
    }

    @Test
    void allFiveServeTheirAddressesAndNothingIsMadeUp() throws IOException {
        int[] addresses = {0};
        int[] honest = {0};
        try (Fronts five = office.serving().http(Arrays.asList(Named.values()), List.of(0, 0, 0, 0, 0), TOKEN)) {
            for (Fronts.Address address : five.addresses()) {
                RawHttp.Answer health = new RawHttp(address.port(), SECRET)
                        .without("Authorization")
                        .get("/health");
                assertEquals("{\"status\":\"healthy\",\"service\":\"" + address.name() + "\"}", health.body());
            }
            for (Map.Entry<String, String> route : routes().entrySet()) {
                String[] part = route.getKey().split(" ");
                int port = five.addresses().stream()
                        .filter(one -> one.name().equals(part[0]))
                        .findFirst()
                        .orElseThrow()
                        .port();
                RawHttp.Answer answer = new RawHttp(port, SECRET)
                        .send(
                                part[1],
                                part[2],
                                part[1].equals("GET") ? "" : route.getValue().substring(4));
                int expected = Integer.parseInt(route.getValue().substring(0, 3));
                assertEquals(expected, answer.status(), route.getKey() + answer.body());
                addresses[0]++;
                if (expected == 501) {
                    honest[0]++;
                    assertEquals(
                            "NOT_IMPLEMENTED", json(answer).path("error_code").asText());
                    assertFalse(json(answer).path("success").asBoolean(true));
                }
                assertEquals(
                        401, new RawHttp(port, "x").send(part[1], part[2], "{}").status(), route.getKey());
            }
        }
        assertEquals(22, addresses[0]);
        assertEquals(
                5,
                office.notes("Pending_Approval").size()
                        + office.notes("Needs_Action").size());
        assertEquals(Map.of(), office.notes("Outbox"));
        System.out.println("addresses: " + addresses[0] + ", of them 501: " + honest[0]);
    }

    private static Map<String, String> routes() {
        Map<String, String> routes = new java.util.LinkedHashMap<>();
        routes.put("email POST /send-email", "202 {\"to\":\"jo@acme.example\",\"subject\":\"Hi\",\"body\":\"Hello\"}");
        routes.put("email GET /receive-email", "200");
        routes.put("email POST /process-email", "202 {\"subject\":\"Hi\",\"from\":\"jo@acme.example\",\"body\":\"?\"}");
        routes.put("email GET /gmail-watch", "501");
        routes.put("browser POST /browse-web", "501 {\"url\":\"https://acme.example\"}");
        routes.put("browser GET /scrape-content", "501");
        routes.put("browser POST /automate-browser", "501 {}");
        routes.put("browser POST /social-media-post", "202 {\"platform\":\"twitter\",\"content\":\"Hello there\"}");
        routes.put("odoo GET /financial/records", "501");
        routes.put("odoo POST /invoices/sync", "501 {}");
        routes.put("odoo GET /financial/outstanding", "501");
        routes.put("odoo GET /financial/monthly-revenue", "501");
        routes.put("x POST /post/tweet", "202 {\"tweet\":\"Hello\",\"idempotency_key\":\"1\"}");
        routes.put("x POST /post/thread", "202 {\"tweets\":[\"One\",\"Two\"]}");
        routes.put("x GET /metrics/user", "501");
        routes.put("x GET /metrics/tweet", "501");
        routes.put("x GET /summary", "200");
        routes.put("meta POST /post/facebook", "501 {\"message\":\"Hello\"}");
        routes.put("meta POST /post/instagram", "501 {\"caption\":\"Hello\"}");
        routes.put("meta GET /insights/facebook", "501");
        routes.put("meta GET /insights/instagram", "501");
        routes.put("meta GET /summary", "200");
        return routes;
    }

    @Test
    void aPlainAddressRefusesWhatItsToolRefuses() throws IOException {
        try (Fronts five = office.serving().http(List.of(Named.X), List.of(0), TOKEN)) {
            int port = five.addresses().getFirst().port();
            RawHttp.Answer bad =
                    new RawHttp(port, SECRET).post("/post/tweet", "{\"text\":\"" + "x".repeat(300) + "\"}");
            assertEquals(422, bad.status());
            assertEquals("VALIDATION", json(bad).path("error_code").asText());
            assertEquals(
                    422,
                    new RawHttp(port, SECRET)
                            .post("/post/tweet", "{\"text\":\"a\",\"approve\":true}")
                            .status());
            assertEquals(
                    400, new RawHttp(port, SECRET).post("/post/tweet", "[]").status());
            assertEquals(405, new RawHttp(port, SECRET).get("/post/tweet").status());
            String once = "{\"text\":\"Hello\",\"idempotency_key\":\"k\"}";
            String id = json(new RawHttp(port, SECRET).post("/post/tweet", once))
                    .path("data")
                    .path("id")
                    .asText();
            assertEquals(
                    id,
                    json(new RawHttp(port, SECRET).post("/post/tweet", once))
                            .path("data")
                            .path("id")
                            .asText());
            assertEquals(1, office.notes("Pending_Approval").size());
        }
    }
}
