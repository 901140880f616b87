package dev.factotum.cli;

import dev.factotum.problem.ExitCode;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "completion",
        description = "Print a script that completes agent's commands and options in your shell.",
        footer = {
            "",
            "  bash: agent completion bash > ~/.local/share/bash-completion/completions/agent",
            "  zsh:  agent completion zsh >> ~/.zshrc",
            "  fish: agent completion fish > ~/.config/fish/completions/agent.fish"
        })
final class Completion extends AgentCommand {
    /** The shells there is a script for. */
    enum Shell {
        BASH,
        ZSH,
        FISH;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Parameters(paramLabel = "SHELL", description = "${COMPLETION-CANDIDATES}")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Shell shell;

    /** The script without the manual that stands above it. */
    private static String withoutHeader(String script) {
        return script.lines()
                .dropWhile(line -> line.isBlank() || line.startsWith("#"))
                .collect(Collectors.joining("\n"));
    }

    @Override
    protected ExitCode run(Session session) {
        CommandLine all = session.everyCommand();
        String script = switch (shell) {
            case BASH, ZSH ->
                "# Completion for agent in bash and zsh\n" + withoutHeader(AutoComplete.bash("agent", all));
            case FISH -> FishScript.of(all);
        };
        if (session.out().json()) {
            session.out()
                    .print(session.out()
                            .object("completion")
                            .put("shell", shell.toString())
                            .put("script", script));
        } else {
            session.out().print(script.stripTrailing());
        }
        return ExitCode.DONE;
    }
}
