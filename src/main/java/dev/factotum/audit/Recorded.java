package dev.factotum.audit;

import dev.factotum.vault.MatterId;
import dev.factotum.world.Disk;
import java.io.IOException;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which of a matter's ledger entries stand in the chain. The chain is read once from a month on, and then only what was
 * added since, whoever added it, so that an answer does not grow dearer with the log. Thread-safe.
 */
final class Recorded {
    private static final int PIECE = 1 << 20;

    private final Disk disk;
    private final Segments segments;
    private final Map<String, BitSet> numbers = new HashMap<>();
    private String since = "";
    private Cursor read = new Cursor("", 0);

    Recorded(Disk disk, Segments segments) {
        this.disk = disk;
        this.segments = segments;
    }

    /** @param month nothing older counts */
    synchronized Set<Long> of(MatterId matter, String month) throws IOException {
        if (since.isEmpty() || month.compareTo(since) < 0) {
            begin(month);
        }
        if (!readOn()) {
            begin(since);
            readOn();
        }
        return numbers.getOrDefault(matter.value(), new BitSet()).stream()
                .mapToObj(number -> (long) number)
                .collect(Collectors.toUnmodifiableSet());
    }

    private void begin(String month) {
        numbers.clear();
        since = month;
        read = new Cursor(month, 0);
    }

    /** False where the chain is shorter than it was: another stands in its place. */
    private boolean readOn() throws IOException {
        for (String month : segments.months()) {
            if (month.compareTo(read.month()) >= 0) {
                long offset = month.equals(read.month()) ? read.offset() : 0;
                long size = segments.size(segments.file(month));
                if (size < offset) {
                    return false;
                }
                read = new Cursor(month, take(month, offset, size));
            }
        }
        return true;
    }

    /** Takes whole lines; answers where the first that is not yet whole begins. */
    private long take(String month, long begin, long size) throws IOException {
        EntryScanner scanner = new EntryScanner();
        long offset = begin;
        int most = PIECE;
        while (offset < size) {
            byte[] piece = disk.readAt(segments.file(month), offset, (int) Math.min(most, size - offset));
            int from = 0;
            for (int i = 0; i < piece.length; i++) {
                if (piece[i] == '\n') {
                    if (scanner.scan(piece, from, i)) {
                        note(scanner);
                    }
                    from = i + 1;
                }
            }
            offset += from;
            if (from == 0 && (piece.length < most || most == Integer.MAX_VALUE)) {
                return offset;
            }
            most = from > 0 ? PIECE : (int) Math.min(Integer.MAX_VALUE, 2L * most);
        }
        return offset;
    }

    private void note(EntryScanner scanner) {
        long number = scanner.number(Field.N);
        if (number > 0 && number <= Integer.MAX_VALUE) {
            scanner.text(Field.MATTER)
                    .ifPresent(matter ->
                            numbers.computeIfAbsent(matter, one -> new BitSet()).set((int) number));
        }
    }
}
