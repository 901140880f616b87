package dev.factotum.cli;

import dev.factotum.problem.ExitCode;
import java.io.IOException;
import picocli.CommandLine.Command;

@Command(name = "list", description = "Name, age and use of each kept secret; never a value.")
final class SecretsList extends AgentCommand {
    @Override
    protected ExitCode run(Session session) throws IOException {
        return SecretsCommand.list(session);
    }
}
