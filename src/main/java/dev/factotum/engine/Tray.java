package dev.factotum.engine;

import dev.factotum.markdown.Escape;
import dev.factotum.markdown.Unescape;
import dev.factotum.plan.Callout;
import dev.factotum.plan.Decisions.Box;
import dev.factotum.plan.Decisions.Kind;
import dev.factotum.plan.PlanEdit;
import dev.factotum.vault.LedgerEntry.Answered;
import dev.factotum.vault.LedgerEntry.Noted;
import dev.factotum.vault.LedgerEntry.Proposed;
import dev.factotum.vault.LedgerEntry.Returned;
import dev.factotum.vault.Stage;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what a person decided in a plan that waits in Pending_Approval. */
final class Tray {
    private Tray() {}

    static Turn turn(Session session) throws IOException {
        if (session.untouched()) {
            return resting(session);
        }
        Instant settled = session.seen()
                .facts()
                .modified()
                .plus(session.settings().approval().grace());
        if (session.now().isBefore(settled)) {
            return new Turn.Rests(settled);
        }
        Optional<Turn> leapt = Leapt.turn(session.parts());
        if (leapt.isPresent()) {
            return leapt.get();
        }
        if (session.history().proposed().isEmpty()
                && session.history().returned().isEmpty()) {
            return Planning.plan(session, "");
        }
        List<Ticks.Ticked> gestures = Ticks.of(session);
        boolean approval = gestures.size() == 1 && gestures.getFirst().kind() == Kind.APPROVE;
        if (!approval) {
            take(session, session.settings().owner());
        }
        if (gestures.size() > 1) {
            return conflict(session, gestures);
        }
        if (gestures.isEmpty()) {
            return session.history().proposing() ? Planning.plan(session, "") : refresh(session);
        }
        return decide(session, gestures.getFirst());
    }

    private static Turn decide(Session session, Ticks.Ticked gestured) throws IOException {
        String owner = session.settings().owner();
        return switch (gestured.kind()) {
            case APPROVE -> approve(session, new Approval.ByPerson(session.now(), owner, gestured.gesture()));
            case REJECT -> reject(session, owner, gestured.gesture(), "");
            case REVISE -> revise(session, owner, gestured.gesture());
            case REMEMBER, ARRIVED, AGAIN -> refresh(session);
        };
    }

    static Turn approve(Session session, Approval approval) throws IOException {
        return switch (Approvals.approve(session, approval)) {
            case ADMITTED -> Execution.run(session);
            case RETURNED ->
                new Turn.ToTray(session.history().returned().map(Returned::why).orElse("decision"), false);
            case AGAIN -> new Turn.Again();
        };
    }

    /** @param why in the person's words; empty where they gave none */
    static Turn reject(Session session, String by, Gesture gesture, String why) throws IOException {
        Map<String, String> detail = why.isBlank() ? Map.of() : Map.of("why", why);
        session.record(new Noted(session.now(), "rejected", by, gesture.word(), detail));
        return rejected(session, by, gesture, why);
    }

    /** The matter's text says so, the file rests in Rejected. */
    static Turn rejected(Session session, String by, Gesture gesture, String why) throws IOException {
        Demotions.stop(session, "a person rejected its plan");
        List<String> lines = new ArrayList<>();
        if (!why.isBlank()) {
            lines.add(Escape.line(why));
        }
        lines.add("Move it back to Pending_Approval to reopen it.");
        Callout callout = new Callout(
                Callout.Type.INFO,
                Callout.Opening.REJECTED,
                " on " + Finishing.when(session, session.now()) + " by " + Escape.line(by) + " (" + gesture.words()
                        + ")",
                lines);
        if (!session.moveTo(Stage.REJECTED, Finishing.atRest(session, callout), "rejected")) {
            return new Turn.Again();
        }
        Finishing.close(session, "rejected", by, gesture.word());
        return new Turn.Ended("rejected");
    }

    static Turn revise(Session session, String by, Gesture gesture) throws IOException {
        String wish = session.text().tellTheAgent();
        Demotions.stop(session, "a person asked for another plan");
        session.record(new Noted(session.now(), "changes_asked", by, gesture.word(), Map.of()));
        return Planning.plan(session, wish.isEmpty() ? "Plan this again." : wish);
    }

    private static Turn conflict(Session session, List<Ticks.Ticked> gestures) throws IOException {
        String both = Ticks.words(gestures.stream().map(Ticks.Ticked::kind).toList());
        boolean moved = Returning.toTray(
                session,
                "decision",
                List.of(),
                both + " were both ticked. Nothing was done. Tick the one you mean.",
                List.of());
        return moved ? new Turn.ToTray("decision", false) : new Turn.Again();
    }

    /** What is ticked beside the decision: addresses to keep, and what became of a step. Taken once with each decision. */
    static void take(Session session, String by) throws IOException {
        remember(session, by);
        answer(session, by);
    }

    private static void remember(Session session, String by) throws IOException {
        List<Box> ticked = session.text().decisions().ticked(Kind.REMEMBER);
        if (ticked.isEmpty()) {
            return;
        }
        for (Assessment.Newcomer newcomer : session.assess().remember()) {
            if (ticked.stream().anyMatch(box -> names(box, newcomer.address()))) {
                session.parts().contacts().remember(newcomer.address(), newcomer.client());
                session.record(new Noted(
                        session.now(), "remembered", by, Gesture.TICK.word(), Map.of("why", newcomer.address())));
            }
        }
    }

    /** Whether the box is that address's own; one that only holds it, as another's end, is not. */
    private static boolean names(Box box, String address) {
        String words = Unescape.line(box.text()).strip();
        String own = "Remember " + Unescape.line(Escape.line(address)).strip();
        return words.equals(own) || words.startsWith(own + " for ");
    }

    private static void answer(Session session, String by) throws IOException {
        for (Kind kind : List.of(Kind.ARRIVED, Kind.AGAIN)) {
            for (Box box : session.text().decisions().ticked(kind)) {
                Optional<Attempts.Try> last = session.history().of(box.target()).last();
                boolean both = session.text().decisions().ticked(Kind.ARRIVED).stream()
                                .anyMatch(b -> b.target().equals(box.target()))
                        && session.text().decisions().ticked(Kind.AGAIN).stream()
                                .anyMatch(b -> b.target().equals(box.target()));
                if (last.isPresent() && last.get().open() && !both) {
                    session.record(new Answered(
                            session.now(),
                            box.target(),
                            last.get().intent().key(),
                            kind == Kind.ARRIVED ? "arrived" : "again",
                            by));
                }
            }
        }
    }

    /** The line, the risk and the warnings follow the steps; nothing is written where they already do. */
    private static Turn refresh(Session session) throws IOException {
        String marked = Finishing.withResults(session).apply();
        String fresh = Returning.withHeader(session, marked, session.history().rev());
        if (!session.rewrite(fresh, "refreshed")) {
            return new Turn.Again();
        }
        return resting(session);
    }

    /** Undecided plans expire once, back into the tray and marked so; never into yes or no. */
    private static Turn resting(Session session) throws IOException {
        Duration lives = session.settings().approval().expires();
        Optional<Instant> since = session.history().proposed().map(Proposed::t);
        Optional<Returned> returned = session.history().returned();
        if (returned.isPresent() && (since.isEmpty() || returned.get().t().isAfter(since.get()))) {
            since = returned.map(Returned::t);
        }
        boolean marked = returned.map(r -> r.why().equals("expired")).orElse(false);
        if (since.isEmpty() || marked) {
            return new Turn.Rests(Instant.MAX);
        }
        Instant expires = since.get().plus(lives);
        if (session.now().isBefore(expires)) {
            return new Turn.Rests(expires);
        }
        Optional<Turn> leapt = Leapt.turn(session.parts());
        if (leapt.isPresent()) {
            return leapt.get();
        }
        boolean moved = Returning.toTray(
                session, "expired", List.of(), "Nobody decided within " + lives.toDays() + " days.", List.of());
        return moved ? new Turn.ToTray("expired", false) : new Turn.Again();
    }

    /** Keeps only what a person typed when a matter comes back from Rejected. */
    static String cleared(Session session) {
        return new PlanEdit(session.text()).clearTicks().apply();
    }
}
