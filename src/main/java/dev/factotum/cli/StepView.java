package dev.factotum.cli;

import dev.factotum.engine.Attempts;
import dev.factotum.markdown.Escape;
import dev.factotum.markdown.YamlValue;
import dev.factotum.plan.Argument;
import dev.factotum.plan.Mark;
import dev.factotum.plan.Step;
import dev.factotum.plan.StepId;
import dev.factotum.plan.TypedStep;
import dev.factotum.vault.LedgerEntry.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** One step as a terminal shows it: its mark, what it is, its values, what came of it. */
final class StepView {
    private static final int MOST_LINES = 40;
    private static final int NAME_WIDTH = 10;

    private final int width;

    StepView(int width) {
        this.width = width;
    }

    List<String> of(Matter matter, int index) {
        Step step = matter.text().steps().get(index);
        List<String> lines = new ArrayList<>(
                Wrapped.lines(title(step, index), width, "%2d %s ".formatted(index + 1, mark(step.mark())), "       "));
        lines.addAll(Wrapped.lines(Style.DIM.of(facts(matter, step)), width, "       ", "       "));
        for (Argument argument : step.arguments()) {
            lines.addAll(argument(argument));
        }
        result(matter, step).ifPresent(result -> lines.addAll(Wrapped.lines(result, width, "       ", "         ")));
        return lines;
    }

    private static String title(Step step, int index) {
        String title = step.title().isEmpty() ? "Step " + (index + 1) : InlineText.styled(step.title());
        return step.mark() == Mark.SKIPPED ? Style.DIM.of(InlineText.plain(step.title())) : title;
    }

    private static String mark(Mark mark) {
        return switch (mark) {
            case OPEN -> "[ ]";
            case DONE -> Style.GREEN.of("[x]");
            case SKIPPED -> Style.DIM.of("[-]");
            case FAILED -> Style.RED.of("[!]");
        };
    }

    private static String facts(Matter matter, Step step) {
        List<String> facts = new ArrayList<>();
        facts.add(step.id().map(StepId::value).orElse("no id yet"));
        facts.add(Escape.terminal(step.skill()));
        account(matter, step).ifPresent(facts::add);
        step.notBefore().ifPresent(date -> facts.add("not before " + Escape.terminal(date)));
        if (!step.needs().isEmpty()) {
            facts.add("needs " + step.needs().stream().map(StepId::value).collect(Collectors.joining(", ")));
        }
        switch (step.onFail()) {
            case CONTINUE -> facts.add("goes on where it fails");
            case ASK -> facts.add("asks where it fails");
            case STOP -> {}
        }
        return String.join(" · ", facts);
    }

    /** The account it acts as, with the mode, as computed now; as written where it cannot be computed. */
    static Optional<String> account(Matter matter, Step step) {
        Optional<TypedStep> typed = matter.assessment().stream()
                .flatMap(assessment -> assessment.run().stream())
                .filter(run -> Optional.of(run.id()).equals(step.id()))
                .findFirst();
        return typed.map(run -> switch (run.account().mode()) {
                    case LIVE -> Escape.terminal(run.account().name()) + " (live)";
                    case SANDBOX ->
                        run.account().name().equals("sandbox")
                                ? "sandbox"
                                : Escape.terminal(run.account().name()) + " (sandbox)";
                })
                .or(() -> step.account().map(Escape::terminal));
    }

    private List<String> argument(Argument argument) {
        String name = Escape.terminal(argument.name());
        String first = "       " + Style.CYAN.of(name) + " ".repeat(Math.max(1, NAME_WIDTH - name.length()));
        String rest = " ".repeat(7 + Math.max(NAME_WIDTH, name.length() + 1));
        return switch (argument.form()) {
            case Argument.Form.Line(String text) -> Wrapped.lines(line(text), width, first, rest);
            case Argument.Form.Items(List<String> items) ->
                Wrapped.lines(
                        items.stream().map(StepView::line).collect(Collectors.joining(" · ")), width, first, rest);
            case Argument.Form.Text(String text) -> text(first, text);
            case Argument.Form.Data(YamlValue value) -> Wrapped.lines(data(value), width, first, rest);
        };
    }

    private static String line(String text) {
        return Escape.terminal(text).replace('\n', ' ');
    }

    private List<String> text(String first, String text) {
        List<String> all = Escape.terminal(text).lines().toList();
        List<String> lines = new ArrayList<>();
        lines.add(first.stripTrailing());
        for (String line : all.subList(0, Math.min(MOST_LINES, all.size()))) {
            lines.addAll(Wrapped.lines(line, width, "       " + Style.DIM.of("│ "), "       " + Style.DIM.of("│ ")));
        }
        if (all.size() > MOST_LINES) {
            lines.add("       " + Style.DIM.of("│ … " + (all.size() - MOST_LINES) + " more lines (agent show --plan)"));
        }
        return lines;
    }

    private static String data(YamlValue value) {
        return switch (value) {
            case YamlValue.Scalar scalar -> line(scalar.text());
            case YamlValue.Sequence sequence ->
                sequence.items().stream().map(StepView::data).collect(Collectors.joining(", ", "[", "]"));
            case YamlValue.Mapping mapping ->
                mapping.entries().entrySet().stream()
                        .map(entry -> line(entry.getKey()) + ": " + data(entry.getValue()))
                        .collect(Collectors.joining(", ", "{", "}"));
        };
    }

    private static Optional<String> result(Matter matter, Step step) {
        Optional<Attempts.Try> last = matter.last(step);
        if (last.isEmpty()) {
            return Optional.empty();
        }
        if (last.get().ok()) {
            String words = last.get()
                    .result()
                    .filter(r -> r.outcome().equals("ok"))
                    .map(Result::receipt)
                    .orElse("arrived");
            return Optional.of(Style.GREEN.of("→ ") + line(words));
        }
        String error =
                last.get().result().flatMap(Result::error).map(StepView::line).orElse("");
        boolean unknown = step.id()
                .filter(id -> matter.history().unknown().contains(id.value()))
                .isPresent();
        return Optional.of(
                unknown
                        ? Style.YELLOW.of("? ") + "it is not known whether it arrived"
                                + (error.isEmpty() ? "" : ": " + error)
                        : Style.RED.of("→ ") + "failed: " + error);
    }
}
