package dev.factotum.cli;

import dev.factotum.engine.Assessment;
import dev.factotum.engine.Undoer;
import dev.factotum.plan.StepId;
import dev.factotum.vault.LedgerEntry.Parked;
import dev.factotum.vault.MatterId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a person can do about a matter now, each as something to type or to do. */
final class NextStep {
    private NextStep() {}

    static List<String> of(Workplace workplace, Matter matter) throws IOException {
        boolean here = workplace.vault().executor().here();
        String id = matter.seen()
                .id()
                .map(MatterFinder::shortId)
                .orElse("\"" + matter.seen().name() + "\"");
        return switch (matter.seen().stage()) {
            case INBOX, NEEDS_ACTION -> List.of(here ? "agent run" : "the executor takes it from here");
            case PENDING_APPROVAL -> pending(matter, id);
            case APPROVED ->
                matter.history().parked().isPresent()
                        ? dated(matter)
                                ? List.of("move it out of Approved to withdraw it")
                                : List.of(
                                        "agent retry " + id + "  does not wait",
                                        "move it out of Approved to withdraw it")
                        : List.of(here ? "agent run" : "the executor runs it");
            case REJECTED -> List.of("move it back to Pending_Approval to reopen it");
            case COMPLETED ->
                matter.didSomething() && undoable(workplace, matter)
                        ? List.of("agent undo " + id + "  drafts a plan that takes it back, as far as that can be")
                        : List.of();
        };
    }

    /** True where the step that waits has a date of its own. */
    private static boolean dated(Matter matter) {
        String step = matter.history().parked().map(Parked::step).orElse("");
        return matter.text().steps().stream()
                .anyMatch(one -> one.notBefore().isPresent()
                        && one.id().map(StepId::value).orElse("").equals(step));
    }

    private static boolean undoable(Workplace workplace, Matter matter) throws IOException {
        Optional<MatterId> id = matter.seen().id();
        return id.isPresent()
                && !new Undoer(workplace.parts())
                        .of(id.get(), matter.title())
                        .draft()
                        .steps()
                        .isEmpty();
    }

    private static List<String> pending(Matter matter, String id) {
        List<String> next = new ArrayList<>();
        Assessment assessment = matter.assessment().orElse(null);
        if (assessment == null) {
            return List.of("agent run");
        }
        if (!matter.history().unknown().isEmpty()) {
            for (String step : matter.history().unknown().stream().sorted().toList()) {
                next.add("agent retry " + id + " --arrived " + step + "  where it did arrive");
                next.add("agent retry " + id + " --again " + step + "  where it did not");
            }
            return next;
        }
        if (!assessment.faults().isEmpty()) {
            next.add("mend line " + assessment.faults().getFirst().line() + " of " + matter.file());
        } else if (assessment.run().isEmpty()) {
            next.add(
                    matter.text().steps().isEmpty()
                            ? "write a step, or move the note to Completed or Rejected"
                            : "move the note to Completed");
        } else if (assessment.refusals().isEmpty()) {
            next.add("agent approve " + id);
        } else {
            next.add("change the step, or the setting "
                    + assessment.refusals().getFirst().rule());
        }
        next.add("agent review " + id + "  to change it");
        next.add("agent reject " + id);
        return next;
    }
}
