package dev.factotum.bench;

import dev.factotum.vault.PipelineScan;
import dev.factotum.vault.Vault;
import dev.factotum.world.World;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What 100,000 files cost: the first look at them, and a watch that has nothing to do. Reads /proc, so Linux only. */
final class LargeVault {
    private static final int FILES = 100_000;
    private static final int OPEN = 1_000;
    private static final int IDLE_SECONDS = 30;
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final String agent;
    private final Path folder;

    /** @param folder empty */
    LargeVault(String agent, Path folder) {
        this.agent = agent;
        this.folder = folder;
    }

    List<Row> rows() throws IOException, InterruptedException {
        Path scanned = folder.resolve("scanned");
        Vault.create(World.real(), scanned);
        OpenMatters.write(scanned, FILES);
        long begun = System.nanoTime();
        int seen = new PipelineScan(Vault.open(World.real(), scanned), true)
                .look()
                .seen()
                .size();
        double scan = (System.nanoTime() - begun) / 1e6;
        if (seen != FILES) {
            throw new IOException("the scan saw " + seen + " of " + FILES + " files");
        }
        double[] idle = idle();
        return List.of(
                new Row("first scan, 100,000 open files", scan, "ms", 2_000, 1),
                new Row("watch idle, 100,000 files: of a core", idle[0], "%", 1, 1),
                new Row("watch idle, 100,000 files: resident", idle[1], "MB", 128, 1));
    }

    private double[] idle() throws IOException, InterruptedException {
        Path vault = folder.resolve("idle");
        new Timed(List.of(agent, "init", vault.toString(), "--no-input")).milliseconds();
        OpenMatters.atRest(vault, FILES - OPEN);
        OpenMatters.posts(vault, OPEN);
        new Timed(List.of(agent, "run", "-q", "--vault", vault.toString())).milliseconds();
        Process watch = new ProcessBuilder(agent, "watch", "--vault", vault.toString())
                .redirectInput(Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(Redirect.DISCARD)
                .redirectError(Redirect.DISCARD)
                .start();
        try {
            awaitRest(watch.pid());
            double before = cpuSeconds(watch.pid());
            Thread.sleep(Duration.ofSeconds(IDLE_SECONDS));
            double used = cpuSeconds(watch.pid()) - before;
            return new double[] {100 * used / IDLE_SECONDS, residentMegabytes(watch.pid())};
        } finally {
            watch.destroy();
            watch.waitFor();
        }
    }

    /** Until it used hardly any time for three seconds. */
    private static void awaitRest(long pid) throws IOException, InterruptedException {
        Instant end = Instant.now().plus(LONGEST);
        Thread.sleep(Duration.ofSeconds(5));
        for (double before = 0; Instant.now().isBefore(end); ) {
            double now = cpuSeconds(pid);
            if (now - before < 0.06) {
                return;
            }
            before = now;
            Thread.sleep(Duration.ofSeconds(3));
        }
        throw new IOException("the watch does not come to rest");
    }

    private static double cpuSeconds(long pid) throws IOException {
        String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / 100.0;
    }

    private static double residentMegabytes(long pid) throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc/" + pid + "/status"))) {
            Pattern resident = Pattern.compile("VmRSS:\\s+(\\d+) kB");
            return lines.map(resident::matcher)
                    .filter(Matcher::matches)
                    .mapToDouble(matcher -> Long.parseLong(matcher.group(1)) / 1024.0)
                    .findFirst()
                    .orElseThrow(() -> new IOException("no VmRSS of " + pid));
        }
    }
}
