package dev.factotum.audit;

import dev.factotum.world.Clock;
import dev.factotum.world.Disk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The end of the chain, and appending to it. Costs nothing of its length: only the end is ever read. Only for the
 * holder of the {@code audit} claim.
 */
final class Chain {
    private static final int WINDOW = 64 * 1024;

    private final Disk disk;
    private final Clock clock;
    private final ZoneId zone;
    private final Segments segments;
    private @Nullable End end;
    private @Nullable IOException unforced;

    Chain(Disk disk, Clock clock, ZoneId zone, Segments segments) {
        this.disk = disk;
        this.clock = clock;
        this.zone = zone;
        this.segments = segments;
    }

    /**
     * Where the chain ends.
     *
     * @param month the newest segment; empty where there is none
     * @param size its bytes
     * @param last the newest entry; empty where there is none
     * @param torn what stands behind the newest entry and is none
     * @param open true where the newest line lacks its line break
     */
    record End(String month, long size, Optional<Anchor> last, Optional<Torn> torn, boolean open) {
        long seq() {
            return last.map(Anchor::seq).orElse(0L);
        }

        String hash() {
            return last.map(Anchor::hash).orElse(Hash.NONE.hex());
        }
    }

    /** Bytes that a crash left behind the newest entry. @param sha256 of them, without the last line break */
    record Torn(long bytes, String sha256) {}

    /** Looks again where somebody else appended; true where anything was read anew. */
    boolean refresh() throws IOException {
        List<String> months = segments.months();
        String newest = months.isEmpty() ? "" : months.getLast();
        End known = end;
        if (known != null
                && known.month().equals(newest)
                && (newest.isEmpty() || segments.size(segments.file(newest)) == known.size())) {
            return false;
        }
        end = load(months);
        return true;
    }

    /** Makes durable what a process that died may have written and not forced. */
    void settle() throws IOException {
        if (!end().month().isEmpty()) {
            force(segments.file(end().month()));
            disk.forceFolder(segments.folder());
        }
    }

    /** A force that failed is never tried again: the system may have dropped the bytes and say that all is well. */
    private void force(Path file) throws IOException {
        if (unforced != null) {
            throw new IOException("the audit log could not be forced to the disk before", unforced);
        }
        try {
            disk.force(file);
        } catch (IOException failure) {
            unforced = failure;
            throw failure;
        }
    }

    /** The end as it was seen last. */
    End end() {
        End known = end;
        if (known == null) {
            throw new IllegalStateException("the chain was not looked at");
        }
        return known;
    }

    private End load(List<String> months) throws IOException {
        if (months.isEmpty()) {
            return new End("", 0, Optional.empty(), Optional.empty(), false);
        }
        String newest = months.getLast();
        Source file = source(newest);
        boolean open = file.size() > 0 && disk.readAt(file.path(), file.size() - 1, 1)[0] != '\n';
        for (String month : months.reversed()) {
            Optional<Anchor> last = last(month.equals(newest) ? file : source(month), month);
            if (last.isPresent()) {
                long from = month.equals(newest) ? last.get().size() : 0;
                Optional<Torn> torn = from < file.size() ? Optional.of(torn(file, from, open)) : Optional.empty();
                return new End(newest, file.size(), last, torn, open);
            }
        }
        Optional<Torn> torn = file.size() > 0 ? Optional.of(torn(file, 0, open)) : Optional.empty();
        return new End(newest, file.size(), Optional.empty(), torn, open);
    }

    private Optional<Anchor> last(Source file, String month) throws IOException {
        BackwardLines lines = new BackwardLines(disk, file);
        EntryScanner scanner = new EntryScanner();
        for (BackwardLines.Line line = lines.next(); line != null; line = lines.next()) {
            if (scanner.scan(line.bytes(), 0, line.bytes().length)) {
                String hash = scanner.text(Field.H).orElse("");
                return Optional.of(new Anchor(scanner.seq(), hash, month, line.offset() + line.bytes().length + 1));
            }
        }
        return Optional.empty();
    }

    private Torn torn(Source file, long from, boolean open) throws IOException {
        long to = open ? file.size() : file.size() - 1;
        MessageDigest sha256 = Sha256.start();
        long at = from;
        while (at < to) {
            byte[] piece = disk.readAt(file.path(), at, (int) Math.min(1 << 20, to - at));
            if (piece.length == 0) {
                break;
            }
            sha256.update(piece);
            at += piece.length;
        }
        return new Torn(to - from, HexFormat.of().formatHex(sha256.digest()));
    }

    private Source source(String month) throws IOException {
        return new Source(Segments.name(month), segments.file(month), segments.size(segments.file(month)));
    }

    /**
     * Appends entries and forces them. Whatever fails, the end is looked at anew before the next append.
     *
     * @param still asked when all is ready to be written: whoever stood still while it was made ready writes nothing
     */
    List<EntryWriter.Written> append(List<AuditEvent> events, AuditLog.Still still) throws IOException {
        if (unforced != null) {
            throw new IOException("the audit log could not be forced to the disk before", unforced);
        }
        End before = end();
        end = null;
        String now = YearMonth.from(clock.instant().atZone(zone)).toString();
        String month = now.compareTo(before.month()) > 0 ? now : before.month();
        boolean fresh = !month.equals(before.month());
        StringBuilder text = new StringBuilder();
        if (before.open() && !fresh) {
            text.append('\n');
        }
        List<EntryWriter.Written> written = new ArrayList<>(events.size());
        long seq = before.seq();
        String hash = before.hash();
        for (AuditEvent event : events) {
            seq++;
            EntryWriter.Written entry =
                    EntryWriter.write(event, seq, hash, PageText.of(event, zone).hash());
            hash = entry.entry().hash();
            text.append(entry.text());
            written.add(entry);
        }
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        still.holds();
        long size = put(month, fresh, bytes);
        end = new End(month, size, Optional.of(new Anchor(seq, hash, month, size)), Optional.empty(), false);
        return written;
    }

    private long put(String month, boolean fresh, byte[] bytes) throws IOException {
        if (fresh) {
            if (disk.facts(segments.folder()).isEmpty()) {
                disk.makeFolder(segments.folder());
                disk.restrict(segments.folder());
            }
            disk.createPrivate(segments.file(month), bytes);
            force(segments.file(month));
            disk.forceFolder(segments.folder());
            return bytes.length;
        }
        long size = disk.append(segments.file(month), bytes);
        force(segments.file(month));
        return size;
    }

    /** True where the entry that an anchor remembers stands where it stood. */
    boolean holds(Anchor anchor) throws IOException {
        End known = end();
        if (anchor.seq() == 0 || known.last().filter(anchor::equals).isPresent()) {
            return true;
        }
        if (anchor.seq() > known.seq()) {
            return false;
        }
        int window = (int) Math.min(WINDOW, anchor.size());
        byte[] bytes = disk.readAt(segments.file(anchor.month()), anchor.size() - window, window);
        int to = window - 1;
        if (bytes.length < to || (bytes.length == window && bytes[to] != '\n')) {
            return false;
        }
        int from = to;
        while (from > 0 && bytes[from - 1] != '\n') {
            from--;
        }
        EntryScanner scanner = new EntryScanner();
        return scanner.scan(bytes, from, to)
                && scanner.seq() == anchor.seq()
                && scanner.text(Field.H).orElse("").equals(anchor.hash());
    }

    /** The newest entries down to a number, oldest first. */
    List<AuditRecord> since(long least) throws IOException {
        List<AuditRecord> entries = new ArrayList<>();
        back(least, scanner -> scanner.entry().ifPresent(entries::add));
        Collections.reverse(entries);
        return entries;
    }

    /** Shows the newest entries down to a number, newest first. */
    void back(long least, Consumer<EntryScanner> each) throws IOException {
        EntryScanner scanner = new EntryScanner();
        for (String month : segments.months().reversed()) {
            BackwardLines lines = new BackwardLines(disk, source(month));
            for (BackwardLines.Line line = lines.next(); line != null; line = lines.next()) {
                if (scanner.scan(line.bytes(), 0, line.bytes().length)) {
                    if (scanner.seq() < least) {
                        return;
                    }
                    each.accept(scanner);
                }
            }
        }
    }
}
