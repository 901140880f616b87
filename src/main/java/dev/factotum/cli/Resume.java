package dev.factotum.cli;

import dev.factotum.problem.ExitCode;
import java.io.IOException;
import picocli.CommandLine.Command;

@Command(name = "resume", description = "Let steps go out again after a pause.")
final class Resume extends AgentCommand {
    @Override
    protected ExitCode run(Session session) throws IOException {
        boolean removed = new PauseNote(session.vault(), session.environment()).remove();
        Out out = session.out();
        if (out.json()) {
            out.print(out.object("resume").put("paused", false).put("changed", removed));
        } else if (removed) {
            out.print("Resumed. " + Style.DIM.of("agent watch takes up what waited; agent run does it once."));
        } else {
            out.print("Nothing was paused.");
        }
        return ExitCode.DONE;
    }
}
