package dev.factotum.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.factotum.cli.AgentRun.Ended;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What commands leave in the program's own log. */
class LogbookTest {
    @TempDir
    Path folder;

    private Shop shop;

    @BeforeEach
    void aVault() throws IOException {
        shop = Shop.in(folder);
    }

    private Path file() {
        return shop.root().resolve(".agent/local/log/agent.log");
    }

    private List<JsonNode> lines() throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        for (String line : Files.readAllLines(file(), StandardCharsets.UTF_8)) {
            lines.add(new ObjectMapper().readTree(line));
        }
        return lines;
    }

    private List<String> events() throws IOException {
        return lines().stream().map(line -> line.path("event").asText()).toList();
    }

    @Test
    void aCommandSaysThatItBeganAndHowItEnded() throws IOException {
        shop.agent().run("status");

        List<JsonNode> lines = lines();
        assertEquals(List.of("start", "end"), events());
        assertEquals("agent status", lines.get(0).path("command").asText());
        assertEquals("0.1.0", lines.get(0).path("version").asText());
        assertEquals("testhost", lines.get(0).path("machine").asText());
        assertEquals(ProcessHandle.current().pid(), lines.get(0).path("pid").asLong());
        assertEquals(0, lines.get(1).path("exit").asInt(-1));
        assertTrue(lines.get(1).path("ms").isIntegralNumber());
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file())));
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file().getParent())));
    }

    @Test
    void whatAPersonIsToldIsLoggedWithItsCode() throws IOException {
        Ended ended = shop.agent().run("show", "Jo's letter");

        JsonNode problem = lines().get(1);
        assertEquals("problem", problem.path("event").asText());
        assertEquals("WARN", problem.path("level").asText());
        assertTrue(ended.err().contains("[" + problem.path("code").asText() + "]"), ended.err());
        assertEquals(ended.exit(), lines().getLast().path("exit").asInt());
    }

    @Test
    void wrongUseEndsWithItsCodeToo() throws IOException {
        assertEquals(2, shop.agent().run("log", "--since", "whenever").exit());
        assertTrue(!Files.exists(file()) || lines().getLast().path("exit").asInt() == 2, "the end is logged");
    }

    @Test
    void aRunLogsItsCyclesAndStepsAndNoWordOfWhatTheySay() throws IOException {
        Path plan =
                shop.write("Approved/Winter hours.md", Shop.plan("Winter hours").replace("Hello", "Tausendschoen"));
        Files.setLastModifiedTime(plan, FileTime.from(Instant.now().minusSeconds(120)));

        Ended ended = shop.agent().run("run");

        assertEquals(0, ended.exit(), ended.err());
        assertEquals("", ended.err());
        List<JsonNode> lines = lines();
        List<JsonNode> steps = lines.stream()
                .filter(line -> line.path("log").asText().equals("engine.StepRun"))
                .toList();
        assertEquals(
                List.of("intent s1 x.post", "result s1 x.post", "intent s2 vault.note", "result s2 vault.note"),
                steps.stream()
                        .map(line -> line.path("event").asText() + " "
                                + line.path("step").asText() + " "
                                + line.path("tool").asText())
                        .toList());
        assertEquals("simulated", steps.get(1).path("outcome").asText());
        assertEquals("ok", steps.get(3).path("outcome").asText());
        JsonNode cycle = lines.stream()
                .filter(line -> line.path("event").asText().equals("cycle"))
                .findFirst()
                .orElseThrow();
        assertEquals(1, cycle.path("executed").asInt());
        assertEquals(1, cycle.path("turns").asInt());
        String all = Files.readString(file());
        assertFalse(all.contains("Tausendschoen") || all.contains("Winter hours"), all);
    }

    @Test
    void theLevelOfTheSettingsHolds() throws IOException {
        shop.write("agent.yaml", shop.read("agent.yaml") + "log: { level: warn }\n");

        shop.agent().run("status");
        shop.agent().run("pause");
        assertFalse(Files.exists(file()), "nothing was worth a warning");
        shop.agent().run("show", "no such matter");

        assertEquals(List.of("problem"), events());
    }

    @Test
    void offIsOff() throws IOException {
        shop.write("agent.yaml", shop.read("agent.yaml") + "log: { level: off }\n");
        shop.agent().run("show", "no such matter");
        assertFalse(Files.exists(file().getParent()));
    }

    @Test
    void anotherWordIsNoLevel() throws IOException {
        shop.write("agent.yaml", shop.read("agent.yaml") + "log: { level: loud }\n");
        assertTrue(shop.agent().run("config", "validate").err().contains("agent.yaml:7")
                || shop.agent().run("config", "validate").out().contains("agent.yaml:7"));
    }

    @Test
    void aLogThatCannotBeWrittenIsSaidOnceAndHarmsNothing() throws IOException {
        Files.createDirectories(shop.root().resolve(".agent/local"));
        Files.writeString(file().getParent(), "in the way");
        Path plan = shop.write("Approved/Winter hours.md", Shop.plan("Winter hours"));
        Files.setLastModifiedTime(plan, FileTime.from(Instant.now().minusSeconds(120)));

        Ended ended = shop.agent().run("run");

        assertEquals(0, ended.exit(), ended.err());
        assertTrue(ended.out().contains("1 carried out."), ended.out());
        assertEquals(1, ended.err().split("own log cannot be written", -1).length - 1, ended.err());
        Ended status = shop.agent().run("status");
        assertEquals("", status.err());
        assertEquals(1, status.out().split("own log cannot be written", -1).length - 1, status.out());
        assertEquals("", shop.agent().run("run", "-q").err());
        assertFalse(new ObjectMapper()
                .readTree(shop.agent().run("status", "--json").out())
                .path("health")
                .path("log")
                .path("ok")
                .asBoolean(true));
    }
}
