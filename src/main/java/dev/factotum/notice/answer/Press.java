package dev.factotum.notice.answer;

import dev.factotum.engine.Gesture;

/**
 * What somebody did in a chat or wrote in a mail.
 *
 * @param code as it was sent back
 * @param chat where it came from
 * @param who the number of the user, or the mail address
 * @param message the message that holds the button; may be empty
 */
public record Press(Act act, String code, String chat, String who, Gesture gesture, String message) {
    /** What is asked for. */
    public enum Act {
        APPROVE("a"),
        REJECT("r"),
        SHOW("s"),
        UNDO("u");

        private final String letter;

        Act(String letter) {
            this.letter = letter;
        }

        /** What a button sends back. */
        public String data(String code) {
            return letter + ":" + code;
        }

        static java.util.Optional<Act> of(String data) {
            for (Act act : values()) {
                if (data.startsWith(act.letter + ":")) {
                    return java.util.Optional.of(act);
                }
            }
            return java.util.Optional.empty();
        }
    }

    /** Without the code. */
    @Override
    public String toString() {
        return act + " by " + gesture;
    }
}
