package dev.factotum.plan;

import dev.factotum.markdown.YamlValue;
import java.util.ArrayList;
import java.util.List;

/** A step in a few lines, for one who judges it without the file: what it is, and each argument, bounded. */
public final class StepWords {
    private final int mostChars;

    /** @param mostChars of one argument's value */
    public StepWords(int mostChars) {
        this.mostChars = mostChars;
    }

    /** Its id and skill first; further lines begin with a space. */
    public List<String> of(Step step) {
        StringBuilder head = new StringBuilder(step.id().map(StepId::value).orElse("?"))
                .append(" ")
                .append(step.skill());
        step.account().ifPresent(account -> head.append(" as ").append(account));
        step.notBefore().ifPresent(time -> head.append(", not before ").append(time));
        List<String> lines = new ArrayList<>();
        lines.add(head.toString());
        for (Argument argument : step.arguments()) {
            String value = value(argument.form());
            String cut = value.length() > mostChars ? value.substring(0, mostChars) + "…" : value;
            lines.addAll(("  - " + argument.name() + ": " + cut.replace("\n", "\n    "))
                    .lines()
                    .toList());
        }
        return lines;
    }

    private static String value(Argument.Form form) {
        return switch (form) {
            case Argument.Form.Line line -> line.text();
            case Argument.Form.Items items -> String.join(", ", items.items());
            case Argument.Form.Text text -> text.text();
            case Argument.Form.Data(YamlValue _) -> "(nested data)";
        };
    }
}
