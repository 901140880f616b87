package dev.factotum.cli;

import dev.factotum.problem.ExitCode;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "resume", description = "Let steps go out again after a pause.")
final class Resume extends AgentCommand {
    @Option(names = "--dry-run", description = "Say whether anything would change, and change nothing.")
    private boolean dryRun;

    @Override
    protected ExitCode run(Session session) throws IOException {
        PauseNote note = new PauseNote(session.vault(), session.environment());
        boolean removed = dryRun ? note.stands() : note.remove();
        Out out = session.out();
        if (out.json()) {
            out.print(out.object("resume")
                    .put("dryRun", dryRun)
                    .put("paused", dryRun && removed)
                    .put("changed", removed));
        } else if (removed && dryRun) {
            out.print("Would resume: steps would go out again.");
        } else if (removed) {
            out.print("Resumed. " + Style.DIM.of("agent watch takes up what waited; agent run does it once."));
        } else {
            out.print("Nothing was paused.");
        }
        return ExitCode.DONE;
    }
}
