package dev.factotum.crew;

import dev.factotum.engine.Planner.Item;
import dev.factotum.plan.StepWords;
import dev.factotum.vault.Trust;
import java.util.stream.Collectors;

/** The steps of a plan as a planner is shown them; long passages of an untrusted message are left out. */
final class StepsSoFar {
    private static final StepWords WORDS = new StepWords(4_000);
    private static final int PASSAGE = 60;

    private StepsSoFar() {}

    static String of(Item item) {
        return item.text().steps().stream()
                .map(step -> "- " + without(item, String.join("\n", WORDS.of(step))))
                .collect(Collectors.joining("\n"));
    }

    /** These words without the lines that an untrusted message has too. */
    static String without(Item item, String words) {
        String message = item.trust() == Trust.OWN ? "" : MessageReader.message(item);
        return words.lines().map(line -> without(message, line)).collect(Collectors.joining("\n"));
    }

    private static String without(String message, String line) {
        int from = line.startsWith("  - ") ? line.indexOf(": ") + 2 : 0;
        String value = line.substring(from).strip();
        String whole = value.endsWith("…") ? value.substring(0, value.length() - 1) : value;
        boolean theirs = whole.length() > PASSAGE && Quotation.place(message, whole) >= 0;
        return theirs ? line.substring(0, from) + "(words of the message)" : line;
    }
}
