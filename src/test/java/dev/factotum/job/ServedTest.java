package dev.factotum.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.mcp.protocol.StrictJson;
import dev.factotum.mcp.server.Named;
import dev.factotum.mcp.server.Scope;
import dev.factotum.tool.Effect;
import dev.factotum.world.TestWorld;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A program asks, a person decides by moving a file, and the program hears what came of it. */
class ServedTest {
    private static final List<String> OWN =
            List.of("matter_add", "tray_list", "matter_read", "memory_search", "metrics_read", "log_read", "draft");

    private static ObjectNode object() {
        return StrictJson.object();
    }

    private static Office office() throws IOException {
        return new Office(world());
    }

    private static TestWorld world() throws IOException {
        TestWorld world = TestWorld.seeded(6);
        Office.found(world);
        world.clock().advance(Duration.ofMinutes(1));
        return world;
    }

    private static void move(Office office, String from, String to) {
        office.notes(from)
                .keySet()
                .forEach(name -> office.person()
                        .move(
                                Office.ROOT.resolve(from).resolve(name),
                                Office.ROOT.resolve(to).resolve(name)));
        office.wait(Duration.ofMinutes(1));
    }

    private static ObjectNode post() {
        return object().put("text", "Hello from the shop").put("wait_s", 600);
    }

    private static void waits(Office office) {
        Peer.until(() -> !office.notes("Pending_Approval").isEmpty(), "no plan in the tray");
    }

    /** The office goes on until the call is answered: it may still hold the matter when it is seen in the tray. */
    private static JsonNode worked(Office office, Peer peer, int call) {
        Peer.until(
                () -> {
                    try {
                        office.work();
                    } catch (IOException broken) {
                        throw new UncheckedIOException(broken);
                    }
                    return peer.answered(call);
                },
                "no answer to " + call);
        return peer.answer(call).path("result");
    }

    /** Ten minutes pass, again and again: the call may begin to wait after the plan is seen. */
    private static boolean later(Office office, Peer peer, int call) {
        office.wait(Duration.ofSeconds(601));
        return peer.answeredSoon(call);
    }

    @Test
    void theWaitingCallReturnsTheReceipt() throws IOException {
        try (Office office = office();
                Peer peer = Peer.legacy(office.serving())) {
            int call = peer.sendCall("x_post", post());
            waits(office);
            assertFalse(peer.answered(call), "nobody has approved yet");
            move(office, "Pending_Approval", "Approved");
            JsonNode result = worked(office, peer, call);
            assertEquals("done", result.path("structuredContent").path("state").asText(), result::toString);
            assertTrue(Peer.words(result).startsWith("Done: "), Peer.words(result));
            JsonNode step = result.path("structuredContent").path("steps").path(0);
            assertEquals("ok", step.path("outcome").asText());
            assertTrue(step.path("simulated").asBoolean());
            assertTrue(step.path("outputs").path("id").isTextual(), step::toString);
            assertFalse(result.path("structuredContent").has("changed_by_person"));
        }
    }

    @Test
    void aCallThatDoesNotWaitAnswersAtOnceWithWhatAPersonSees() throws IOException {
        try (Office office = office();
                Peer peer = Peer.modern(office.serving(), Scope.whole())) {
            JsonNode result = peer.call("x_post", object().put("text", "Hello"));
            JsonNode data = result.path("structuredContent");
            assertEquals("waiting", data.path("state").asText(), result::toString);
            assertEquals("high", data.path("risk").asText());
            assertTrue(data.path("if_approved").asText().contains("posts 1 text on X"), data::toString);
            assertEquals(
                    office.only("Pending_Approval").getKey(), data.path("file").asText());
            assertEquals("complete", result.path("resultType").asText());
            JsonNode read =
                    peer.call("matter_read", object().put("id", data.path("id").asText()));
            assertTrue(Peer.words(read).contains("skill: x.post"), read::toString);
            JsonNode tray = peer.call("tray_list", object());
            assertEquals(
                    data.path("id"),
                    tray.path("structuredContent").path("waiting").path(0).path("id"));
        }
    }

    @Test
    void aRejectionIsToldAndNothingWasDone() throws IOException {
        try (Office office = office();
                Peer peer = Peer.legacy(office.serving())) {
            int call = peer.sendCall("x_post", post());
            waits(office);
            move(office, "Pending_Approval", "Rejected");
            JsonNode result = worked(office, peer, call);
            assertEquals(
                    "rejected", result.path("structuredContent").path("state").asText(), result::toString);
            assertEquals(Map.of(), office.notes("Outbox"));
        }
    }

    @Test
    void whatThePersonChangedIsTold() throws IOException {
        try (Office office = office();
                Peer peer = Peer.legacy(office.serving())) {
            int call = peer.sendCall("x_post", post());
            waits(office);
            Map.Entry<String, String> note = office.only("Pending_Approval");
            office.person()
                    .write(
                            Office.ROOT.resolve("Pending_Approval").resolve(note.getKey()),
                            note.getValue().replace("```text text\nHello", "```text text\nGood morning"));
            move(office, "Pending_Approval", "Approved");
            office.wait(Duration.ofMinutes(1));
            JsonNode result = worked(office, peer, call);
            assertEquals("done", result.path("structuredContent").path("state").asText(), result::toString);
            assertEquals(
                    "x.post: `text` is now “Good morning from the shop”",
                    result.path("structuredContent")
                            .path("changed_by_person")
                            .path(0)
                            .asText());
            assertTrue(Peer.words(result).contains("The person changed it before they approved"));
        }
    }

    @Test
    void theTimeIsUpWithoutADecision() throws IOException {
        try (Office office = office();
                Peer peer = Peer.legacy(office.serving())) {
            int call = peer.sendCall("x_post", post());
            waits(office);
            Peer.until(() -> later(office, peer, call), "no answer");
            JsonNode result = peer.answer(call).path("result");
            assertTrue(Peer.words(result).startsWith("Still waiting: a person must approve"), result::toString);
            assertEquals(
                    "waiting", result.path("structuredContent").path("state").asText());
        }
    }

    @Test
    void aCancelledCallIsNotAnsweredAndItsMatterStays() throws IOException {
        try (Office office = office();
                Peer peer = Peer.legacy(office.serving())) {
            int call = peer.sendCall("x_post", post());
            waits(office);
            peer.line("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":" + call
                    + "}}");
            JsonNode other = peer.call("tray_list", object());
            assertEquals(1, other.path("structuredContent").path("waiting").size());
            assertFalse(peer.answered(call));
            assertEquals(1, office.notes("Pending_Approval").size());
        }
    }

    @Test
    void aFailedStepComesBackAndIsAnError() throws IOException {
        FakeTool tool = new FakeTool("fake.send", new Effect.Keyed(Duration.ofHours(1)));
        tool.answers(call -> new dev.factotum.tool.Outcome.Failed(
                new dev.factotum.tool.ToolError.Permission("the provider refuses")));
        try (Office office = new Office(world(), List.of(tool));
                Peer peer = Peer.legacy(office.serving())) {
            int call = peer.sendCall("fake_send", object().put("text", "one").put("wait_s", 60));
            waits(office);
            move(office, "Pending_Approval", "Approved");
            JsonNode result = worked(office, peer, call);
            assertEquals(
                    "came_back", result.path("structuredContent").path("state").asText(), result::toString);
            assertTrue(result.path("isError").asBoolean());
            assertTrue(result.toString().contains("the provider refuses"), result::toString);
        }
    }

    @Test
    void bothGenerationsSeeTheSameTools() throws IOException {
        try (Office office = office();
                Peer legacy = Peer.legacy(office.serving());
                Peer modern = Peer.modern(office.serving(), Scope.whole())) {
            List<String> names = names(legacy.ask("tools/list", object()));
            assertEquals(names, names(modern.ask("tools/list", object())));
            assertTrue(names.containsAll(OWN), names::toString);
            assertTrue(names.containsAll(List.of("x_post", "x_thread", "email_send", "bluesky_post")), names::toString);
            assertFalse(names.stream().anyMatch(name -> name.startsWith("vault_")), "they change the house");
            JsonNode discovered = modern.ask("server/discover", object()).path("result");
            assertEquals(
                    "2026-07-28", discovered.path("supportedVersions").path(0).asText());
            assertEquals("private", discovered.path("cacheScope").asText());
            assertEquals(
                    -32601,
                    modern.ask("ping", object()).path("error").path("code").asInt());
            assertTrue(legacy.ask("ping", object()).path("result").isEmpty());
            assertEquals(
                    -32602,
                    legacy.ask("tools/call", object().put("name", "approve"))
                            .path("error")
                            .path("code")
                            .asInt());
        }
    }

    @Test
    void aRevisionThatNobodySpeaksIsNamed() throws IOException {
        try (Office office = office();
                Peer peer = Peer.modern(office.serving(), Scope.whole())) {
            peer.line("{\"jsonrpc\":\"2.0\",\"id\":90,\"method\":\"tools/list\",\"params\":{\"_meta\":"
                    + "{\"io.modelcontextprotocol/protocolVersion\":\"2031-01-01\"}}}");
            JsonNode error = peer.answer(90).path("error");
            assertEquals(-32022, error.path("code").asInt());
            assertEquals(
                    "2026-07-28", error.path("data").path("supported").path(0).asText());
            assertEquals("2031-01-01", error.path("data").path("requested").asText());
            peer.line("{\"jsonrpc\":\"2.0\",\"id\":91,\"method\":\"tools/list\"}");
            assertEquals(-32600, peer.answer(91).path("error").path("code").asInt());
            peer.line("nonsense");
            assertEquals(-32700, peer.answer(-1).path("error").path("code").asInt());
        }
    }

    @Test
    void aNamedServerOffersItsChannelAlone() throws IOException {
        try (Office office = office();
                Peer peer = Peer.modern(office.serving(), Named.X.scope())) {
            assertEquals(
                    Set.of(
                            "tray_list",
                            "matter_read",
                            "x_post",
                            "x_thread",
                            "x_delete",
                            "x_search",
                            "x_lookup",
                            "x_hide_reply"),
                    Set.copyOf(names(peer.ask("tools/list", object()))));
        }
    }

    @Test
    void theGatewayOffersTheToolsOfOthersBehindAPerson() throws IOException {
        FakeTool delete = new FakeTool("mcp.files.delete", new Effect.Unverifiable());
        FakeTool read = new FakeTool("mcp.files.read", new Effect.Read());
        TestWorld world = world();
        try (Office office = new Office(world, List.of(delete, read))) {
            try (Peer plain = Peer.modern(office.serving(), Scope.whole())) {
                assertFalse(names(plain.ask("tools/list", object())).stream().anyMatch(name -> name.startsWith("mcp")));
            }
            try (Peer gated = Peer.modern(office.serving(), new Scope("factotum", Set.of(), true, false))) {
                JsonNode result = gated.call("mcp_files_read", object().put("text", "a"));
                assertEquals(
                        "waiting",
                        result.path("structuredContent").path("state").asText(),
                        result::toString);
                assertEquals(List.of(), read.reached());
                gated.call("mcp_files_delete", object().put("text", "b"));
                assertEquals(2, office.notes("Pending_Approval").size());
            }
            try (Peer direct = Peer.modern(office.serving(), new Scope("factotum", Set.of(), true, true))) {
                JsonNode result = direct.call("mcp_files_read", object().put("text", "c"));
                assertFalse(result.path("isError").asBoolean(), result::toString);
                assertEquals(List.of("c"), read.reached());
                direct.call("mcp_files_delete", object().put("text", "d"));
                assertEquals(List.of(), delete.reached());
            }
        }
    }

    @Test
    void wordsAreHandedOverAndWaitForAPlan() throws IOException {
        try (Office office = office();
                Peer peer = Peer.legacy(office.serving())) {
            JsonNode result = peer.call(
                    "matter_add", object().put("title", "Winter hours").put("text", "Tell everybody about them"));
            assertEquals(
                    "Winter hours.md",
                    result.path("structuredContent").path("file").asText(),
                    result::toString);
            office.work();
            String note = office.only("Pending_Approval").getValue();
            assertTrue(note.contains("> Tell everybody about them"), note);
            JsonNode draft = peer.call("draft", object().put("title", "Hours").put("text", "We open at nine."));
            assertEquals(
                    "waiting", draft.path("structuredContent").path("state").asText(), draft::toString);
        }
    }

    @Test
    void theLogIsReadAsItsPageIsWithoutPeoplesOwnLines() throws IOException {
        TestWorld world = world();
        try (Office office = new Office(world);
                Peer peer = Peer.legacy(office.serving())) {
            peer.call("x_post", object().put("text", "Hello"));
            String page = office.person().read(Office.ROOT.resolve("Audit_Log.md"));
            office.person().write(Office.ROOT.resolve("Audit_Log.md"), page + "- call Jo about this\n");
            JsonNode log = peer.call("log_read", object().put("newest", 2));
            assertEquals(2, log.path("structuredContent").path("entries").size(), log::toString);
            assertTrue(log.toString().contains("(mcp:claude)"), log::toString);
            assertFalse(log.toString().contains("call Jo"), log::toString);
        }
    }

    @Test
    void resourcesAndPromptsAreTheVaults() throws IOException {
        TestWorld world = world();
        world.disk().person().write(Office.ROOT.resolve("Dashboard.md"), "# Dashboard\n");
        world.disk().person().write(Office.ROOT.resolve("Reports/Week 47 & 48.md"), "# The weeks\n");
        try (Office office = new Office(world);
                Peer peer = Peer.legacy(office.serving())) {
            String id = peer.call("x_post", object().put("text", "Hello"))
                    .path("structuredContent")
                    .path("id")
                    .asText();
            List<String> uris = new ArrayList<>();
            peer.ask("resources/list", object())
                    .path("result")
                    .path("resources")
                    .forEach(one -> uris.add(one.path("uri").asText()));
            assertEquals(
                    List.of(
                            "factotum://dashboard",
                            "factotum://matter/" + id,
                            "factotum://report/Week%2047%20%26%2048.md"),
                    uris);
            for (String uri : uris) {
                JsonNode read =
                        peer.ask("resources/read", object().put("uri", uri)).path("result");
                assertTrue(read.path("contents").path(0).path("text").asText().contains("# "), uri + read);
            }
            assertEquals(
                    -32002,
                    peer.ask("resources/read", object().put("uri", "factotum://report/../agent.yaml"))
                            .path("error")
                            .path("code")
                            .asInt());
        }
    }

    @Test
    void theServerEndsWithItsInputAndLetsWhoWaitsGo() throws Exception {
        try (Office office = office()) {
            Peer peer = Peer.legacy(office.serving());
            int call = peer.sendCall("x_post", post());
            waits(office);
            peer.end();
            assertTrue(Peer.words(peer.answer(call).path("result")).startsWith("Still waiting"), "it is told");
        }
    }

    @Test
    void onAMachineThatDoesNotExecuteNothingIsMade() throws IOException {
        TestWorld world = world();
        try (Office office = new Office(world)) {
            String executor = world.disk().person().read(Office.ROOT.resolve(".agent/executor.json"));
            world.disk()
                    .person()
                    .write(
                            Office.ROOT.resolve(".agent/executor.json"),
                            executor.replaceFirst(
                                    "\"machine\":\"[^\"]*\"", "\"machine\":\"01ARZ3NDEKTSV4RRFFQ69G5FAV\""));
            try (Peer peer = Peer.legacy(office.serving())) {
                JsonNode result = peer.call("x_post", object().put("text", "Hello"));
                assertTrue(result.path("isError").asBoolean(), result::toString);
                assertTrue(Peer.words(result).startsWith("E-VAULT-02"), result::toString);
                assertEquals(Map.of(), office.notes("Pending_Approval"));
                assertEquals(Map.of(), office.notes("Attachments"));
            }
        }
    }

    private static List<String> names(JsonNode answer) {
        List<String> names = new ArrayList<>();
        answer.path("result")
                .path("tools")
                .forEach(tool -> names.add(tool.path("name").asText()));
        return names;
    }
}
