package dev.factotum.channel.x;

import dev.factotum.channel.sandbox.Arguments;
import dev.factotum.channel.sandbox.Faults;
import java.util.List;

/** The poll of a post. */
final class Poll {
    private static final int LONGEST = 25;
    private static final int USUAL_MINUTES = 24 * 60;
    private static final int LEAST_MINUTES = 5;
    private static final int MOST_MINUTES = 7 * 24 * 60;

    private Poll() {}

    static void check(Arguments arguments, Faults faults) {
        if (arguments.has("poll_minutes") && minutes(arguments) == 0) {
            faults.add("poll_minutes", "is no number from 5 to 10080", "Write how many minutes the poll is open.");
        }
        if (!arguments.has("poll")) {
            if (arguments.has("poll_minutes")) {
                faults.add("poll_minutes", "stands without a poll", "Write the answers as poll, or leave it out.");
            }
            return;
        }
        List<String> answers = arguments.list("poll");
        if (answers.size() < 2 || answers.size() > 4) {
            faults.add("poll", "has " + answers.size() + " answers; X takes 2 to 4", "Write 2 to 4.");
        }
        for (String answer : answers) {
            int length = answer.codePointCount(0, answer.length());
            if (answer.isBlank() || length > LONGEST && !arguments.pending(answer)) {
                faults.add("poll", "has an answer of " + length + " characters; 1 to 25 are allowed", "Shorten it.");
                return;
            }
        }
    }

    /** How long it is open; 0 where that is no number or out of bounds. */
    static int minutes(Arguments arguments) {
        String text = arguments.text("poll_minutes").strip();
        if (text.isEmpty()) {
            return USUAL_MINUTES;
        }
        int minutes = text.matches("[0-9]{1,5}") ? Integer.parseInt(text) : 0;
        return minutes < LEAST_MINUTES || minutes > MOST_MINUTES ? 0 : minutes;
    }
}
