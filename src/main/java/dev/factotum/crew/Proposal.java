package dev.factotum.crew;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A planner's answer, read but not yet checked against any tool. */
record Proposal(Decision decision, String title, String why, String question, String agent, List<Move> steps) {
    static final int MOST_STEPS = 20;
    private static final int MOST_ARGUMENTS = 40;
    private static final int MOST_VALUES = 200;

    Proposal {
        steps = List.copyOf(steps);
    }

    enum Decision {
        PLAN,
        ASK,
        NOTHING
    }

    /** One step of it, all as the model wrote it. */
    record Move(
            String id,
            String title,
            String skill,
            String account,
            List<String> needs,
            String onFail,
            String notBefore,
            List<Given> arguments) {
        Move {
            needs = List.copyOf(needs);
            arguments = List.copyOf(arguments);
        }
    }

    record Given(String name, List<String> values) {
        Given {
            values = List.copyOf(values);
        }
    }

    /** @param skills the ids a step may have */
    static ObjectNode shape(List<String> skills) {
        ObjectNode argument = JsonShape.object("name", JsonShape.text(), "values", JsonShape.list(JsonShape.text()));
        ObjectNode step = JsonShape.object(
                "id",
                JsonShape.text(),
                "title",
                JsonShape.text(),
                "skill",
                JsonShape.choice(skills),
                "account",
                JsonShape.text(),
                "needs",
                JsonShape.list(JsonShape.text()),
                "on_fail",
                JsonShape.choice(List.of("stop", "ask", "continue")),
                "not_before",
                JsonShape.text(),
                "arguments",
                JsonShape.list(argument));
        return JsonShape.object(
                "decision",
                JsonShape.choice(List.of("plan", "ask", "nothing")),
                "title",
                JsonShape.text(),
                "why",
                JsonShape.text(),
                "question",
                JsonShape.text(),
                "agent",
                JsonShape.text(),
                "steps",
                JsonShape.list(step));
    }

    /** @throws IllegalArgumentException with the reason, for the model, where it is no proposal */
    static Proposal of(JsonNode answer) {
        if (!answer.isObject()) {
            throw new IllegalArgumentException("The answer is no JSON object.");
        }
        Decision decision = decision(answer.path("decision").asText());
        List<Move> steps = new ArrayList<>();
        for (JsonNode step : answer.path("steps")) {
            if (steps.size() == MOST_STEPS) {
                throw new IllegalArgumentException("There are more than " + MOST_STEPS + " steps.");
            }
            steps.add(move(step));
        }
        String agent = answer.path("agent").asText().strip();
        if (decision == Decision.PLAN && steps.isEmpty() && agent.isEmpty()) {
            throw new IllegalArgumentException("The decision is `plan`, but there is no step.");
        }
        String question = answer.path("question").asText().strip();
        if (decision == Decision.ASK && question.isEmpty()) {
            throw new IllegalArgumentException("The decision is `ask`, but there is no question.");
        }
        return new Proposal(
                decision,
                answer.path("title").asText().strip(),
                answer.path("why").asText().strip(),
                question,
                agent,
                steps);
    }

    private static Decision decision(String word) {
        for (Decision decision : Decision.values()) {
            if (decision.name().toLowerCase(Locale.ROOT).equals(word)) {
                return decision;
            }
        }
        throw new IllegalArgumentException("`decision` is none of plan, ask, nothing.");
    }

    private static Move move(JsonNode step) {
        List<Given> arguments = new ArrayList<>();
        for (JsonNode argument : step.path("arguments")) {
            List<String> values = texts(argument.path("values"));
            if (arguments.size() == MOST_ARGUMENTS || values.size() > MOST_VALUES) {
                throw new IllegalArgumentException("A step has too many arguments or values.");
            }
            arguments.add(new Given(argument.path("name").asText().strip(), values));
        }
        return new Move(
                step.path("id").asText().strip(),
                step.path("title").asText().strip(),
                step.path("skill").asText().strip(),
                step.path("account").asText().strip(),
                texts(step.path("needs")),
                step.path("on_fail").asText("stop").strip(),
                step.path("not_before").asText().strip(),
                arguments);
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(one -> texts.add(one.asText()));
        return texts;
    }
}
