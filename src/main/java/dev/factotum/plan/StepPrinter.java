package dev.factotum.plan;

import dev.factotum.markdown.Escape;
import dev.factotum.markdown.Outline;
import dev.factotum.markdown.YamlValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Writes steps as text that reads back as the same. */
final class StepPrinter {
    private final List<String> lines = new ArrayList<>();
    private final List<String> fences = new ArrayList<>();

    private StepPrinter() {}

    /** The box, the fence and the fences of arguments, with blank lines between. */
    static List<String> lines(Step step, StepId id) {
        StepPrinter printer = new StepPrinter();
        printer.print(step, id);
        return printer.lines;
    }

    private void print(Step step, StepId id) {
        lines.add("- [" + step.mark().symbol() + "] " + title(step) + " ^" + id);
        lines.add("");
        lines.add("```step");
        lines.add("id: " + id);
        lines.add("skill: " + CalloutText.oneLine(step.skill()));
        step.account().ifPresent(account -> lines.add("account: " + CalloutText.oneLine(account)));
        if (!step.needs().isEmpty()) {
            lines.add("needs: "
                    + String.join(", ", step.needs().stream().map(StepId::value).toList()));
        }
        if (step.onFail() != OnFail.STOP) {
            lines.add("on_fail: " + step.onFail().name().toLowerCase(Locale.ROOT));
        }
        step.notBefore().ifPresent(date -> lines.add("not_before: " + CalloutText.oneLine(date)));
        step.arguments().forEach(this::argument);
        lines.add("```");
        lines.addAll(fences);
    }

    /** Markdown as the planner made it, kept from opening a comment; the skill's name where there is none. */
    private static String title(Step step) {
        String title = CalloutText.oneLine(step.title()).strip();
        if (title.isEmpty()) {
            return "**" + Escape.line(step.skill()) + "**";
        }
        boolean open =
                title.contains("%%") && Outline.of(title).comments().stream().anyMatch(comment -> !comment.closed());
        return open ? title.replace("%%", "\\%\\%") : title;
    }

    private void argument(Argument argument) {
        String name = StepLines.RESERVED.contains(argument.name()) ? "arg." + argument.name() : argument.name();
        switch (argument.form()) {
            case Argument.Form.Line line -> {
                if (literal(line.text())) {
                    lines.add((name + ": " + line.text()).stripTrailing());
                } else {
                    text(name, line.text());
                }
            }
            case Argument.Form.Items items -> {
                if (items.items().stream().allMatch(StepPrinter::literal)) {
                    lines.add(name + ":");
                    items.items().forEach(item -> lines.add(("- " + item).stripTrailing()));
                } else {
                    data(
                            name,
                            new YamlValue.Sequence(
                                    items.items().stream()
                                            .map(item -> (YamlValue) new YamlValue.Scalar(item, false, 0))
                                            .toList(),
                                    0));
                }
            }
            case Argument.Form.Text text -> text(name, text.text());
            case Argument.Form.Data data -> data(name, data.value());
        }
    }

    /** True where a text reads back as itself behind a key. */
    private static boolean literal(String text) {
        return text.equals(StepLines.trimmed(text)) && text.indexOf('\n') < 0 && text.indexOf('\r') < 0;
    }

    private void text(String name, String text) {
        String unix = PlanText.unix(text);
        fence("text " + name, unix.isEmpty() ? List.of() : List.of(unix.split("\n", -1)));
    }

    private void data(String name, YamlValue value) {
        fence("yaml " + name, DataPrinter.lines(value));
    }

    /** Longer than any run of backticks within. */
    private void fence(String info, List<String> content) {
        int longest = 2;
        for (String line : content) {
            int run = 0;
            for (int i = 0; i < line.length(); i++) {
                run = line.charAt(i) == '`' ? run + 1 : 0;
                longest = Math.max(longest, run);
            }
        }
        String mark = "`".repeat(longest + 1);
        fences.add("");
        fences.add(mark + info);
        fences.addAll(content);
        fences.add(mark);
    }
}
