package dev.factotum.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.config.Risk;
import dev.factotum.engine.Approval;
import dev.factotum.engine.Gesture;
import dev.factotum.engine.Turn;
import dev.factotum.markdown.Escape;
import dev.factotum.problem.ExitCode;
import dev.factotum.vault.Seen;
import dev.factotum.vault.Stage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "approve", description = "Approve plans that wait, and run them.")
final class Approve extends AgentCommand {
    @Parameters(
            arity = "0..*",
            paramLabel = "MATTER",
            description = "Id or its beginning or end, title or a part of it, file name, or @1 of the last list.")
    private List<String> matters = new ArrayList<>();

    @Option(names = "--risk", paramLabel = "low|normal", description = "Every plan that waits with at most this risk.")
    private @Nullable Risk risk;

    @Option(names = "--all", description = "Every plan that waits; asks first where one is of high risk.")
    private boolean all;

    @Option(names = "--client", paramLabel = "NAME", description = "With --risk or --all: this client's plans only.")
    private @Nullable String client;

    @Option(names = "--dry-run", description = "Say what would be approved, and do nothing.")
    private boolean dryRun;

    @Option(
            names = {"-y", "--yes"},
            description = "Do not ask, not even about high risk.")
    private boolean yes;

    /** A matter that is not approved, and why. */
    private record Left(Matter matter, String why, boolean fault) {}

    @Override
    protected ExitCode run(Session session) throws IOException, InterruptedException {
        boolean bulk = risk != null || all;
        if (bulk != matters.isEmpty()) {
            throw usage("Name the matters, or say --risk low, --risk normal or --all.");
        }
        if (client != null && !bulk) {
            throw usage("--client goes with --risk or --all.");
        }
        try (Workplace workplace = Workplace.open(session, Heard.on(session))) {
            List<Matter> take = new ArrayList<>();
            List<Left> left = new ArrayList<>();
            choose(session, workplace, take, left);
            Batch batch = new Batch(session, workplace, "approve", dryRun);
            left.forEach(one -> batch.left(one.matter(), one.why(), one.fault()));
            if (take.isEmpty() && left.isEmpty()) {
                batch.nothing("Nothing waits for you.");
            }
            if (!dryRun && !HighRisk.agreed(session, take, yes)) {
                return batch.abandoned();
            }
            for (Matter matter : take) {
                one(session, workplace, batch, matter);
            }
            return batch.end();
        }
    }

    private void choose(Session session, Workplace workplace, List<Matter> take, List<Left> left) throws IOException {
        if (matters.isEmpty()) {
            Risk most = all ? Risk.HIGH : Optional.ofNullable(risk).orElse(Risk.LOW);
            for (Matter matter : Waiting.all(workplace)) {
                Optional<String> why = Waiting.leftOut(matter, most, client);
                if (why.isPresent()) {
                    left.add(new Left(matter, why.get(), false));
                } else {
                    take.add(matter);
                }
            }
            return;
        }
        for (Seen seen : new MatterFinder(workplace.vault(), session.here(), yes).all(matters)) {
            Optional<Matter> matter = Matter.read(workplace, seen);
            if (matter.isEmpty()) {
                continue;
            }
            if (seen.stage() == Stage.PENDING_APPROVAL && seen.id().isPresent()) {
                take.add(matter.get());
            } else {
                left.add(new Left(matter.get(), notWaiting(seen), seen.stage() != Stage.APPROVED));
            }
        }
    }

    private static String notWaiting(Seen seen) {
        if (seen.id().isEmpty()) {
            return "not taken in yet; agent run takes it in";
        }
        return switch (seen.stage()) {
            case INBOX, NEEDS_ACTION -> "has no plan yet; agent run plans it";
            case APPROVED -> "is approved already";
            case REJECTED -> "was rejected; move it back to Pending_Approval first";
            case COMPLETED -> "is done already";
            case PENDING_APPROVAL -> "";
        };
    }

    private void one(Session session, Workplace workplace, Batch batch, Matter matter)
            throws IOException, InterruptedException {
        if (dryRun) {
            batch.would(matter);
            return;
        }
        if (session.interrupt().getAsBoolean()) {
            return;
        }
        batch.begin(matter);
        if (!workplace.vault().executor().here()) {
            boolean moved = workplace.desk().carryToApproved(matter.seen(), person(workplace, batch));
            batch.carried(matter, Stage.APPROVED, moved);
            return;
        }
        Decider decider = batch.decider();
        Turn turn = decider.decide(
                matter.seen(), (desk, file) -> desk.approve(file, decider.who(), Gesture.COMMAND, matter.content()));
        batch.turned(matter, turn);
    }

    private static Approval.ByPerson person(Workplace workplace, Batch batch) {
        return new Approval.ByPerson(
                workplace.vault().world().clock().instant(), batch.decider().who(), Gesture.COMMAND);
    }

    static void put(ObjectNode node, Matter matter) {
        node.put("id", matter.seen().id().map(Object::toString).orElse(null))
                .put("title", matter.title())
                .put("risk", matter.assessment().map(a -> a.risk().word()).orElse(null));
    }

    static String name(Matter matter) {
        return Style.BOLD.of(Escape.terminal(matter.title()).replace('\n', ' '));
    }

    static void addAll(ArrayNode into, List<String> texts) {
        texts.forEach(into::add);
    }
}
