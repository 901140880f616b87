package dev.factotum.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.engine.Request.Asks.Deed;
import dev.factotum.markdown.Escape;
import dev.factotum.markdown.YamlValue;
import dev.factotum.plan.Argument;
import dev.factotum.plan.Draft;
import dev.factotum.plan.Mark;
import dev.factotum.plan.OnFail;
import dev.factotum.plan.References;
import dev.factotum.plan.Step;
import dev.factotum.plan.StepId;
import dev.factotum.plan.TypedStep;
import dev.factotum.tool.Tool;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The one step of a request, as a draft in which every value stands for itself alone: no reference, no markup. */
final class RequestedStep {
    static final StepId ID = new StepId("s1");

    private RequestedStep() {}

    static Draft draft(Request request, Deed deed, Tool tool) {
        JsonNode properties = tool.arguments().json().path("properties");
        List<Argument> arguments = new ArrayList<>();
        deed.arguments()
                .properties()
                .forEach(entry -> form(entry.getValue(), properties.path(entry.getKey()))
                        .ifPresent(form -> arguments.add(new Argument(entry.getKey(), form, 0))));
        Step step = new Step(
                Optional.of(ID),
                "**" + Escape.line(tool.id().value()) + "**, as the MCP client " + Escape.line(request.by())
                        + " asks for it",
                Mark.OPEN,
                deed.tool(),
                deed.account(),
                List.of(),
                OnFail.STOP,
                Optional.empty(),
                arguments,
                0);
        return new Draft(
                request.title(),
                List.of(step),
                "A program that calls itself “" + request.by()
                        + "” asked for this through agent mcp serve. Nobody has looked at it before you.");
    }

    /** Empty for null, which says nothing. */
    private static Optional<Argument.Form> form(JsonNode value, JsonNode schema) {
        if (value.isNull()) {
            return Optional.empty();
        }
        if (value.isTextual()) {
            String text = value.textValue();
            boolean prose = schema.path("format").asText().equals("text");
            boolean line = !prose && text.indexOf('\n') < 0 && text.equals(text.strip()) && !text.isEmpty();
            return Optional.of(
                    line
                            ? new Argument.Form.Line(References.literalLine(text))
                            : new Argument.Form.Text(References.literalText(text)));
        }
        if (value.isArray() && !value.isEmpty() && lines(value)) {
            List<String> items = new ArrayList<>();
            value.forEach(item -> items.add(References.literalLine(item.textValue())));
            return Optional.of(new Argument.Form.Items(items));
        }
        return Optional.of(
                value.isContainerNode() ? new Argument.Form.Data(data(value)) : new Argument.Form.Line(value.asText()));
    }

    /** True where each is a text that stands on a line of its own as it is. */
    private static boolean lines(JsonNode array) {
        for (JsonNode item : array) {
            String text = item.isTextual() ? item.textValue() : "";
            if (text.isEmpty() || text.indexOf('\n') >= 0 || !text.equals(text.strip())) {
                return false;
            }
        }
        return true;
    }

    private static YamlValue data(JsonNode node) {
        if (node.isObject()) {
            Map<String, YamlValue> entries = new LinkedHashMap<>();
            node.properties().forEach(entry -> entries.put(entry.getKey(), data(entry.getValue())));
            return new YamlValue.Mapping(entries, 0);
        }
        if (node.isArray()) {
            List<YamlValue> items = new ArrayList<>();
            node.forEach(item -> items.add(data(item)));
            return new YamlValue.Sequence(items, 0);
        }
        return node.isTextual()
                ? new YamlValue.Scalar(References.literalLine(node.textValue()), false, 0)
                : new YamlValue.Scalar(node.isNull() ? "null" : node.asText(), true, 0);
    }

    /** The names of arguments that the step, as it reads in the note, does not hold as they were asked for. */
    static List<String> altered(TypedStep step, ObjectNode asked) {
        ObjectNode real = References.resolve(step, (of, name) -> "");
        List<String> altered = new ArrayList<>();
        asked.properties().forEach(entry -> {
            boolean same =
                    entry.getValue().isNull() || plain(entry.getValue()).equals(plain(real.path(entry.getKey())));
            if (!same) {
                altered.add(entry.getKey());
            }
        });
        return altered;
    }

    /** Numbers by their value, whatever way they are held. */
    private static JsonNode plain(JsonNode node) {
        if (node.isNumber()) {
            return JsonNodeFactory.instance.textNode(
                    "number " + node.decimalValue().stripTrailingZeros().toPlainString());
        }
        if (node.isObject()) {
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            node.properties().forEach(entry -> object.set(entry.getKey(), plain(entry.getValue())));
            return object;
        }
        if (node.isArray()) {
            var array = JsonNodeFactory.instance.arrayNode();
            node.forEach(item -> array.add(plain(item)));
            return array;
        }
        return node;
    }
}
