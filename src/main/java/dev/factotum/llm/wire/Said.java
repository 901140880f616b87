package dev.factotum.llm.wire;

import dev.factotum.config.Redactor;
import dev.factotum.llm.Prompt;
import dev.factotum.llm.Prompt.Turn;
import dev.factotum.markdown.Escape;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A provider's own words, made fit for a log: short, one line, no key and nothing of what was asked. */
final class Said {
    private static final int LONGEST = 240;

    /** A run of so many characters of the prompt is no chance. */
    private static final int QUOTED = 24;

    private Said() {}

    /** @param asked what was sent */
    static String of(String message, List<String> asked, Optional<String> key) {
        String line = Escape.terminal(message).replaceAll("\\s+", " ").strip();
        String clean = Redactor.of(key.map(List::of).orElse(List.of())).redact(line);
        String brief = clean.length() <= LONGEST ? clean : clean.substring(0, LONGEST) + "…";
        return quotes(brief, asked) ? "(its words quote what was asked, so they are left out)" : brief;
    }

    /** All that a prompt says. */
    static List<String> asked(Prompt prompt) {
        return Stream.concat(
                        Stream.of(prompt.instructions()),
                        prompt.turns().stream().map(Said::text))
                .toList();
    }

    private static boolean quotes(String message, List<String> texts) {
        List<String> asked =
                texts.stream().map(text -> text.replaceAll("\\s+", " ")).toList();
        for (int at = 0; at + QUOTED <= message.length(); at++) {
            String run = message.substring(at, at + QUOTED);
            if (asked.stream().anyMatch(text -> text.contains(run))) {
                return true;
            }
        }
        return false;
    }

    private static String text(Turn turn) {
        return switch (turn) {
            case Turn.User user -> user.text();
            case Turn.Assistant assistant -> assistant.text();
            case Turn.Answered answered -> answered.text();
        };
    }
}
