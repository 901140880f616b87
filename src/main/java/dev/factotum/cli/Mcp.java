package dev.factotum.cli;

import dev.factotum.problem.ExitCode;
import picocli.CommandLine.Command;

@Command(
        name = "mcp",
        description = "Let other programs ask this office for things by the Model Context Protocol.",
        subcommands = {McpServe.class})
final class Mcp extends AgentCommand {
    @Override
    protected ExitCode run(Session session) {
        throw usage("Say what to do: agent mcp serve.");
    }
}
