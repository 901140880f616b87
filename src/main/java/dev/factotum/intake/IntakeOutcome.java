package dev.factotum.intake;

import dev.factotum.problem.Problem;
import dev.factotum.vault.MatterId;
import java.nio.file.Path;
import java.time.Instant;

/** What came of one dropped file. */
public sealed interface IntakeOutcome {
    /** A matter stands. @param file its note */
    record Taken(MatterId id, Path file) implements IntakeOutcome {}

    /** The same came in before: a note stands in Completed and nothing is planned. @param first the matter it repeats */
    record Duplicate(MatterId id, MatterId first, Path file) implements IntakeOutcome {}

    /** Somebody may still be writing it, or another process takes it in. @param until when to look again at the earliest */
    record NotReady(String name, Instant until) implements IntakeOutcome {}

    /** It stands where it was put. */
    record Failed(Problem problem) implements IntakeOutcome {}
}
