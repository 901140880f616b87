package dev.factotum.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factotum.world.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code agent mcp serve}: nothing but the protocol on standard output, and an end with the input. */
class McpServeTest {
    private static final String SHAKE = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":"
            + "{\"protocolVersion\":\"2025-11-25\",\"capabilities\":{},\"clientInfo\":{\"name\":\"c\",\"version\":\"1\"}}}\n";

    @TempDir
    private Path folder;

    @BeforeEach
    void vault() {
        assertEquals(0, run("", "init", "--no-input", ".").exit());
    }

    private AgentRun.Ended run(String typed, String... arguments) {
        return AgentRun.in(folder)
                .world(World.real())
                .variable("AGENT_STATE", folder.resolve("state").toString())
                .typing(typed)
                .run(arguments);
    }

    @Test
    void oneProgramIsServedOverThePipesUntilTheyEnd() {
        AgentRun.Ended ended = run(
                SHAKE
                        + "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"tools/call\",\"params\":{\"name\":\"x_post\","
                        + "\"arguments\":{\"text\":\"Hello from a program\"}}}\n"
                        + "{\"jsonrpc\":\"2.0\",\"id\":3,\"method\":\"prompts/list\"}\n",
                "mcp",
                "serve");
        assertEquals(0, ended.exit(), ended.err());
        List<String> lines = ended.out().lines().toList();
        assertEquals(3, lines.size(), ended.out());
        assertTrue(lines.stream().allMatch(line -> line.startsWith("{\"jsonrpc\":\"2.0\"")), ended.out());
        assertTrue(lines.getFirst().contains("\"serverInfo\":{\"name\":\"factotum\""), lines.getFirst());
        assertTrue(ended.out().contains("\"state\":\"waiting\""), ended.out());
        assertTrue(
                Files.exists(folder.resolve("Pending_Approval/x.post Hello from a program.md")), "no plan in the tray");
    }

    @Test
    void wrongUseIsSaid() {
        assertEquals(2, run("", "mcp", "serve", "--only", "fax").exit());
        assertEquals(2, run("", "mcp", "serve", "--http", "99999").exit());
        assertEquals(2, run("", "mcp", "serve", "--only", "x", "--all").exit());
        assertEquals(2, run("", "mcp", "serve", "--gateway-reads", "all").exit());
    }

    @Test
    void aTokenThatIsNoneIsRefused() throws IOException {
        Files.writeString(folder.resolve("token"), "short\n");
        AgentRun.Ended ended = run("", "mcp", "serve", "--http", "0", "--token-file", "token");
        assertEquals(2, ended.exit(), ended.err());
        assertTrue(ended.err().contains("The file holds no token."), ended.err());
        assertFalse(ended.err().contains("short"), ended.err());
    }
}
