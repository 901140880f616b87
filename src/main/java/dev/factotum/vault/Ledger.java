package dev.factotum.vault;

import java.io.IOException;
import java.util.List;

/** The append-only record of one matter; only the holder of its claim appends. Thread-safe for reading. */
public interface Ledger {
    MatterId matter();

    /** All entries in order, numbered from 1 by position. A torn last line is not an entry. */
    List<LedgerEntry> entries() throws IOException;

    /** Appends and forces; answers the entry's number. */
    long append(LedgerEntry entry) throws IOException;

    /** Appends all in one write and forces once; answers the last one's number. */
    long appendAll(List<LedgerEntry> entries) throws IOException;

    /** Forces what a process that is gone may have left unforced, before anything follows from it. */
    void settle() throws IOException;

    /** Forces all that was appended so far. */
    void force() throws IOException;

    /** Appends without a force: for what can be found again, or is forced with what follows. */
    long appendLazily(LedgerEntry entry) throws IOException;
}
