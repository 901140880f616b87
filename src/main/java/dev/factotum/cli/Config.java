package dev.factotum.cli;

import dev.factotum.problem.ExitCode;
import picocli.CommandLine.Command;

@Command(
        name = "config",
        description = "Read, change and check settings.",
        subcommands = {ConfigGet.class, ConfigSet.class, ConfigValidate.class, ConfigSchema.class})
final class Config extends AgentCommand {
    @Override
    protected ExitCode run(Session session) {
        throw usage("Say what to do: get, set, validate or schema.");
    }
}
