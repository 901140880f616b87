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
    static final String BARE = "doctor";

    /** Shown first by {@code --help}. */
    static final List<String> DAILY = List.of("show", "review", "log", "doctor");

    /** Shown under <em>More</em>. */
    static final List<String> MORE = List.of("approve", "reject", "retry", "undo", "config", "completion");

    private Subcommands() {}

    static List<String> names() {
        return Stream.concat(DAILY.stream(), MORE.stream()).toList();
    }

    /** A fresh instance; empty where no command has this name. */
    static Optional<AgentCommand> make(String name) {
        return Optional.ofNullable(
                switch (name) {
                    case "approve" -> new Approve();
                    case "completion" -> new Completion();
                    case "config" -> new Config();
                    case "doctor" -> new Doctor();
                    case "log" -> new Log();
                    case "reject" -> new Reject();
                    case "retry" -> new Retry();
                    case "review" -> new Review();
                    case "show" -> new Show();
                    case "undo" -> new Undo();
                    default -> null;
                });
    }
}
