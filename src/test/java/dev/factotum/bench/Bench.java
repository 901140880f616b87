package dev.factotum.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Measures what design.md promises of speed. {@code Bench LAUNCHER JAVA_HOME [--json] [--turns N]}; bin/bench calls it.
 * Ends with 1 where something could not be measured; a bar that is not met is a row, not a failure.
 */
public final class Bench {
    private static final int TURNS = 15;
    private static final int MATTERS = 1_000;

    private final String agent;
    private final String java;
    private final int turns;
    private final List<Row> rows = new ArrayList<>();

    private Bench(String agent, String javaHome, int turns) {
        this.agent = agent;
        this.java = Path.of(javaHome, "bin", "java").toString();
        this.turns = turns;
    }

    public static void main(String[] arguments) throws InterruptedException {
        List<String> words = List.of(arguments);
        int turnsAt = words.indexOf("--turns");
        int turns = turnsAt < 0 ? TURNS : Integer.parseInt(words.get(turnsAt + 1));
        Bench bench = new Bench(words.get(0), words.get(1), turns);
        boolean measured = true;
        try {
            bench.inFolder(bench::startUp);
            bench.inFolder(bench::pickUp);
            bench.inFolder(folder -> new Throughput(folder).rows());
            bench.inFolder(folder -> new LargeVault(bench.agent, folder).rows());
            bench.inFolder(folder -> new CycleSpeed(folder).rows());
            bench.inFolder(folder -> new AuditSpeed(bench.agent, folder).rows());
        } catch (IOException e) {
            System.err.println("bench: not measured: " + e.getMessage());
            measured = false;
        }
        System.out.println(words.contains("--json") ? bench.json() : bench.table());
        System.exit(measured ? 0 : 1);
    }

    /** What is measured in a folder of its own, which is gone afterwards. */
    private interface Measurement {
        List<Row> rows(Path folder) throws IOException, InterruptedException;
    }

    private void inFolder(Measurement measurement) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("agent-bench");
        try {
            rows.addAll(measurement.rows(folder));
        } finally {
            delete(folder);
        }
    }

    private List<Row> startUp(Path folder) throws IOException, InterruptedException {
        new Timed(List.of(agent, "--help")).milliseconds();
        Timed baseline = new Timed(List.of(java, "-version"));
        Row version = new Timed(List.of(agent, "--version")).against(baseline, "agent --version", turns, 2);
        String vault = folder.resolve("vault").toString();
        new Timed(List.of(agent, "init", vault, "--no-input")).milliseconds();
        OpenMatters.write(Path.of(vault), MATTERS);
        Row status = new Timed(List.of(agent, "status", "--vault", vault))
                .against(baseline, "agent status, 1000 open matters", turns, 10);
        return List.of(version, status);
    }

    private List<Row> pickUp(Path folder) throws IOException, InterruptedException {
        Path vault = folder.resolve("vault");
        new Timed(List.of(agent, "init", vault.toString(), "--no-input")).milliseconds();
        return new PickUp(agent, vault).rows();
    }

    private String table() {
        return Stream.concat(Stream.of(Row.heading()), rows.stream().map(Row::line))
                .collect(Collectors.joining(
                        "\n",
                        "",
                        "\n(medians of " + turns
                                + "; baseline: java -version, turn by turn; of a pick-up: the bar in ms;"
                                + "\nof an append: the same with 1 KiB of history, of its p99 and of log verify: the bar;"
                                + "\nof a cycle: the same calls one after another, straight at the provider)"));
    }

    private String json() {
        return rows.stream()
                .map(Row::json)
                .collect(Collectors.joining(",", "{\"v\":1,\"kind\":\"bench\",\"rows\":[", "]}"));
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
