package dev.factotum.plan;

/** A step's id within its matter, such as {@code s1}; never reused. */
public record StepId(String value) {
    public StepId {
        if (!value.matches("[A-Za-z0-9][A-Za-z0-9_-]{0,31}")) {
            throw new IllegalArgumentException("not a step id: " + value);
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
