package dev.factotum.cli;

import dev.factotum.problem.ExitCode;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "pause", description = "Stop everything that goes out, at once.")
final class Pause extends AgentCommand {
    @Parameters(arity = "0..*", paramLabel = "WHY", description = "Shown to everybody who looks.")
    private String[] why = {};

    @Option(names = "--dry-run", description = "Say whether anything would change, and change nothing.")
    private boolean dryRun;

    @Override
    protected ExitCode run(Session session) throws IOException {
        String words = String.join(" ", why);
        PauseNote note = new PauseNote(session.vault(), session.environment());
        boolean fresh = dryRun ? !note.stands() : note.write(words);
        Out out = session.out();
        if (out.json()) {
            out.print(out.object("pause")
                    .put("dryRun", dryRun)
                    .put("paused", !dryRun || !fresh)
                    .put("changed", fresh)
                    .put("why", words));
        } else if (fresh && dryRun) {
            out.print("Would pause: nothing that goes out would start.");
        } else if (fresh) {
            out.print("Paused: nothing that goes out starts. " + Style.DIM.of("agent resume lets it go on."));
        } else {
            out.print("It was paused already; PAUSE.md says why. Nothing was changed.");
        }
        return ExitCode.DONE;
    }
}
