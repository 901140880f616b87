package dev.factotum.plan;

import dev.factotum.markdown.YamlValue;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A step whose needs and references follow steps that got other ids. */
final class Renaming {
    private final Map<String, StepId> renamed;

    private Renaming(Map<String, StepId> renamed) {
        this.renamed = renamed;
    }

    static Step of(Step step, Map<String, StepId> renamed) {
        if (renamed.isEmpty()) {
            return step;
        }
        Renaming renaming = new Renaming(renamed);
        return new Step(
                step.id(),
                step.title(),
                step.mark(),
                step.skill(),
                step.account(),
                step.needs().stream()
                        .map(need -> renamed.getOrDefault(need.value(), need))
                        .toList(),
                step.onFail(),
                step.notBefore(),
                step.arguments().stream()
                        .map(argument -> new Argument(argument.name(), renaming.form(argument.form()), argument.line()))
                        .toList(),
                step.line());
    }

    private Argument.Form form(Argument.Form form) {
        return switch (form) {
            case Argument.Form.Line line -> new Argument.Form.Line(text(line.text()));
            case Argument.Form.Items items ->
                new Argument.Form.Items(items.items().stream().map(this::text).toList());
            case Argument.Form.Text text -> new Argument.Form.Text(text(text.text()));
            case Argument.Form.Data data -> new Argument.Form.Data(data(data.value()));
        };
    }

    private YamlValue data(YamlValue value) {
        return switch (value) {
            case YamlValue.Scalar scalar -> new YamlValue.Scalar(text(scalar.text()), scalar.plain(), scalar.line());
            case YamlValue.Sequence sequence ->
                new YamlValue.Sequence(sequence.items().stream().map(this::data).toList(), sequence.line());
            case YamlValue.Mapping mapping -> {
                Map<String, YamlValue> entries = new LinkedHashMap<>();
                mapping.entries().forEach((key, entry) -> entries.put(key, data(entry)));
                yield new YamlValue.Mapping(entries, mapping.line());
            }
        };
    }

    private String text(String text) {
        StringBuilder out = new StringBuilder();
        int at = 0;
        for (int open = text.indexOf("${"); open >= 0; open = text.indexOf("${", open + 2)) {
            int dot = text.indexOf('.', open, Math.min(text.length(), open + 36));
            boolean escaped = open > 0 && text.charAt(open - 1) == '$';
            @Nullable StepId id = dot < 0 ? null : renamed.get(text.substring(open + 2, dot));
            if (id != null && !escaped) {
                out.append(text, at, open + 2).append(id.value());
                at = dot;
            }
        }
        return out.append(text, at, text.length()).toString();
    }
}
