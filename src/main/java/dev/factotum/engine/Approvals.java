package dev.factotum.engine;

import dev.factotum.config.Settings.ApprovalSettings;
import dev.factotum.plan.PlanDigest;
import dev.factotum.plan.PlanEdit;
import dev.factotum.plan.PlanFault;
import dev.factotum.plan.TypedStep;
import dev.factotum.problem.PlanCode;
import dev.factotum.vault.Digest;
import dev.factotum.vault.LedgerEntry.Approved;
import dev.factotum.vault.LedgerEntry.Placed;
import dev.factotum.vault.Stage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The one place that approves: checks a plan as it stands, binds the approval to its digest, keeps the exact bytes, and
 * lets the file into Approved.
 */
final class Approvals {
    private Approvals() {}

    /** What came of an approval. */
    enum Verdict {
        ADMITTED,
        /** It stands in the tray with the reason on top. */
        RETURNED,
        /** A person was faster: look again. */
        AGAIN
    }

    static Verdict approve(Session session, Approval approval) throws IOException {
        if (approval instanceof Approval.ByPerson person) {
            Tray.take(session, person.by());
        }
        String filled = filled(session);
        if (!session.rewrite(filled, "filled in")) {
            return Verdict.AGAIN;
        }
        Assessment assessment = session.assess();
        Optional<Objection> objection = objection(session, assessment, approval);
        if (objection.isPresent()) {
            Objection no = objection.get();
            return Returning.toTray(session, no.why(), no.steps(), no.detail(), no.faults())
                    ? Verdict.RETURNED
                    : Verdict.AGAIN;
        }
        if (approval instanceof Approval.ByPerson) {
            Demotions.approved(session);
        }
        int rev = rev(session);
        Digest digest = PlanDigest.ofPlan(session.id(), rev, assessment.run());
        keep(session, digest);
        session.record(new Approved(
                approval.at(),
                rev,
                digest,
                approval.by(),
                approval.via(),
                assessment.risk().word(),
                Optional.of(until(session, assessment.run(), approval.at()))));
        if (session.stage() == Stage.APPROVED) {
            session.record(
                    new Placed(session.now(), Stage.APPROVED, session.seen().name(), approval.by()));
            return Verdict.ADMITTED;
        }
        return session.admit(approval, session.text().source()) ? Verdict.ADMITTED : Verdict.AGAIN;
    }

    /** Ids, where a hand-written plan has none, and the revision as the ledger has it. */
    private static String filled(Session session) {
        return new PlanEdit(session.text())
                .fillIn()
                .property("rev", Optional.of(Integer.toString(rev(session))))
                .apply();
    }

    /** What was never proposed is approved as its first revision. */
    private static int rev(Session session) {
        return Math.max(1, session.history().rev());
    }

    private static void keep(Session session, Digest digest) throws IOException {
        try {
            session.vault()
                    .files()
                    .publish(copy(session, digest), session.text().source().getBytes(StandardCharsets.UTF_8));
        } catch (FileAlreadyExistsException kept) {
            // The name is the digest: what was kept before is the same plan.
        }
    }

    static Path copy(Session session, Digest digest) {
        return session.vault().hidden().resolve("approved").resolve(digest.hex() + ".md");
    }

    /** The last date of any step, and no less than the approval itself, plus what may be late; or as plans expire. */
    private static Instant until(Session session, List<TypedStep> run, Instant at) {
        ApprovalSettings settings = session.settings().approval();
        return run.stream()
                .flatMap(step -> step.notBefore().stream())
                .max(Instant::compareTo)
                .map(last -> (last.isBefore(at) ? at : last).plus(settings.maxLate()))
                .orElseGet(() -> at.plus(settings.expires()));
    }

    private record Objection(String why, List<String> steps, String detail, List<PlanFault> faults) {}

    private static Optional<Objection> objection(Session session, Assessment assessment, Approval approval) {
        if (!assessment.faults().isEmpty()) {
            int count = assessment.faults().size();
            return Optional.of(new Objection(
                    "invalid",
                    List.of(),
                    count == 1 ? assessment.faults().getFirst().reason() : count + " mistakes, each shown at its step.",
                    assessment.faults()));
        }
        Optional<String> stranger = Rights.unknownClient(session);
        if (stranger.isPresent()) {
            return Optional.of(new Objection("invalid", List.of(), stranger.get(), List.of()));
        }
        if (Garbled.conflicted(session.text().source())) {
            return Optional.of(new Objection(
                    "invalid",
                    List.of(),
                    "A merge left its markers (<<<<<<< and >>>>>>>) in the file. Keep one of the two versions.",
                    List.of()));
        }
        if (!session.history().unknown().isEmpty()) {
            return Optional.of(new Objection(
                    "unclear",
                    session.history().unknown().stream().sorted().toList(),
                    "It is not known whether this arrived.",
                    List.of()));
        }
        if (assessment.run().isEmpty()) {
            return Optional.of(new Objection(
                    "decision",
                    List.of(),
                    session.text().steps().isEmpty()
                            ? "There is no step to run. Write one, or move the note to Completed."
                            : "Every step is done or left out. Move the note to Completed if nothing is left to do.",
                    List.of()));
        }
        if (!assessment.refusals().isEmpty()) {
            Assessment.Refusal first = assessment.refusals().getFirst();
            return Optional.of(new Objection(
                    "refused",
                    assessment.refusals().stream()
                            .map(Assessment.Refusal::step)
                            .distinct()
                            .toList(),
                    first.rule() + " refuses it: " + first.why() + ".",
                    List.of()));
        }
        List<PlanFault> repeats = repeats(session, assessment.run());
        if (!repeats.isEmpty()) {
            return Optional.of(
                    new Objection("invalid", List.of(), repeats.getFirst().reason(), repeats));
        }
        return Rights.objection(session, assessment.risk(), approval)
                .map(why -> new Objection("refused", List.of(), why, List.of()));
    }

    /** Steps that ran already and were unticked by hand. */
    private static List<PlanFault> repeats(Session session, List<TypedStep> run) {
        List<PlanFault> faults = new ArrayList<>();
        for (TypedStep step : run) {
            session.history()
                    .of(step.id().value())
                    .done()
                    .ifPresent(done -> faults.add(new PlanFault(
                            PlanCode.UNREADABLE,
                            Optional.of(session.text().steps().indexOf(step.written())),
                            step.written().line(),
                            "Step " + step.id() + " was done already"
                                    + done.result().map(r -> ": " + r.receipt()).orElse("") + ".",
                            "Tick it again, or copy it under a new id to do it once more.")));
        }
        return faults;
    }
}
