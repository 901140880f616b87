package dev.factotum.plan;

/** The state of a step as its box shows it. */
public enum Mark {
    /** {@code [ ]}, or no box: will run. */
    OPEN(' '),
    /** {@code [x]}: done, by the agent or by a person; does not run. */
    DONE('x'),
    /** {@code [-]}: left out. */
    SKIPPED('-'),
    /** {@code [!]}: failed, runs again when approved again. */
    FAILED('!');

    private final char symbol;

    Mark(char symbol) {
        this.symbol = symbol;
    }

    public char symbol() {
        return symbol;
    }

    public boolean runs() {
        return this == OPEN || this == FAILED;
    }
}
