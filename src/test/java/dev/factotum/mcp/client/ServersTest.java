package dev.factotum.mcp.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factotum.config.Risk;
import dev.factotum.problem.McpCode;
import dev.factotum.problem.Problem;
import dev.factotum.problem.ProblemException;
import dev.factotum.tool.Effect;
import dev.factotum.tool.Mode;
import dev.factotum.tool.Outcome;
import dev.factotum.tool.Tool;
import dev.factotum.tool.ToolError;
import dev.factotum.world.TestWorld;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is trusted is what is called, and nothing else. */
class ServersTest {
    @Test
    void aServerThatNobodyTrustsIsNeverStarted() throws Exception {
        try (Peers peers = Peers.of()) {
            assertEquals(List.of(), peers.servers().tools());
            assertEquals(List.of("E-MCP-03"), codes(peers.servers().problems()));
            ProblemException refused = assertThrows(
                    ProblemException.class,
                    () -> peers.servers().list(peers.servers().named("peer"), "resources/list", "resources"));

            assertEquals(McpCode.NOT_TRUSTED, refused.problem().code());
            assertEquals(
                    java.util.Optional.of("The server peer is not trusted yet: agent mcp trust peer"),
                    peers.servers().absent("mcp.peer.anything"));
            assertEquals(java.util.Optional.empty(), peers.servers().absent("mcp.other.anything"));
            assertEquals(List.of(), peers.launches());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"legacy", "modern"})
    void bothGenerationsAreSpoken(String era) throws Exception {
        try (Peers peers = Peers.of(era).trusted()) {
            Outcome.Done done = assertInstanceOf(Outcome.Done.class, peers.call("write", "a"));

            assertEquals("wrote a", done.receipt().text());
            assertEquals("wrote a\nand more", done.outputs().path("text").asText());
            assertEquals(1, peers.launches().size());
        }
    }

    @Test
    void trustedToolsAreKnownWithoutStartingAnything() throws Exception {
        TestWorld world = TestWorld.seeded(7);
        try (Peers first = new Peers(world, Map.of())) {
            first.file();
            first.trust();
        }
        try (Peers next = new Peers(world, Map.of())) {
            assertTrue(next.servers().tools().size() > 10);
            assertEquals(List.of(), next.servers().problems());
            assertEquals(List.of(), next.launches());
        }
    }

    @Test
    void whatAServerClaimsDecidesEffectAndRiskAndWhatItLeavesOpenIsTheWorst() throws Exception {
        try (Peers peers = Peers.of().trusted()) {
            Tool echo = peers.tool("echo");
            Tool write = peers.tool("write");
            Tool drop = peers.tool("drop");

            assertEquals(new Effect.Read(), echo.effect());
            assertFalse(echo.outward());
            assertEquals(Risk.NORMAL, echo.risk());
            assertEquals(new Effect.Unverifiable(), write.effect());
            assertTrue(write.outward());
            assertEquals(Risk.NORMAL, write.risk());
            assertEquals(new Effect.Unverifiable(), drop.effect());
            assertEquals(Risk.HIGH, drop.risk());
            assertEquals(Mode.LIVE, drop.own().orElseThrow().mode());
            assertEquals("mcp.peer.drop", drop.id().value());
            assertEquals("Tool drop of the MCP server peer, which says of it: “Does drop.”", drop.description());
        }
    }

    @Test
    void whoSaysThatAToolIsRiskyDoesNotBelieveThatItOnlyReads() throws Exception {
        try (Peers peers = Peers.of().trusted()) {
            peers.write("""
                    {"mcpServers": {"peer": {"command": "peer", "args": [], "timeout": 2,
                      "env": {"PEER_TOKEN": "${TOKEN:-tok-4711-abcdef}"},
                      "factotum": {"tools": {"read": {"risk": "high"}, "drop": {"off": true}}, "later": 1}}}}
                    """);

            assertEquals(Risk.HIGH, peers.tool("read").risk());
            assertEquals(new Effect.Unverifiable(), peers.tool("read").effect());
            assertTrue(
                    peers.servers().tool(peers.servers().named("peer"), "drop").isEmpty());
        }
    }

    @Test
    void aChangedCommandIsNotTrustedAnyMore() throws Exception {
        try (Peers peers = Peers.of().trusted()) {
            Tool echo = peers.tool("echo");
            peers.file("--other");

            Outcome.Failed failed = assertInstanceOf(Outcome.Failed.class, echo.call(peers.call(echo, "a")));

            assertEquals(
                    "E-MCP-04 The server peer is not started (mcp.json › peer): it is changed since it was trusted."
                            + " Look at what would be started, and trust it: agent mcp trust peer.",
                    failed.error().message());
            assertEquals(List.of("E-MCP-04"), codes(peers.servers().problems()));
            assertEquals(
                    1, echo.check(call(), List.of(), echo.own().orElseThrow()).size());
            assertEquals(1, peers.launches().size());
        }
    }

    @Test
    void aChangedValueOfAVariableCountsAsChangedToo() throws Exception {
        try (Peers peers = Peers.of().trusted()) {
            peers.write("{\"mcpServers\": {\"peer\": {\"command\": \"peer\", \"args\": [],"
                    + " \"env\": {\"PEER_TOKEN\": \"--require evil\"}}}}");

            assertEquals(List.of("E-MCP-04"), codes(peers.servers().problems()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"mutate=2", "mutate=2 tell"})
    void aToolThatChangesAfterSomeCallsIsNeverCalledAgain(String words) throws Exception {
        try (Peers peers = Peers.of(words.split(" ")).trusted()) {
            Tool write = peers.tool("write");
            assertInstanceOf(Outcome.Done.class, peers.call("write", "1"));
            assertInstanceOf(Outcome.Done.class, peers.call("write", "2"));
            for (int i = 0; i < 5; i++) {
                Outcome.Failed failed = assertInstanceOf(Outcome.Failed.class, write.call(peers.call(write, "no")));
                assertInstanceOf(ToolError.Permission.class, failed.error());
                assertTrue(
                        failed.error().message().startsWith("E-MCP-05 "),
                        failed.error().message());
            }

            assertInstanceOf(Outcome.Done.class, peers.call("echo", "3"));
            assertEquals(List.of("E-MCP-05"), codes(peers.servers().problems()));
            assertEquals(
                    1, write.check(call(), List.of(), write.own().orElseThrow()).size());

            int before = write.version();
            peers.trust();
            assertNotEquals(before, peers.tool("write").version());
            assertInstanceOf(Outcome.Done.class, peers.call("write", "4"));
        }
    }

    @Test
    void aToolThatCameLaterIsNotOfferedAndSaidToBeNew() throws Exception {
        TestWorld world = TestWorld.seeded(7);
        try (Peers peers = new Peers(world, Map.of())) {
            peers.file("more");
            ServerSpec spec = peers.servers().named("peer");
            peers.servers()
                    .trust(
                            spec,
                            peers.servers().meet(spec).tools().stream()
                                    .filter(tool -> !tool.name().equals("extra"))
                                    .toList());

            assertTrue(peers.servers().tool(spec, "extra").isEmpty());
            assertEquals(List.of("E-MCP-05"), codes(peers.servers().problems()));
        }
    }

    @Test
    void ofTwoToolsWithOneIdTheFirstByNameCounts() throws Exception {
        try (Peers peers = Peers.of("twins").trusted()) {
            assertEquals(
                    List.of(
                            "Two tools of a server have the same id: ECHO and echo are both mcp.peer.echo here; ECHO counts"),
                    peers.servers().problems().stream().map(Problem::reason).toList());
            assertTrue(peers.tool("echo").description().contains("louder"));
        }
    }

    @Test
    void aSecretIsGivenToTheServerAndStandsNowhereElse() throws Exception {
        TestWorld world = TestWorld.seeded(7);
        try (Peers peers = new Peers(world, Map.of("TOKEN", "tok-canary-90817", "OTHER", "private", "PATH", "/bin"))) {
            peers.file();
            peers.trust();

            Outcome.Done seen = assertInstanceOf(Outcome.Done.class, peers.call("env", ""));
            Outcome died = peers.call("die", "");

            assertEquals(
                    "tok-canary-90817",
                    peers.launches().getFirst().environment().get("PEER_TOKEN"));
            assertFalse(peers.launches().getFirst().environment().containsKey("OTHER"));
            assertTrue(seen.outputs().path("text").asText().contains("PEER_TOKEN=[redacted]"));
            assertTrue(died.toString().contains("the token was [redacted]"), died.toString());
            assertFalse(seen.toString().contains("canary"));
            assertTrue(peers.concealed().contains("tok-canary-90817"));
            assertEquals(
                    List.of(),
                    peers.texts().stream()
                            .filter(text -> text.contains("canary"))
                            .toList());
        }
    }

    @Test
    void aSecretOfSeveralLinesStandsNowhereElseEither() throws Exception {
        String key = "canary-one\ncanary-two\ncanary-three";
        try (Peers peers = new Peers(TestWorld.seeded(7), Map.of("TOKEN", key, "PATH", "/bin"))) {
            peers.file();
            peers.trust();

            Outcome.Done seen = assertInstanceOf(Outcome.Done.class, peers.call("env", ""));

            assertTrue(seen.outputs().path("text").asText().contains("PEER_TOKEN=[redacted]"), seen::toString);
            assertFalse(seen.toString().contains("canary"), seen::toString);
        }
    }

    @Test
    void aReferenceThatLeadsNowhereStartsNothing() throws Exception {
        try (Peers peers = new Peers(TestWorld.seeded(7), Map.of())) {
            peers.write("{\"mcpServers\": {\"peer\": {\"command\": \"peer\", \"env\": {\"A\": \"${NOWHERE}\"}}}}");

            ProblemException refused = assertThrows(ProblemException.class, peers::trust);

            assertTrue(
                    refused.problem().why().contains("NOWHERE"),
                    refused.problem().why());
            assertEquals(List.of(), peers.launches());
        }
    }

    @Test
    void aBrokenEntryCostsTheOthersNothing() throws Exception {
        try (Peers peers = new Peers(TestWorld.seeded(7), Map.of())) {
            peers.write("""
                    {"mcpServers": {"a b": {"command": "x"}, "both": {"command": "x", "url": "https://a.example"},
                      "old": {"type": "sse", "url": "https://a.example"}, "peer": {"command": "peer"}}, "other": [1]}
                    """);

            assertEquals(
                    List.of("peer"),
                    peers.servers().all().stream()
                            .map(spec -> spec.name().value())
                            .toList());
            assertEquals(
                    List.of("E-MCP-01", "E-MCP-01", "E-MCP-01", "E-MCP-03"),
                    codes(peers.servers().problems()));
            peers.servers().remove(peers.servers().named("peer"));
            String text = peers.test().disk().person().read(Peers.ROOT.resolve("mcp.json"));
            assertTrue(text.contains("\"a b\"") && text.contains("\"other\""), text);
            assertFalse(text.contains("peer"), text);
        }
    }

    @Test
    void whatCannotBeUnderstoodOfAnEntryIsNeverLeftOut() throws Exception {
        try (Peers peers = new Peers(TestWorld.seeded(7), Map.of())) {
            peers.write("""
                    {"mcpServers": {"a": {"command": "x", "args": "--read-only"}, "b": {"command": "x", "env": ["A"]},
                      "c": {"command": "x", "env": {"A=B": "1"}}, "d": {"command": "x", "env": {"": "1"}},
                      "e": {"url": "https://a.example", "headers": "Authorization"},
                      "f": {"command": "x", "args": {"first": "y"}}, "peer": {"command": "peer"}}}
                    """);

            assertEquals(
                    List.of("peer"),
                    peers.servers().all().stream()
                            .map(spec -> spec.name().value())
                            .toList());
        }
    }

    private static com.fasterxml.jackson.databind.node.ObjectNode call() {
        return dev.factotum.mcp.protocol.StrictJson.object();
    }

    private static List<String> codes(List<Problem> problems) {
        return problems.stream().map(problem -> problem.code().id()).collect(Collectors.toList());
    }
}
