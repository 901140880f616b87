package dev.factotum.engine;

import dev.factotum.plan.PlanEdit;
import dev.factotum.plan.PlanText;
import dev.factotum.plan.Step;
import dev.factotum.plan.StepId;
import dev.factotum.vault.LedgerEntry.Noted;
import dev.factotum.vault.LedgerEntry.Result;
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

    private NextRound() {}

    /** Empty where the matter is settled. */
    static Optional<Turn> begin(Session session) throws IOException {
        int round = session.text().rounds() + 1;
        if (round >= MOST) {
            return Optional.empty();
        }
        Optional<String> missing = known(session, round);
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
        PlanText results = PlanText.parse(
                Finishing.withResults(session).clearTicks().apply(),
                session.seen().name());
        String folded = new PlanEdit(results).foldRound(round).apply();
        if (!session.moveTo(Stage.NEEDS_ACTION, folded, EVENT)) {
            return Optional.of(new Turn.Again());
        }
        return Optional.of(Planning.plan(session, ""));
    }

    /** The note of the last round that is over, for planners. */
    static Optional<Noted> last(History history) {
        return history.entries().reversed().stream()
                .filter(Noted.class::isInstance)
                .map(Noted.class::cast)
                .filter(noted -> noted.event().equals(EVENT))
                .findFirst();
    }

    private static Optional<String> known(Session session, int round) {
        return last(session.history())
                .filter(noted -> Integer.toString(round).equals(noted.detail().get("round")))
                .map(noted -> noted.detail().getOrDefault("why", ""));
    }

    private static Optional<String> asked(Session session) throws IOException {
        Planner.Item item = Items.of(session.parts(), session.id(), session.text(), session.history(), "");
        String planner =
                session.history().proposed().map(made -> made.planner()).orElse("");
        for (Planner one : session.parts().planners()) {
            Optional<String> missing = one.missing(item, planner, done(session));
            if (missing.isPresent()) {
                return missing;
            }
        }
        return Optional.empty();
    }

    /** One line a step: what it did and what proves it, or that it did not. */
    private static List<String> done(Session session) {
        List<String> lines = new ArrayList<>();
        for (Step step : session.text().steps()) {
            String id = step.id().map(StepId::value).orElse("");
            Attempts tries = session.history().of(id);
            String what = id + " " + step.skill() + ": ";
            if (tries.done().isPresent()) {
                String receipt = tries.done()
                        .flatMap(Attempts.Try::result)
                        .map(Result::receipt)
                        .orElse("as a person says");
                lines.add(what + "done, " + receipt);
            } else {
                lines.add(what
                        + (tries.last().map(Attempts.Try::failed).orElse(false) ? "failed" : "left out by a person"));
            }
        }
        return lines;
    }
}
