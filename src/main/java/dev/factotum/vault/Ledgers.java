package dev.factotum.vault;

import java.io.IOException;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;

/** All ledgers of a vault: the open matters' and, by month, those of matters at rest. */
public interface Ledgers {
    /** The ledger of an open matter, made on its first append. */
    Ledger of(MatterId matter);

    /** The ids of all open matters, unsorted. */
    List<MatterId> open() throws IOException;

    /** The ids of matters that came to rest in this month (UTC) or later, sorted. */
    List<MatterId> closedSince(YearMonth month) throws IOException;

    /** Moves the ledger to closed/YYYY-MM; idempotent. */
    void close(MatterId matter) throws IOException;

    /** Moves it back, where a person reopens a matter; idempotent. */
    void reopen(MatterId matter) throws IOException;

    /** The entries of a matter at rest, or empty where this id never came to rest. */
    Optional<List<LedgerEntry>> closed(MatterId matter) throws IOException;
}
