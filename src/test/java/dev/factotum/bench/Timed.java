package dev.factotum.bench;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A command timed from start to end. */
record Timed(List<String> command) {
    private static final long LONGEST_SECONDS = 60;

    Timed {
        command = List.copyOf(command);
    }

    /**
     * Times this command and its baseline turn by turn, so that whatever slows the machine slows both; one turn before
     * does not count.
     */
    Row against(Timed baseline, String name, int turns, double bar) throws IOException, InterruptedException {
        List<Double> values = new ArrayList<>();
        List<Double> baselines = new ArrayList<>();
        baseline.milliseconds();
        milliseconds();
        for (int turn = 0; turn < turns; turn++) {
            baselines.add(baseline.milliseconds());
            values.add(milliseconds());
        }
        return new Row(name, median(values), "ms", median(baselines), bar);
    }

    /** Runs once; throws where it ends with another code than 0. */
    double milliseconds() throws IOException, InterruptedException {
        long start = System.nanoTime();
        Process process = new ProcessBuilder(command)
                .redirectInput(Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(Redirect.DISCARD)
                .redirectError(Redirect.DISCARD)
                .start();
        if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException(String.join(" ", command) + " took more than " + LONGEST_SECONDS + " s");
        }
        if (process.exitValue() != 0) {
            throw new IOException(String.join(" ", command) + " ended with " + process.exitValue());
        }
        return (System.nanoTime() - start) / 1e6;
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
