package dev.factotum.engine;

import dev.factotum.markdown.Unescape;
import dev.factotum.plan.Decisions.Kind;
import dev.factotum.problem.ApproveCode;
import dev.factotum.problem.Problem;
import dev.factotum.vault.Claims.Claim;
import dev.factotum.vault.Digest;
import dev.factotum.vault.LedgerEntry.Answered;
import dev.factotum.vault.LedgerEntry.Noted;
import dev.factotum.vault.SafeFiles;
import dev.factotum.vault.Seen;
import dev.factotum.vault.Stage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** What a person decides by command: the same decisions as ticks and moves, taking effect at once. */
public final class Desk {
    private final EngineParts parts;

    public Desk(EngineParts parts) {
        this.parts = parts;
    }

    /** Approves a matter that waits in the tray, as it stands, and runs it. */
    public Turn approve(Seen file, String by, Gesture gesture) throws IOException {
        return with(file, session -> approved(session, by, gesture));
    }

    /**
     * Approves a matter that waits in the tray, as the person saw it, and runs it.
     *
     * @param seen the digest of the file's bytes that were shown or judged; other bytes are answered with {@link
     *     Turn.Again}
     */
    public Turn approve(Seen file, String by, Gesture gesture, Digest seen) throws IOException {
        return with(
                file, session -> session.content().equals(seen) ? approved(session, by, gesture) : new Turn.Again());
    }

    /**
     * Decides a matter that waits in the tray as it was put before the person elsewhere. Where it waits no more it is left
     * alone; where it is another plan by now it is answered with {@link Turn.Refused}. It waited for its grace time: by a
     * clock that leapt nothing is decided, and it is answered with {@link Turn.Busy}.
     *
     * @param approves false rejects it
     */
    public Turn decide(Seen file, Asked.Bound bound, String by, Gesture gesture, boolean approves) throws IOException {
        return with(file, session -> {
            if (session.stage() != Stage.PENDING_APPROVAL || !Asked.undecided(session.history(), bound)) {
                return new Turn.Rests(java.time.Instant.MAX);
            }
            if (Leapt.turn(parts).isPresent()) {
                return new Turn.Busy();
            }
            Optional<String> other = Asked.differs(session, bound);
            if (other.isPresent()) {
                return new Turn.Refused(anew(session, other.get()));
            }
            Optional<String> no = approves
                    ? Rights.objection(
                            session, session.assess().risk(), new Approval.ByPerson(session.now(), by, gesture))
                    : Optional.empty();
            if (no.isPresent()) {
                return new Turn.Refused(anew(session, no.get()));
            }
            return approves ? approved(session, by, gesture) : Tray.reject(session, by, gesture, "");
        });
    }

    private static Turn approved(Session session, String by, Gesture gesture) throws IOException {
        if (session.stage() != Stage.PENDING_APPROVAL) {
            return new Turn.Rests(java.time.Instant.MAX);
        }
        Optional<String> against = Ticks.against(session, Optional.of(Kind.APPROVE));
        if (against.isPresent()) {
            return Returning.toTray(
                            session,
                            "decision",
                            List.of(),
                            Ticks.unclear("It was approved by command", against.get()),
                            List.of())
                    ? new Turn.ToTray("decision", false)
                    : new Turn.Again();
        }
        return Tray.approve(session, new Approval.ByPerson(session.now(), by, gesture));
    }

    /** @param why in the person's words, for the file and the log; may be empty */
    public Turn reject(Seen file, String by, Gesture gesture, String why) throws IOException {
        return with(file, session -> Tray.reject(session, by, gesture, why));
    }

    /**
     * On a machine that does not execute: puts the file into Approved as the person's own move by hand would. Nothing is
     * recorded here; the executor takes the move for what it means.
     *
     * @return false where the file is gone or its name is taken there
     */
    public boolean carryToApproved(Seen file, Approval approval) throws IOException {
        Objects.requireNonNull(approval);
        return carried(file, Stage.APPROVED);
    }

    /** The same with any other folder. */
    public boolean carry(Seen file, Stage to) throws IOException {
        if (to == Stage.APPROVED) {
            throw new IllegalArgumentException("only an approval moves a matter to Approved");
        }
        return carried(file, to);
    }

    private boolean carried(Seen file, Stage to) throws IOException {
        Path target = parts.vault().folder(to).resolve(file.name());
        return parts.vault().files().move(file.path(), target) == SafeFiles.Moved.DONE;
    }

    /** Asks for changes in these words; empty takes what stands under <em>Tell the agent</em>. */
    public Turn revise(Seen file, String by, Gesture gesture, String wish) throws IOException {
        return with(file, session -> {
            if (wish.isBlank()) {
                return Tray.revise(session, by, gesture);
            }
            session.record(new Noted(session.now(), "changes_asked", by, gesture.word(), Map.of("why", wish)));
            return Planning.plan(session, wish);
        });
    }

    /**
     * Tries again at once: a step that waits for another try, or a plan that came back failed and still asks for what was
     * approved. Any other is answered with {@link Turn.Refused}: that is a new approval.
     *
     * @param seen the digest of the file's bytes that were shown or judged; other bytes are answered with {@link
     *     Turn.Again}
     */
    public Turn retry(Seen file, String by, Digest seen) throws IOException {
        return with(file, session -> session.content().equals(seen) ? retried(session, by) : new Turn.Again());
    }

    private static Turn retried(Session session, String by) throws IOException {
        return switch (session.stage()) {
            case APPROVED -> {
                session.record(new Noted(session.now(), "retry", by, Gesture.COMMAND.word(), Map.of()));
                yield Placement.turn(session);
            }
            case PENDING_APPROVAL -> {
                Optional<String> changed = Execution.sinceApproval(session, session.assess());
                yield changed.isPresent()
                        ? new Turn.Refused(anew(session, changed.get()))
                        : approved(session, by, Gesture.COMMAND);
            }
            case INBOX, NEEDS_ACTION, REJECTED, COMPLETED -> new Turn.Rests(java.time.Instant.MAX);
        };
    }

    private static Problem anew(Session session, String changed) {
        return new Problem(
                ApproveCode.CHANGED,
                ApproveCode.CHANGED.meaning(),
                session.stage().folder() + "/" + session.seen().name(),
                Unescape.line(changed),
                ApproveCode.CHANGED.remedy());
    }

    /**
     * Tells what became of a step whose outcome nobody knows.
     *
     * @return false where the step has no open question
     */
    public boolean answer(Seen file, String step, boolean arrived, String by) throws IOException {
        boolean[] open = new boolean[1];
        with(file, session -> {
            Optional<Attempts.Try> last = session.history().of(step).last().filter(Attempts.Try::open);
            if (last.isPresent()) {
                open[0] = true;
                session.record(new Answered(
                        session.now(), step, last.get().intent().key(), arrived ? "arrived" : "again", by));
                return Returning.toTray(
                                session,
                                "decision",
                                List.of(),
                                "Step " + step + (arrived ? " arrived." : " will be done again.")
                                        + " Approve to go on.",
                                List.of())
                        ? new Turn.ToTray("decision", false)
                        : new Turn.Again();
            }
            return new Turn.Rests(java.time.Instant.MAX);
        });
        return open[0];
    }

    private interface Work {
        Turn with(Session session) throws IOException;
    }

    private Turn with(Seen file, Work work) throws IOException {
        try (Claim claim = parts.vault().claims().claim(file.id().orElseThrow()).orElse(null)) {
            if (claim == null) {
                return new Turn.Busy();
            }
            Optional<Session> opened = Session.open(parts, file, file.id().orElseThrow());
            if (opened.isEmpty()) {
                return new Turn.Again();
            }
            try (Session session = opened.get()) {
                return work.with(session);
            }
        }
    }
}
