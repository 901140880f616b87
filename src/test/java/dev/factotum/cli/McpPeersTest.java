package dev.factotum.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.factotum.cli.AgentRun.Ended;
import dev.factotum.vault.Stage;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The reference servers of the protocol's makers, driven from the command line through approved plans. */
@Timeout(300)
class McpPeersTest {
    private static final Path INSTALLED = Path.of("target", "peers").toAbsolutePath();
    private static final String SCOPE = "@modelcontextprotocol";

    @TempDir
    Path folder;

    private Shop shop;
    private String node = "";

    @BeforeAll
    static void install() throws IOException, InterruptedException {
        need(Boolean.getBoolean("peers"), "./mvnw -Ppeers verify runs them");
        need(found("node").isPresent() && found("npm").isPresent(), "there is no node or npm here");
        if (Files.exists(INSTALLED.resolve("node_modules/" + SCOPE + "/server-filesystem"))) {
            return;
        }
        Files.createDirectories(INSTALLED);
        Process npm = new ProcessBuilder(
                        "npm",
                        "install",
                        "--no-audit",
                        "--no-fund",
                        "--silent",
                        "--prefix",
                        INSTALLED.toString(),
                        SCOPE + "/server-everything@2026.8.31",
                        SCOPE + "/server-filesystem@2026.8.31")
                .redirectErrorStream(true)
                .redirectOutput(Redirect.to(INSTALLED.resolve("npm.log").toFile()))
                .start();
        boolean ended = npm.waitFor(240, TimeUnit.SECONDS);
        need(ended && npm.exitValue() == 0, "npm could not install them, see target/peers/npm.log");
    }

    private static void need(boolean holds, String missing) {
        String line = "skipped: servers of others: " + missing;
        if (!holds) {
            System.out.println(line);
        }
        assumeTrue(holds, line);
    }

    private static Optional<Path> found(String tool) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(folder -> Path.of(folder, tool))
                .filter(Files::isExecutable)
                .findFirst();
    }

    @BeforeEach
    void aVault() throws IOException {
        shop = Shop.in(folder);
        node = found("node").orElseThrow().toString();
    }

    private static String script(String server) {
        return INSTALLED
                .resolve("node_modules/" + SCOPE + "/" + server + "/dist/index.js")
                .toString();
    }

    private Ended ok(String... words) {
        Ended ended = shop.agent().run(words);
        assertEquals(0, ended.exit(), () -> String.join(" ", words) + "\n" + ended.out() + ended.err());
        return ended;
    }

    /** Plans a call, looks at it in the tray, approves it, and answers what stands there at its end. */
    private String called(String... words) throws IOException {
        String[] call =
                Stream.concat(Stream.of("mcp", "call"), Stream.of(words)).toArray(String[]::new);
        Matcher id = Pattern.compile("Planned as ([0-9A-Z]{26})").matcher(ok(call).out());
        assertTrue(id.find());
        ok("run");
        assertEquals(1, shop.names(Stage.PENDING_APPROVAL).size());
        shop.agent().run("approve", id.group(1), "--yes");
        return ok("show", id.group(1)).out();
    }

    @Test
    void theFilesystemServerWritesOnceApproved() throws IOException {
        Path data = Files.createDirectory(folder.resolve("data"));
        ok("mcp", "add", "files", "--", node, script("server-filesystem"), data.toString());
        Ended trusted = ok("mcp", "trust", "files", "--yes");
        assertTrue(trusted.out().contains("write_file"), trusted.out());

        String[] write = {
            "files", "write_file", "--arg", "path=" + data.resolve("a.txt"), "--arg", "content=Hello\nthere ```x```"
        };
        assertFalse(Files.exists(data.resolve("a.txt")));
        String story = called(write);

        assertEquals("Hello\nthere ```x```", Files.readString(data.resolve("a.txt")));
        assertTrue(story.contains("Successfully wrote to"), story);
        assertEquals(1, shop.names(Stage.COMPLETED).size());

        String outside = called("files", "write_file", "--arg", "path=/etc/factotum-peer", "--arg", "content=x");
        assertTrue(outside.contains("Access denied"), outside);
        assertFalse(Files.exists(Path.of("/etc/factotum-peer")));
    }

    @Test
    void theServerOfEverythingAnswersOverStdio() throws IOException {
        ok("mcp", "add", "all", "--", node, script("server-everything"), "stdio");
        ok("mcp", "trust", "all", "--yes");

        assertTrue(called("all", "echo", "--arg", "message=hello peers").contains("Echo: hello peers"));
        assertTrue(called("all", "get-sum", "--json-args", "{\"a\": 19, \"b\": 23}")
                .contains("42"));
        assertTrue(ok("mcp", "list", "--resources").out().contains("://"));
        assertTrue(ok("mcp", "prompts", "all").out().contains("simple"));
    }

    @Test
    void theServerOfEverythingAnswersOverHttp() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        ProcessBuilder builder =
                new ProcessBuilder(node, script("server-everything"), "streamableHttp").redirectErrorStream(true);
        builder.environment().put("PORT", String.valueOf(port));
        Process server = builder.start();
        try (BufferedReader said = server.inputReader()) {
            assertTrue(said.lines().anyMatch(line -> line.contains("listening on port")), "it does not come up");
            ok("mcp", "add", "all", "--url", "http://127.0.0.1:" + port + "/mcp");
            ok("mcp", "trust", "all", "--yes");

            assertTrue(called("all", "echo", "--arg", "message=over the wire").contains("Echo: over the wire"));
        } finally {
            server.destroyForcibly();
        }
    }
}
