package dev.factotum.crew;

import dev.factotum.engine.Planner.Item;
import dev.factotum.llm.ModelName;
import dev.factotum.llm.Prompt;
import dev.factotum.llm.Purpose;
import dev.factotum.problem.ExitCode;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Has an untrusted message read by a model that has no tools and sees nothing else. What it answers is taken only as far as
 * the message bears it out.
 */
final class MessageReader {
    private static final int MOST_CHARS = 60_000;
    private static final int MOST_OUTPUT = 3_000;

    private final Asking asking;

    MessageReader(Asking asking) {
        this.asking = asking;
    }

    /** What came of it. */
    sealed interface Heard {
        /** @param by the model and the prompt */
        record Read(Reading reading, String by) implements Heard {}

        record Silence(String why, ExitCode exit) implements Heard {}

        /** No model makes anything of it, and none will. */
        record Unreadable(String why) implements Heard {}
    }

    Heard read(Item item, List<ModelName> models, Prompt.Payer payer, Optional<String> known)
            throws IOException, InterruptedException {
        String message = message(item);
        Asking.Question question = new Asking.Question(
                "read",
                item.text().title(),
                Map.of(
                        "quoted",
                        quoted(message),
                        "today",
                        LocalDate.ofInstant(item.now(), item.settings().zone()).toString()),
                Purpose.READ,
                payer,
                new Prompt.AnswerShape("reading", Reading.shape()),
                MOST_OUTPUT,
                Optional.of(0.0),
                List.of(),
                known);
        return switch (asking.ask(models, question)) {
            case Asking.Heard.Json(var json, ModelName by, String label) ->
                new Heard.Read(Reading.of(json, message), by + " " + label);
            case Asking.Heard.Noise(ModelName by, String _) -> new Heard.Unreadable(by + " did not answer in JSON");
            case Asking.Heard.Useless(String why, var _) -> new Heard.Unreadable(why);
            case Asking.Heard.Silence(String why, ExitCode exit) -> new Heard.Silence(why, exit);
        };
    }

    /** Subject and body, as one untrusted text. */
    static String message(Item item) {
        String subject = item.conversation()
                .subject()
                .map(text -> "Subject: " + text + "\n\n")
                .orElse("");
        String all = subject + item.body();
        return all.length() > MOST_CHARS ? all.substring(0, MOST_CHARS) : all;
    }

    /** Each line behind {@code > }: no line of it can look like one of ours. */
    private static String quoted(String message) {
        return message.lines()
                .map(line -> "> " + line.replaceAll("[\\p{Cc}\\u2028\\u2029&&[^\\t]]", " "))
                .collect(Collectors.joining("\n"));
    }
}
