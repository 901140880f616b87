package dev.factotum.audit;

import dev.factotum.vault.MatterId;
import dev.factotum.world.Disk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Reads the chain: from its end, from a place in it, or whole. Lines that are no entries are passed over. */
final class AuditReader {
    private final Disk disk;
    private final Segments segments;
    private final ZoneId zone;
    private final Recorded recorded;

    AuditReader(Disk disk, Segments segments, ZoneId zone) {
        this.disk = disk;
        this.segments = segments;
        this.zone = zone;
        this.recorded = new Recorded(disk, segments);
    }

    /** Takes entries one by one. */
    interface Each {
        void entry(AuditRecord entry, String stored) throws IOException;
    }

    List<AuditRecord> newest(Predicate<AuditRecord> wanted, int most) throws IOException {
        List<AuditRecord> found = new ArrayList<>();
        EntryScanner scanner = new EntryScanner();
        for (Source segment : segments.sources().reversed()) {
            BackwardLines lines = new BackwardLines(disk, segment);
            for (BackwardLines.Line line = lines.next(); line != null && found.size() < most; line = lines.next()) {
                if (scanner.scan(line.bytes(), 0, line.bytes().length)) {
                    scanner.entry().filter(wanted).ifPresent(found::add);
                }
            }
        }
        Collections.reverse(found);
        return List.copyOf(found);
    }

    Set<Long> recorded(MatterId matter, Instant since) throws IOException {
        return recorded.of(matter, month(since.minus(Duration.ofDays(2))));
    }

    void all(Each each) throws IOException {
        EntryScanner scanner = new EntryScanner();
        ForwardLines lines = new ForwardLines(disk, segments.sources());
        while (lines.next()) {
            if (scanner.scan(lines.bytes(), lines.from(), lines.to())) {
                var entry = scanner.entry();
                if (entry.isPresent()) {
                    each.entry(
                            entry.get(),
                            new String(lines.bytes(), lines.from(), lines.to() - lines.from(), StandardCharsets.UTF_8));
                }
            }
        }
    }

    Cursor end() throws IOException {
        List<Source> sources = segments.sources();
        if (sources.isEmpty()) {
            return new Cursor("", 0);
        }
        Source last = sources.getLast();
        BackwardLines lines = new BackwardLines(disk, last);
        BackwardLines.Line line = lines.next();
        long offset = line == null || line.ended() ? last.size() : line.offset();
        return new Cursor(segments.months().getLast(), offset);
    }

    AuditLog.Followed from(Cursor cursor, int most) throws IOException {
        List<AuditRecord> entries = new ArrayList<>();
        Cursor next = cursor;
        EntryScanner scanner = new EntryScanner();
        for (String month : segments.months()) {
            if (month.compareTo(next.month()) < 0) {
                continue;
            }
            long offset = month.equals(next.month()) ? next.offset() : 0;
            next = new Cursor(month, offset);
            long size = segments.size(segments.file(month));
            while (entries.size() < most && offset < size) {
                byte[] piece = disk.readAt(segments.file(month), offset, (int) Math.min(1 << 20, size - offset));
                int used = take(piece, scanner, entries, most);
                if (used == 0) {
                    break;
                }
                offset += used;
                next = new Cursor(month, offset);
            }
            if (entries.size() >= most || offset < size) {
                break;
            }
        }
        return new AuditLog.Followed(entries, next);
    }

    /** Takes whole lines; answers how many bytes they were. */
    private static int take(byte[] piece, EntryScanner scanner, List<AuditRecord> entries, int most) {
        int from = 0;
        for (int i = 0; i < piece.length && entries.size() < most; i++) {
            if (piece[i] == '\n') {
                if (scanner.scan(piece, from, i)) {
                    scanner.entry().ifPresent(entries::add);
                }
                from = i + 1;
            }
        }
        return from;
    }

    private String month(Instant t) {
        return YearMonth.from(t.atZone(zone)).toString();
    }
}
