package dev.factotum.engine;

import dev.factotum.markdown.Escape;
import dev.factotum.plan.Checked;
import dev.factotum.plan.OnFail;
import dev.factotum.plan.PlanCheck;
import dev.factotum.plan.PlanDigest;
import dev.factotum.plan.PlanText;
import dev.factotum.plan.StepId;
import dev.factotum.plan.TypedStep;
import dev.factotum.vault.Digest;
import dev.factotum.vault.Executor;
import dev.factotum.vault.LedgerEntry.Approved;
import dev.factotum.vault.LedgerEntry.Claimed;
import dev.factotum.vault.LedgerEntry.Parked;
import dev.factotum.vault.Readiness;
import dev.factotum.vault.Stage;
import dev.factotum.world.FileFacts;
import dev.factotum.world.Processes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Runs exactly what was approved, from the kept copy, one step after another, watching the live file all the while. */
final class Execution {
    private Execution() {}

    static Turn run(Session session) throws IOException {
        Approved approval = session.history().approval().orElseThrow();
        Compared compared = new Compared();
        Optional<List<TypedStep>> approved = approvedSteps(session, approval, compared);
        if (approved.isEmpty()) {
            return returned(
                    session,
                    "changed",
                    List.of(),
                    "What was approved can no longer be run as it was: a tool, an"
                            + " account or an attachment is different now.");
        }
        if (approval.until().map(until -> session.now().isAfter(until)).orElse(false)) {
            Optional<Turn> leapt = Leapt.turn(session.parts());
            return leapt.isPresent()
                    ? leapt.get()
                    : returned(
                            session,
                            "expired",
                            List.of(),
                            "The approval of " + Finishing.when(session, approval.t())
                                    + " has run out before every step could start.");
        }
        if (!settleDisk(session)) {
            return new Turn.Again();
        }
        for (TypedStep step : approved.get()) {
            if (StepRun.finished(session, step)) {
                continue;
            }
            Optional<Turn> stop = before(session, step, approved.get(), compared);
            if (stop.isPresent()) {
                return stop.get();
            }
            Optional<Turn> end = after(session, step, StepRun.run(session, step));
            if (end.isPresent()) {
                return end.get();
            }
        }
        if (!session.reread()) {
            return new Turn.Again();
        }
        Optional<Turn> next = NextRound.begin(session);
        if (next.isPresent()) {
            return next.get();
        }
        boolean failed = approved.get().stream()
                .anyMatch(
                        step -> !session.history().of(step.id().value()).done().isPresent());
        if (!Finishing.done(session)) {
            return new Turn.Again();
        }
        return failed ? new Turn.ToTray("continued", true) : new Turn.Executed();
    }

    /**
     * What differs between the steps that are still to be done of the last approval and those that stand now, in one
     * line; empty where nothing does.
     */
    static Optional<String> sinceApproval(Session session, Assessment now) throws IOException {
        Optional<Approved> last = session.history().entries().reversed().stream()
                .filter(Approved.class::isInstance)
                .map(Approved.class::cast)
                .findFirst();
        if (last.isEmpty()) {
            return Optional.of("it was never approved");
        }
        if (!now.faults().isEmpty()) {
            return Optional.of(now.faults().getFirst().reason());
        }
        Optional<List<TypedStep>> approved = approvedSteps(session, last.get(), new Compared());
        if (approved.isEmpty()) {
            return Optional.of("a tool, an account or an attachment is different now");
        }
        List<TypedStep> open = undone(session, approved.get());
        List<TypedStep> live = undone(session, now.run());
        return digests(live).equals(digests(open))
                ? Optional.empty()
                : Optional.of(Difference.of(open, live).strip().substring(2).replace("\n- ", "; "));
    }

    private static List<TypedStep> undone(Session session, List<TypedStep> steps) {
        return steps.stream()
                .filter(step -> session.history().of(step.id().value()).done().isEmpty())
                .toList();
    }

    /** Parses the kept copy; empty where it no longer has the digest that was approved. */
    private static Optional<List<TypedStep>> approvedSteps(Session session, Approved approval, Compared compared)
            throws IOException {
        byte[] copy;
        try {
            copy = session.vault().world().disk().read(Approvals.copy(session, approval.plan()), Session.LIMIT);
        } catch (NoSuchFileException lost) {
            return Optional.empty();
        }
        PlanText text = session.holds(copy)
                ? session.text()
                : PlanText.parse(
                        new String(copy, StandardCharsets.UTF_8), session.seen().name());
        compared.equal(text);
        return switch (check(session, text)) {
            case Checked.Bad(var faults) -> Optional.empty();
            case Checked.Good(List<TypedStep> run) ->
                Optional.of(run)
                        .filter(r -> PlanDigest.ofPlan(session.id(), approval.rev(), r)
                                .equals(approval.plan()));
        };
    }

    private static Checked check(Session session, PlanText text) {
        return PlanCheck.check(
                text, new MatterContext(session.outside(), session.settings(), session.id(), session.history(), text));
    }

    /** A person's rename is durable before anything follows from it; false where the file has gone. */
    private static boolean settleDisk(Session session) throws IOException {
        boolean fresh = session.history().entries().getLast() instanceof Claimed;
        if (!fresh) {
            Path tray = session.vault().folder(Stage.PENDING_APPROVAL);
            if (!session.settled() && !session.settle(Set.of(session.folder(), tray))) {
                return false;
            }
            Processes processes = session.vault().world().processes();
            session.recordLazily(new Claimed(
                    session.now(), processes.host(), processes.pid(), processes.started(), processes.bootId()));
        }
        return true;
    }

    /**
     * The text that was found to hold what was approved, the kept copy to begin with. While the very same text stands, only what is outside of it can
     * differ: the files that a step attaches. Those are looked at again when that step's turn comes.
     */
    private static final class Compared {
        private @Nullable PlanText equal;

        boolean holds(PlanText live, TypedStep next) {
            return live == equal && next.files().isEmpty();
        }

        void equal(PlanText live) {
            equal = live;
        }
    }

    /** What keeps a step from starting. */
    private static Optional<Turn> before(Session session, TypedStep step, List<TypedStep> approved, Compared compared)
            throws IOException {
        if (session.parts().interrupted().getAsBoolean()) {
            return Optional.of(new Turn.Rests(Instant.EPOCH));
        }
        Executor executor = session.vault().executor();
        if (!executor.here()) {
            return Optional.of(
                    executor.begins().isPresent()
                            ? new Turn.Waits(executor.begins().get(), "this machine is taking over the steps")
                            : new Turn.Refused(session.vault().elsewhere()));
        }
        if (!session.reread()) {
            return Optional.of(new Turn.Again());
        }
        Optional<String> difference =
                compared.holds(session.text(), step) ? Optional.empty() : difference(session, approved);
        if (difference.isPresent()) {
            Optional<Instant> saved = beingSaved(session);
            return Optional.of(
                    saved.isPresent()
                            ? new Turn.Rests(saved.get())
                            : returned(session, "changed", List.of(), difference.get()));
        }
        compared.equal(session.text());
        if (step.tool().outward() && Pause.on(session.vault())) {
            return Optional.of(new Turn.Waits(Instant.MAX, "paused"));
        }
        Instant now = session.now();
        Optional<Turn> leapt = Leapt.turn(session.parts());
        if (leapt.isPresent()) {
            return leapt;
        }
        if (step.notBefore().map(now::isBefore).orElse(false)) {
            return Optional.of(park(session, step, step.notBefore().get(), "its date"));
        }
        Optional<Instant> wait = StepRun.waitsUntil(session, step);
        if (wait.isPresent() && now.isBefore(wait.get())) {
            return Optional.of(park(session, step, wait.get(), "another try"));
        }
        return Optional.empty();
    }

    /** Compares every step that is still to run with the live file: same steps, same order, same digests. */
    private static Optional<String> difference(Session session, List<TypedStep> approved) {
        List<TypedStep> open = open(session, approved);
        return switch (check(session, session.text())) {
            case Checked.Bad(var faults) ->
                Optional.of("The plan no longer reads as approved: "
                        + faults.getFirst().reason());
            case Checked.Good(List<TypedStep> run) -> {
                List<TypedStep> live = open(session, run);
                yield digests(live).equals(digests(open))
                        ? Optional.empty()
                        : Optional.of("The file changed after it was approved." + Difference.of(open, live));
            }
        };
    }

    /** An editor empties a file before it fills it: what changed this lately may be half of a save. Answers its end. */
    static Optional<Instant> beingSaved(Session session) throws IOException {
        Instant now = session.now();
        Duration settle = Readiness.Settle.LOCAL.usual();
        return session.vault()
                .world()
                .disk()
                .facts(session.seen().path())
                .map(FileFacts::modified)
                .filter(modified ->
                        !modified.isAfter(now) && modified.plus(settle).isAfter(now))
                .map(modified -> modified.plus(settle));
    }

    private static List<TypedStep> open(Session session, List<TypedStep> steps) {
        return steps.stream().filter(step -> !StepRun.finished(session, step)).toList();
    }

    private static List<Digest> digests(List<TypedStep> steps) {
        return steps.stream().map(PlanDigest::ofStep).toList();
    }

    private static Optional<Turn> after(Session session, TypedStep step, StepRun.End end) throws IOException {
        return switch (end) {
            case StepRun.End.Done() -> Optional.empty();
            case StepRun.End.Failed(String error) ->
                step.written().onFail() == OnFail.CONTINUE
                        ? Optional.empty()
                        : Optional.of(failed(session, step, error));
            case StepRun.End.Later(Instant until, String why) -> Optional.of(park(session, step, until, why));
            case StepRun.End.Unclear(String why) -> Optional.of(unclear(session, step, why));
            case StepRun.End.Elsewhere() ->
                Optional.of(new Turn.Refused(session.vault().elsewhere()));
            case StepRun.End.Refused(String why) ->
                Optional.of(returned(session, "refused", List.of(step.id().value()), why));
        };
    }

    private static Turn failed(Session session, TypedStep step, String error) throws IOException {
        String detail = "Step " + step.id() + " (" + step.tool().id() + ") failed: " + error;
        Turn turn = returned(session, "failed", List.of(step.id().value()), detail);
        return turn instanceof Turn.ToTray ? new Turn.ToTray("failed", true) : turn;
    }

    private static Turn unclear(Session session, TypedStep step, String why) throws IOException {
        return returned(
                session,
                "unclear",
                List.of(step.id().value()),
                "Did step " + step.id() + " (" + step.tool().id() + ") arrive? " + why);
    }

    /** Waits in Approved with what is done so far written under the steps. */
    private static Turn park(Session session, TypedStep step, Instant until, String why) throws IOException {
        boolean known = session.history()
                .parked()
                .map(p -> p.step().equals(step.id().value()) && p.until().equals(until))
                .orElse(false);
        if (!session.rewrite(Finishing.withResults(session).apply(), "waits")) {
            return new Turn.Again();
        }
        if (!known) {
            session.record(new Parked(session.now(), step.id().value(), until, why));
        }
        return new Turn.Waits(until, why);
    }

    static Turn returned(Session session, String why, List<String> steps, String detail) throws IOException {
        if (!session.reread()) {
            return new Turn.Again();
        }
        return Returning.toTray(session, why, steps, detail, List.of())
                ? new Turn.ToTray(why, false)
                : new Turn.Again();
    }

    /** What differs between the steps approved and the steps that stand, for a person to read. */
    private static final class Difference {
        private Difference() {}

        static String of(List<TypedStep> approved, List<TypedStep> live) {
            List<String> lines = new ArrayList<>();
            for (TypedStep was : approved) {
                Optional<TypedStep> is =
                        live.stream().filter(s -> s.id().equals(was.id())).findFirst();
                if (is.isEmpty()) {
                    lines.add("- step " + was.id() + " was taken out");
                } else if (!PlanDigest.ofStep(was).equals(PlanDigest.ofStep(is.get()))) {
                    arguments(was, is.get(), lines);
                }
            }
            List<StepId> known = approved.stream().map(TypedStep::id).toList();
            live.stream().filter(s -> !known.contains(s.id())).forEach(s -> lines.add("- step " + s.id() + " is new"));
            if (lines.isEmpty()) {
                lines.add("- the order of the steps changed");
            }
            return "\n" + String.join("\n", lines);
        }

        private static void arguments(TypedStep was, TypedStep is, List<String> lines) {
            int before = lines.size();
            java.util.TreeSet<String> names = new java.util.TreeSet<>();
            was.arguments().fieldNames().forEachRemaining(names::add);
            is.arguments().fieldNames().forEachRemaining(names::add);
            for (String name : names) {
                if (!java.util.Objects.equals(
                        was.arguments().get(name), is.arguments().get(name))) {
                    lines.add("- step " + was.id() + ", *" + Escape.line(name) + "*: approved " + shown(was, name)
                            + ", now " + shown(is, name));
                }
            }
            if (lines.size() == before) {
                lines.add("- step " + was.id() + ": its skill, account, date, needs or attachments changed");
            }
        }

        private static String shown(TypedStep step, String name) {
            if (!step.arguments().hasNonNull(name)) {
                return "nothing";
            }
            String text = step.arguments().get(name).isTextual()
                    ? step.arguments().get(name).textValue()
                    : step.arguments().get(name).toString();
            String line = Escape.line(text);
            return "“" + (line.length() > 200 ? line.substring(0, 200) + "…" : line) + "”";
        }
    }
}
