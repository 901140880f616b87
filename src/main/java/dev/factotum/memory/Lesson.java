package dev.factotum.memory;

import dev.factotum.markdown.Escape;
import dev.factotum.plan.StepChange;
import dev.factotum.vault.Digest;
import dev.factotum.vault.MatterId;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * What one change of a person teaches: a list item of the page that says what it was and what it is, without a link, and
 * without a word that stands in an untrusted message.
 *
 * @param day when it was approved
 * @param kind of the matter
 * @param who made the plan: {@code rule NAME} or {@code agent NAME}
 * @param words what changed
 * @param general true where it says something that can be said of other matters too: a small change, never a whole text
 * @param tail the block id that it has wherever it is written
 */
record Lesson(LocalDate day, String kind, String who, String words, boolean general, String tail) {
    /** What a tail begins with. */
    static final String TAIL = " ^l-";

    private static final String WORDS_OF_MESSAGE = "words of that message";
    private static final int DIGITS = 12;

    /** Chars of a text that was taken away from a plan for somebody else's message. */
    private static final int MOST_THEIRS = 60;

    /** Where a lesson comes from. @param message the message's words; empty where nobody else wrote it */
    record Origin(MatterId matter, int rev, LocalDate day, String kind, String who, boolean own, String message) {}

    /** One for each place that changed; none where the change teaches nothing. */
    static List<Lesson> of(Origin origin, StepChange change) {
        String skill = change.skill();
        return switch (change.kind()) {
            case ARGUMENT ->
                change.was().isBlank() && change.is().isBlank() || left(change)
                        ? List.of()
                        : places(origin, change, skill + " " + change.name() + ": ");
            case ACCOUNT -> List.of(whole(origin, change, skill + " account: "));
            case DATE -> List.of(whole(origin, change, skill + " date: "));
            case SKILL -> List.of(made(origin, change, change.was() + " became " + change.is(), true, 0));
            case LEFT_OUT -> List.of(made(origin, change, skill + " was left out", true, 0));
            case ADDED -> List.of(made(origin, change, skill + " was added", true, 0));
            case BY_HAND -> List.of();
        };
    }

    private static List<Lesson> places(Origin origin, StepChange change, String what) {
        List<Lesson> lessons = new ArrayList<>();
        for (Difference place : Difference.all(change.was(), change.is())) {
            String values = values(origin, place);
            boolean general = place.small() && !values.endsWith(WORDS_OF_MESSAGE);
            lessons.add(made(origin, change, what + values, general, lessons.size()));
        }
        return lessons;
    }

    private static Lesson whole(Origin origin, StepChange change, String what) {
        return made(origin, change, what + values(origin, new Difference(change.was(), change.is(), true)), true, 0);
    }

    /** @param place counted from 0 among those of one change */
    private static Lesson made(Origin origin, StepChange change, String words, boolean general, int place) {
        return new Lesson(origin.day(), origin.kind(), origin.who(), words, general, tail(origin, change, place));
    }

    /** A text that was left empty for a person to write. */
    private static boolean left(StepChange change) {
        return change.was().isBlank()
                && (change.name().equals("body") || change.name().equals("text"));
    }

    /** What somebody else may have brought about is shown only where it is short and none of their words. */
    private static String values(Origin origin, Difference difference) {
        String is = difference.is().isEmpty()
                ? "nothing"
                : Repeatable.own(difference.is(), origin.message()) ? quoted(difference.is()) : WORDS_OF_MESSAGE;
        boolean shown = origin.own()
                || difference.small()
                        && !is.equals(WORDS_OF_MESSAGE)
                        && difference.was().length() <= MOST_THEIRS
                        && Repeatable.own(difference.was(), origin.message());
        if (!shown) {
            return "is " + is;
        }
        return (difference.was().isEmpty() ? "nothing" : quoted(difference.was())) + " → " + is;
    }

    private static String quoted(String text) {
        return "“" + Repeatable.withoutLinks(text) + "”";
    }

    private static String tail(Origin origin, StepChange change, int place) {
        String key = origin.matter() + "\n" + origin.rev() + "\n" + change.step() + "\n" + change.kind() + "\n"
                + change.name() + (place == 0 ? "" : "\n" + place);
        return Digest.of(key.getBytes(StandardCharsets.UTF_8)).hex().substring(0, DIGITS);
    }

    /** The list item. */
    String line() {
        return line(1);
    }

    /** The list item of one that was taught so many times. */
    String line(int times) {
        return "- " + day + " " + gist() + (times == 1 ? "" : " (" + times + " times)") + TAIL + tail;
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
