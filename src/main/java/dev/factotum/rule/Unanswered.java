package dev.factotum.rule;

/** A template cannot be filled in: what a person would have to say first. */
final class Unanswered extends Exception {
    private static final long serialVersionUID = 1L;

    /** @param what one sentence for a person */
    Unanswered(String what) {
        super(what, null, false, false);
    }

    String what() {
        return String.valueOf(getMessage());
    }
}
