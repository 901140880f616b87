package dev.factotum.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.markdown.YamlValue;
import dev.factotum.problem.PlanCode;
import dev.factotum.tool.Tool;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Types a step's arguments by its tool's schema. */
final class Arguments {
    private static final int MOST_FAULTS = 10;

    private final Step step;
    private final int index;
    private final Tool tool;
    private final JsonNode schema;
    private final List<PlanFault> faults = new ArrayList<>();
    private final Map<String, Integer> lines = new LinkedHashMap<>();
    private final ObjectNode typed = JsonNodeFactory.instance.objectNode();

    private Arguments(Step step, int index, Tool tool) {
        this.step = step;
        this.index = index;
        this.tool = tool;
        this.schema = tool.arguments().json();
    }

    /** @param typed what could be typed; only of use where there are no faults */
    record Read(ObjectNode typed, Map<String, Integer> lines, List<PlanFault> faults) {}

    static Read read(Step step, int index, Tool tool) {
        Arguments arguments = new Arguments(step, index, tool);
        step.arguments().forEach(arguments::take);
        return new Read(arguments.typed, arguments.lines, arguments.faults);
    }

    private void take(Argument argument) {
        boolean several =
                argument.name().equals("args") && !schema.path("properties").has("args");
        if (several
                && argument.form() instanceof Argument.Form.Data data
                && data.value() instanceof YamlValue.Mapping mapping) {
            mapping.entries()
                    .forEach((name, value) -> take(new Argument(name, new Argument.Form.Data(value), argument.line())));
            return;
        }
        lines.put(argument.name(), argument.line());
        JsonNode property = schema.path("properties").path(argument.name());
        if (property.isMissingNode()) {
            if (schema.path("additionalProperties").isBoolean()
                    && !schema.path("additionalProperties").booleanValue()) {
                unknown(argument);
                return;
            }
            property = JsonNodeFactory.instance.objectNode();
        }
        if (typed.has(argument.name())) {
            fault(PlanCode.ARGUMENT, argument.line(), "`" + argument.name() + "` is given twice.", "Take one out.");
            return;
        }
        try {
            typed.set(argument.name(), Coercion.coerce(argument.form(), property));
        } catch (Coercion.Misfit misfit) {
            fault(
                    PlanCode.ARGUMENT,
                    argument.line(),
                    "`" + argument.name() + "` " + misfit.reason() + ".",
                    misfit.hint());
        }
    }

    private void unknown(Argument argument) {
        List<String> known = new ArrayList<>();
        schema.path("properties").fieldNames().forEachRemaining(known::add);
        fault(
                PlanCode.UNKNOWN_ARGUMENT,
                argument.line(),
                tool.id() + " has no `" + argument.name() + "`.",
                "It takes " + String.join(", ", known) + ".");
    }

    private void fault(PlanCode code, int line, String reason, String hint) {
        faults.add(new PlanFault(code, Optional.of(index), line == 0 ? step.line() : line, reason, hint));
    }

    /** Faults of completed arguments against the schema; references pass, as their values are not known yet. */
    static List<PlanFault> validate(Step step, int index, Tool tool, ObjectNode arguments, Map<String, Integer> lines) {
        List<PlanFault> faults = new ArrayList<>();
        JsonNode schema = tool.arguments().json();
        for (JsonNode required : schema.path("required")) {
            if (!arguments.hasNonNull(required.asText())) {
                faults.add(new PlanFault(
                        PlanCode.MISSING,
                        Optional.of(index),
                        step.line(),
                        tool.id() + " needs `" + required.asText() + "`.",
                        "Add it to the step."));
            }
        }
        if (!faults.isEmpty()) {
            return faults;
        }
        for (SchemaCheck.Misfit misfit : SchemaCheck.check(schema, arguments)) {
            String name = misfit.argument();
            int line = lines.getOrDefault(name, 0);
            boolean reference = arguments.path(name).isTextual()
                    && ReferenceText.whole(arguments.path(name).textValue()).isPresent();
            if (!reference && faults.size() < MOST_FAULTS) {
                faults.add(new PlanFault(
                        PlanCode.ARGUMENT,
                        Optional.of(index),
                        line == 0 ? step.line() : line,
                        (name.isEmpty() ? "The step " : "`" + name + "` ") + misfit.reason() + ".",
                        "Change it to what " + tool.id() + " takes."));
            }
        }
        return faults;
    }
}
