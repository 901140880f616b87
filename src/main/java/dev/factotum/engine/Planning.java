package dev.factotum.engine;

import dev.factotum.config.Settings.AgentSettings;
import dev.factotum.engine.Planner.Answer;
import dev.factotum.engine.Planner.Item;
import dev.factotum.markdown.Escape;
import dev.factotum.plan.Callout;
import dev.factotum.plan.Draft;
import dev.factotum.plan.Mark;
import dev.factotum.plan.PlanEdit;
import dev.factotum.plan.PlanText;
import dev.factotum.plan.Step;
import dev.factotum.problem.ExitCode;
import dev.factotum.vault.Digest;
import dev.factotum.vault.LedgerEntry.Noted;
import dev.factotum.vault.LedgerEntry.Proposed;
import dev.factotum.vault.LedgerEntry.Returned;
import dev.factotum.vault.Stage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Asks the planners and puts what they say into the tray. */
final class Planning {
    /** The note of a matter that waits for a model. */
    static final String WAITS = "waits_for_model";

    private Planning() {}

    /** One that can make no plan of the matter. */
    private record Helpless(Planner planner, Answer.Stuck said) {}

    /** @param wish what the person asked for under <em>Tell the agent</em>; empty for a first plan */
    static Turn plan(Session session, String wish) throws IOException {
        boolean byHand = !session.text().steps().isEmpty()
                && session.history()
                        .proposed()
                        .map(p -> p.planner().equals("person"))
                        .orElse(true);
        if (byHand
                || !session.text().faults().isEmpty()
                        && session.history().proposed().isEmpty()) {
            if (wish.isEmpty()) {
                return propose(session, session.text().source(), "person", "");
            }
        }
        Item item = Items.of(session.parts(), session.id(), session.text(), session.history(), wish);
        Optional<Answer.Later> later = Optional.empty();
        Optional<Helpless> stuck = Optional.empty();
        for (Planner planner : session.parts().planners()) {
            if (planner.takesLong(item)) {
                // What led here stands in the log before what comes of asking.
                session.flush();
            }
            switch (planner.plan(item)) {
                case Answer.Drafted drafted -> {
                    steering(session, drafted.steering());
                    Turn turn = drafted(session, drafted, wish);
                    planner.stands(item);
                    return turn;
                }
                case Answer.Complete(String rule, String why) -> {
                    return complete(session, rule, why);
                }
                case Answer.Question(String name, String question, Optional<String> steering) -> {
                    steering(session, steering);
                    Turn turn = question(session, name, question);
                    planner.stands(item);
                    return turn;
                }
                case Answer.Stuck one -> {
                    steering(session, one.steering());
                    stuck = stuck.or(() -> Optional.of(new Helpless(planner, one)));
                }
                case Answer.Later wait -> {
                    if (wish.isEmpty() && session.parts().interrupted().getAsBoolean()) {
                        return new Turn.Rests(session.now());
                    }
                    later = Optional.of(wait);
                }
                case Answer.Pass() -> {}
            }
        }
        if (stuck.isPresent()) {
            Answer.Stuck said = stuck.get().said();
            Turn turn = question(session, said.planner(), said.question());
            stuck.get().planner().stands(item);
            return turn;
        }
        if (!wish.isEmpty() && !session.text().steps().isEmpty()) {
            return cannotChange(session, later);
        }
        return later.isPresent()
                ? waits(session, later.get())
                : question(session, "none", "No rule matches this, and no model is set up to plan it.");
    }

    /** Noted once: whoever plans this matter after, the person is told. The quotation stays out of the log. */
    private static void steering(Session session, Optional<String> quote) throws IOException {
        if (quote.isPresent() && session.history().steering().isEmpty()) {
            session.record(new Noted(session.now(), History.STEERING, "agent", "model", Map.of("quote", quote.get())));
        }
    }

    /** The note that a matter which was not planned since waits for a model. */
    static Optional<Noted> waits(History history) {
        return history.entries().reversed().stream()
                .takeWhile(entry -> !(entry instanceof Proposed))
                .filter(Noted.class::isInstance)
                .map(Noted.class::cast)
                .filter(noted -> noted.event().equals(WAITS))
                .findFirst();
    }

    /** How a command ends where the matter waits for this reason. */
    static ExitCode exit(Noted waits) {
        String name = waits.detail().getOrDefault("exit", "");
        return Arrays.stream(ExitCode.values())
                .filter(code -> code.name().equals(name))
                .findFirst()
                .orElse(ExitCode.DONE);
    }

    /** Noted once for each reason; the file stays where it is and is tried again. */
    private static Turn waits(Session session, Answer.Later later) throws IOException {
        if (session.parts().interrupted().getAsBoolean()) {
            return new Turn.Rests(session.now());
        }
        boolean known = session.history().waitsForModel().equals(Optional.of(later.why()));
        if (!known) {
            Map<String, String> detail =
                    Map.of("why", later.why(), "exit", later.exit().name());
            session.record(new Noted(session.now(), WAITS, "agent", "model", detail));
        }
        return new Turn.Rests(later.until());
    }

    /** Rules give the same plan again: only a model or the person can make the change that was asked for. */
    private static boolean sameAsBefore(Session session, String planner) {
        return planner.startsWith("rule:")
                && session.history()
                        .proposed()
                        .map(p -> p.planner().equals(planner))
                        .orElse(false);
    }

    private static Turn drafted(Session session, Answer.Drafted drafted, String wish) throws IOException {
        if (!wish.isEmpty()) {
            return sameAsBefore(session, drafted.planner())
                    ? cannotChange(session, Optional.empty())
                    : drafted(session, drafted);
        }
        return edited(session) ? propose(session, session.text().source(), "person", "") : drafted(session, drafted);
    }

    private static Turn drafted(Session session, Answer.Drafted drafted) throws IOException {
        String agent = drafted.agent().orElseGet(() -> agent(session, drafted.draft()));
        PlanEdit edit = new PlanEdit(session.text()).steps(drafted.draft());
        if (!agent.isEmpty() && session.text().properties().text("agent").isEmpty()) {
            edit.property("agent", Optional.of(agent));
        }
        String detail = drafted.incomplete() ? "A text was left for you to write." : "";
        return propose(session, edit.apply(), drafted.planner(), detail);
    }

    /** Whether a person made other steps of those that were proposed: theirs are never drafted over. */
    private static boolean edited(Session session) throws IOException {
        Optional<Proposed> proposed = session.history().proposed();
        if (proposed.isEmpty() || session.text().steps().isEmpty()) {
            return false;
        }
        try {
            byte[] bytes = session.vault()
                    .world()
                    .disk()
                    .read(
                            Foreign.proposal(
                                    session.vault(),
                                    session.id(),
                                    proposed.get().rev()),
                            Session.LIMIT);
            PlanText before = PlanText.parse(
                    new String(bytes, StandardCharsets.UTF_8), session.seen().name());
            return !written(before).equals(written(session.text()))
                    || before.faults().size() != session.text().faults().size();
        } catch (NoSuchFileException lost) {
            return true;
        }
    }

    /** The steps as a person reads them; that one failed is the agent's mark. */
    private static List<Step> written(PlanText text) {
        return text.steps().stream()
                .map(step -> step.mark() == Mark.FAILED ? step.marked(Mark.OPEN) : step)
                .map(Step::unplaced)
                .toList();
    }

    private static Turn propose(Session session, String text, String planner, String detail) throws IOException {
        int rev = session.history().rev() + 1;
        String filled = new PlanEdit(PlanText.parse(text, session.seen().name()))
                .fillIn()
                .clearTicks()
                .apply();
        session.record(new Proposed(session.now(), rev, Digest.of(filled), planner, detail));
        if (!detail.isEmpty()) {
            session.record(new Returned(session.now(), "decision", List.of(), detail + " Fill it in, then approve."));
        }
        String fresh = Returning.withHeader(session, filled, rev);
        session.vault()
                .files()
                .write(Foreign.proposal(session.vault(), session.id(), rev), fresh.getBytes(StandardCharsets.UTF_8));
        if (!session.moveTo(Stage.PENDING_APPROVAL, fresh, "plan")) {
            return new Turn.Again();
        }
        Optional<Approvals.Verdict> automatic = AutoApprovals.approve(session);
        return automatic.equals(Optional.of(Approvals.Verdict.ADMITTED)) ? Execution.run(session) : new Turn.Planned();
    }

    private static Turn complete(Session session, String rule, String why) throws IOException {
        session.record(new Noted(session.now(), "closed", "policy", "rule:" + rule, Map.of("why", why)));
        Callout callout = new Callout(
                Callout.Type.INFO,
                Callout.Opening.CLOSED,
                " on " + Finishing.when(session, session.now()) + " by the rule " + Escape.line(rule),
                why.isEmpty() ? List.of() : List.of(Escape.line(why)));
        return Finishing.rest(session, callout, "rule") ? new Turn.Ended("rule") : new Turn.Again();
    }

    private static Turn question(Session session, String planner, String question) throws IOException {
        int rev = session.history().rev() + 1;
        session.record(new Proposed(session.now(), rev, session.content(), planner, question));
        boolean moved = Returning.toTray(
                session, planner.equals("none") ? "no_plan" : "decision", List.of(), question, List.of());
        return moved ? new Turn.Planned() : new Turn.Again();
    }

    private static Turn cannotChange(Session session, Optional<Answer.Later> later) throws IOException {
        boolean told = !session.text().tellTheAgent().isEmpty();
        boolean moved = Returning.toTray(
                session,
                "decision",
                List.of(),
                "You asked for changes, and "
                        + later.map(wait -> "at present no model can make them: " + Escape.line(wait.why()) + ".")
                                .orElse("no model is set up to make them.")
                        + (told ? " Your words stand under “Tell the agent”." : "")
                        + " Edit the steps below by hand, then approve.",
                List.of());
        return moved ? new Turn.ToTray("decision", false) : new Turn.Again();
    }

    /** The agent a plan belongs to: the first that handles it and may use all of its skills, else none. */
    private static String agent(Session session, Draft draft) {
        String kind = Items.kind(session.text(), session.history());
        String channel =
                draft.steps().isEmpty() ? "" : draft.steps().getFirst().skill().replaceFirst("\\..*", "");
        for (AgentSettings agent : session.settings().agents()) {
            if (agent.handles().contains(kind + "@" + channel) && may(agent, draft)) {
                return agent.name();
            }
        }
        for (AgentSettings agent : session.settings().agents()) {
            if (agent.handles().contains(kind) && may(agent, draft)) {
                return agent.name();
            }
        }
        return "";
    }

    private static boolean may(AgentSettings agent, Draft draft) {
        return agent.skills().isEmpty()
                || draft.steps().stream()
                        .allMatch(
                                step -> agent.skills().stream().anyMatch(glob -> Assessor.covers(glob, step.skill())));
    }
}
