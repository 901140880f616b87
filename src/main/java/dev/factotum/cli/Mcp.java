package dev.factotum.cli;

import dev.factotum.problem.ExitCode;
import picocli.CommandLine.Command;

@Command(
        name = "mcp",
        description = "Other programs: servers whose tools become steps here, and this vault's tools for them.",
        subcommands = {
            McpList.class,
            McpAdd.class,
            McpTrust.class,
            McpCall.class,
            McpRead.class,
            McpPrompts.class,
            McpPrompt.class,
            McpRemove.class,
            McpServe.class
        })
final class Mcp extends AgentCommand {
    @Override
    protected ExitCode run(Session session) {
        throw usage("Say what to do: list, add, trust, call, read, prompts, prompt, remove or serve.");
    }
}
