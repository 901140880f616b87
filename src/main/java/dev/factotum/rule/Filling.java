package dev.factotum.rule;

import dev.factotum.markdown.YamlValue;
import dev.factotum.plan.Argument;
import dev.factotum.plan.Draft;
import dev.factotum.plan.Step;
import dev.factotum.plan.StepId;
import dev.factotum.rule.Template.ArgumentForm;
import dev.factotum.rule.Template.Block;
import dev.factotum.rule.Template.Shape;
import dev.factotum.rule.Template.StepForm;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Fills a template in for one matter. Steps without an id get s1, s2, … in order; a step with the id {@code a} that
 * is repeated becomes a-1, a-2, …, and what it needs or refers to within the same repetition follows it.
 */
final class Filling {
    private final Values values;
    private final Moments moments;
    private final Set<String> taken = new HashSet<>();
    private final Map<String, List<StepId>> repeated = new HashMap<>();
    private final List<Step> steps = new ArrayList<>();
    private int next = 1;
    private boolean incomplete;

    Filling(Values values, Moments moments) {
        this.values = values;
        this.moments = moments;
    }

    Draft fill(Template template, String because) throws Unanswered {
        for (Block block : template.blocks()) {
            if (block instanceof Block.Once(StepForm step)) {
                step.id().ifPresent(id -> taken.add(id.value()));
            }
        }
        for (Block block : template.blocks()) {
            switch (block) {
                case Block.Once(StepForm step) ->
                    steps.add(step(step, values, 1, 1, step.id().orElseGet(this::fresh), Map.of()));
                case Block.Each each -> repeat(each);
            }
        }
        if (steps.isEmpty()) {
            throw new Unanswered("nothing it says leads to a step");
        }
        String reason = template.why().render(values, UnaryOperator.identity());
        return new Draft(
                template.title().render(values, UnaryOperator.identity()),
                steps,
                reason.isEmpty() ? because : reason + "\n\n" + because);
    }

    /** True once a text that a plan should not go out without was left empty. */
    boolean incomplete() {
        return incomplete;
    }

    private void repeat(Block.Each each) throws Unanswered {
        List<String> items = Repeat.items(each.name(), values);
        if (items.size() > Repeat.MOST) {
            throw new Unanswered("it asks for more than " + Repeat.MOST + " at once");
        }
        for (int k = 1; k <= items.size(); k++) {
            Values mine = values.with(Map.of(
                    "this", items.get(k - 1), "@index", Integer.toString(k), "@count", Integer.toString(items.size())));
            Map<String, StepId> within = new HashMap<>();
            for (StepForm step : each.steps()) {
                if (step.id().isPresent()) {
                    String id = step.id().get().value();
                    StepId numbered = new StepId(id + "-" + k);
                    within.put(id, numbered);
                    taken.add(numbered.value());
                    repeated.computeIfAbsent(id, _ -> new ArrayList<>()).add(numbered);
                }
            }
            for (StepForm step : each.steps()) {
                StepId id = step.id()
                        .map(own -> within.getOrDefault(own.value(), own))
                        .orElseGet(this::fresh);
                steps.add(step(step, mine, k, items.size(), id, within));
            }
        }
    }

    private Step step(StepForm form, Values mine, int k, int n, StepId id, Map<String, StepId> within)
            throws Unanswered {
        UnaryOperator<String> rename =
                old -> within.getOrDefault(old, new StepId(old)).value();
        Optional<String> notBefore = Optional.empty();
        if (form.notBefore().isPresent()) {
            notBefore = Optional.of(moments.at(form.notBefore().get().render(mine, rename), k, n, form.channel()));
        }
        List<Argument> arguments = new ArrayList<>();
        for (ArgumentForm argument : form.arguments()) {
            Argument.Form filled = filled(argument.shape(), mine, rename);
            incomplete |= argument.prose() && empty(filled);
            arguments.add(new Argument(argument.name(), filled, 0));
        }
        return new Step(
                Optional.of(id),
                form.title().render(mine, rename),
                form.mark(),
                form.skill(),
                form.account(),
                needs(form.needs(), within),
                form.onFail(),
                notBefore,
                arguments,
                0);
    }

    private List<StepId> needs(List<StepId> written, Map<String, StepId> within) {
        List<StepId> needs = new ArrayList<>();
        for (StepId need : written) {
            StepId here = within.get(need.value());
            if (here != null) {
                needs.add(here);
            } else {
                needs.addAll(repeated.getOrDefault(need.value(), List.of(need)));
            }
        }
        return needs;
    }

    private static Argument.Form filled(Shape shape, Values mine, UnaryOperator<String> rename) throws Unanswered {
        return switch (shape) {
            case Shape.Line(Leaf leaf) -> new Argument.Form.Line(leaf.render(mine, rename));
            case Shape.Text(Leaf leaf) -> new Argument.Form.Text(leaf.render(mine, rename));
            case Shape.Items(List<Leaf> leaves) -> {
                List<String> items = new ArrayList<>();
                for (Leaf leaf : leaves) {
                    items.add(leaf.render(mine, rename));
                }
                yield new Argument.Form.Items(items);
            }
            case Shape.Data(YamlValue value, Map<String, Leaf> leaves) ->
                new Argument.Form.Data(data(value, leaves, mine, rename));
        };
    }

    private static boolean empty(Argument.Form form) {
        return switch (form) {
            case Argument.Form.Line(String text) -> text.isBlank();
            case Argument.Form.Text(String text) -> text.isBlank();
            case Argument.Form.Items(List<String> items) -> items.isEmpty();
            case Argument.Form.Data(YamlValue _) -> false;
        };
    }

    /** Depth is bounded by the reader of the YAML. */
    private static YamlValue data(YamlValue value, Map<String, Leaf> leaves, Values mine, UnaryOperator<String> rename)
            throws Unanswered {
        return switch (value) {
            case YamlValue.Scalar scalar -> {
                Leaf leaf = leaves.get(scalar.text());
                String text = leaf == null ? scalar.text() : leaf.render(mine, rename);
                yield text.equals(scalar.text()) ? scalar : new YamlValue.Scalar(text, false, 0);
            }
            case YamlValue.Sequence sequence -> {
                List<YamlValue> items = new ArrayList<>();
                for (YamlValue item : sequence.items()) {
                    items.add(data(item, leaves, mine, rename));
                }
                yield new YamlValue.Sequence(items, 0);
            }
            case YamlValue.Mapping mapping -> {
                Map<String, YamlValue> entries = new LinkedHashMap<>();
                for (Map.Entry<String, YamlValue> entry : mapping.entries().entrySet()) {
                    entries.put(entry.getKey(), data(entry.getValue(), leaves, mine, rename));
                }
                yield new YamlValue.Mapping(entries, 0);
            }
        };
    }

    private StepId fresh() {
        while (taken.contains("s" + next)) {
            next++;
        }
        StepId id = new StepId("s" + next);
        taken.add(id.value());
        return id;
    }
}
