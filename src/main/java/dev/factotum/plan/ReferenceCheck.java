package dev.factotum.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.problem.PlanCode;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Finds the references in one step's arguments and checks that there will be a value for each. */
final class ReferenceCheck {
    private final PlanText plan;
    private final List<StepId> ids;
    private final CheckContext context;
    private final Step step;
    private final int index;
    private final List<PlanFault> faults;
    private final Set<String> spent;

    ReferenceCheck(
            PlanText plan,
            List<StepId> ids,
            Set<String> spent,
            CheckContext context,
            Step step,
            int index,
            List<PlanFault> faults) {
        this.plan = plan;
        this.ids = ids;
        this.spent = spent;
        this.context = context;
        this.step = step;
        this.index = index;
        this.faults = faults;
    }

    List<TypedStep.Reference> all(ObjectNode arguments, Map<String, Integer> lines) {
        Map<String, Argument.Form> forms = new HashMap<>();
        step.arguments().forEach(argument -> forms.put(argument.name(), argument.form()));
        Set<TypedStep.Reference> found = new LinkedHashSet<>();
        arguments.properties().forEach(entry -> {
            boolean prose = forms.get(entry.getKey()) instanceof Argument.Form.Text;
            int line = lines.getOrDefault(entry.getKey(), 0);
            collect(entry.getKey(), entry.getValue(), prose, line == 0 ? step.line() : line, found);
        });
        return List.copyOf(found);
    }

    private void collect(String argument, JsonNode node, boolean prose, int line, Set<TypedStep.Reference> found) {
        if (!node.isTextual()) {
            node.forEach(child -> collect(argument, child, prose, line, found));
            return;
        }
        String text = node.textValue();
        Optional<ReferenceText.Use> whole = ReferenceText.whole(text);
        if (whole.isPresent()) {
            use(argument, whole.get(), true, line).ifPresent(found::add);
        } else if (prose) {
            ReferenceText.within(text)
                    .forEach(use -> use(argument, use, false, line).ifPresent(found::add));
        }
    }

    /** Of a finished round; within prose, what names no step at all is literal text. */
    private Optional<TypedStep.Reference> elsewhere(String argument, ReferenceText.Use use, boolean whole, int line) {
        String name = "${" + use.of() + "." + use.output() + "}";
        StepId id = new StepId(use.of());
        if (spent.contains(use.of())) {
            if (step.needs().contains(id) && context.hasOutput(id, use.output())) {
                return Optional.of(new TypedStep.Reference(argument, use.of(), use.output(), whole));
            }
            fault(
                    line,
                    "`" + argument + "` uses " + name + " of a finished round, "
                            + (step.needs().contains(id) ? "which gave none." : "but the step does not need it."),
                    "Add `needs: " + use.of() + "`, or write the value.");
        } else if (whole || use.of().matches("s[0-9]+")) {
            fault(
                    line,
                    "`" + argument + "` uses " + name + ", but there is no step " + use.of() + ".",
                    "Name a step of this plan, or write $" + name + " for the text itself.");
        }
        return Optional.empty();
    }

    private Optional<TypedStep.Reference> use(String argument, ReferenceText.Use use, boolean whole, int line) {
        if (use.of().equals("item")) {
            if (whole && context.itemValues().contains(use.output())) {
                return Optional.of(new TypedStep.Reference(argument, "item", use.output(), true));
            }
            if (whole) {
                fault(
                        line,
                        "The matter has no `" + use.output() + "`.",
                        "There are " + String.join(", ", new TreeSet<>(context.itemValues())) + ".");
            }
            return Optional.empty();
        }
        int at = -1;
        for (int i = 0; i < ids.size(); i++) {
            if (ids.get(i).value().equals(use.of())) {
                at = i;
            }
        }
        if (at < 0) {
            return elsewhere(argument, use, whole, line);
        }
        Step source = plan.steps().get(at);
        String name = "${" + use.of() + "." + use.output() + "}";
        if (!step.needs().contains(ids.get(at))) {
            fault(
                    line,
                    "`" + argument + "` uses " + name + ", but the step does not need " + use.of() + ".",
                    "Add `needs: " + use.of() + "`, or write $" + name + " for the text itself.");
            return Optional.empty();
        }
        boolean declared = context.toolbox()
                .find(source.skill())
                .map(tool -> tool.outputs().json().path("properties").has(use.output()))
                .orElse(false);
        boolean there = source.mark().runs() ? declared : context.hasOutput(ids.get(at), use.output());
        if (!there) {
            String why = source.mark().runs()
                    ? source.skill() + " gives no `" + use.output() + "`."
                    : "step " + use.of() + " did not run here, so it has no `" + use.output() + "`.";
            fault(line, "`" + argument + "` uses " + name + ", but " + why, "Write the value.");
            return Optional.empty();
        }
        return Optional.of(new TypedStep.Reference(argument, use.of(), use.output(), whole));
    }

    private void fault(int line, String reason, String hint) {
        faults.add(new PlanFault(PlanCode.REFERENCE, Optional.of(index), line, reason, hint));
    }
}
