package dev.factotum;

/** The version of this build. */
public final class Version {
    public static final String CURRENT = "0.1.0";

    private Version() {}
}
