package dev.factotum.crew;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.factotum.llm.Model;
import dev.factotum.llm.ModelFault;
import dev.factotum.llm.ModelName;
import dev.factotum.llm.Prompt;
import dev.factotum.llm.Prompt.Turn;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Asks one question of a prompt sheet and takes the answer as JSON. */
final class Asking {
    private static final JsonMapper JSON = new JsonMapper();

    private final Model model;
    private final PromptBook prompts;
    private final CallBook calls;

    Asking(Model model, PromptBook prompts, CallBook calls) {
        this.model = model;
        this.prompts = prompts;
        this.calls = calls;
    }

    /** What came of it. */
    sealed interface Heard {
        /** @param label the prompt sheet that was used */
        record Json(JsonNode json, ModelName by, String label) implements Heard {}

        /** An answer that is no JSON. */
        record Noise(ModelName by) implements Heard {}

        /** No model answered, or a budget is used up. @param why one sentence for a person */
        record Silence(String why) implements Heard {}
    }

    /** How a question is asked. @param title of the matter, for the log; @param shape of the answer */
    record Question(
            String sheet,
            String title,
            Map<String, Object> values,
            dev.factotum.llm.Purpose purpose,
            Prompt.Payer payer,
            Prompt.AnswerShape shape,
            int maxOutput,
            java.util.Optional<Double> temperature) {
        Question {
            values = Map.copyOf(values);
        }
    }

    Heard ask(List<ModelName> models, Question question) throws IOException, InterruptedException {
        PromptSheet sheet = prompts.sheet(question.sheet());
        Prompt prompt = prompt(sheet, question);
        Model.Outcome outcome = model.ask(models, prompt);
        calls.note(prompt, question.title(), outcome);
        return switch (outcome) {
            case Model.Outcome.Answered(var answer, ModelName by, var switched, boolean cached) ->
                json(answer.text(), by, sheet.label());
            case Model.Outcome.Unanswered unanswered -> new Heard.Silence(silence(unanswered));
            case Model.Outcome.OverBudget refused -> new Heard.Silence(silence(refused));
        };
    }

    /** Why no answer came; empty where one did. */
    static String silence(Model.Outcome outcome) {
        return switch (outcome) {
            case Model.Outcome.Answered answered -> "";
            case Model.Outcome.Unanswered(List<Model.Switch> tried) -> said(tried);
            case Model.Outcome.OverBudget(var problem, List<Model.Switch> tried) -> problem.why();
        };
    }

    Prompt prompt(Question question) {
        return prompt(prompts.sheet(question.sheet()), question);
    }

    /** The exact prompt: instructions, then the examples as a conversation that went well, then the message. */
    static Prompt prompt(PromptSheet sheet, Question question) {
        List<Turn> turns = new ArrayList<>();
        for (PromptSheet.Example example : sheet.examples()) {
            turns.add(new Turn.User(example.message()));
            turns.add(new Turn.Assistant(example.answer(), List.of()));
        }
        turns.add(new Turn.User(PromptSheet.fill(sheet.message(), question.values())));
        return new Prompt(
                question.purpose(),
                question.payer(),
                PromptSheet.fill(sheet.instructions(), question.values()),
                turns,
                java.util.Optional.of(question.shape()),
                List.of(),
                question.maxOutput(),
                question.temperature());
    }

    /** Some models wrap JSON in a fence or a sentence, whatever they were asked for. */
    private static Heard json(String text, ModelName by, String label) {
        int open = text.indexOf('{');
        int close = text.lastIndexOf('}');
        if (open < 0 || close < open) {
            return new Heard.Noise(by);
        }
        try {
            return new Heard.Json(JSON.readTree(text.substring(open, close + 1)), by, label);
        } catch (JsonProcessingException noJson) {
            return new Heard.Noise(by);
        }
    }

    private static String said(List<Model.Switch> tried) {
        if (tried.isEmpty()) {
            return "no model is set up";
        }
        Model.Switch last = tried.getLast();
        return "no model answered; " + last.model() + ": " + words(last.fault());
    }

    private static String words(ModelFault fault) {
        return fault.message().isEmpty() ? fault.getClass().getSimpleName() : fault.message();
    }
}
