package dev.factotum.engine;

import dev.factotum.markdown.Escape;
import dev.factotum.plan.Callout;
import dev.factotum.plan.Callout.Opening;
import dev.factotum.plan.Callout.Type;
import dev.factotum.plan.Header;
import dev.factotum.plan.PlanEdit;
import dev.factotum.plan.PlanFault;
import dev.factotum.plan.StepId;
import dev.factotum.vault.LedgerEntry.Result;
import dev.factotum.vault.LedgerEntry.Returned;
import dev.factotum.vault.Stage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Puts a matter into the tray, with what a person must know on top and nothing ticked. */
final class Returning {
    /** How a result says of which kind an error is. */
    private static final Pattern KIND = Pattern.compile("^[A-Z][A-Za-z]+: ");

    private Returning() {}

    /**
     * Returns a matter to the tray: results spliced in, ticks cleared, a new revision, the reason on top.
     *
     * @param detail the first line is the reason; further lines are shown below it and go no further than the file
     * @return false where a person was faster
     */
    static boolean toTray(Session session, String why, List<String> steps, String detail, List<PlanFault> faults)
            throws IOException {
        session.record(new Returned(session.now(), why, steps, detail));
        return finish(session, faults);
    }

    /** The second half of a return, also after a crash: the ledger already says why. */
    static boolean finish(Session session, List<PlanFault> faults) throws IOException {
        PlanEdit results =
                Finishing.withResults(session).clearTicks().stepFaults(faults).wishes();
        String between = results.apply();
        String why = session.history().returned().map(Returned::why).orElse("decision");
        String fresh = withHeader(session, between, session.history().rev());
        return session.moveTo(Stage.PENDING_APPROVAL, fresh, why);
    }

    /** The text with properties and header as the tray shows them; the steps are assessed as they stand in it. */
    static String withHeader(Session session, String text, int rev) {
        dev.factotum.plan.PlanText plan =
                dev.factotum.plan.PlanText.parse(text, session.seen().name());
        Assessment assessment =
                Assessor.assess(session.outside(), session.settings(), session.id(), session.history(), plan);
        return new PlanEdit(plan)
                .property("approve", Optional.of("false"))
                .property(
                        "risk",
                        assessment.faults().isEmpty()
                                ? Optional.of(assessment.risk().word())
                                : Optional.empty())
                .property("rev", Optional.of(Integer.toString(rev)))
                .header(header(
                        session.history(),
                        assessment,
                        plan.steps().isEmpty() && plan.faults().isEmpty(),
                        rev))
                .apply();
    }

    private static Header header(History history, Assessment assessment, boolean empty, int rev) {
        List<String> look = new ArrayList<>();
        assessment
                .refusals()
                .forEach(no -> look.add("Step " + no.step() + " cannot run: " + Escape.line(no.rule()) + " refuses it: "
                        + no.why() + "."));
        look.addAll(assessment.warnings());
        List<Callout> warnings =
                look.isEmpty() ? List.of() : List.of(new Callout(Type.WARNING, Opening.LOOK, "", look));
        List<String> remember = assessment.remember().stream()
                .map(n -> "Remember " + Escape.line(n.address())
                        + n.client().map(c -> " for " + Escape.line(c)).orElse(""))
                .toList();
        List<Header.Answer> answers = history.unknown().stream()
                .sorted()
                .map(step -> new Header.Answer(
                        new StepId(step),
                        "Step " + step + " did arrive",
                        "Step " + step + " did not arrive; do it again when approved"))
                .toList();
        return new Header(
                status(history),
                empty ? Optional.empty() : Optional.of(assessment.ifApproved()),
                warnings,
                remember,
                answers,
                Optional.of(rev));
    }

    /** Why the matter waits, from the ledger alone. */
    static List<Callout> status(History history) {
        return history.returned()
                .map(returned -> callout(history, returned))
                .or(() -> history.pendingRound().map(Returning::round))
                .map(List::of)
                .orElse(List.of());
    }

    private static Callout round(History.Round last) {
        return new Callout(
                Type.QUESTION,
                Opening.DECIDE,
                " once more",
                List.of(
                        "The steps of round " + Escape.line(last.number())
                                + " ran. The model looked at what was done and says that something is missing: “"
                                + Escape.line(last.missing()) + "”",
                        "The steps below are to make up for it. Approve them, or move the note to Completed if nothing is"
                                + " missing."));
    }

    private static Callout callout(History history, Returned returned) {
        List<String> lines = new ArrayList<>();
        String[] detail = returned.detail().split("\n", -1);
        lines.add(Escape.line(detail[0]));
        for (int i = 1; i < detail.length; i++) {
            lines.add(detail[i]);
        }
        String at = returned.steps().isEmpty() ? "" : " at step " + String.join(", ", returned.steps());
        return switch (returned.why()) {
            case "failed" -> {
                returned.steps()
                        .forEach(step -> history.of(step)
                                .last()
                                .flatMap(Attempts.Try::result)
                                .flatMap(Result::error)
                                .filter(error -> !returned.detail()
                                        .contains(KIND.matcher(error).replaceFirst("")))
                                .ifPresent(error -> lines.add(Escape.line(error))));
                lines.add(
                        "Mend the step and approve again, or mark it `[-]` to leave it out. What is done stays done.");
                yield new Callout(Type.FAILURE, Opening.FAILED, at, lines);
            }
            case "unclear" -> {
                lines.add("Look whether it arrived, tick one of the two boxes below, then approve again.");
                yield new Callout(Type.QUESTION, Opening.UNCLEAR, at, lines);
            }
            case "changed" -> {
                lines.add("Nothing further ran. Approve again to run the plan as it stands now.");
                yield new Callout(Type.WARNING, Opening.CHANGED, at, lines);
            }
            case "expired" -> {
                lines.add(
                        history.proposed()
                                        .filter(p -> !p.planner().equals("none"))
                                        .isPresent()
                                ? "Approve it if it still holds, or reject it."
                                : "There is no plan yet: write steps by hand, or reject it.");
                yield new Callout(Type.INFO, Opening.EXPIRED, at, lines);
            }
            case "invalid" -> {
                lines.add("Mend it and approve again. Nothing ran.");
                yield new Callout(Type.BUG, Opening.INVALID, at, lines);
            }
            case "refused" -> {
                lines.add("Change the step, or the setting that refuses it. Nothing ran.");
                yield new Callout(Type.WARNING, Opening.REFUSED, at, lines);
            }
            case "no_plan" -> {
                lines.add("Write steps by hand (a title and one `step` fence are enough), or move the note to "
                        + "Completed or Rejected.");
                yield new Callout(Type.QUESTION, Opening.NO_PLAN, at, lines);
            }
            default -> new Callout(Type.QUESTION, Opening.DECIDE, at, lines);
        };
    }
}
