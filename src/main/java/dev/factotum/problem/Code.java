package dev.factotum.problem;

/** A stable error code such as {@code E-PLAN-07}; one enum per family implements it. */
public interface Code {
    /** The code as users see it and may search for it. */
    String id();

    /** One sentence: what this code means whenever it appears. */
    String meaning();

    /** What a person usually does about it. */
    String remedy();

    /** The exit code a command ends with when this problem stops it. */
    ExitCode exit();
}
