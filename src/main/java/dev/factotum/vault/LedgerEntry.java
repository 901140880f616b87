package dev.factotum.vault;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One line of a matter's ledger: what was intended and what came of it, in the order it happened.
 *
 * <p>Wire form: one JSON object a line, {@code {"v":1,"n":7,"t":"…","type":"intent",…}}; unknown fields and unknown
 * types are ignored on reading. {@code n} counts from 1 within the matter.
 */
public sealed interface LedgerEntry {
    Instant t();

    /** The matter came to be. @param trust who speaks in it; @param source digest of the original bytes */
    record Born(
            Instant t,
            String name,
            String kind,
            Trust trust,
            String origin,
            Optional<Digest> source,
            Optional<String> messageId,
            Optional<MatterId> duplicateOf,
            Optional<MatterId> parent)
            implements LedgerEntry {}

    /** The engine is about to put the file into a stage, with these bytes. */
    record Moving(Instant t, Stage from, Stage to, String name, Digest content, String why) implements LedgerEntry {}

    /** The file was seen, or put by the engine, in a stage under a name. */
    record Placed(Instant t, Stage stage, String name, String by) implements LedgerEntry {}

    /** A plan was proposed. @param planner {@code rule:NAME}, {@code model:ID}, {@code person} or {@code none} */
    record Proposed(Instant t, int rev, Digest content, String planner, String why) implements LedgerEntry {}

    /** A person or policy approved. @param by who; @param via which gesture or rule */
    record Approved(Instant t, int rev, Digest plan, String by, String via, String risk, Optional<Instant> until)
            implements LedgerEntry {}

    /** A person's other decisions and everything else worth a line: rejected, withdrawn, reopened, dropped, … */
    record Noted(Instant t, String event, String by, String via, Map<String, String> detail) implements LedgerEntry {
        public Noted {
            detail = Map.copyOf(detail);
        }
    }

    record Claimed(Instant t, String machine, long pid, Instant started, String boot) implements LedgerEntry {}

    /** A step is about to be called. @param detail what the tool derived from the key for its provider */
    record Intent(
            Instant t,
            String step,
            String key,
            Digest args,
            String skill,
            String account,
            String mode,
            Digest stepDigest,
            int attempt,
            long epoch,
            Map<String, String> detail)
            implements LedgerEntry {
        public Intent {
            detail = Map.copyOf(detail);
        }
    }

    /**
     * What came of a call.
     *
     * @param outcome {@code ok}, {@code failed} or {@code ambiguous}
     * @param outputs JSON text of the declared outputs
     * @param error class and message for failed and ambiguous
     */
    record Result(
            Instant t,
            String step,
            String key,
            String outcome,
            String receipt,
            String outputs,
            Optional<String> error,
            boolean simulated,
            boolean adopted,
            long millis)
            implements LedgerEntry {}

    /** A person answered what became of an unknown step. @param answer {@code arrived} or {@code again} */
    record Answered(Instant t, String step, String key, String answer, String by) implements LedgerEntry {}

    /** The matter waits in Approved. */
    record Parked(Instant t, String step, Instant until, String why) implements LedgerEntry {}

    /** The matter went back to the tray. @param why decision, failed, unclear, expired, changed, invalid, no_plan */
    record Returned(Instant t, String why, List<String> steps, String detail) implements LedgerEntry {
        public Returned {
            steps = List.copyOf(steps);
        }
    }

    /** The matter is at rest. @param how done, by_hand, rule, duplicate, dropped */
    record Closed(Instant t, String how, String by, String via) implements LedgerEntry {}

    /** Entries up to and including this number stand in the audit chain; written without a force. */
    record Audited(Instant t, long upto) implements LedgerEntry {}
}
