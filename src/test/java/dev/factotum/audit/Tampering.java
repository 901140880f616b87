package dev.factotum.audit;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Changes a log at random, and knows which entry is the first that is wrong afterwards. Knows nothing of the log's code. */
final class Tampering {
    private static final Pattern SEQ = Pattern.compile("^(?:\\{\"v\":1,\"seq\":([0-9]+),|- .* #([0-9]+)·[0-9a-f]{8}$)");

    private final Random chance;
    private final Map<Path, byte[]> now;
    private final Map<Path, byte[]> older;
    private final long olderLast;
    private final List<Path> files;
    private final long last;
    private final Map<String, Map<Path, Optional<byte[]>>> rewritten = new HashMap<>();

    Tampering(Random chance, Map<Path, byte[]> now, Map<Path, byte[]> older, long olderLast) {
        this.chance = chance;
        this.now = now;
        this.older = older;
        this.olderLast = olderLast;
        this.files = List.copyOf(now.keySet());
        this.last = lines(lastSegment()).getLast().seq();
    }

    enum Kind {
        FLIP,
        DELETE,
        SWAP,
        INSERT,
        DUPLICATE,
        CUT,
        CUT_END,
        EDIT_PAGE,
        FORGE_PAGE,
        REMOVE_FILE,
        REWRITE,
        ROLL_BACK,
        CHAIN_ANEW;

        /** What leaves a log that is whole in itself, and can be told only by a head kept elsewhere. */
        boolean endsOtherwise() {
            return this == CUT_END || this == ROLL_BACK || this == CHAIN_ANEW;
        }
    }

    /** @param changed the files as they are to be, none where empty; @param before as they were */
    record Done(Kind kind, long firstWrong, Map<Path, Optional<byte[]>> changed, Map<Path, Optional<byte[]>> before) {}

    /** A line of a file. @param seq 0 where it is no entry */
    private record Line(byte[] bytes, int from, long seq) {}

    Done next() {
        Kind[] kinds = Kind.values();
        while (true) {
            Kind kind = kinds[chance.nextInt(kinds.length)];
            Path file = files.get(chance.nextInt(files.size()));
            Optional<Done> done = switch (kind) {
                case ROLL_BACK -> Optional.of(rolledBack());
                case CUT_END -> Optional.of(endCut());
                case REWRITE -> Optional.of(rewritten(1 + chance.nextLong(last - 1), false));
                case CHAIN_ANEW -> Optional.of(rewritten(1 + chance.nextLong(last), true));
                case REMOVE_FILE -> Optional.of(done(kind, first(file), file, Optional.empty()));
                case FLIP -> flipped(file);
                case CUT -> cut(file);
                case DELETE, SWAP, INSERT, DUPLICATE -> moved(kind, file);
                case EDIT_PAGE, FORGE_PAGE -> page(file) ? moved(kind, file) : Optional.empty();
            };
            if (done.isPresent()) {
                return done.get();
            }
        }
    }

    private static boolean page(Path file) {
        return file.toString().endsWith(".md");
    }

    private Done done(Kind kind, long firstWrong, Path file, Optional<byte[]> bytes) {
        return new Done(kind, firstWrong, Map.of(file, bytes), Map.of(file, Optional.of(bytes(file))));
    }

    private byte[] bytes(Path file) {
        return now.getOrDefault(file, new byte[0]);
    }

    private long first(Path file) {
        return lines(file).stream()
                .filter(line -> line.seq() > 0)
                .findFirst()
                .orElseThrow()
                .seq();
    }

    private List<Line> lines(Path file) {
        List<Line> lines = new ArrayList<>();
        byte[] all = bytes(file);
        int from = 0;
        for (int i = 0; i < all.length; i++) {
            if (all[i] == '\n') {
                Matcher seq = SEQ.matcher(new String(all, from, i - from, StandardCharsets.UTF_8));
                long number = !seq.find() ? 0 : Long.parseLong(seq.group(1) == null ? seq.group(2) : seq.group(1));
                lines.add(new Line(Arrays.copyOfRange(all, from, i + 1), from, number));
                from = i + 1;
            }
        }
        return lines;
    }

    private Line anEntry(Path file) {
        List<Line> entries = lines(file).stream().filter(line -> line.seq() > 0).toList();
        return entries.get(chance.nextInt(entries.size()));
    }

    /** One bit of an entry, its line break among them, but not of a title, which is for reading only. */
    private Optional<Done> flipped(Path file) {
        Line line = anEntry(file);
        int at = chance.nextInt(line.bytes().length);
        String before = new String(line.bytes(), 0, at, StandardCharsets.UTF_8);
        String rest = new String(line.bytes(), at, line.bytes().length - at, StandardCharsets.UTF_8);
        boolean title = page(file) && before.matches("- [0-9:]{8} \\*\\*\\w+\\*\\* `[^`]*") && rest.contains("`");
        if (title) {
            return Optional.empty();
        }
        byte[] all = bytes(file).clone();
        all[line.from() + at] ^= (byte) (1 << chance.nextInt(8));
        return Optional.of(done(Kind.FLIP, line.seq(), file, Optional.of(all)));
    }

    /** Everything from some byte of some entry on; not only the last line break, without which nothing is lost. */
    private Optional<Done> cut(Path file) {
        Line line = anEntry(file);
        int at = line.from() + chance.nextInt(line.bytes().length - 1);
        boolean end = !page(file) && file.equals(lastSegment());
        return end
                ? Optional.empty()
                : Optional.of(done(Kind.CUT, line.seq(), file, Optional.of(Arrays.copyOf(bytes(file), at))));
    }

    private Path lastSegment() {
        return files.stream().filter(file -> !page(file)).max(Path::compareTo).orElseThrow();
    }

    private Path lastPage() {
        return Book.PAGE;
    }

    /** The chain cut at or in an entry, and the page at the same one, as if the rest had never been. */
    private Done endCut() {
        Path segment = lastSegment();
        Line line = anEntry(segment);
        int at = line.from() + (chance.nextBoolean() ? 0 : chance.nextInt(line.bytes().length - 1));
        Line onPage = lines(lastPage()).stream()
                .filter(shown -> shown.seq() == line.seq())
                .findFirst()
                .orElseThrow();
        Map<Path, Optional<byte[]>> changed = new HashMap<>();
        changed.put(segment, Optional.of(Arrays.copyOf(bytes(segment), at)));
        changed.put(lastPage(), Optional.of(Arrays.copyOf(bytes(lastPage()), onPage.from())));
        return new Done(Kind.CUT_END, line.seq(), changed, asNow(changed));
    }

    private Map<Path, Optional<byte[]>> asNow(Map<Path, Optional<byte[]>> changed) {
        Map<Path, Optional<byte[]>> before = new HashMap<>();
        changed.keySet().forEach(file -> before.put(file, Optional.ofNullable(now.get(file))));
        return before;
    }

    /** Chain and pages as they once were. */
    private Done rolledBack() {
        Map<Path, Optional<byte[]>> changed = new HashMap<>();
        now.keySet().forEach(file -> changed.put(file, Optional.ofNullable(older.get(file))));
        return new Done(Kind.ROLL_BACK, olderLast + 1, changed, asNow(changed));
    }

    /** Found where the next entry does not follow; where all were chained anew, by the entry that is remembered. */
    private Done rewritten(long seq, boolean toTheEnd) {
        Kind kind = toTheEnd ? Kind.CHAIN_ANEW : Kind.REWRITE;
        Map<Path, Optional<byte[]>> changed =
                rewritten.computeIfAbsent(kind + " " + seq, key -> new Rewriting(now, seq, toTheEnd).files());
        return new Done(kind, toTheEnd ? last : seq + 1, changed, asNow(changed));
    }

    /** Whole lines deleted, swapped, put in. */
    private Optional<Done> moved(Kind kind, Path file) {
        List<Line> lines = lines(file);
        List<Integer> entries = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).seq() > 0) {
                entries.add(i);
            }
        }
        int one = chance.nextInt(entries.size());
        int other = chance.nextInt(entries.size());
        int low = entries.get(Math.min(one, other));
        int high = entries.get(Math.max(one, other));
        Line line = lines.get(low);
        List<byte[]> texts = new ArrayList<>(lines.stream().map(Line::bytes).toList());
        long wrong = line.seq();
        switch (kind) {
            case DELETE -> texts.remove(low);
            case SWAP -> {
                if (low == high) {
                    return Optional.empty();
                }
                Collections.swap(texts, low, high);
            }
            case INSERT -> {
                if (page(file)) {
                    return Optional.empty();
                }
                texts.add(low, altered(line));
            }
            case DUPLICATE -> {
                // A true second line of a page, below its first, is what an editor's late save makes: no tampering.
                boolean later = low == high || (!page(file) && chance.nextBoolean());
                if (page(file) && later) {
                    return Optional.empty();
                }
                texts.add(later ? high + 1 : low, lines.get(later ? low : high).bytes());
            }
            case EDIT_PAGE -> texts.set(low, altered(line));
            case FORGE_PAGE -> texts.add(high, altered(line));
            case FLIP, CUT, CUT_END, REMOVE_FILE, REWRITE, ROLL_BACK, CHAIN_ANEW ->
                throw new IllegalArgumentException(kind.toString());
        }
        return Optional.of(done(kind, wrong, file, Optional.of(joined(texts))));
    }

    /** Another second, or another doer: something that the line says is no longer so. */
    private byte[] altered(Line line) {
        String text = new String(line.bytes(), StandardCharsets.UTF_8);
        String other = chance.nextBoolean()
                ? text.replaceFirst("(agent|by|\"by\":)( ?\"?)(office|sam)", "$1$2mallory")
                : text.replaceFirst("([0-9]{2}:[0-9]{2}:)[0-9]{2}", "$159");
        return other.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] joined(List<byte[]> texts) {
        int length = texts.stream().mapToInt(text -> text.length).sum();
        byte[] all = new byte[length];
        int at = 0;
        for (byte[] text : texts) {
            System.arraycopy(text, 0, all, at, text.length);
            at += text.length;
        }
        return all;
    }
}
