package dev.factotum.job;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * What came of a process that ran to its end.
 *
 * @param exit as a shell counts: 137 after SIGKILL
 */
record Ended(int exit, String said, String complained) {
    private static final Pattern FOUR_PARTS = Pattern.compile(
            "(?m)^agent: .+ \\[(E-[A-Z]+-\\d+)]\n  where: +\\S.*\n  why: +\\S.*(?:\n {10}.*)*\n  next: +\\S.*$");

    /** @param here where it starts; @param into a folder for what it says */
    static Ended of(Path here, Path into, Map<String, String> environment, List<String> command)
            throws IOException, InterruptedException {
        Path out = Files.createTempFile(Files.createDirectories(into), "out", ".txt");
        Path err = Files.createTempFile(into, "err", ".txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(here.toFile())
                .redirectInput(Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            if (!process.waitFor(Campaign.PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError(
                        String.join(" ", command) + " does not end; it said\n" + text(out) + text(err));
            }
            return new Ended(process.exitValue(), text(out), text(err));
        } finally {
            process.destroyForcibly();
        }
    }

    /** Runs a program of the system that must succeed. */
    static void well(Path into, String... command) throws IOException, InterruptedException {
        Ended ended = of(Path.of("/"), into, Map.of(), List.of(command));
        if (ended.exit() != 0) {
            throw new AssertionError(String.join(" ", command) + ": " + ended);
        }
    }

    private static String text(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.UTF_8);
    }

    /** The codes of the complaints that say what, where, why and what next. */
    List<String> codes() {
        List<String> codes = new ArrayList<>();
        FOUR_PARTS.matcher(complained).results().forEach(found -> codes.add(found.group(1)));
        return codes;
    }
}
