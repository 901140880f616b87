package dev.factotum.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factotum.mcp.protocol.StrictJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** {@code agent mcp serve} as a process of its own, on the real disk. */
class ServedProcessTest {
    static final String TOKEN = "0123456789abcdef0123";
    private static final Pattern PORT = Pattern.compile("http://127\\.0\\.0\\.1:(\\d+)/mcp");

    static AgentProcess serving(RealVault vault) throws IOException {
        Path token = Files.writeString(vault.outside().resolve("token"), TOKEN + "\n");
        return vault.agent("mcp", "serve", "--http", "0", "--token-file", token.toString());
    }

    private static String said(AgentProcess agent) {
        try {
            return agent.said();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static int port(AgentProcess agent) {
        Peer.until(() -> PORT.matcher(said(agent)).find(), "it does not serve");
        return Integer.parseInt(
                PORT.matcher(said(agent)).results().findFirst().orElseThrow().group(1));
    }

    private static List<Path> tray(RealVault vault) {
        try (var files = Files.list(vault.root().resolve("Pending_Approval"))) {
            return files.filter(file -> file.toString().endsWith(".md")).toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Test
    void aProgramAsksAPersonMovesTheFileAndTheProgramHasTheReceipt() throws Exception {
        try (RealVault vault = RealVault.found();
                AgentProcess agent = serving(vault)) {
            int port = port(agent);
            var message = StrictJson.object().put("jsonrpc", "2.0").put("id", 1).put("method", "tools/call");
            var params = message.putObject("params").put("name", "x_post");
            params.putObject("arguments").put("text", "Hello from the shop").put("wait_s", 300);
            params.putObject("_meta")
                    .put("io.modelcontextprotocol/protocolVersion", "2026-07-28")
                    .putObject("io.modelcontextprotocol/clientCapabilities");
            CompletableFuture<RawHttp.Answer> waiting = CompletableFuture.supplyAsync(() -> {
                try {
                    return new RawHttp(port, TOKEN)
                            .with("MCP-Protocol-Version", "2026-07-28")
                            .with("Mcp-Method", "tools/call")
                            .with("Mcp-Name", "x_post")
                            .post("/mcp", message.toString());
                } catch (IOException broken) {
                    throw new UncheckedIOException(broken);
                }
            });
            Peer.until(() -> !tray(vault).isEmpty() || waiting.isDone(), "no plan in the tray");
            assertFalse(waiting.isDone(), () -> waiting.join().body());
            String name = String.valueOf(tray(vault).getFirst().getFileName());
            vault.move(name, "Pending_Approval", "Approved");
            Peer.until(
                    () -> {
                        try {
                            vault.ran(0, "run", "--now");
                        } catch (IOException | InterruptedException broken) {
                            throw new IllegalStateException(broken);
                        }
                        return waiting.isDone()
                                || Files.notExists(
                                        vault.root().resolve("Approved").resolve(name));
                    },
                    "it is not carried out");
            String answer = waiting.get().body();
            assertTrue(answer.contains("\"state\":\"done\""), answer);
            assertTrue(answer.contains("\"simulated\":true"), answer);
        }
    }

    @Test
    void aSignalEndsItCleanly() throws Exception {
        try (RealVault vault = RealVault.found()) {
            try (AgentProcess agent = serving(vault)) {
                assertEquals(200, new RawHttp(port(agent), TOKEN).get("/health").status());
                agent.signal("INT");
                assertEquals(130, agent.exit(), agent.said());
            }
            try (AgentProcess agent = vault.agent("mcp", "serve", "--all", "--http", "0")) {
                Peer.until(() -> said(agent).contains("Token: "), "no token is told");
                assertEquals(5, PORT.matcher(said(agent)).results().count(), said(agent));
                Path token = vault.root().resolve(".agent/local/mcp-token");
                assertTrue(
                        said(agent).contains("Token: " + Files.readString(token).strip()));
                assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(token)));
                assertEquals(143, agent.stop(), agent.said());
            }
            vault.ran(0, "mcp", "serve");
        }
    }
}
