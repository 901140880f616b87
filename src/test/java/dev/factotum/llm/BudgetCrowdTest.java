package dev.factotum.llm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factotum.job.Campaign;
import dev.factotum.vault.Vault;
import dev.factotum.world.World;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** S18: eight processes that ask in a loop pass a budget by one call at most, also where some of them are killed at it. */
@ResourceLock("processes")
class BudgetCrowdTest {
    private static final int PROCESSES = 8;
    private static final BigDecimal LIMIT = new BigDecimal(Campaign.full() ? "0.8" : "0.03");

    @TempDir
    Path folder = Path.of("");

    private int started;

    private record Worker(Process process, BufferedReader out, Writer in) {
        void go() throws IOException {
            in.write("\n");
            in.flush();
        }

        String line() throws IOException {
            String line = out.readLine();
            return line == null ? "" : line;
        }
    }

    @ParameterizedTest
    @CsvSource({"kernel, 0", "kernel, 6", "files, 2"})
    @Timeout(value = 30, unit = TimeUnit.MINUTES)
    void aBudgetIsPassedByOneCallAtMost(String claims, int kills) throws IOException {
        Path root = vault();
        if (claims.equals("files")) {
            Files.createDirectories(root.resolve(".agent/local/claims"));
        }
        Random chance = Campaign.chance("budgets");
        List<Worker> workers = new ArrayList<>();
        try {
            for (int i = 0; i < PROCESSES; i++) {
                workers.add(start(root));
            }
            for (Worker worker : workers) {
                assertEquals("ready", worker.line());
            }
            for (Worker worker : workers) {
                worker.go();
            }
            for (int i = 0; i < kills; i++) {
                Worker victim = workers.remove(chance.nextInt(workers.size()));
                for (int calls = chance.nextInt(3); calls >= 0; calls--) {
                    victim.line();
                }
                victim.process().destroyForcibly();
                Worker another = start(root);
                workers.add(another);
                another.line();
                another.go();
            }
            for (Worker worker : workers) {
                String last = worker.out()
                        .lines()
                        .filter(line -> !line.equals("called"))
                        .findFirst()
                        .orElse("");
                assertTrue(last.startsWith("refused E-BUDGET-01 The budget for a day is used up."), last);
            }
        } finally {
            workers.forEach(worker -> worker.process().destroyForcibly());
        }
        check(root, claims, kills);
    }

    private void check(Path root, String claims, int kills) throws IOException {
        long calls = 0;
        try (Stream<Path> bills = Files.list(folder.resolve("bills"))) {
            for (Path bill : bills.toList()) {
                calls += Files.readAllLines(bill).size();
            }
        }
        BigDecimal spent = Spender.COST.multiply(BigDecimal.valueOf(calls));
        Vault vault = Vault.open(World.real(), root);
        UsageBook.Spent counted = UsageBook.spent(vault, ZoneOffset.UTC);
        System.out.println("budget of " + LIMIT + " USD: claims by " + claims + ", " + PROCESSES + " processes, "
                + kills + " killed, " + calls
                + " calls for " + spent + " USD, counted " + counted.today().in("USD") + " in "
                + counted.today().calls() + " lines");
        assertTrue(spent.compareTo(LIMIT.add(Spender.COST)) <= 0, () -> "spent " + spent);
        assertTrue(counted.today().in("USD").compareTo(LIMIT) >= 0, "refused before it was used up");
        assertTrue(counted.today().calls() >= calls, "a call is not counted");
        assertTrue(counted.today().calls() <= calls + kills, "a call is counted twice");
        if (kills == 0) {
            assertEquals(spent.stripTrailingZeros(), counted.today().in("USD"));
        }
    }

    private Path vault() throws IOException {
        Path root = folder.resolve("vault");
        Files.createDirectories(folder.resolve("bills"));
        Path state = folder.resolve("state");
        World real = World.real();
        World world = new World(
                real.disk(),
                real.clock(),
                real.ids(),
                new dev.factotum.world.TestProcesses(
                        ProcessHandle.current().pid(), real.processes().started(), state, java.util.Map.of()));
        Vault.create(world, root);
        Files.writeString(
                root.resolve("agent.yaml"),
                "timezone: UTC\nbudget: { day: " + LIMIT + " USD }\n"
                        + "models: { pace: { any: { calls_a_second: 1000, at_once: 64 } } }\n");
        return root;
    }

    private Worker start(Path root) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx128m",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Spender.class.getName(),
                root.toString(),
                folder.resolve("bills").resolve(String.valueOf(started++)).toString());
        builder.environment().put("AGENT_STATE", folder.resolve("state").toString());
        Process process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        return new Worker(
                process, process.inputReader(StandardCharsets.UTF_8), process.outputWriter(StandardCharsets.UTF_8));
    }
}
