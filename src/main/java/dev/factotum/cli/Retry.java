package dev.factotum.cli;

import dev.factotum.engine.Turn;
import dev.factotum.problem.ExitCode;
import dev.factotum.problem.Problem;
import dev.factotum.problem.ProblemException;
import dev.factotum.problem.StepCode;
import dev.factotum.problem.VaultCode;
import dev.factotum.vault.Digest;
import dev.factotum.vault.LedgerEntry.Returned;
import dev.factotum.vault.Seen;
import dev.factotum.vault.Stage;
import dev.factotum.vault.Vault;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "retry",
        description = "Try a failed matter again, or tell what became of a step whose outcome nobody knows.")
final class Retry extends AgentCommand {
    @Parameters(arity = "1..*", paramLabel = "MATTER", description = "Id, title, file name, or @1 of the last list.")
    private List<String> matters = new ArrayList<>();

    @ArgGroup
    private @Nullable Answer answer;

    @Option(
            names = {"-y", "--yes"},
            description = "Do not ask.")
    private boolean yes;

    /** What a person saw when they looked. */
    private static final class Answer {
        @Option(names = "--arrived", paramLabel = "STEP", description = "This step did arrive; go on with the rest.")
        private @Nullable String arrived;

        @Option(names = "--again", paramLabel = "STEP", description = "It did not; do this step once more.")
        private @Nullable String again;

        String step() {
            return arrived != null ? arrived : again == null ? "" : again;
        }
    }

    @Option(names = "--dry-run", description = "Say what would be tried again, and do nothing.")
    private boolean dryRun;

    @Override
    protected ExitCode run(Session session) throws IOException, InterruptedException {
        if (answer != null && matters.size() > 1) {
            throw usage("--arrived and --again are about one matter; name only that.");
        }
        try (Workplace workplace = Workplace.open(session, Heard.on(session))) {
            refuseElsewhere(workplace.vault());
            Batch batch = new Batch(session, workplace, "retry", dryRun);
            for (Seen seen : new MatterFinder(workplace.vault(), session.here(), yes).all(matters)) {
                Optional<Matter> matter = Matter.read(workplace, seen);
                if (matter.isPresent() && !session.interrupt().getAsBoolean()) {
                    one(session, workplace, batch, matter.get());
                }
            }
            return batch.end();
        }
    }

    static void refuseElsewhere(Vault vault) throws IOException {
        if (!vault.executor().here()) {
            throw new ProblemException(vault.elsewhere());
        }
    }

    private void one(Session session, Workplace workplace, Batch batch, Matter found)
            throws IOException, InterruptedException {
        Matter matter = found;
        Optional<String> reason = cannot(matter);
        if (reason.isPresent()) {
            batch.left(matter, reason.get(), true);
            return;
        }
        if (dryRun) {
            batch.would(matter);
            return;
        }
        batch.begin(matter);
        Decider decider = batch.decider();
        if (answer != null) {
            answer(decider, matter, answer);
            if (nothingLeft(workplace, matter.seen())) {
                batch.left(
                        matter, "noted; nothing is left to run. Move the note to Completed where that was all", false);
                return;
            }
            matter = again(workplace, matter);
        }
        if (!HighRisk.agreed(session, List.of(matter), yes)) {
            batch.left(matter, "nothing was done", false);
            return;
        }
        Digest shown = matter.content();
        Turn turn = decider.decide(matter.seen(), (desk, file) -> desk.retry(file, decider.who(), shown));
        batch.turned(matter, turn);
    }

    private Optional<String> cannot(Matter matter) {
        if (matter.seen().id().isEmpty()) {
            return Optional.of("not taken in yet; agent run takes it in");
        }
        Set<String> unknown = matter.history().unknown();
        String why = matter.history().returned().map(Returned::why).orElse("");
        return switch (matter.seen().stage()) {
            case INBOX, NEEDS_ACTION -> Optional.of("has no plan yet; agent run plans it");
            case REJECTED -> Optional.of("was rejected; move it back to Pending_Approval first");
            case COMPLETED -> Optional.of("is done already");
            case APPROVED -> answer == null ? Optional.empty() : asked(unknown);
            case PENDING_APPROVAL -> {
                if (answer != null) {
                    yield asked(unknown);
                }
                if (!unknown.isEmpty()) {
                    String step = unknown.stream().sorted().findFirst().orElse("");
                    yield Optional.of("nobody knows whether step " + step + " arrived: look, then say --arrived " + step
                            + " or --again " + step);
                }
                yield why.equals("failed") ? Optional.empty() : Optional.of("did not fail; agent approve runs it");
            }
        };
    }

    private Optional<String> asked(Set<String> unknown) {
        String step = answer == null ? "" : answer.step();
        if (unknown.contains(step)) {
            return Optional.empty();
        }
        throw new ProblemException(new Problem(
                StepCode.NO_QUESTION,
                "Nobody asks whether step " + step + " arrived.",
                step,
                unknown.isEmpty()
                        ? "every step that was tried has a known outcome"
                        : "the question is about "
                                + String.join(", ", unknown.stream().sorted().toList()),
                StepCode.NO_QUESTION.remedy()));
    }

    private static void answer(Decider decider, Matter matter, Answer answer) throws IOException, InterruptedException {
        boolean[] noted = new boolean[1];
        Turn turn = decider.decide(matter.seen(), (desk, file) -> {
            noted[0] = desk.answer(file, answer.step(), answer.arrived != null, decider.who());
            return noted[0] ? new Turn.Rests(Instant.MAX) : new Turn.Busy();
        });
        if (!noted[0]) {
            throw new ProblemException(new Problem(
                    VaultCode.BUSY,
                    "Your answer was not noted.",
                    matter.file(),
                    turn instanceof Turn.Busy ? "another process works on this matter" : "the file changed meanwhile",
                    VaultCode.BUSY.remedy()));
        }
    }

    /** The matter as the answer left it in the tray; as it was where it has gone from there. */
    private static Matter again(Workplace workplace, Matter before) throws IOException {
        Optional<Seen> now = waiting(workplace, before.seen());
        return now.isEmpty() ? before : Matter.read(workplace, now.get()).orElse(before);
    }

    private static Optional<Seen> waiting(Workplace workplace, Seen before) throws IOException {
        return before.id().isEmpty()
                ? Optional.empty()
                : workplace.scan().look(Set.of(Stage.PENDING_APPROVAL)).seen().stream()
                        .filter(seen -> seen.id().equals(before.id()))
                        .findFirst();
    }

    private static boolean nothingLeft(Workplace workplace, Seen before) throws IOException {
        Optional<Seen> now = waiting(workplace, before);
        if (now.isEmpty()) {
            return false;
        }
        return Matter.read(workplace, now.get())
                .flatMap(Matter::assessment)
                .filter(a -> a.faults().isEmpty() && a.run().isEmpty())
                .isPresent();
    }
}
