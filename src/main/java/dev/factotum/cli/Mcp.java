package dev.factotum.cli;

import dev.factotum.problem.ExitCode;
import picocli.CommandLine.Command;

@Command(
        name = "mcp",
        description = "Servers of others whose tools become steps: list, add, trust, call and remove them.",
        subcommands = {
            McpList.class,
            McpAdd.class,
            McpTrust.class,
            McpCall.class,
            McpRead.class,
            McpPrompts.class,
            McpPrompt.class,
            McpRemove.class
        })
final class Mcp extends AgentCommand {
    @Override
    protected ExitCode run(Session session) {
        throw usage("Say what to do: list, add, trust, call, read, prompts, prompt or remove.");
    }
}
