package dev.factotum.engine;

import dev.factotum.audit.AuditEvent;
import dev.factotum.vault.Ledger;
import dev.factotum.vault.LedgerEntry;
import dev.factotum.vault.LedgerEntry.Audited;
import dev.factotum.vault.MatterId;
import dev.factotum.world.DiskFailure;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What is recorded of one matter under its claim: the ledger first, then, in batches, what the audit log gets of it.
 * Entries in a row share one force; whoever changes anything else calls {@link #force} before. Not thread-safe.
 */
final class Recording {
    private static final long MOST_NANOS = 1_000_000_000L;

    private final EngineParts parts;
    private final MatterId id;
    private final Ledger ledger;
    private final History history;
    private final Supplier<Named> names;
    private final List<AuditEvent> pending = new ArrayList<>();
    private long flushed;
    private boolean unforced;
    private boolean broken;

    /** How the audit log calls a matter. @param agent empty where it has none */
    record Named(String title, String agent) {}

    Recording(EngineParts parts, MatterId id, Ledger ledger, History history, Supplier<Named> names) {
        this.parts = parts;
        this.id = id;
        this.ledger = ledger;
        this.history = history;
        this.names = names;
        this.flushed = parts.vault().world().clock().nanos();
    }

    /**
     * Appends to the ledger, and queues what the audit log gets of it. Durable before anything else changes: before the
     * file, a tool's call, the audit log, and when the session ends. So several entries in a row share one force.
     */
    void record(LedgerEntry entry) throws IOException {
        ledger.appendLazily(entry);
        unforced = true;
        noted(entry);
    }

    /** Makes what was recorded durable. After a force that failed nothing more follows from what this session holds. */
    void force() throws IOException {
        if (unforced) {
            unforced = false;
            broken = true;
            ledger.force();
            broken = false;
        }
    }

    /** Appends to the ledger, durable when this returns; a result finds room on a full disk. */
    void recordForced(LedgerEntry entry) throws IOException {
        broken = true;
        try {
            ledger.append(entry);
        } catch (IOException failure) {
            if (!(entry instanceof LedgerEntry.Result) || DiskFailure.of(failure) != DiskFailure.FULL) {
                throw failure;
            }
            parts.vault().reserve().release();
            ledger.append(entry);
        }
        broken = false;
        unforced = false;
        noted(entry);
    }

    /** Makes durable what the process before this one may have left unforced. */
    void settle() throws IOException {
        ledger.settle();
        unforced = false;
    }

    /** Appends without a force what can be found again by looking. */
    void recordLazily(LedgerEntry entry) throws IOException {
        ledger.appendLazily(entry);
        noted(entry);
    }

    private void noted(LedgerEntry entry) throws IOException {
        history.add(entry);
        List<LedgerEntry> entries = history.entries();
        Named named = names.get();
        Chronicle.event(id, named.title(), named.agent(), entries, entries.size() - 1)
                .ifPresent(pending::add);
        if (parts.vault().world().clock().nanos() - flushed > MOST_NANOS) {
            flush();
        }
    }

    /** Makes sure that the matter is still ours, before anything happens outside of its ledger. */
    void confirm() throws IOException {
        parts.vault().claims().confirm(id);
    }

    /** Writes what waits to the audit log. */
    void flush() throws IOException {
        flushed = parts.vault().world().clock().nanos();
        if (broken) {
            return;
        }
        force();
        if (pending.isEmpty()) {
            return;
        }
        List<AuditEvent> events = List.copyOf(pending);
        long upto = history.entries().size();
        parts.audit().append(events, this::confirm);
        pending.clear();
        Audited audited = new Audited(parts.vault().world().clock().instant(), upto);
        ledger.appendLazily(audited);
        history.add(audited);
        events.forEach(parts.listener());
    }

    /** Queues events that a crash kept from the audit log. */
    void recoverAudit() throws IOException {
        List<LedgerEntry> entries = history.entries();
        Named named = names.get();
        List<AuditEvent> missing = new ArrayList<>();
        for (int i = (int) Math.min(history.audited(), entries.size()); i < entries.size(); i++) {
            Chronicle.event(id, named.title(), named.agent(), entries, i).ifPresent(missing::add);
        }
        if (missing.isEmpty()) {
            return;
        }
        Set<Long> recorded = parts.audit().recorded(id, missing.getFirst().t());
        missing.stream().filter(event -> !recorded.contains(event.n())).forEach(pending::add);
        if (!pending.isEmpty()) {
            ledger.settle();
        }
    }
}
