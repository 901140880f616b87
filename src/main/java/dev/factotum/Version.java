package dev.factotum;

/** The version of this build. */
public final class Version {
    public static final String CURRENT = "0.1.0";

    /** What {@code agent --version} prints. */
    public static final String LINE = "agent " + CURRENT + " (Factotum)";

    private Version() {}
}
