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
    static final List<String> DAILY =
            List.of("init", "demo", "add", "watch", "run", "status", "show", "review", "log", "doctor");

    /** Shown under <em>More</em>. */
    static final List<String> MORE = List.of(
            "open",
            "approve",
            "reject",
            "retry",
            "undo",
            "pause",
            "resume",
            "agents",
            "skills",
            "mcp",
            "connect",
            "secrets",
            "report",
            "config",
            "import",
            "completion");

    private Subcommands() {}

    static List<String> names() {
        return Stream.concat(DAILY.stream(), MORE.stream()).toList();
    }

    /** A fresh instance; empty where no command has this name. */
    static Optional<AgentCommand> make(String name) {
        return Optional.ofNullable(
                switch (name) {
                    case "add" -> new Add();
                    case "agents" -> new Agents();
                    case "approve" -> new Approve();
                    case "completion" -> new Completion();
                    case "config" -> new Config();
                    case "connect" -> new Connect();
                    case "demo" -> new Demo();
                    case "doctor" -> new Doctor();
                    case "import" -> new Import();
                    case "init" -> new Init();
                    case "log" -> new Log();
                    case "mcp" -> new Mcp();
                    case "open" -> new Open();
                    case "pause" -> new Pause();
                    case "reject" -> new Reject();
                    case "report" -> new Report();
                    case "resume" -> new Resume();
                    case "retry" -> new Retry();
                    case "review" -> new Review();
                    case "run" -> new Run();
                    case "secrets" -> new SecretsCommand();
                    case "show" -> new Show();
                    case "skills" -> new Skills();
                    case "status" -> new Status();
                    case "undo" -> new Undo();
                    case "watch" -> new WatchCommand();
                    default -> null;
                });
    }
}
