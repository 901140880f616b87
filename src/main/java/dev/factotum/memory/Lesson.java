package dev.factotum.memory;

import dev.factotum.markdown.Escape;
import dev.factotum.plan.StepChange;
import dev.factotum.vault.Digest;
import dev.factotum.vault.MatterId;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Optional;

/**
 * What one change of a person teaches: a list item of the page that says what it was and what it is, without a link, and
 * without a word that stands in an untrusted message.
 *
 * @param day when it was approved
 * @param kind of the matter
 * @param who made the plan: {@code rule NAME} or {@code agent NAME}
 * @param words what changed
 * @param tail the block id that it has wherever it is written
 */
record Lesson(LocalDate day, String kind, String who, String words, String tail) {
    /** What a tail begins with. */
    static final String TAIL = " ^l-";

    private static final String WORDS_OF_MESSAGE = "words of that message";
    private static final int DIGITS = 12;

    /** Where a lesson comes from. @param message the message's words; empty where nobody else wrote it */
    record Origin(MatterId matter, int rev, LocalDate day, String kind, String who, boolean own, String message) {}

    /** Empty where the change teaches nothing. */
    static Optional<Lesson> of(Origin origin, StepChange change) {
        return words(origin, change)
                .map(words -> new Lesson(origin.day(), origin.kind(), origin.who(), words, tail(origin, change)));
    }

    private static Optional<String> words(Origin origin, StepChange change) {
        String skill = change.skill();
        return switch (change.kind()) {
            case ARGUMENT ->
                change.was().isBlank() && change.is().isBlank() || left(change)
                        ? Optional.empty()
                        : Optional.of(skill + " " + change.name() + ": " + values(origin, change));
            case ACCOUNT -> Optional.of(skill + " account: " + values(origin, change));
            case DATE -> Optional.of(skill + " date: " + values(origin, change));
            case SKILL -> Optional.of(change.was() + " became " + change.is());
            case LEFT_OUT -> Optional.of(skill + " was left out");
            case ADDED -> Optional.of(skill + " was added");
            case BY_HAND -> Optional.empty();
        };
    }

    /** A text that was left empty for a person to write. */
    private static boolean left(StepChange change) {
        return change.was().isBlank()
                && (change.name().equals("body") || change.name().equals("text"));
    }

    private static String values(Origin origin, StepChange change) {
        Difference difference = Difference.of(change.was(), change.is());
        String is = difference.is().isEmpty()
                ? "nothing"
                : Repeatable.own(difference.is(), origin.message()) ? quoted(difference.is()) : WORDS_OF_MESSAGE;
        if (!origin.own()) {
            return "is " + is;
        }
        return "was " + (difference.was().isEmpty() ? "nothing" : quoted(difference.was())) + " → is " + is;
    }

    private static String quoted(String text) {
        return "“" + Repeatable.withoutLinks(text) + "”";
    }

    private static String tail(Origin origin, StepChange change) {
        String key = origin.matter() + "\n" + origin.rev() + "\n" + change.step() + "\n" + change.kind() + "\n"
                + change.name();
        return Digest.of(key.getBytes(StandardCharsets.UTF_8)).hex().substring(0, DIGITS);
    }

    /** The list item. */
    String line() {
        return "- " + day + " " + gist() + TAIL + tail;
    }

    /** True where it says something that can be said of other matters too. */
    boolean general() {
        return !words.endsWith(WORDS_OF_MESSAGE);
    }

    /** A part of it within other Markdown. */
    static String shown(String part) {
        return Escape.line(part);
    }

    /** What two lessons that say the same have in common: everything but their day and tail. */
    String gist() {
        return Escape.line(kind + ", " + who + ": " + words);
    }
}
