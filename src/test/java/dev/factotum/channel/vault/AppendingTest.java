package dev.factotum.channel.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.channel.sandbox.Trial;
import dev.factotum.vault.Vault;
import dev.factotum.world.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many who add to one note at once, on a real disk. */
class AppendingTest {
    private static final int CROWD = 300;

    @TempDir
    Path folder;

    @Test
    void everyoneOfACrowdAddsItsLineAndNobodyIsSentAway() throws Exception {
        assertEquals(Collections.nCopies(CROWD, "done: Reports/Notes.md"), crowd("- %d was here"));
        assertEquals(CROWD, lines().distinct().count());
    }

    @Test
    void equalLinesOfDifferentStepsAllArrive() throws Exception {
        assertEquals(Collections.nCopies(CROWD, "done: Reports/Notes.md"), crowd("- the same line"));
        assertEquals(CROWD, lines().count());
    }

    private java.util.stream.Stream<String> lines() throws IOException {
        return Files.readString(folder.resolve("vault/Reports/Notes.md")).lines();
    }

    private List<String> crowd(String line) throws IOException, ExecutionException, InterruptedException {
        World world = World.real();
        Path root = Vault.create(world, folder.resolve("vault")).root();
        List<NoteTool> tools = List.of(
                new NoteTool(Vault.open(world, root)),
                new NoteTool(Vault.open(world, root)),
                new NoteTool(Vault.open(world, root)));
        List<String> outcomes = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(24)) {
            List<Future<String>> calls = new ArrayList<>();
            for (int i = 0; i < CROWD; i++) {
                NoteTool tool = tools.get(i % tools.size());
                String key = "%032x".formatted(i + 1);
                ObjectNode arguments = Trial.json("{'path': 'Reports/Notes.md', 'mode': 'append'}")
                        .put("text", line.formatted(i));
                calls.add(threads.submit(() -> OwnTools.shown(OwnTools.call(tool, arguments, key, Duration.ZERO))));
            }
            for (Future<String> call : calls) {
                outcomes.add(call.get());
            }
        }
        return outcomes;
    }
}
