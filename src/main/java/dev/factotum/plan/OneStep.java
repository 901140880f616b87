package dev.factotum.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.markdown.Escape;
import dev.factotum.markdown.YamlValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A matter whose plan is one call with arguments from elsewhere: its text, in which nothing of them comes to life. */
public final class OneStep {
    private static final int MOST_ARGUMENTS = 100;

    private OneStep() {}

    /**
     * The note, as a person would write it.
     *
     * @param title on one line; escaped here
     */
    public static String note(String title, String skill, ObjectNode arguments) {
        Step step = new Step(
                Optional.empty(),
                "",
                Mark.OPEN,
                skill,
                Optional.empty(),
                List.of(),
                OnFail.STOP,
                Optional.empty(),
                arguments(arguments),
                0);
        return "# " + Escape.line(title) + "\n\n" + String.join("\n", StepPrinter.lines(step, new StepId("s1"))) + "\n";
    }

    /** What cannot be a key of a step stands with all the others in {@code yaml args}. */
    private static List<Argument> arguments(ObjectNode json) {
        boolean plain = json.properties().stream()
                .allMatch(entry ->
                        StepLines.isKey(entry.getKey()) && !entry.getKey().startsWith("arg."));
        if (!plain || json.size() > MOST_ARGUMENTS) {
            return json.isEmpty() ? List.of() : List.of(new Argument("args", new Argument.Form.Data(value(json)), 0));
        }
        List<Argument> arguments = new ArrayList<>();
        json.properties().forEach(entry -> arguments.add(new Argument(entry.getKey(), form(entry.getValue()), 0)));
        return arguments;
    }

    private static Argument.Form form(JsonNode node) {
        if (node.isTextual()) {
            String text = node.textValue();
            if (text.isEmpty() || text.indexOf('\r') >= 0) {
                return new Argument.Form.Data(value(node));
            }
            boolean prose = text.indexOf('\n') >= 0 || !text.equals(StepLines.trimmed(text));
            return prose
                    ? new Argument.Form.Text(References.literalText(text))
                    : new Argument.Form.Line(References.literalLine(text));
        }
        return node.isContainerNode() || node.isNull()
                ? new Argument.Form.Data(value(node))
                : new Argument.Form.Line(node.asText());
    }

    /** Depth is that of the JSON, which whoever read it has bounded. */
    private static YamlValue value(JsonNode node) {
        if (node.isObject()) {
            Map<String, YamlValue> entries = new LinkedHashMap<>();
            node.properties().forEach(entry -> entries.put(entry.getKey(), value(entry.getValue())));
            return new YamlValue.Mapping(entries, 0);
        }
        if (node.isArray()) {
            List<YamlValue> items = new ArrayList<>();
            node.forEach(item -> items.add(value(item)));
            return new YamlValue.Sequence(items, 0);
        }
        return node.isTextual()
                ? new YamlValue.Scalar(References.literalLine(node.textValue()), false, 0)
                : new YamlValue.Scalar(node.isNull() ? "null" : node.asText(), true, 0);
    }
}
