package dev.factotum.audit;

import dev.factotum.vault.MatterId;
import dev.factotum.vault.Vault;
import dev.factotum.world.Disk;
import dev.factotum.world.FileFacts;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The hash chain under .agent/audit and its page Audit_Log.md. Appends from many threads are batched: one of them writes
 * for all that wait, with one force (F7). Safe between processes by the vault's {@code audit} claim. Thread-safe.
 */
public final class AuditLog implements AutoCloseable {
    private static final int LOOKS = 3;

    private final Disk disk;
    private final Segments segments;
    private final Scribe scribe;
    private final Batches batches;
    private final AuditReader reader;
    private volatile boolean closed;

    /** @param zone the zone of the page's times and of month ends */
    public AuditLog(Vault vault, ZoneId zone) {
        this.disk = vault.world().disk();
        this.segments = new Segments(disk, vault.root());
        this.scribe = new Scribe(vault.world(), vault.claims(), zone, segments, new Head(vault.world(), vault.id()));
        this.batches = new Batches(scribe::write);
        this.reader = new AuditReader(disk, segments, zone);
    }

    /**
     * Appends in this order and answers the sequence numbers, once truth is forced and the page written. Where only the
     * page or the head cannot be written it answers all the same: see {@link #trouble}.
     *
     * @throws dev.factotum.problem.ProblemException E-AUDIT-02 where another process holds the log for too long
     */
    public List<Long> append(List<AuditEvent> events) throws IOException {
        return append(events, () -> {});
    }

    /** As {@link #append(List)}; writes nothing where the events may no longer be written once it is their turn. */
    public List<Long> append(List<AuditEvent> events, Still still) throws IOException {
        if (closed) {
            throw new IOException("the audit log is closed");
        }
        return events.isEmpty() ? List.of() : batches.append(events, still);
    }

    /** Whether the writer may still write, asked while nobody else can. */
    public interface Still {
        /** @throws IOException where it may not */
        void holds() throws IOException;
    }

    /** Why page or head could not be written at the last append; the chain is whole, and the page is mended later. */
    public Optional<IOException> trouble() {
        return scribe.trouble();
    }

    /** Closes a torn line, appends the lines that the page has lost, brings the head up to date. Idempotent. */
    public void recover() throws IOException {
        scribe.recover();
    }

    /** The ledger numbers of a matter that stand in the chain since an instant (whole segments are read). */
    public Set<Long> recorded(MatterId matter, Instant since) throws IOException {
        return reader.recorded(matter, since);
    }

    /** The newest entries that match, oldest first. Reads no further back than it must. */
    public List<AuditRecord> read(Predicate<AuditRecord> wanted, int newest) throws IOException {
        return reader.newest(wanted, newest);
    }

    /** The place behind the last entry, to follow the log from. */
    public Cursor end() throws IOException {
        return reader.end();
    }

    /** What was read, and where to go on. */
    public record Followed(List<AuditRecord> entries, Cursor next) {
        public Followed {
            entries = List.copyOf(entries);
        }
    }

    /** The entries behind a place, oldest first; none where nothing was appended. Costs one look at each newer file. */
    public Followed readFrom(Cursor cursor, int most) throws IOException {
        return reader.from(cursor, most);
    }

    /** Writes all entries out, oldest first, without holding them. */
    public void export(AuditExport form, Appendable out) throws IOException {
        form.write(reader, out);
    }

    /** Checks chain, page and the head outside the vault; never writes. */
    public AuditCheck verify() throws IOException {
        AuditCheck check = new AuditCheck(true, 0, 0, Optional.empty());
        for (int look = 0; look < LOOKS; look++) {
            String before = pageKey();
            check = Verification.check(disk, scribe.moment());
            if (check.ok() || before.equals(pageKey())) {
                break;
            }
        }
        return check;
    }

    /** Changes when the page is set aside while it is read. */
    private String pageKey() throws IOException {
        return disk.facts(segments.page()).map(FileFacts::key).orElse("");
    }

    /** A person accepts the present state: re-anchors the head and adds an entry that carries the state's hash. */
    public void accept(String by) throws IOException {
        scribe.accept(by);
    }

    /** Takes no more appends; those under way are finished by their threads. */
    @Override
    public void close() {
        closed = true;
    }
}
