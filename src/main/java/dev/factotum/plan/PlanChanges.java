package dev.factotum.plan;

import dev.factotum.markdown.YamlValue;
import dev.factotum.plan.StepChange.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What a person changed between a plan as it was proposed and as it was approved; titles and prose do not count. */
public final class PlanChanges {
    private PlanChanges() {}

    /** @param done true for steps that the agent has done: their mark is no change */
    public static List<StepChange> between(PlanText proposed, PlanText approved, Predicate<StepId> done) {
        Map<StepId, Step> before = byId(proposed);
        Map<StepId, Step> after = byId(approved);
        List<StepChange> changes = new ArrayList<>();
        before.forEach((id, step) -> {
            if (step.mark() != Mark.SKIPPED) {
                Optional<Step> other = Optional.ofNullable(after.get(id));
                if (other.isEmpty() || other.get().mark() == Mark.SKIPPED) {
                    changes.add(new StepChange(id, step.skill(), Kind.LEFT_OUT, "", "", ""));
                } else if (other.get().mark() == Mark.DONE && !done.test(id)) {
                    changes.add(new StepChange(id, step.skill(), Kind.BY_HAND, "", "", ""));
                } else {
                    changes.addAll(within(id, step, other.get()));
                }
            }
        });
        after.forEach((id, step) -> {
            Step old = before.get(id);
            if (old == null
                    ? step.mark() != Mark.SKIPPED
                    : old.mark() == Mark.SKIPPED && step.mark().runs()) {
                changes.add(new StepChange(id, step.skill(), Kind.ADDED, "", "", ""));
            }
        });
        return changes;
    }

    private static Map<StepId, Step> byId(PlanText text) {
        Map<StepId, Step> steps = new LinkedHashMap<>();
        for (Step step : text.steps()) {
            step.id().ifPresent(id -> steps.putIfAbsent(id, step));
        }
        return steps;
    }

    private static List<StepChange> within(StepId id, Step before, Step after) {
        List<StepChange> changes = new ArrayList<>();
        if (!before.skill().equals(after.skill())) {
            return List.of(new StepChange(id, before.skill(), Kind.SKILL, "", before.skill(), after.skill()));
        }
        Map<String, String> old = values(before);
        Map<String, String> fresh = values(after);
        Map<String, String> names = new LinkedHashMap<>(old);
        names.putAll(fresh);
        for (String name : names.keySet()) {
            add(changes, id, after, Kind.ARGUMENT, name, old.getOrDefault(name, ""), fresh.getOrDefault(name, ""));
        }
        add(
                changes,
                id,
                after,
                Kind.ACCOUNT,
                "",
                before.account().orElse(""),
                after.account().orElse(""));
        add(
                changes,
                id,
                after,
                Kind.DATE,
                "",
                before.notBefore().orElse(""),
                after.notBefore().orElse(""));
        return changes;
    }

    private static void add(
            List<StepChange> changes, StepId id, Step step, Kind kind, String name, String was, String is) {
        if (!was.equals(is)) {
            changes.add(new StepChange(id, step.skill(), kind, name, was, is));
        }
    }

    private static Map<String, String> values(Step step) {
        Map<String, String> values = new LinkedHashMap<>();
        step.arguments().forEach(argument -> values.put(argument.name(), text(argument.form())));
        return values;
    }

    /** An argument's value as one text, whatever way it was written. */
    public static String text(Argument.Form form) {
        return switch (form) {
            case Argument.Form.Line(String text) -> text;
            case Argument.Form.Items(List<String> items) -> String.join(", ", items);
            case Argument.Form.Text(String text) -> text;
            case Argument.Form.Data(YamlValue value) -> text(value);
        };
    }

    private static String text(YamlValue value) {
        return switch (value) {
            case YamlValue.Scalar scalar -> scalar.text();
            case YamlValue.Sequence sequence ->
                sequence.items().stream().map(PlanChanges::text).collect(Collectors.joining("; "));
            case YamlValue.Mapping mapping ->
                mapping.entries().entrySet().stream()
                        .map(entry -> entry.getKey() + " " + text(entry.getValue()))
                        .collect(Collectors.joining(", "));
        };
    }
}
