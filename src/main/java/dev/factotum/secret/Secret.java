package dev.factotum.secret;

/** A value that is shown to nobody: only {@link #reveal} gives it out, to what sends it to its owner. */
public final class Secret {
    private final String value;

    Secret(String value) {
        this.value = value;
    }

    public String reveal() {
        return value;
    }

    /** Never the value, nor anything that depends on it. */
    @Override
    public String toString() {
        return "Secret";
    }
}
