package dev.factotum.audit;

import dev.factotum.world.Disk;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Holds the chain's entries, as they go by, against the lines of the pages. Both are read once, side by side; what is
 * not where it is expected is remembered until the end.
 *
 * <p>Every entry must stand on a page with its own words and mark, in the order of the chain; only lines that the log
 * itself put back may stand later. A second true copy (an editor's late save) is no alteration. A line that looks like
 * an entry and is none is one.
 */
final class Pages {
    private static final int MOST_STRAYS = 1000;

    private final ForwardLines lines;
    private final PageScanner scanner = new PageScanner();
    private final long last;
    private final Map<Long, Awaited> awaited = new HashMap<>();
    private final List<Line> strays = new ArrayList<>();
    private final List<Line> altered = new ArrayList<>();
    private final List<Line> copies = new ArrayList<>();
    private final List<Line> late = new ArrayList<>();
    private @Nullable Line current;
    private String place = Segments.PAGE;
    private long placeLine;

    /** @param last the number of the chain's last entry */
    Pages(Disk disk, List<Source> pages, long last) throws IOException {
        this.lines = new ForwardLines(disk, pages);
        this.last = last;
        advance();
    }

    /** A line of a page. @param seq 0 where it has no mark */
    record Line(String file, long number, long seq, int mark, Hash bareHash) {}

    /** An entry whose line was not where it was expected, and where that was. */
    private record Awaited(Hash lineHash, int mark, String file, long number) {}

    private void advance() throws IOException {
        current = null;
        while (lines.next()) {
            PageScanner.Kind kind = scanner.scan(lines.bytes(), lines.from(), lines.to());
            if (kind == PageScanner.Kind.OTHER) {
                continue;
            }
            place = lines.source().name();
            placeLine = lines.number();
            Line line = new Line(place, placeLine, scanner.seq(), scanner.mark(), scanner.bareHash());
            if (kind == PageScanner.Kind.MARKED && line.seq() <= last) {
                current = line;
                return;
            }
            keep(strays, line);
        }
        placeLine++;
    }

    private static void keep(List<Line> list, Line line) {
        if (list.size() < MOST_STRAYS) {
            list.add(line);
        }
    }

    /** Takes the next entry of the chain; answers the page its line stands on where it is found at once. */
    Optional<String> entry(long seq, Hash lineHash, int mark) throws IOException {
        for (Line line = current; line != null; line = current) {
            if (line.seq() > seq) {
                break;
            }
            if (line.seq() == seq) {
                if (!is(line, lineHash, mark)) {
                    keep(altered, line);
                }
                advance();
                return Optional.of(line.file());
            }
            older(line);
            advance();
        }
        awaited.put(seq, new Awaited(lineHash, mark, place, placeLine));
        return Optional.empty();
    }

    private void older(Line line) {
        Awaited entry = awaited.get(line.seq());
        if (entry == null) {
            keep(copies, line);
        } else if (is(line, entry.lineHash(), entry.mark())) {
            awaited.remove(line.seq());
            keep(late, line);
        } else {
            keep(altered, line);
        }
    }

    private static boolean is(Line line, Hash lineHash, int mark) {
        return line.mark() == mark && line.bareHash().equals(lineHash);
    }

    /** Reads the rest of the pages when the chain has ended. */
    void finish() throws IOException {
        for (Line line = current; line != null; line = current) {
            older(line);
            advance();
        }
    }

    /** Lines that may be second copies of entries; {@link #copy} tells of each entry what it should be. */
    boolean hasCopies() {
        return !copies.isEmpty();
    }

    /** Holds the copies of one entry against it. */
    void copy(long seq, Hash lineHash, int mark) {
        copies.removeIf(line -> line.seq() == seq && is(line, lineHash, mark));
    }

    /**
     * The first entry that is not on the pages as it should be.
     *
     * @param healed what the log itself put back
     * @param torn hashes of lines that a crash broke off, as the log noted them
     */
    Optional<AuditCheck.Broken> broken(List<Ranges.Range> healed, Set<String> torn) {
        strays.removeIf(line -> line.seq() == 0 && torn.contains(line.bareHash().hex()));
        Optional<AuditCheck.Broken> missing =
                awaited.keySet().stream().min(Long::compare).map(this::missing);
        Optional<AuditCheck.Broken> changed = altered.stream()
                .min(java.util.Comparator.comparingLong(Line::seq))
                .map(line -> broken(line, "this line of the page is not what was written"));
        if (missing.isPresent() || changed.isPresent()) {
            return missing.filter(one ->
                            changed.isEmpty() || one.seq() <= changed.get().seq())
                    .or(() -> changed);
        }
        return late.stream()
                .filter(line -> healed.stream().noneMatch(range -> range.holds(line.seq())))
                .min(java.util.Comparator.comparingLong(Line::seq))
                .map(line -> broken(line, "this line of the page stands in another place than it was written in"))
                .or(() -> strays.stream()
                        .findFirst()
                        .map(line -> broken(line, "this line of the page looks like an entry and is none")))
                .or(() -> copies.stream()
                        .findFirst()
                        .map(line -> broken(line, "this line of the page claims to be an entry and is not")));
    }

    private AuditCheck.Broken missing(long seq) {
        Awaited entry = awaited.get(seq);
        if (entry == null) {
            throw new IllegalStateException("no entry " + seq);
        }
        return strays.stream()
                .filter(line -> line.bareHash().equals(entry.lineHash()))
                .findFirst()
                .or(() -> altered.stream().filter(line -> line.seq() == seq).findFirst())
                .map(line -> new AuditCheck.Broken(
                        line.file(), line.number(), seq, "this line of the page is not what was written"))
                .orElseGet(() -> new AuditCheck.Broken(
                        entry.file(),
                        entry.number(),
                        seq,
                        "entry " + seq + " is not on the page; agent run puts back what an editor dropped"));
    }

    private static AuditCheck.Broken broken(Line line, String reason) {
        return new AuditCheck.Broken(line.file(), line.number(), line.seq(), reason);
    }

    /** Feeds a digest with every entry of the pages, titles and people's own lines left out. */
    static void feed(Disk disk, List<Source> pages, MessageDigest digest) throws IOException {
        ForwardLines lines = new ForwardLines(disk, pages);
        PageScanner scanner = new PageScanner();
        while (lines.next()) {
            if (scanner.scan(lines.bytes(), lines.from(), lines.to()) != PageScanner.Kind.OTHER) {
                scanner.feedUntitled(digest);
                digest.update((byte) '\n');
            }
        }
    }
}
