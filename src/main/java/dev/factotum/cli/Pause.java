package dev.factotum.cli;

import dev.factotum.problem.ExitCode;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "pause", description = "Stop everything that goes out, at once.")
final class Pause extends AgentCommand {
    @Parameters(arity = "0..*", paramLabel = "WHY", description = "Shown to everybody who looks.")
    private String[] why = {};

    @Override
    protected ExitCode run(Session session) throws IOException {
        String words = String.join(" ", why);
        boolean fresh = new PauseNote(session.vault(), session.environment()).write(words);
        Out out = session.out();
        if (out.json()) {
            out.print(out.object("pause")
                    .put("paused", true)
                    .put("changed", fresh)
                    .put("why", words));
        } else if (fresh) {
            out.print("Paused: nothing that goes out starts. " + Style.DIM.of("agent resume lets it go on."));
        } else {
            out.print("It was paused already; PAUSE.md says why. Nothing was changed.");
        }
        return ExitCode.DONE;
    }
}
