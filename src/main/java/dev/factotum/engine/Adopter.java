package dev.factotum.engine;

import dev.factotum.problem.Problem;
import dev.factotum.vault.MatterId;
import dev.factotum.vault.Seen;
import java.io.IOException;
import java.time.Instant;

/** Makes a matter of a note that a person put straight into a pipeline folder. */
public interface Adopter {
    Adopted adopt(Seen seen) throws IOException;

    /** What came of it. */
    sealed interface Adopted {
        /** The file stands where it stood, with an id and a ledger. */
        record Taken(MatterId id) implements Adopted {}

        /** Somebody may still be writing it. */
        record NotReady(Instant until) implements Adopted {}

        /** It went away, or another process has it. */
        record Gone() implements Adopted {}

        record Refused(Problem problem) implements Adopted {}
    }
}
