package dev.factotum.engine;

import dev.factotum.markdown.Escape;
import dev.factotum.plan.Callout;
import dev.factotum.plan.Callout.Opening;
import dev.factotum.plan.Callout.Type;
import dev.factotum.plan.Header;
import dev.factotum.plan.Mark;
import dev.factotum.plan.PlanEdit;
import dev.factotum.plan.PlanText;
import dev.factotum.plan.Step;
import dev.factotum.plan.StepId;
import dev.factotum.vault.LedgerEntry.Approved;
import dev.factotum.vault.LedgerEntry.Closed;
import dev.factotum.vault.LedgerEntry.Noted;
import dev.factotum.vault.LedgerEntry.Result;
import dev.factotum.vault.Stage;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Writes results into a matter and lays it to rest. */
final class Finishing {
    private static final DateTimeFormatter WHEN = DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm", Locale.ENGLISH);

    private Finishing() {}

    /** An edit that sets mark and result line of every step that was tried. */
    static PlanEdit withResults(Session session) {
        PlanEdit edit = new PlanEdit(session.text());
        for (Step step : session.text().steps()) {
            step.id()
                    .ifPresent(
                            id -> session.history().of(id.value()).last().ifPresent(last -> set(edit, step, id, last)));
        }
        return edit;
    }

    private static void set(PlanEdit edit, Step step, StepId id, Attempts.Try last) {
        if (last.again() || step.mark() == Mark.SKIPPED) {
            return;
        }
        if (last.ok()) {
            edit.mark(id, Mark.DONE);
            edit.result(
                    id,
                    last.result()
                            .filter(r -> r.outcome().equals("ok"))
                            .map(Finishing::line)
                            .orElse("arrived, as "
                                    + last.answer().map(a -> a.by()).orElse("somebody") + " says"));
        } else if (last.failed()) {
            edit.mark(id, Mark.FAILED);
            edit.result(
                    id,
                    "failed: "
                            + Escape.line(last.result().flatMap(Result::error).orElse("")));
        }
    }

    private static String line(Result result) {
        String receipt = Escape.line(result.receipt());
        if (result.simulated()) {
            return receipt;
        }
        String seconds = String.format(Locale.ROOT, "%.1f s", result.millis() / 1000.0);
        return receipt + " · " + seconds + (result.adopted() ? " · found by checking" : "");
    }

    /** After the last step: results in, boxes out, to Completed. */
    static boolean done(Session session) throws IOException {
        Approved approval = session.history().approval().orElseThrow();
        long ok = session.text().steps().stream()
                .filter(s -> s.id().map(
                                id -> session.history().of(id.value()).done().isPresent())
                        .orElse(false))
                .count();
        String took = took(session, approval);
        String rest = " on " + when(session, session.now()) + took + ": " + ok + (ok == 1 ? " step" : " steps")
                + " · approved by " + Escape.line(by(approval));
        return rest(session, new Callout(Type.SUCCESS, Opening.DONE, rest, List.of()), "done");
    }

    private static String took(Session session, Approved approval) {
        Duration took = Duration.between(approval.t(), session.now());
        return took.isNegative() || took.compareTo(Duration.ofHours(1)) > 0
                ? ""
                : ", in " + Math.max(1, took.toSeconds()) + " s";
    }

    private static String by(Approved approval) {
        for (Gesture gesture : Gesture.values()) {
            if (gesture.word().equals(approval.via())) {
                return approval.by() + " (" + gesture.words() + ")";
            }
        }
        return approval.by() + " (" + approval.via() + ")";
    }

    static String when(Session session, Instant instant) {
        return WHEN.format(instant.atZone(session.settings().zone()));
    }

    /** Lays a matter to rest in Completed with this callout on top. */
    static boolean rest(Session session, Callout callout, String how) throws IOException {
        String fresh = atRest(session, callout);
        if (!session.moveTo(Stage.COMPLETED, fresh, how)) {
            return false;
        }
        close(session, how, "agent", "");
        return true;
    }

    /** The text of a matter at rest: no boxes, no properties that ask for anything. */
    static String atRest(Session session, Callout callout) {
        String between = withResults(session).clearTicks().stepFaults(List.of()).apply();
        PlanText plan = PlanText.parse(between, session.seen().name());
        return new PlanEdit(plan)
                .property("approve", Optional.empty())
                .property("risk", risk(session, plan))
                .header(new Header(
                        List.of(callout), Optional.empty(), List.of(), List.of(), List.of(), Optional.empty()))
                .apply();
    }

    /** What was approved is what the record says, whatever stood in the note when a person ticked. */
    private static Optional<String> risk(Session session, PlanText plan) {
        return session.history()
                .approval()
                .map(Approved::risk)
                .or(() -> plan.properties().text("risk"));
    }

    /** What it taught is written before its ledger rests: a stop in between tells of the same ending again. */
    private static void learn(Session session, String how) throws IOException {
        Optional<String> learnt = session.parts()
                .learning()
                .ending(new Learning.Ending(session.id(), how, session.history(), session::text, session.settings()));
        if (learnt.isPresent()) {
            session.record(new Noted(session.now(), Learning.LEARNT, "agent", "", Map.of("why", learnt.get())));
        }
    }

    /** Ends the ledger of a matter whose file stands where it rests. */
    static void close(Session session, String how, String by, String via) throws IOException {
        if (session.history().closed().isEmpty()) {
            learn(session, how);
            session.record(new Closed(session.now(), how, by, via));
        } else {
            session.settleLedger();
        }
        session.flush();
        session.vault().ledgers().close(session.id());
    }
}
