package dev.factotum.cli;

import dev.factotum.engine.Gesture;
import dev.factotum.engine.Turn;
import dev.factotum.problem.ExitCode;
import dev.factotum.vault.Seen;
import dev.factotum.vault.Stage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "reject", description = "Reject plans: nothing of them runs.")
final class Reject extends AgentCommand {
    @Parameters(arity = "1..*", paramLabel = "MATTER", description = "Id, title, file name, or @1 of the last list.")
    private List<String> matters = new ArrayList<>();

    @Option(names = "--why", paramLabel = "TEXT", description = "The reason, kept with the matter.")
    private String why = "";

    @Option(names = "--dry-run", description = "Say what would be rejected, and do nothing.")
    private boolean dryRun;

    @Override
    protected ExitCode run(Session session) throws IOException, InterruptedException {
        try (Workplace workplace = Workplace.open(session, Heard.on(session))) {
            Batch batch = new Batch(session, workplace, "reject", dryRun);
            for (Seen seen : new MatterFinder(workplace.vault(), session.here()).all(matters)) {
                Optional<Matter> matter = Matter.read(workplace, seen);
                if (matter.isPresent() && !session.interrupt().getAsBoolean()) {
                    one(workplace, batch, matter.get());
                }
            }
            return batch.end();
        }
    }

    private void one(Workplace workplace, Batch batch, Matter matter) throws IOException, InterruptedException {
        Seen seen = matter.seen();
        if (seen.id().isEmpty()) {
            batch.left(matter, "not taken in yet; move the file to Rejected yourself", true);
        } else if (seen.stage() == Stage.COMPLETED) {
            batch.left(matter, "is done already; agent undo drafts what takes it back", true);
        } else if (seen.stage() == Stage.REJECTED) {
            batch.left(matter, "is rejected already", false);
        } else if (dryRun) {
            batch.would(matter);
        } else if (!workplace.vault().executor().here()) {
            batch.carried(matter, Stage.REJECTED, workplace.desk().carry(seen, Stage.REJECTED));
        } else {
            batch.begin(matter);
            Decider decider = batch.decider();
            Turn turn = decider.decide(seen, (desk, file) -> desk.reject(file, decider.who(), Gesture.COMMAND, why));
            batch.turned(matter, turn);
        }
    }
}
