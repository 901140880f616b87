package dev.factotum.engine;

import dev.factotum.plan.Callout;
import dev.factotum.plan.Decisions.Kind;
import dev.factotum.vault.LedgerEntry;
import dev.factotum.vault.LedgerEntry.Moving;
import dev.factotum.vault.LedgerEntry.Noted;
import dev.factotum.vault.LedgerEntry.Parked;
import dev.factotum.vault.LedgerEntry.Placed;
import dev.factotum.vault.LedgerEntry.Returned;
import dev.factotum.vault.Stage;
import dev.factotum.world.FileFacts;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Compares where a matter's file stands with where the ledger last saw it: finishes our own broken-off moves, and takes
 * a person's moves for what they mean.
 */
final class Placement {
    private Placement() {}

    static Turn turn(Session session) throws IOException {
        Optional<Moving> unfinished = session.history().unfinished();
        if (!settled(session, unfinished)) {
            return new Turn.Again();
        }
        if (unfinished.isPresent()) {
            Optional<Turn> done = settle(session, unfinished.get());
            if (done.isPresent()) {
                return done.get();
            }
        }
        if (session.mended()) {
            return returned(
                    session,
                    "invalid",
                    "The file was not UTF-8 text. Its bytes are kept under Attachments; read what stands here.");
        }
        Optional<Stage> before = session.history().placed().map(Placed::stage);
        return switch (session.stage()) {
            case INBOX -> new Turn.Rests(Instant.MAX);
            case NEEDS_ACTION -> needsAction(session, before);
            case PENDING_APPROVAL -> pending(session, before);
            case APPROVED -> approved(session, before);
            case REJECTED -> rejectedByHand(session, before);
            case COMPLETED -> byHand(session, before);
        };
    }

    /** A move that is seen but not known to be durable becomes so before anything follows from it. */
    private static boolean settled(Session session, Optional<Moving> unfinished) throws IOException {
        Optional<Stage> before = session.history().placed().map(Placed::stage);
        if (unfinished.isEmpty() && (before.isEmpty() || before.get() == session.stage())) {
            return true;
        }
        Set<Path> folders = new LinkedHashSet<>();
        folders.add(session.folder());
        before.map(session.vault()::folder).ifPresent(folders::add);
        unfinished.map(moving -> session.vault().folder(moving.from())).ifPresent(folders::add);
        return session.settle(folders);
    }

    /** A move of ours whose end the ledger does not know. */
    private static Optional<Turn> settle(Session session, Moving moving) throws IOException {
        if (session.stage() == moving.to()) {
            boolean cutShort =
                    session.history().proposing() && !session.content().equals(moving.content());
            if (moving.from() != moving.to() || !cutShort) {
                placed(session, "agent");
            }
            return Optional.empty();
        }
        if (session.stage() == moving.from()) {
            boolean finishable = session.content().equals(moving.content()) && moving.to() != Stage.APPROVED;
            if (finishable) {
                return session.finishMove(moving.to()) ? Optional.empty() : Optional.of(new Turn.Again());
            }
            placed(session, "agent");
            return Optional.empty();
        }
        boolean unseen = session.stage() == Stage.APPROVED && moving.to() == Stage.PENDING_APPROVAL;
        session.recordLazily(
                new Placed(session.now(), moving.from(), session.seen().name(), "agent"));
        return unseen
                ? Optional.of(returned(
                        session,
                        "decision",
                        "The plan was being written while you moved the note. Read it, then approve."))
                : Optional.empty();
    }

    private static void placed(Session session, String by) throws IOException {
        session.recordLazily(
                new Placed(session.now(), session.stage(), session.seen().name(), by));
    }

    private static String owner(Session session) {
        return session.settings().owner();
    }

    /** Once for each move: a process that broke off after it had noted the move is not to note it again. */
    private static void note(Session session, String event) throws IOException {
        for (LedgerEntry entry : session.history().entries().reversed()) {
            if (entry instanceof Noted noted && noted.event().equals(event)) {
                return;
            }
            if (entry instanceof Placed) {
                break;
            }
        }
        session.record(new Noted(session.now(), event, owner(session), Gesture.MOVE.word(), Map.of()));
    }

    /** A move from the tray against what is ticked in the note: a person must say which of the two they mean. */
    private static Optional<Turn> against(Session session, Optional<Stage> before, Optional<Kind> meant)
            throws IOException {
        if (!before.equals(Optional.of(Stage.PENDING_APPROVAL))) {
            return Optional.empty();
        }
        Optional<String> ticked = Ticks.against(session, meant);
        String how = "It was moved to " + session.stage().folder();
        return ticked.isEmpty()
                ? Optional.empty()
                : Optional.of(returned(session, "decision", Ticks.unclear(how, ticked.get())));
    }

    private static Turn needsAction(Session session, Optional<Stage> before) throws IOException {
        Optional<Turn> asks = against(session, before, Optional.of(Kind.REVISE));
        if (asks.isPresent()) {
            return asks.get();
        }
        if (before.isEmpty()) {
            placed(session, "intake");
        }
        if (before.isPresent() && before.get() != Stage.NEEDS_ACTION) {
            if (before.get() == Stage.APPROVED) {
                withdrawn(session);
            } else {
                note(session, "plan_again");
            }
            placed(session, owner(session));
        }
        return Planning.plan(session, session.text().tellTheAgent());
    }

    private static Turn pending(Session session, Optional<Stage> before) throws IOException {
        if (before.isPresent() && before.get() != Stage.PENDING_APPROVAL) {
            if (before.get() == Stage.APPROVED) {
                withdrawn(session);
                return broughtBack(session, "You took it out of Approved. Nothing further ran.");
            }
            if (before.get() == Stage.REJECTED) {
                return broughtBack(session, "You took it out of Rejected. It waits for your decision again.");
            }
            placed(session, owner(session));
            if (session.history().proposed().isEmpty()) {
                return Planning.plan(session, "");
            }
        }
        return Tray.turn(session);
    }

    private static void withdrawn(Session session) throws IOException {
        Demotions.stop(session, "a person withdrew its plan");
        note(session, "withdrawn");
    }

    /** The ledger learns that the file stands in the tray only when its text says why. */
    private static Turn broughtBack(Session session, String detail) throws IOException {
        Turn turn = returned(session, "decision", detail);
        Optional<Stage> known = session.history().placed().map(Placed::stage);
        if (turn instanceof Turn.ToTray && !known.equals(Optional.of(Stage.PENDING_APPROVAL))) {
            placed(session, owner(session));
        }
        return turn;
    }

    private static Turn returned(Session session, String why, String detail) throws IOException {
        return Returning.toTray(session, why, List.of(), detail, List.of())
                ? new Turn.ToTray(why, false)
                : new Turn.Again();
    }

    /** A rename keeps the file's time and changes the folder's: what was moved after its last save is whole (F10). */
    private static boolean movedIn(Session session) throws IOException {
        Optional<Instant> named =
                session.vault().world().disk().facts(session.folder()).map(FileFacts::modified);
        return named.filter(session.seen().facts().modified()::isBefore).isPresent();
    }

    private static Turn approved(Session session, Optional<Stage> before) throws IOException {
        boolean ours = before.isPresent() && before.get() == Stage.APPROVED;
        if (ours && session.history().approval().isPresent()) {
            Optional<Turn> waits = parked(session);
            return waits.isPresent() ? waits.get() : Execution.run(session);
        }
        if (ours && session.history().returned().isPresent()) {
            boolean moved = Returning.finish(session, List.of());
            String why = session.history().returned().map(Returned::why).orElse("decision");
            return moved ? new Turn.ToTray(why, why.equals("failed")) : new Turn.Again();
        }
        Optional<Instant> saved =
                ours || session.untouched() || movedIn(session) ? Optional.empty() : Execution.beingSaved(session);
        if (saved.isPresent()) {
            return new Turn.Rests(saved.get());
        }
        Optional<String> against = Ticks.against(session, Optional.of(Kind.APPROVE));
        if (against.isPresent()) {
            return returned(session, "decision", Ticks.unclear("It was moved to Approved", against.get()));
        }
        Optional<String> unseen = unseen(session.history());
        return unseen.isPresent()
                ? returned(session, "decision", unseen.get())
                : Tray.approve(session, new Approval.ByPerson(session.now(), owner(session), Gesture.MOVE));
    }

    /** Why a note that stands in Approved was put there by nobody, or not as it reads now; said once. */
    private static Optional<String> unseen(History history) {
        boolean told = history.entries().stream().anyMatch(LedgerEntry.Returned.class::isInstance);
        if (history.source().containsKey("mended") && !told) {
            return Optional.of(
                    "It was not UTF-8 text when it was put here, so what stands here now is a guess. Read it,"
                            + " then approve. Its bytes are kept under Attachments.");
        }
        return Away.untold(history)
                ? Optional.of("It was gone for a while and came back. Nothing ran. Approve it again.")
                : Optional.empty();
    }

    /** A matter that waits and that nobody touched needs no further look. */
    private static Optional<Turn> parked(Session session) {
        return session.history()
                .parked(session.now())
                .filter(p -> session.untouched() && session.now().isBefore(p.until()))
                .map(p -> (Turn) new Turn.Waits(p.until(), p.why()));
    }

    /** Where a person put it into Rejected. */
    private static Turn rejectedByHand(Session session, Optional<Stage> before) throws IOException {
        Optional<Turn> asks = against(session, before, Optional.of(Kind.REJECT));
        if (asks.isPresent()) {
            return asks.get();
        }
        boolean noted = session.history()
                .written()
                .map(w -> w.why().equals("rejected") && w.to() == Stage.REJECTED)
                .orElse(false);
        if (!noted) {
            note(session, "rejected");
        }
        placed(session, owner(session));
        return Tray.rejected(session, owner(session), Gesture.MOVE, "");
    }

    /** Where a person put it into Completed: nothing runs. Where we did and broke off, only the record is missing. */
    private static Turn byHand(Session session, Optional<Stage> before) throws IOException {
        Optional<Moving> written = session.history().written().filter(w -> w.to() == Stage.COMPLETED);
        boolean laid = written.map(w -> w.from() != Stage.COMPLETED).orElse(false) || session.untouched();
        if (written.isPresent() && laid) {
            String how = written.get().why();
            boolean theirs = how.equals("by_hand");
            Finishing.close(session, how, theirs ? owner(session) : "agent", theirs ? Gesture.MOVE.word() : "");
            return new Turn.Ended(how);
        }
        Optional<Turn> asks = against(session, before, Optional.empty());
        if (asks.isPresent()) {
            return asks.get();
        }
        note(session, "by_hand");
        Callout callout = new Callout(
                Callout.Type.SUCCESS,
                Callout.Opening.BY_HAND,
                " on " + Finishing.when(session, session.now()) + " by " + owner(session) + "; nothing ran",
                List.of());
        if (!session.rewrite(Finishing.atRest(session, callout), "by_hand")) {
            return new Turn.Again();
        }
        Finishing.close(session, "by_hand", owner(session), Gesture.MOVE.word());
        return new Turn.Ended("by_hand");
    }

    /** Whether a parked entry still holds a matter back. */
    static boolean waits(History history, Instant now) {
        return history.parked(now).map(Parked::until).map(now::isBefore).orElse(false);
    }
}
