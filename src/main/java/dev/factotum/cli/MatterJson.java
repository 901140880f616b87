package dev.factotum.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.engine.Assessment;
import dev.factotum.engine.Attempts;
import dev.factotum.plan.Mark;
import dev.factotum.plan.PlanFault;
import dev.factotum.plan.Step;
import dev.factotum.plan.StepId;
import dev.factotum.rule.RuleBook;
import dev.factotum.vault.LedgerEntry;
import dev.factotum.vault.LedgerEntry.Result;
import dev.factotum.vault.Stage;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/** All that {@code show --json} tells a program about one matter. */
final class MatterJson {
    private final Workplace workplace;
    private final When when;

    MatterJson(Workplace workplace) {
        this.workplace = workplace;
        Instant now = workplace.vault().world().clock().instant();
        this.when = new When(workplace.settings().zone(), now);
    }

    ObjectNode of(ObjectNode node, Matter matter) throws IOException {
        Standing standing =
                Standing.of(matter, when, workplace.settings().approval().expires());
        node.put("id", matter.seen().id().map(Object::toString).orElse(null))
                .put("title", matter.title())
                .put("folder", matter.seen().stage().folder())
                .put("file", matter.file())
                .put("client", matter.client().orElse(null))
                .put("rev", matter.text().rev())
                .put("standing", standing.state());
        Approve.addAll(node.putArray("why"), standing.why());
        matter.assessment().ifPresent(assessment -> assessed(node, matter, assessment));
        ArrayNode steps = node.putArray("steps");
        for (Step step : matter.text().steps()) {
            step(steps.addObject(), matter, step);
        }
        matter.approved()
                .ifPresent(approved -> node.putObject("approved")
                        .put("at", approved.t().toString())
                        .put("by", approved.by())
                        .put("via", approved.via())
                        .put("rev", approved.rev())
                        .put("risk", approved.risk()));
        node.put("planner", matter.planner().orElse(null));
        ArrayNode rules = node.putArray("rules");
        for (RuleBook.Explanation rule : new Rules(workplace).of(matter)) {
            rules.addObject()
                    .put("rule", rule.rule())
                    .put("file", rule.file())
                    .put("fired", rule.fired())
                    .put("why", rule.why());
        }
        ArrayNode history = node.putArray("history");
        for (LedgerEntry entry : matter.history().entries()) {
            LedgerWords.of(entry, when)
                    .ifPresent(words ->
                            history.addObject().put("t", entry.t().toString()).put("what", words));
        }
        Approve.addAll(node.putArray("next"), NextStep.of(workplace, matter));
        return node;
    }

    private static void assessed(ObjectNode node, Matter matter, Assessment assessment) {
        node.put("risk", assessment.risk().word()).put("ifApproved", InlineText.plain(assessment.ifApproved()));
        Approve.addAll(
                node.putArray("warnings"),
                assessment.warnings().stream().map(InlineText::plain).toList());
        ArrayNode faults = node.putArray("faults");
        for (PlanFault fault : assessment.faults()) {
            Optional<String> step = fault.step()
                    .filter(index -> index < matter.text().steps().size())
                    .flatMap(index -> matter.text().steps().get(index).id())
                    .map(StepId::value);
            faults.addObject()
                    .put("code", fault.code().id())
                    .put("line", fault.line())
                    .put("step", step.orElse(null))
                    .put("reason", fault.reason())
                    .put("hint", fault.hint());
        }
        ArrayNode refusals = node.putArray("refusals");
        for (Assessment.Refusal refusal : assessment.refusals()) {
            refusals.addObject()
                    .put("step", refusal.step())
                    .put("rule", refusal.rule())
                    .put("why", refusal.why());
        }
    }

    private static void step(ObjectNode node, Matter matter, Step step) {
        Optional<Attempts.Try> last = matter.last(step);
        boolean unknown = step.id()
                .filter(id -> matter.history().unknown().contains(id.value()))
                .isPresent();
        boolean waits =
                matter.seen().stage() != Stage.COMPLETED && matter.seen().stage() != Stage.REJECTED;
        node.put("id", step.id().map(StepId::value).orElse(null))
                .put("title", InlineText.plain(step.title()))
                .put("skill", step.skill())
                .put("account", StepView.account(matter, step).orElse(null))
                .put("run", waits && step.mark().runs())
                .put("state", unknown ? "unknown" : state(step.mark()))
                .put(
                        "receipt",
                        last.filter(Attempts.Try::ok)
                                .flatMap(Attempts.Try::result)
                                .map(Result::receipt)
                                .orElse(null))
                .put(
                        "error",
                        last.filter(t -> !t.ok())
                                .flatMap(Attempts.Try::result)
                                .flatMap(Result::error)
                                .orElse(null))
                .put(
                        "simulated",
                        last.flatMap(Attempts.Try::result)
                                .map(Result::simulated)
                                .orElse(false))
                .put("line", step.line());
    }

    private static String state(Mark mark) {
        return switch (mark) {
            case OPEN -> "open";
            case DONE -> "done";
            case SKIPPED -> "skipped";
            case FAILED -> "failed";
        };
    }
}
