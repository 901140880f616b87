package dev.factotum.crew;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import dev.factotum.markdown.Escape;
import dev.factotum.markdown.Yaml;
import dev.factotum.plan.Argument;
import dev.factotum.plan.Draft;
import dev.factotum.plan.Mark;
import dev.factotum.plan.OnFail;
import dev.factotum.plan.References;
import dev.factotum.plan.Step;
import dev.factotum.plan.StepId;
import dev.factotum.tool.Tool;
import dev.factotum.tool.Toolbox;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Turns a proposal into a draft of a plan. Nothing a model wrote can become markup or a reference, but for handles of the
 * message and outputs of steps that the step itself names as needed.
 */
final class Drafting {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,31}");
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]{0,63}");
    private static final Pattern HANDLE = Pattern.compile("\\$item\\.(body|subject|from|title)");
    private static final Pattern OUTPUT =
            Pattern.compile("\\$\\{([A-Za-z0-9][A-Za-z0-9_-]{0,31})\\.[A-Za-z_][A-Za-z0-9_.-]*\\}");

    private final Toolbox toolbox;
    private final List<String> mistakes = new ArrayList<>();
    private final Set<String> ids = new HashSet<>();
    private boolean incomplete;

    Drafting(Toolbox toolbox) {
        this.toolbox = toolbox;
    }

    /** @param because why it was planned so, beside the model's own words; plain text */
    Draft draft(Proposal proposal, String because) {
        List<Step> steps = new ArrayList<>();
        for (Proposal.Move move : proposal.steps()) {
            steps.add(step(move, steps.size() + 1));
        }
        String why = proposal.why().isEmpty() ? because : proposal.why() + "\n\n" + because;
        return new Draft(proposal.title(), steps, why);
    }

    /** What does not fit, in words for the model. */
    List<String> mistakes() {
        return List.copyOf(mistakes);
    }

    /** The draft as it will be once a person has written what was left to them, for checking it. */
    static Draft filled(Draft draft) {
        return new Draft(
                draft.title(), draft.steps().stream().map(Drafting::filled).toList(), draft.why());
    }

    private static Step filled(Step step) {
        List<Argument> arguments = step.arguments().stream()
                .map(argument -> argument.form() instanceof Argument.Form.Text(String text) && text.isEmpty()
                        ? new Argument(argument.name(), new Argument.Form.Text("…"), 0)
                        : argument)
                .toList();
        return new Step(
                step.id(),
                step.title(),
                step.mark(),
                step.skill(),
                step.account(),
                step.needs(),
                step.onFail(),
                step.notBefore(),
                arguments,
                0);
    }

    /** True where a text was left empty for a person. */
    boolean incomplete() {
        return incomplete;
    }

    private Step step(Proposal.Move move, int number) {
        String id = ID.matches(move.id()) && ids.add(move.id()) ? move.id() : fresh(number);
        Optional<Tool> tool = toolbox.find(move.skill());
        if (tool.isEmpty()) {
            mistakes.add("Step " + id + ": there is no skill `" + move.skill() + "`.");
        }
        Set<String> needs = new HashSet<>(move.needs());
        List<StepId> needed = new ArrayList<>();
        for (String need : move.needs()) {
            if (ID.matches(need) && ids.contains(need) && !need.equals(id)) {
                needed.add(new StepId(need));
            } else {
                mistakes.add("Step " + id + " needs `" + need + "`, which is no earlier step.");
            }
        }
        List<Argument> arguments = new ArrayList<>();
        for (Proposal.Given given : move.arguments()) {
            if (!NAME.matches(given.name())) {
                mistakes.add("Step " + id + ": `" + given.name() + "` is no name of an argument.");
            } else if (tool.isPresent()) {
                JsonNode schema =
                        tool.get().arguments().json().path("properties").path(given.name());
                form(given, schema, needs, id).ifPresent(form -> arguments.add(new Argument(given.name(), form, 0)));
            }
        }
        return new Step(
                Optional.of(new StepId(id)),
                "**" + Escape.line(move.title().isEmpty() ? move.skill() : move.title()) + "**",
                Mark.OPEN,
                move.skill(),
                Optional.of(move.account()).filter(account -> !account.isEmpty()),
                needed,
                onFail(move.onFail()),
                Optional.of(move.notBefore()).filter(time -> !time.isEmpty()),
                arguments,
                0);
    }

    private String fresh(int number) {
        int next = number;
        while (!ids.add("s" + next)) {
            next++;
        }
        return "s" + next;
    }

    private static OnFail onFail(String word) {
        return switch (word) {
            case "ask" -> OnFail.ASK;
            case "continue" -> OnFail.CONTINUE;
            default -> OnFail.STOP;
        };
    }

    private Optional<Argument.Form> form(Proposal.Given given, JsonNode schema, Set<String> needs, String id) {
        String type = schema.path("type").asText(schema.has("properties") ? "object" : "string");
        if (type.equals("array")) {
            return list(given, schema, needs, id);
        }
        if (given.values().size() > 1) {
            mistakes.add("Step " + id + ": `" + given.name() + "` takes one value, not "
                    + given.values().size() + ".");
            return Optional.empty();
        }
        String value = given.values().isEmpty() ? "" : given.values().getFirst();
        if (type.equals("object")) {
            return data(given, value, id);
        }
        boolean prose = schema.path("format").asText().equals("text");
        if (prose && value.isBlank()) {
            incomplete = true;
            return Optional.of(new Argument.Form.Text(""));
        }
        if (value.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                prose && !whole(value, needs) || value.indexOf('\n') >= 0
                        ? new Argument.Form.Text(within(value, needs))
                        : new Argument.Form.Line(line(value, needs)));
    }

    private Optional<Argument.Form> list(Proposal.Given given, JsonNode schema, Set<String> needs, String id) {
        if (schema.path("items").path("type").asText("string").equals("object")) {
            return data(given, "[" + String.join(",", given.values()) + "]", id);
        }
        List<String> values = given.values().stream()
                .filter(value -> !value.isBlank())
                .map(value -> line(value, needs))
                .toList();
        return values.isEmpty() ? Optional.empty() : Optional.of(new Argument.Form.Items(values));
    }

    private Optional<Argument.Form> data(Proposal.Given given, String json, String id) {
        return switch (Yaml.read(json)) {
            case Yaml.Read.Good(var value) -> Optional.of(new Argument.Form.Data(value));
            case Yaml.Read.Bad(int line, String reason) -> {
                mistakes.add("Step " + id + ": `" + given.name() + "` is no JSON: " + reason + ".");
                yield Optional.empty();
            }
        };
    }

    private static String line(String value, Set<String> needs) {
        return whole(value.strip(), needs) ? value.strip() : References.literalLine(value.strip());
    }

    private static boolean whole(String value, Set<String> needs) {
        Matcher output = OUTPUT.matcher(value);
        return HANDLE.matches(value) || output.matches() && needs.contains(output.group(1));
    }

    /** Text in which outputs of needed steps may stand; every other such mark is made a plain one. */
    private static String within(String value, Set<String> needs) {
        StringBuilder text = new StringBuilder();
        Matcher output = OUTPUT.matcher(value);
        int from = 0;
        while (output.find()) {
            boolean plain = output.start() == 0 || value.charAt(output.start() - 1) != '$';
            if (plain && needs.contains(output.group(1))) {
                text.append(References.literalText(value.substring(from, output.start())))
                        .append(output.group());
                from = output.end();
            }
        }
        return text.append(References.literalText(value.substring(from))).toString();
    }
}
