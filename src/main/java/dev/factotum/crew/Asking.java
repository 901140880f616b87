package dev.factotum.crew;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.factotum.llm.Model;
import dev.factotum.llm.ModelFault;
import dev.factotum.llm.ModelName;
import dev.factotum.llm.Prompt;
import dev.factotum.llm.Prompt.Turn;
import dev.factotum.llm.Reply;
import dev.factotum.problem.ExitCode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Asks one question of a prompt sheet and takes the answer as JSON. */
final class Asking {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int MOST_LOOKS = 6;
    private static final int MOST_CALLS = 8;

    /** Chars of a provider's own words. */
    private static final int MOST_REASON = 200;

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
        record Noise(ModelName by, String text) implements Heard {}

        /** No model answered, or a budget is used up. @param why one sentence for a person */
        record Silence(String why, ExitCode exit) implements Heard {}

        /**
         * Models answered, and none with anything that can be used; asked the same again they would say the same.
         *
         * @param form how one of them missed the form, which it can be told; empty where none did
         */
        record Useless(String why, Optional<String> form) implements Heard {}
    }

    /**
     * How a question is asked.
     *
     * @param title of the matter, for the log
     * @param shape of the answer
     * @param lookups what may be called on the way to it
     * @param known why the matter waits already; the log is not told the same again
     */
    record Question(
            String sheet,
            String title,
            Map<String, Object> values,
            dev.factotum.llm.Purpose purpose,
            Prompt.Payer payer,
            Prompt.AnswerShape shape,
            int maxOutput,
            Optional<Double> temperature,
            List<Lookup> lookups,
            Optional<String> known) {
        Question {
            values = Map.copyOf(values);
            lookups = List.copyOf(lookups);
        }
    }

    Heard ask(List<ModelName> models, Question question) throws IOException, InterruptedException {
        PromptSheet sheet = prompts.sheet(question.sheet());
        Prompt prompt = prompt(sheet, question);
        Model.Outcome outcome = asked(models, prompt, question);
        for (int rounds = 0; rounds < MOST_LOOKS && calls(outcome); rounds++) {
            prompt = further(prompt, question, ((Model.Outcome.Answered) outcome).answer());
            outcome = asked(models, prompt, question);
        }
        return switch (outcome) {
            case Model.Outcome.Answered(var answer, ModelName by, var switched, boolean cached) ->
                json(answer.text(), by, sheet.label());
            case Model.Outcome.Unanswered(List<Model.Switch> tried)
            when useless(tried) ->
                new Heard.Useless(
                        silence(outcome).orElseThrow(),
                        tried.reversed().stream()
                                .map(Model.Switch::fault)
                                .filter(ModelFault.Unusable.class::isInstance)
                                .findFirst()
                                .map(fault -> brief(fault.message())));
            case Model.Outcome.Unanswered _, Model.Outcome.OverBudget _ ->
                new Heard.Silence(silence(outcome).orElseThrow(), exit(outcome));
        };
    }

    /** True where it is for the question itself that nobody answered it, and no model may answer in a while. */
    private static boolean useless(List<Model.Switch> tried) {
        boolean passes = tried.stream()
                .anyMatch(one ->
                        one.fault() instanceof ModelFault.Transient || one.fault() instanceof ModelFault.RateLimited);
        return !passes
                && tried.stream().anyMatch(one -> switch (one.fault()) {
                    case ModelFault.TooLong _, ModelFault.Refused _, ModelFault.Unusable _ -> true;
                    case ModelFault.Transient _, ModelFault.RateLimited _, ModelFault.Billing _ -> false;
                    case ModelFault.Auth _, ModelFault.Permission _, ModelFault.Invalid _ -> false;
                });
    }

    private Model.Outcome asked(List<ModelName> models, Prompt prompt, Question question)
            throws IOException, InterruptedException {
        Model.Outcome outcome = model.ask(models, prompt);
        if (question.known().isEmpty() || !silence(outcome).equals(question.known())) {
            calls.note(prompt, question.title(), outcome);
        }
        return outcome;
    }

    private static boolean calls(Model.Outcome outcome) {
        return outcome instanceof Model.Outcome.Answered answered
                && !answered.answer().calls().isEmpty();
    }

    /** The conversation with what the model looked up. */
    private static Prompt further(Prompt prompt, Question question, Reply.Answer answer) throws InterruptedException {
        List<Turn> turns = new ArrayList<>(prompt.turns());
        turns.add(new Turn.Assistant(answer.text(), answer.calls()));
        int number = 0;
        for (Prompt.ToolCall call : answer.calls()) {
            String found = number++ < MOST_CALLS ? looked(call, question.lookups()) : "Too many at once.";
            turns.add(new Turn.Answered(call.id(), found));
        }
        return new Prompt(
                prompt.purpose(),
                prompt.payer(),
                prompt.instructions(),
                turns,
                prompt.shape(),
                prompt.tools(),
                prompt.maxOutput(),
                prompt.temperature());
    }

    private static String looked(Prompt.ToolCall call, List<Lookup> lookups) throws InterruptedException {
        for (Lookup lookup : lookups) {
            if (lookup.offered().name().equals(call.name())) {
                try {
                    String found = lookup.answer(JSON.readTree(call.arguments()));
                    return found.length() > lookup.most() ? found.substring(0, lookup.most()) + "…" : found;
                } catch (JsonProcessingException noJson) {
                    return "The arguments are no JSON.";
                }
            }
        }
        return "There is no such tool.";
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
                Optional.of(question.shape()),
                question.lookups().stream().map(Lookup::offered).toList(),
                question.maxOutput(),
                question.temperature());
    }

    /** Some models wrap JSON in a fence or a sentence, whatever they were asked for. */
    private static Heard json(String text, ModelName by, String label) {
        int open = text.indexOf('{');
        int close = text.lastIndexOf('}');
        if (open < 0 || close < open) {
            return new Heard.Noise(by, text);
        }
        try {
            return new Heard.Json(JSON.readTree(text.substring(open, close + 1)), by, label);
        } catch (JsonProcessingException noJson) {
            return new Heard.Noise(by, text);
        }
    }

    /** Why nothing was answered, in words that stay the same while the reason does. */
    static Optional<String> silence(Model.Outcome outcome) {
        return switch (outcome) {
            case Model.Outcome.Answered _ -> Optional.empty();
            case Model.Outcome.Unanswered(List<Model.Switch> tried) ->
                Optional.of(
                        tried.isEmpty()
                                ? "no model is set up"
                                : "no model answered; the last, "
                                        + tried.getLast().model() + ", "
                                        + words(tried.getLast()));
            case Model.Outcome.OverBudget(var problem, List<Model.Switch> _) ->
                Optional.of(problem.what() + " " + problem.next());
        };
    }

    /** A limit passes by itself; a key, a bill and a provider that is down want a person. */
    private static ExitCode exit(Model.Outcome outcome) {
        return switch (outcome) {
            case Model.Outcome.Answered _ -> ExitCode.DONE;
            case Model.Outcome.OverBudget(var problem, var _) -> problem.code().exit();
            case Model.Outcome.Unanswered(List<Model.Switch> tried) -> {
                List<ModelFault> faults =
                        tried.stream().map(Model.Switch::fault).toList();
                if (faults.stream().anyMatch(ModelFault.Auth.class::isInstance)) {
                    yield ExitCode.AUTH;
                }
                yield faults.stream().anyMatch(ModelFault.RateLimited.class::isInstance)
                        ? ExitCode.DONE
                        : ExitCode.PROVIDER;
            }
        };
    }

    private static String words(Model.Switch last) {
        return switch (last.fault()) {
            case ModelFault.Transient _ -> "failed for a moment";
            case ModelFault.RateLimited _ -> "asks us to wait";
            case ModelFault.Billing _ -> "wants to be paid first";
            case ModelFault.Auth(String _, var missing) ->
                missing.map(problem -> "has no key: " + problem.why())
                        .orElse("refuses the key (models.providers."
                                + last.model().provider() + ".key)");
            case ModelFault.Permission _ -> "forbids it";
            case ModelFault.Invalid(String message) -> "does not take the question (" + brief(message) + ")";
            case ModelFault.TooLong _ -> "takes no text this long";
            case ModelFault.Refused _ -> "will say nothing on this";
            case ModelFault.Unusable(String message) -> "gave no answer that can be used (" + brief(message) + ")";
        };
    }

    private static String brief(String message) {
        String line = Briefing.line(message);
        return line.length() > MOST_REASON
                ? line.substring(0, Briefing.whole(line, MOST_REASON)).strip() + "…"
                : line;
    }
}
