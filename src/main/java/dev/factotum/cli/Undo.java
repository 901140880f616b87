package dev.factotum.cli;

import dev.factotum.engine.Undoer;
import dev.factotum.intake.IntakeOutcome;
import dev.factotum.intake.Submission;
import dev.factotum.markdown.Escape;
import dev.factotum.plan.PlanEdit;
import dev.factotum.plan.PlanText;
import dev.factotum.problem.ExitCode;
import dev.factotum.problem.Problem;
import dev.factotum.problem.ProblemException;
import dev.factotum.problem.StepCode;
import dev.factotum.vault.MatterId;
import dev.factotum.vault.Names;
import dev.factotum.vault.Seen;
import dev.factotum.vault.Stage;
import dev.factotum.vault.Vault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "undo", description = "Draft a plan that takes back what a finished matter did; it waits in the tray.")
final class Undo extends AgentCommand {
    @Parameters(paramLabel = "MATTER", description = "Id, title, file name, or @1 of the last list.")
    private String typed = "";

    @Option(names = "--dry-run", description = "Say what could be taken back, and draft nothing.")
    private boolean dryRun;

    @Override
    protected ExitCode run(Session session) throws IOException {
        try (Workplace workplace = Workplace.open(session, Heard.on(session))) {
            Seen seen = new MatterFinder(workplace.vault(), session.here()).one(typed);
            Matter matter = Matter.read(workplace, seen).orElseThrow(() -> refused(seen, "its file moved just now"));
            if (seen.stage() != Stage.COMPLETED || seen.id().isEmpty()) {
                throw refused(seen, "it is not finished: only what rests in Completed is taken back");
            }
            Undoer undoer = new Undoer(workplace.parts());
            Undoer.Undo undo = undoer.of(seen.id().get(), matter.title());
            if (undo.draft().steps().isEmpty()) {
                throw refused(
                        seen,
                        undo.left().isEmpty()
                                ? "no step of it did anything"
                                : "no tool can take back " + steps(undo.left()));
            }
            if (!dryRun) {
                undoer.taken(seen.id().get());
            }
            Optional<Path> file = dryRun ? Optional.empty() : Optional.of(draft(workplace, matter, undo));
            tell(session.out(), workplace, undo, file);
            return ExitCode.DONE;
        }
    }

    private static String steps(List<String> ids) {
        return (ids.size() == 1 ? "step " : "steps ") + String.join(", ", ids);
    }

    private static ProblemException refused(Seen seen, String why) {
        return new ProblemException(new Problem(
                StepCode.NOTHING_TO_UNDO,
                StepCode.NOTHING_TO_UNDO.meaning(),
                seen.where(),
                why,
                StepCode.NOTHING_TO_UNDO.remedy()));
    }

    /** Lays the plan down as a note of the person's own and has it planned at once; answers where it stands. */
    private static Path draft(Workplace workplace, Matter matter, Undoer.Undo undo) throws IOException {
        Vault vault = workplace.vault();
        String name = Names.stem(undo.draft().title()) + ".md";
        String heading = "# " + Escape.line(undo.draft().title()) + "\n";
        String text =
                new PlanEdit(PlanText.parse(heading, name)).steps(undo.draft()).apply();
        if (!vault.executor().here()) {
            Path note = vault.folder(Stage.NEEDS_ACTION).resolve(name);
            vault.files().publish(note, text.getBytes(StandardCharsets.UTF_8));
            return note;
        }
        Submission submission =
                new Submission(new Submission.Content.Text(text), matter.client(), Optional.empty(), List.of());
        return switch (workplace.intake().add(submission)) {
            case IntakeOutcome.Taken(MatterId id, Path file) -> planned(workplace, id, file);
            case IntakeOutcome.Duplicate(MatterId ignored, MatterId ignoredToo, Path file) -> file;
            case IntakeOutcome.NotReady(String ignored, var until) ->
                vault.root().resolve("Inbox");
            case IntakeOutcome.Failed(Problem problem) -> throw new ProblemException(problem);
        };
    }

    private static Path planned(Workplace workplace, MatterId id, Path file) throws IOException {
        workplace.engine().pass(List.of(file));
        return workplace.scan().look(Set.of(Stage.PENDING_APPROVAL)).seen().stream()
                .filter(seen -> seen.id().equals(Optional.of(id)))
                .map(Seen::path)
                .findFirst()
                .orElse(file);
    }

    private static void tell(Out out, Workplace workplace, Undoer.Undo undo, Optional<Path> file) {
        String where = file.map(workplace.vault().root()::relativize)
                .map(Path::toString)
                .orElse("");
        if (out.json()) {
            var object = out.object("undo").put("file", where.isEmpty() ? null : where);
            Approve.addAll(
                    object.putArray("takesBack"),
                    undo.draft().steps().stream()
                            .map(step -> InlineText.plain(step.title()))
                            .toList());
            Approve.addAll(object.putArray("cannot"), undo.left());
            out.print(object);
            return;
        }
        undo.draft().steps().forEach(step -> out.print("· " + InlineText.styled(step.title())));
        if (!undo.left().isEmpty()) {
            out.print(Style.YELLOW.of("!") + " No tool can take back " + Escape.terminal(steps(undo.left())) + ".");
        }
        if (!where.isEmpty()) {
            out.print("The plan waits in " + Escape.terminal(where) + "; nothing is taken back before it is approved.");
        }
    }
}
