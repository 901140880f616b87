package dev.factotum.engine;

import dev.factotum.plan.PlanEdit;
import dev.factotum.plan.PlanText;
import dev.factotum.plan.Step;
import dev.factotum.plan.StepId;
import dev.factotum.plan.StepWords;
import dev.factotum.vault.LedgerEntry.Noted;
import dev.factotum.vault.LedgerEntry.Result;
import dev.factotum.vault.LedgerEntry.Returned;
import dev.factotum.vault.Stage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The loop: after the last step the planner whose plan it was is asked what is missing. If anything is, the steps are
 * folded into the note as a round in which nothing counts, and the rest is planned anew, to be approved on its own. What
 * was found missing stands in the ledger before the note changes, so it is asked once however often the program stops.
 */
final class NextRound {
    /** So many rounds a matter has at most. */
    static final int MOST = 5;

    /** The note of a round that is over and was not enough. */
    static final String EVENT = "round";

    private static final StepWords WORDS = new StepWords(800);
    private static final int LONGEST_TITLE = 200;

    private NextRound() {}

    /** Empty where the matter is settled. */
    static Optional<Turn> begin(Session session) throws IOException {
        int round = session.text().rounds() + 1;
        Optional<String> missing = known(session, round);
        if (round > MOST || round == MOST && missing.isPresent() && told(session)) {
            return Optional.empty();
        }
        if (missing.isEmpty()) {
            missing = asked(session);
            if (missing.isEmpty()) {
                boolean ending = session.parts().interrupted().getAsBoolean();
                return ending ? Optional.of(new Turn.Rests(session.now())) : Optional.empty();
            }
            Map<String, String> detail = Map.of(
                    "round", Integer.toString(round), "why", missing.get(), "done", String.join("\n", done(session)));
            session.record(new Noted(session.now(), EVENT, "agent", "model", detail));
        }
        if (round == MOST) {
            return Optional.of(Execution.returned(session, "decision", List.of(), """
                    After %d rounds the model still says that something is missing: “%s”. \
                    Nothing more is planned by itself. Move the note to Completed, or write the step that settles it.\
                    """.formatted(MOST, missing.get())));
        }
        PlanText results = PlanText.parse(
                Finishing.withResults(session).clearTicks().apply(),
                session.seen().name());
        String folded = new PlanEdit(results).foldRound(round).apply();
        if (!session.moveTo(Stage.NEEDS_ACTION, folded, EVENT)) {
            return Optional.of(new Turn.Again());
        }
        return Optional.of(Planning.plan(session, ""));
    }

    /** Whether the person was told that the last round was not enough, and approved what stands. */
    private static boolean told(Session session) {
        return session.history().entries().reversed().stream()
                .takeWhile(
                        entry -> !(entry instanceof Noted noted && noted.event().equals(EVENT)))
                .anyMatch(Returned.class::isInstance);
    }

    private static Optional<String> known(Session session, int round) {
        return session.history().rounds().reversed().stream()
                .findFirst()
                .filter(last -> last.number().equals(Integer.toString(round)))
                .map(History.Round::missing);
    }

    private static Optional<String> asked(Session session) throws IOException {
        Planner.Item item = Items.of(session.parts(), session.id(), session.text(), session.history(), "");
        String planner =
                session.history().proposed().map(made -> made.planner()).orElse("");
        List<String> done = new ArrayList<>();
        session.history().rounds().forEach(round -> done.addAll(round.steps()));
        done.addAll(done(session));
        for (Planner one : session.parts().planners()) {
            Optional<String> missing = one.missing(item, planner, done);
            if (missing.isPresent()) {
                return missing;
            }
        }
        return Optional.empty();
    }

    /** Of each step what it did and what proves it, or that it did not; lines after the first begin with a space. */
    private static List<String> done(Session session) {
        List<String> steps = new ArrayList<>();
        for (Step step : session.text().steps()) {
            String id = step.id().map(StepId::value).orElse("");
            Attempts tries = session.history().of(id);
            String came = tries.last().map(Attempts.Try::failed).orElse(false) ? "failed" : "left out by a person";
            if (tries.done().isPresent()) {
                came = "done, "
                        + tries.done()
                                .flatMap(Attempts.Try::result)
                                .map(Result::receipt)
                                .orElse("as a person says");
            }
            List<String> words = new ArrayList<>(WORDS.of(step));
            words.set(0, words.getFirst() + ": " + came + (step.title().isBlank() ? "" : ": " + title(step)));
            steps.add(String.join("\n", words));
        }
        return steps;
    }

    private static String title(Step step) {
        String title = step.title().replaceAll("\\s+", " ").strip();
        return title.length() > LONGEST_TITLE ? title.substring(0, LONGEST_TITLE) + "…" : title;
    }
}
