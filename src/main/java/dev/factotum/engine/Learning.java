package dev.factotum.engine;

import dev.factotum.config.Settings;
import dev.factotum.plan.PlanText;
import dev.factotum.vault.LedgerEntry.Noted;
import dev.factotum.vault.MatterId;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;

/** Learns from how matters end. Thread-safe. */
public interface Learning {
    /** The event of the {@link Noted} that says what an ending taught: what stands before it is learnt. */
    String LEARNT = "learnt";

    /** Learns nothing. */
    Learning NONE = ending -> Optional.empty();

    /**
     * A matter comes to rest. Called under its claim while its ledger is open; after a stop once more for the same ending,
     * with nothing noted of the first time.
     *
     * @return what was learnt, in one clause for the log; empty where nothing was
     */
    Optional<String> ending(Ending ending) throws IOException;

    /**
     * How a matter ended.
     *
     * @param how as in {@link dev.factotum.vault.LedgerEntry.Closed}
     * @param text the note as it rests; read when asked for
     */
    record Ending(MatterId id, String how, History history, Supplier<PlanText> text, Settings settings) {}
}
