package dev.factotum.audit;

import dev.factotum.vault.MatterId;
import dev.factotum.vault.Vault;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The hash chain under .agent/audit and its page Audit_Log.md. Appends from many threads are batched: one writer, one
 * force for all that wait (F7). Safe between processes by the vault's {@code audit} claim.
 */
public final class AuditLog implements AutoCloseable {
    private final Vault vault;
    private final ZoneId zone;

    /** @param zone the zone of the page's times and of month ends */
    public AuditLog(Vault vault, ZoneId zone) {
        this.vault = vault;
        this.zone = zone;
    }

    /** Appends in this order and answers the sequence numbers, once truth is forced and the page written. */
    public List<Long> append(List<AuditEvent> events) throws IOException {
        throw new UnsupportedOperationException(vault + "" + zone + events);
    }

    /** Closes a torn line, appends the page's missing tail, recovers the head, finishes a rotation. Idempotent. */
    public void recover() throws IOException {
        throw new UnsupportedOperationException();
    }

    /** The ledger numbers of a matter that stand in the chain since an instant (whole segments are read). */
    public Set<Long> recorded(MatterId matter, Instant since) throws IOException {
        throw new UnsupportedOperationException(matter + "" + since);
    }

    /** The newest entries that match, oldest first. */
    public List<AuditRecord> read(Predicate<AuditRecord> wanted, int newest) throws IOException {
        throw new UnsupportedOperationException(wanted + "" + newest);
    }

    /** Checks chain, page and the head outside the vault; never writes. */
    public AuditCheck verify() throws IOException {
        throw new UnsupportedOperationException();
    }

    /** A person accepts the present state: re-anchors the head and adds an entry that says so. */
    public void accept(String by) throws IOException {
        throw new UnsupportedOperationException(by);
    }

    /** Ends the batching writer after what waits is written. */
    @Override
    public void close() {}
}
