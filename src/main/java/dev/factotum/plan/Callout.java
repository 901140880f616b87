package dev.factotum.plan;

import java.util.List;

/**
 * A callout that the engine writes. It is found again by its type and by its title starting with one of the fixed
 * openings of {@link Opening}; a person's own callouts are left alone.
 *
 * @param opening the fixed beginning of the title
 * @param rest what follows it in the title, already escaped; may be empty
 * @param body lines without the leading {@code > }, already escaped
 */
public record Callout(Type type, Opening opening, String rest, List<String> body) {
    public Callout {
        body = List.copyOf(body);
    }

    /** Obsidian callout types. */
    public enum Type {
        QUESTION,
        WARNING,
        FAILURE,
        BUG,
        SUCCESS,
        INFO
    }

    /** The fixed openings of the engine's callout titles. */
    public enum Opening {
        LOOK("Look at this first"),
        DECIDE("Your decision is needed"),
        NO_PLAN("No plan yet"),
        FAILED("Failed"),
        UNCLEAR("Unclear"),
        CHANGED("Changed after approval"),
        EXPIRED("Expired"),
        INVALID("This plan cannot run"),
        STEP_INVALID("This step cannot run"),
        MEND("Mend this first"),
        FROZEN("Two files with one id"),
        DUPLICATE("Came in before"),
        DONE("Done"),
        BY_HAND("Done by hand"),
        REJECTED("Rejected"),
        CLOSED("Closed"),
        REFUSED("Refused by policy"),
        PAUSED("Paused"),
        COPY("A copy of a finished matter"),
        YOUR_EDIT("Your edit came late"),
        UNREADABLE("This file cannot be read as a plan");

        private final String words;

        Opening(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }
}
