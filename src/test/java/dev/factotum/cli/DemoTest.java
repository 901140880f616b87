package dev.factotum.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.factotum.cli.AgentRun.Ended;
import dev.factotum.world.TestProcesses;
import dev.factotum.world.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoTest {
    private final Path folder;
    private final World world;

    DemoTest(@TempDir Path temporary) throws IOException {
        folder = temporary.toRealPath();
        World real = World.real();
        TestProcesses process = new TestProcesses(
                ProcessHandle.current().pid(), real.processes().started(), folder.resolve("state"), Map.of());
        world = new World(real.disk(), real.clock(), real.ids(), process);
    }

    private Ended agent(String... arguments) {
        return AgentRun.in(folder).world(world).run(arguments);
    }

    private static List<String> names(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    @Test
    void theStoryIsToldFromTheInputsToTheVerifiedLog() throws IOException {
        Ended ended = agent("demo", "--no-input");
        assertEquals("", ended.err());
        assertEquals(0, ended.exit(), ended.out());
        Path vault = folder.resolve("factotum-demo");
        assertEquals(3, names(vault.resolve("Completed")).size());
        String trusted = Files.readString(vault.resolve(".agent/local/skill-trust.json"));
        assertTrue(trusted.contains("Skills/iban-check") && trusted.contains("Skills/site-watch"), trusted);
        assertEquals(4, names(vault.resolve("Pending_Approval")).size());
        assertEquals(3, names(vault.resolve("Outbox")).size());
        assertEquals(List.of(), names(vault.resolve("Inbox")));
        assertEquals(List.of(), names(vault.resolve("Needs_Action")));
        String post = Files.readString(vault.resolve("Completed")
                .resolve(month(vault))
                .resolve("Tell our followers about the poster evening.md"));
        assertTrue(post.contains("Three colours, one night") && post.contains("→ simulated: Outbox/bluesky/"), post);
        for (String part : List.of(
                "Seven things come in",
                "@1",
                "You decide",
                "+ … Three colours, one night",
                "agent log verify: ok",
                "cd factotum-demo")) {
            assertTrue(ended.out().contains(part), () -> part + " is missing in:\n" + ended.out());
        }
        assertFalse(Files.exists(vault.resolve(".agent/local/demo")));
    }

    private static String month(Path vault) throws IOException {
        try (Stream<Path> months = Files.list(vault.resolve("Completed"))) {
            return months.findFirst().orElseThrow().getFileName().toString();
        }
    }

    @Test
    void theMailThatWantsMoneyBecomesNoStepThatSendsAnything() throws IOException {
        agent("demo", "here");
        String plan = Files.readString(folder.resolve("here/Pending_Approval")
                .resolve(names(folder.resolve("here/Pending_Approval")).stream()
                        .filter(name -> name.startsWith("URGENT"))
                        .findFirst()
                        .orElseThrow()));
        assertTrue(
                plan.lines()
                        .filter(line -> line.startsWith("skill: "))
                        .allMatch(line -> line.equals("skill: vault.note")),
                plan);
        assertTrue(plan.contains("\napprove: false\n"), plan);
    }

    @Test
    void aSecondDemoTakesAnotherFolderAndAFullOneIsRefused() throws IOException {
        agent("demo");
        JsonNode second = new ObjectMapper().readTree(agent("demo", "--json").out());
        assertEquals(
                folder.resolve("factotum-demo-2").toString(),
                second.path("vault").asText());
        assertEquals(7, second.path("planned").asInt());
        assertTrue(second.path("audit").path("ok").asBoolean());
        Ended full = agent("demo", "factotum-demo");
        assertEquals(2, full.exit());
        assertTrue(full.err().contains("is not empty"), full.err());
    }
}
