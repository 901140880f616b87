package dev.factotum.plan;

import dev.factotum.vault.Digest;
import dev.factotum.vault.MatterId;
import java.util.List;

/** Digests of what was approved: SHA-256 over RFC 8785 JSON. */
public final class PlanDigest {
    private PlanDigest() {}

    /** Of one step: id, skill and version, account, mode, arguments, needs, on_fail, not_before, attachments. */
    public static Digest ofStep(TypedStep step) {
        throw new UnsupportedOperationException(step.toString());
    }

    /** Of a plan: the matter, the revision and every step that will run, in order. */
    public static Digest ofPlan(MatterId matter, int rev, List<TypedStep> run) {
        throw new UnsupportedOperationException(matter + "" + rev + run);
    }

    /** Of a step's unresolved arguments alone, for the ledger's intent. */
    public static Digest ofArguments(TypedStep step) {
        throw new UnsupportedOperationException(step.toString());
    }

    /** The idempotency key of one attempt: 32 hex digits (reliability.md F6). */
    public static String key(String vaultId, MatterId matter, TypedStep step, int attempt) {
        throw new UnsupportedOperationException(vaultId + matter + step + attempt);
    }
}
