package dev.factotum.cli;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The subcommands by name: a command is known once its name stands in a list and in {@link #make}. A class is loaded
 * only when its command is made.
 */
final class Subcommands {
    /** What {@code agent} alone means. */
    static final String BARE = "status";

    /** Shown first by {@code --help}. */
    static final List<String> DAILY = List.of("init", "add", "status", "doctor");

    /** Shown under <em>More</em>. */
    static final List<String> MORE = List.of("open", "pause", "resume", "completion");

    private Subcommands() {}

    static List<String> names() {
        return Stream.concat(DAILY.stream(), MORE.stream()).toList();
    }

    /** A fresh instance; empty where no command has this name. */
    static Optional<AgentCommand> make(String name) {
        return Optional.ofNullable(
                switch (name) {
                    case "init" -> new Init();
                    case "add" -> new AddCommand();
                    case "status" -> new StatusCommand();
                    case "open" -> new OpenCommand();
                    case "pause" -> new PauseCommand();
                    case "resume" -> new ResumeCommand();
                    case "completion" -> new Completion();
                    case "doctor" -> new Doctor();
                    default -> null;
                });
    }
}
