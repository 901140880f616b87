package dev.factotum.notice.answer;

import dev.factotum.engine.Asked.Bound;
import dev.factotum.engine.Gesture;
import dev.factotum.vault.Digest;
import java.time.Instant;

/**
 * One code that was given out: for one plan, in one chat, once.
 *
 * @param code the digest of the code; the code itself is kept nowhere
 * @param target the name of the target it went to
 * @param chat the chat, or the mail address, it went to
 * @param title the matter's, for reading only
 * @param until when it is worth nothing any more
 * @param by the person who used it
 * @param approves what they decided
 * @param due when what they decided takes effect
 * @param message the message with its buttons, as the chat numbers it; may be empty
 */
public record Ask(
        Digest code,
        String target,
        String chat,
        String title,
        Bound bound,
        Instant until,
        State state,
        String by,
        Gesture gesture,
        boolean approves,
        Instant due,
        String message) {
    /** What became of it, in this order. */
    public enum State {
        OPEN,
        /** Used, and still to be taken back. */
        DECIDED,
        /** It took effect, or was too late. */
        OVER
    }

    Ask decided(String person, Gesture how, boolean yes, Instant effect, String where) {
        return new Ask(code, target, chat, title, bound, until, State.DECIDED, person, how, yes, effect, where);
    }

    Ask over() {
        return new Ask(code, target, chat, title, bound, until, State.OVER, by, gesture, approves, due, message);
    }
}
