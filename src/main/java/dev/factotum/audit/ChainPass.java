package dev.factotum.audit;

import dev.factotum.world.Disk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One reading of the chain beside its pages, from the beginning or from an entry by which a person accepted the rest. */
final class ChainPass {
    private static final byte[] TORN = Notes.TORN.getBytes(StandardCharsets.UTF_8);
    private static final byte[] HEALED = Notes.HEALED.getBytes(StandardCharsets.UTF_8);
    private static final byte[] ACCEPTED = Notes.ACCEPTED.getBytes(StandardCharsets.UTF_8);

    private final Disk disk;
    private final Moment moment;
    private final @Nullable Accepted base;
    private final EntryScanner scanner = new EntryScanner();
    private final Gap gap = new Gap();
    private Hash prev = Hash.NONE;
    private final Set<String> torn = new HashSet<>();
    private final List<Ranges.Range> healed = new ArrayList<>();
    private long expected = 1;
    private long entries;
    private AuditCheck.@Nullable Broken broken;
    private @Nullable Accepted accepted;

    ChainPass(Disk disk, Moment moment, @Nullable Accepted base) {
        this.disk = disk;
        this.moment = moment;
        this.base = base;
    }

    /**
     * An entry by which a person accepted what was before.
     *
     * @param segment the place of its segment in the moment
     * @param offset where its line starts in that segment
     * @param state the hash it carries
     * @param page the file its line on the page stands in
     */
    record Accepted(long seq, int segment, long offset, String prev, String state, String page) {}

    Optional<AuditCheck.Broken> run() throws IOException {
        int first = base == null ? 0 : base.segment();
        int page = 0;
        if (base != null) {
            expected = base.seq();
            prev = Hash.spelled(base.prev());
            page = Verification.pageOf(moment, base);
        }
        Pages pages =
                new Pages(disk, moment.pages().subList(page, moment.pages().size()), moment.last());
        List<Source> segments =
                moment.segments().subList(first, moment.segments().size());
        ForwardLines lines = new ForwardLines(disk, segments);
        while (lines.next()) {
            boolean accepted = base != null
                    && lines.offset() < base.offset()
                    && lines.source().equals(segments.getFirst());
            if (!accepted) {
                line(lines, pages);
            }
        }
        end();
        pages.finish();
        if (pages.hasCopies()) {
            copies(pages);
        }
        return Optional.ofNullable(broken).or(() -> pages.broken(healed, torn));
    }

    /** How many entries there were. */
    long entries() {
        return entries;
    }

    /** The last accepting entry whose line stands on a page; null where there is none. */
    @Nullable
    Accepted accepted() {
        return accepted;
    }

    private void line(ForwardLines lines, Pages pages) throws IOException {
        if (!scanner.scan(lines.bytes(), lines.from(), lines.to())) {
            gap.add(lines);
            return;
        }
        if (gap.open()) {
            byte[] hash = gap.close();
            if (!scanner.is(Field.EV, TORN) || !scanner.is(Field.RECEIPT, hash)) {
                fail(gap.file(), gap.line(), expected, "this line of the chain is no entry");
            }
        }
        entry(lines);
        Optional<String> page = pages.entry(scanner.seq(), scanner.hash(Field.LINE), prev.mark());
        if (scanner.is(Field.EV, TORN)) {
            torn.add(scanner.text(Field.RECEIPT).orElse(""));
        } else if (scanner.is(Field.EV, HEALED)) {
            healed.addAll(Ranges.parse(scanner.text(Field.DETAIL).orElse("")));
        } else if (scanner.is(Field.EV, ACCEPTED) && page.isPresent()) {
            accepted = new Accepted(
                    scanner.seq(),
                    moment.segments().indexOf(lines.source()),
                    lines.offset(),
                    scanner.text(Field.PREV).orElse(""),
                    scanner.text(Field.RECEIPT).orElse(""),
                    page.get());
        }
    }

    private void entry(ForwardLines lines) {
        entries++;
        long seq = scanner.seq();
        String file = lines.source().name();
        if (seq > expected) {
            fail(file, lines.number(), expected, "entry " + expected + " is missing; entry " + seq + " stands here");
        } else if (seq < expected && !scanner.hashHolds()) {
            fail(file, lines.number(), expected, "the content of this entry does not fit its hash");
        } else if (seq < expected) {
            fail(file, lines.number(), seq, "entry " + seq + " stands here where entry " + expected + " should");
        } else if (!scanner.hash(Field.PREV).equals(prev)) {
            fail(file, lines.number(), seq, "this entry does not follow the one before it");
        } else if (!scanner.hashHolds()) {
            fail(file, lines.number(), seq, "the content of this entry does not fit its hash");
        }
        prev = scanner.hash(Field.H);
        expected = seq + 1;
        boolean remembered = moment.head().filter(head -> head.seq() == seq).isPresent();
        if (remembered && !prev.hex().equals(moment.head().get().hash())) {
            fail(file, lines.number(), seq, "this entry is not the one that was remembered outside the vault");
        }
    }

    private void end() {
        boolean cut = moment.head().filter(head -> head.seq() >= expected).isPresent();
        if (gap.open() && (cut || gap.ended())) {
            fail(gap.file(), gap.line(), expected, "this line of the chain is no entry");
        } else if (cut) {
            String last = moment.segments().isEmpty()
                    ? Segments.name(moment.head().get().month())
                    : moment.segments().getLast().name();
            fail(
                    last,
                    0,
                    expected,
                    "the log ends before entry " + expected + ", but entry "
                            + moment.head().get().seq() + " was remembered outside the vault");
        }
    }

    private void fail(String file, long number, long seq, String reason) {
        if (broken == null) {
            broken = new AuditCheck.Broken(file, number, seq, reason);
        }
    }

    private void copies(Pages pages) throws IOException {
        ForwardLines lines = new ForwardLines(disk, moment.segments());
        while (lines.next()) {
            if (scanner.scan(lines.bytes(), lines.from(), lines.to())) {
                pages.copy(
                        scanner.seq(),
                        scanner.hash(Field.LINE),
                        scanner.hash(Field.H).mark());
            }
        }
    }
}
