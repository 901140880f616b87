package dev.factotum.job;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Whether faults of the system underneath are tried, and with what: {@code ./mvnw -Pfaults verify}, as root, on Linux.
 * A test that cannot be run says in one line what is missing.
 */
final class Faults {
    private Faults() {}

    /** Skips the test unless faults are wanted and these programs are here. */
    static void need(String what, String... tools) {
        need(Boolean.getBoolean("faults"), what, "./mvnw -Pfaults verify runs it");
        for (String tool : tools) {
            need(found(tool).isPresent(), what, "there is no " + tool + " here");
        }
    }

    /** Skips the test unless this holds; the words say what is missing. */
    static void need(boolean holds, String what, String missing) {
        String line = "skipped: " + what + ": " + missing;
        if (!holds) {
            System.out.println(line);
        }
        assumeTrue(holds, line);
    }

    /** Skips the test unless the system lets us make mounts and trace processes. */
    static void needRoot(String what) {
        need("root".equals(System.getProperty("user.name")), what, "it needs root");
    }

    static Optional<Path> found(String tool) {
        return List.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)).stream()
                .map(folder -> Path.of(folder, tool))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
