package dev.factotum.rule;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import dev.factotum.markdown.YamlValue;
import dev.factotum.plan.Argument;
import dev.factotum.plan.PlanFault;
import dev.factotum.plan.PlanText;
import dev.factotum.plan.Step;
import dev.factotum.rule.Template.ArgumentForm;
import dev.factotum.rule.Template.Block;
import dev.factotum.rule.Template.Shape;
import dev.factotum.rule.Template.StepForm;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Makes a template of a rule's parsed plan. A line that is {@code {{#each NAME}}} alone opens a repetition, a line that
 * is {@code {{/each}}} alone closes it; they stand outside fences, around whole steps, and do not nest.
 */
final class TemplateReader {
    private static final Pattern OPEN = Pattern.compile("\\{\\{\\s*#\\s*each\\s+([A-Za-z0-9_.@]{1,64})\\s*\\}\\}");
    private static final Pattern CLOSE = Pattern.compile("\\{\\{\\s*/\\s*each\\s*\\}\\}");
    private static final Pattern FENCE = Pattern.compile("\\s*(?:[-*+]\\s+)?(`{3,}|~{3,})(.*)");

    private final PlanText text;
    private final Arguments arguments;
    private final Set<String> groups;
    private final List<RuleFault> faults = new ArrayList<>();

    /** @param groups names that the rule's conditions may give values to */
    TemplateReader(PlanText text, Arguments arguments, Set<String> groups) {
        this.text = text;
        this.arguments = arguments;
        this.groups = Set.copyOf(groups);
    }

    List<RuleFault> faults() {
        return List.copyOf(faults);
    }

    /** A repetition's lines in the file, both exclusive. */
    private record Span(String name, int from, int to) {}

    Template read() {
        for (PlanFault fault : text.faults()) {
            faults.add(new RuleFault(fault.line(), fault.reason(), fault.hint()));
        }
        List<Span> spans = spans();
        Leaf title = title();
        List<Block> blocks = new ArrayList<>();
        List<StepForm> open = new ArrayList<>();
        Optional<Span> current = Optional.empty();
        for (Step step : text.steps()) {
            Optional<Span> span = spans.stream()
                    .filter(s -> s.from() < step.line() && step.line() < s.to())
                    .findFirst();
            if (!span.equals(current)) {
                close(current, open, blocks);
                current = span;
            }
            StepForm form = step(step, span.isPresent());
            if (span.isPresent()) {
                open.add(form);
            } else {
                blocks.add(new Block.Once(form));
            }
        }
        close(current, open, blocks);
        if (blocks.isEmpty() && faults.isEmpty()) {
            fault(1, "there is no step", "Write a `step` fence, or `then: complete`.");
        }
        return new Template(title, blocks, leaf(why(), Sink.TEXT, 1, false));
    }

    /** The rule's heading: the title of a plan that has none, or the reason for closing a matter. */
    Leaf title() {
        return leaf(text.title(), Sink.HEADING, 1, false);
    }

    private static void close(Optional<Span> span, List<StepForm> open, List<Block> blocks) {
        span.ifPresent(s -> blocks.add(new Block.Each(s.name(), open)));
        open.clear();
    }

    private List<Span> spans() {
        List<Span> spans = new ArrayList<>();
        String fence = "";
        Optional<Span> open = Optional.empty();
        int number = 0;
        for (String line : text.source().split("\\R", -1)) {
            number++;
            Matcher mark = FENCE.matcher(line);
            if (mark.matches()) {
                String run = mark.group(1);
                if (fence.isEmpty()) {
                    fence = run;
                } else if (run.startsWith(fence) && mark.group(2).isBlank()) {
                    fence = "";
                }
                continue;
            }
            Matcher opening = OPEN.matcher(line.strip());
            if (!fence.isEmpty()) {
                continue;
            }
            if (opening.matches()) {
                if (open.isPresent()) {
                    fault(number, "a repetition stands within another", "Close the first with `{{/each}}`.");
                }
                known(opening.group(1), number);
                open = Optional.of(new Span(opening.group(1), number, number));
            } else if (CLOSE.matches(line.strip())) {
                if (open.isEmpty()) {
                    fault(number, "`{{/each}}` closes nothing", "Write `{{#each NAME}}` above the steps.");
                } else {
                    spans.add(new Span(open.get().name(), open.get().from(), number));
                    open = Optional.empty();
                }
            }
        }
        open.ifPresent(s -> fault(s.from(), "this repetition is not closed", "Write `{{/each}}` below its steps."));
        return spans;
    }

    /** The prose under the heading <em>Why</em>, up to the next heading. */
    private String why() {
        StringBuilder why = new StringBuilder();
        boolean in = false;
        for (String line : text.source().split("\\R", -1)) {
            if (line.startsWith("# ") || line.startsWith("## ")) {
                in = line.strip().equalsIgnoreCase("## Why");
            } else if (in) {
                why.append(line).append('\n');
            }
        }
        return why.toString().strip();
    }

    private StepForm step(Step step, boolean repeated) {
        int line = step.line();
        if (step.skill().contains("{{") || step.account().orElse("").contains("{{")) {
            fault(line, "skill and account cannot come from a value", "Write one step for each, or one rule for each.");
        }
        if (repeated && step.id().isPresent() && step.id().get().value().length() > 28) {
            fault(line, "the id of a repeated step has more than 28 characters", "Shorten it.");
        }
        List<ArgumentForm> forms = new ArrayList<>();
        for (Argument argument : step.arguments()) {
            forms.add(argument(step, argument, repeated));
        }
        Optional<Leaf> notBefore = step.notBefore().map(written -> {
            if (!written.contains("{{")) {
                Moments.fault(written).ifPresent(reason -> fault(line, reason, "Mend `not_before`."));
            }
            return leaf(written, Sink.LINE, line, repeated);
        });
        return new StepForm(
                step.id(),
                leaf(step.title(), Sink.TITLE, line, repeated),
                step.mark(),
                step.skill(),
                step.account(),
                step.needs(),
                step.onFail(),
                notBefore,
                forms);
    }

    private ArgumentForm argument(Step step, Argument argument, boolean repeated) {
        String name = argument.name();
        int line = argument.line();
        boolean prose = arguments.prose(step.skill(), name);
        return switch (argument.form()) {
            case Argument.Form.Line(String value) -> {
                Sink sink = arguments.line(step.skill(), name);
                yield new ArgumentForm(name, new Shape.Line(leaf(value, sink, line, repeated)), prose);
            }
            case Argument.Form.Items(List<String> items) -> {
                Sink sink = arguments.item(step.skill(), name);
                List<Leaf> leaves = items.stream()
                        .map(item -> leaf(item, sink, line, repeated))
                        .toList();
                yield new ArgumentForm(name, new Shape.Items(leaves), prose);
            }
            case Argument.Form.Text(String value) ->
                new ArgumentForm(
                        name, new Shape.Text(leaf(value, arguments.text(step.skill(), name), line, repeated)), true);
            case Argument.Form.Data(YamlValue value) -> {
                Map<String, Leaf> leaves = new HashMap<>();
                data(value, leaves, line, repeated);
                yield new ArgumentForm(name, new Shape.Data(value, leaves), false);
            }
        };
    }

    private void data(YamlValue value, Map<String, Leaf> leaves, int line, boolean repeated) {
        switch (value) {
            case YamlValue.Scalar scalar -> {
                if (scalar.text().contains("{{")) {
                    leaves.computeIfAbsent(scalar.text(), source -> leaf(source, Sink.LINE, line, repeated));
                }
            }
            case YamlValue.Sequence sequence -> sequence.items().forEach(item -> data(item, leaves, line, repeated));
            case YamlValue.Mapping mapping ->
                mapping.entries().values().forEach(entry -> data(entry, leaves, line, repeated));
        }
    }

    private Leaf leaf(String source, Sink sink, int line, boolean repeated) {
        try {
            Leaf leaf = Leaf.of(source, sink);
            for (String name : leaf.names()) {
                known(name, line);
                if (!repeated && name.startsWith("@")) {
                    fault(line, "`{{" + name + "}}` has a value only within `{{#each …}}`", "Put the step into one.");
                }
            }
            return leaf;
        } catch (IllegalArgumentException e) {
            fault(line, String.valueOf(e.getMessage()), "Values are written `{{name}}`.");
            return Leaf.of("", sink);
        }
    }

    private void known(String name, int line) {
        if (!Values.KNOWN.contains(name) && !groups.contains(name) && !Repeat.isCount(name)) {
            fault(
                    line,
                    "nothing is named `" + name + "`",
                    "Use a named group `(?P<" + name + ">…)` of an expression in `when`, or one of: "
                            + String.join(", ", new java.util.TreeSet<>(Values.KNOWN)) + ".");
        }
    }

    private void fault(int line, String reason, String hint) {
        RuleFault fault = new RuleFault(line, reason, hint);
        if (!faults.contains(fault)) {
            faults.add(fault);
        }
    }
}
