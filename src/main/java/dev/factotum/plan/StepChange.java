package dev.factotum.plan;

/**
 * One thing that a person made different from what was proposed.
 *
 * @param name of the argument; empty where the change is of another kind
 * @param was empty where nothing stood there
 * @param is empty where nothing stands there
 */
public record StepChange(StepId step, String skill, Kind kind, String name, String was, String is) {
    /** What differs. */
    public enum Kind {
        ARGUMENT,
        ACCOUNT,
        DATE,
        /** The step does something else. */
        SKILL,
        LEFT_OUT,
        /** A person did it themselves. */
        BY_HAND,
        ADDED
    }
}
