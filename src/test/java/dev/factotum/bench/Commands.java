package dev.factotum.bench;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Commands timed from start to end, turn by turn, so that whatever slows the machine slows them all. */
final class Commands {
    private static final long LONGEST_SECONDS = 60;

    private final Map<String, List<String>> commands = new LinkedHashMap<>();

    /** @param command with absolute paths */
    Commands add(String name, List<String> command) {
        commands.put(name, List.copyOf(command));
        return this;
    }

    /**
     * The median milliseconds of each command by name, after one turn that does not count.
     *
     * @throws IOException where a command cannot start or ends with another code than 0
     */
    Map<String, Double> medians(int turns) throws IOException, InterruptedException {
        Map<String, List<Double>> times = new LinkedHashMap<>();
        for (int turn = -1; turn < turns; turn++) {
            for (Map.Entry<String, List<String>> command : commands.entrySet()) {
                double time = milliseconds(command.getValue());
                if (turn >= 0) {
                    times.computeIfAbsent(command.getKey(), name -> new ArrayList<>())
                            .add(time);
                }
            }
        }
        return times.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> median(entry.getValue())));
    }

    /** Runs a command once and answers the milliseconds it took. */
    static double milliseconds(List<String> command) throws IOException, InterruptedException {
        long start = System.nanoTime();
        Process process = new ProcessBuilder(command)
                .redirectInput(Redirect.from(new java.io.File("/dev/null")))
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
