package dev.factotum.audit;

import dev.factotum.world.Disk;
import dev.factotum.world.FileFacts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Audit_Log.md: appending to it, finding what it lost, and setting it aside when it is full. Appends are not forced,
 * for the chain is. Only for the holder of the {@code audit} claim.
 */
final class Page {
    /** Beyond this size a page is set aside. */
    static final long FULL = 256 * 1024;

    private static final byte[] TORN = Notes.TORN.getBytes(StandardCharsets.UTF_8);
    private static final int MOST_PUT_BACK = 10_000;
    private static final int TRIES = 1000;
    private static final int HEADING = "## 2026-11-20".length();
    private static final String INTRODUCTION = """
            # Audit log

            What was done here, in the order in which it was done. `agent log verify` checks every entry. Lines of your own are welcome and stay as they are.
            """;

    private final Disk disk;
    private final Segments segments;
    private @Nullable State state;

    Page(Disk disk, Segments segments) {
        this.disk = disk;
        this.segments = segments;
    }

    /**
     * The page as it was left.
     *
     * @param size bytes; -1 where there is none
     * @param day the date of its last heading; empty where it has none
     * @param open true where its last line lacks the line break
     * @param torn the hash of the last line, where it is an entry that breaks off
     */
    private record State(long size, String day, boolean open, Optional<String> torn) {}

    /** One line for the page. @param day of its heading; @param text with its line break */
    record Entry(String day, String text) {}

    /**
     * Looks again where somebody else wrote on the page.
     *
     * @return the entries whose lines it has lost, oldest first
     */
    List<AuditRecord> refresh(Chain chain) throws IOException {
        long size = disk.facts(segments.page()).map(FileFacts::size).orElse(-1L);
        State known = state;
        if (known != null && known.size() == size) {
            return List.of();
        }
        long last = chain.end().seq();
        long first = Math.max(firstOfPage(last), last - MOST_PUT_BACK + 1);
        Seen seen = new Seen(first);
        if (first <= last) {
            chain.back(first, seen::expect);
        }
        state = seen.look(size);
        return seen.missing() ? chain.since(first).stream().filter(seen::lost).toList() : List.of();
    }

    /** What stands on the page of the entries that belong there. Their texts are read only where one is missing. */
    private final class Seen {
        private final long first;
        private final Map<Long, Expected> expected = new HashMap<>();
        private final Set<Long> present = new HashSet<>();
        private final Set<Hash> altered = new HashSet<>();
        private final Set<String> torn = new HashSet<>();

        private record Expected(int mark, Hash line) {}

        Seen(long first) {
            this.first = first;
        }

        void expect(EntryScanner entry) {
            expected.putIfAbsent(entry.seq(), new Expected(entry.hash(Field.H).mark(), entry.hash(Field.LINE)));
            if (entry.is(Field.EV, TORN)) {
                entry.text(Field.RECEIPT).ifPresent(torn::add);
            }
        }

        boolean missing() {
            return expected.entrySet().stream()
                    .anyMatch(entry -> lost(entry.getKey(), entry.getValue().line()));
        }

        boolean lost(AuditRecord entry) {
            return lost(entry.seq(), Hash.spelled(entry.line()));
        }

        /** An altered line stays as it is, so its entry is not lost; one that the log noted as torn is not altered. */
        private boolean lost(long seq, Hash line) {
            return !present.contains(seq) && (!altered.contains(line) || torn.contains(line.hex()));
        }

        State look(long size) throws IOException {
            if (size < 0) {
                return new State(-1, "", false, Optional.empty());
            }
            ForwardLines lines = new ForwardLines(disk, List.of(new Source(Segments.PAGE, segments.page(), size)));
            PageScanner scanner = new PageScanner();
            String day = "";
            boolean open = false;
            Optional<Hash> torn = Optional.empty();
            while (lines.next()) {
                open = !lines.ended();
                switch (scanner.scan(lines.bytes(), lines.from(), lines.to())) {
                    case MARKED -> marked(scanner);
                    case UNMARKED -> {
                        Hash bare = scanner.bareHash();
                        torn = open ? Optional.of(bare) : torn;
                        altered.add(bare);
                    }
                    case OTHER -> day = heading(lines, day);
                }
            }
            torn.ifPresent(altered::remove);
            return new State(size, day, open, torn.map(Hash::hex));
        }

        private void marked(PageScanner scanner) {
            Expected entry = expected.get(scanner.seq());
            if (entry != null && entry.mark() == scanner.mark()) {
                present.add(scanner.seq());
            } else if (scanner.seq() >= first) {
                altered.add(scanner.bareHash());
            }
        }
    }

    private static String heading(ForwardLines lines, String before) {
        int length = lines.to() - lines.from();
        if (length < HEADING || length > HEADING + 1) {
            return before;
        }
        String text = new String(lines.bytes(), lines.from(), length, StandardCharsets.UTF_8).strip();
        return text.matches("## [0-9]{4}-[0-9]{2}-[0-9]{2}") ? text.substring(3) : before;
    }

    /** The number behind the highest one on the page that was set aside last. */
    private long firstOfPage(long last) throws IOException {
        PageScanner scanner = new PageScanner();
        for (Segments.Rotated page : segments.rotated().reversed()) {
            long highest = 0;
            ForwardLines lines =
                    new ForwardLines(disk, segments.source(page).stream().toList());
            while (lines.next()) {
                boolean marked = scanner.scan(lines.bytes(), lines.from(), lines.to()) == PageScanner.Kind.MARKED;
                if (marked && scanner.seq() <= last) {
                    highest = Math.max(highest, scanner.seq());
                }
            }
            if (highest > 0) {
                return highest + 1;
            }
        }
        return 1;
    }

    /** The hash of the page's last line without title, where it is an entry that breaks off. */
    Optional<String> torn() {
        State known = state;
        return known == null ? Optional.empty() : known.torn();
    }

    /** True where the page is to be set aside before anything is appended. */
    boolean full() {
        State known = state;
        return known != null && known.size() >= FULL;
    }

    /** Appends lines, with a heading where the day changes. Whatever fails, the page is looked at anew afterwards. */
    void append(List<Entry> entries) throws IOException {
        State before = state;
        if (before == null) {
            throw new IllegalStateException("the page was not looked at");
        }
        state = null;
        StringBuilder text = new StringBuilder();
        if (before.size() < 0) {
            text.append(INTRODUCTION);
        } else if (before.open()) {
            text.append('\n');
        }
        String day = before.day();
        for (Entry entry : entries) {
            if (!entry.day().equals(day)) {
                day = entry.day();
                text.append("\n## ").append(day).append("\n\n");
            }
            text.append(entry.text());
        }
        long size = disk.append(segments.page(), text.toString().getBytes(StandardCharsets.UTF_8));
        state = new State(size, day, false, Optional.empty());
    }

    /**
     * Sets the page aside under Audit/, where there is one. Its bytes are forced before its name changes.
     *
     * @param month the segment of its last entry
     */
    void setAside(String month) throws IOException {
        state = null;
        if (disk.facts(segments.page()).isPresent()) {
            disk.force(segments.page());
            disk.makeFolder(segments.rotatedFolder());
            move(month);
            disk.forceFolder(segments.rotatedFolder());
            disk.forceFolder(segments.root());
        }
        state = new State(-1, "", false, Optional.empty());
    }

    private void move(String month) throws IOException {
        int number = segments.rotated().stream()
                .filter(page -> page.month().equals(month))
                .mapToInt(Segments.Rotated::number)
                .max()
                .orElse(0);
        boolean moved = false;
        for (int tries = 1; tries < TRIES && !moved; tries++) {
            Path target = segments.rotatedFolder().resolve(new Segments.Rotated(month, number + tries).file());
            moved = movedTo(target);
        }
        if (!moved) {
            throw new FileAlreadyExistsException(segments.rotatedFolder().toString());
        }
    }

    private boolean movedTo(Path target) throws IOException {
        try {
            disk.moveNew(segments.page(), target);
            return true;
        } catch (FileAlreadyExistsException taken) {
            return false;
        }
    }
}
