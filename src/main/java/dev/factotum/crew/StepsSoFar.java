package dev.factotum.crew;

import dev.factotum.engine.Planner.Item;
import dev.factotum.markdown.YamlValue;
import dev.factotum.plan.Argument;
import dev.factotum.plan.Step;
import dev.factotum.plan.StepId;
import dev.factotum.vault.Trust;
import java.util.stream.Collectors;

/** The steps of a plan as a planner is shown them; long passages of an untrusted message are left out. */
final class StepsSoFar {
    private static final int MOST_CHARS = 4_000;
    private static final int PASSAGE = 60;

    private StepsSoFar() {}

    static String of(Item item) {
        String message = item.trust() == Trust.OWN ? "" : MessageReader.message(item);
        return item.text().steps().stream().map(step -> shown(step, message)).collect(Collectors.joining("\n"));
    }

    private static String shown(Step step, String message) {
        StringBuilder text = new StringBuilder("- ")
                .append(step.id().map(StepId::value).orElse("?"))
                .append(" ")
                .append(step.skill());
        step.account().ifPresent(account -> text.append(" as ").append(account));
        step.notBefore().ifPresent(time -> text.append(", not before ").append(time));
        for (Argument argument : step.arguments()) {
            text.append("\n  - ").append(argument.name()).append(": ").append(value(argument.form(), message));
        }
        return text.toString();
    }

    private static String value(Argument.Form form, String message) {
        String value = switch (form) {
            case Argument.Form.Line line -> line.text();
            case Argument.Form.Items items -> String.join(", ", items.items());
            case Argument.Form.Text text -> text.text();
            case Argument.Form.Data(YamlValue _) -> "(nested data)";
        };
        String cut = value.length() > MOST_CHARS ? value.substring(0, MOST_CHARS) + "…" : value;
        boolean theirs = cut.lines().anyMatch(line -> line.length() > PASSAGE && Quotation.place(message, line) >= 0);
        return theirs ? "(words of the message)" : cut.replace("\n", "\n    ");
    }
}
