package dev.factotum.cli;

import dev.factotum.problem.ExitCode;
import java.io.IOException;
import picocli.CommandLine.Command;

@Command(name = "demo", description = "Show the whole thing in ten seconds, in a vault of its own.")
final class Demo extends AgentCommand {
    @Override
    protected ExitCode run(Session session) throws IOException {
        return ExitCode.DONE;
    }
}
