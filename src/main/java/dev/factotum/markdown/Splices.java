package dev.factotum.markdown;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects replacements of spans of one text and applies them together; every other char is kept. */
public final class Splices {
    private static final Comparator<Splice> BY_PLACE =
            Comparator.comparingInt(Splice::start).thenComparingInt(Splice::end).thenComparingInt(Splice::order);

    private final String source;
    private final List<Splice> splices = new ArrayList<>();

    public Splices(String source) {
        this.source = source;
    }

    /**
     * Replaces the chars from start (inclusive) to end (exclusive); spans may touch but not overlap.
     *
     * @throws IllegalArgumentException where the span does not lie within the source
     */
    public Splices replace(int start, int end, String text) {
        if (start < 0 || end < start || end > source.length()) {
            throw new IllegalArgumentException("no such span: " + start + ".." + end + " of " + source.length());
        }
        splices.add(new Splice(start, end, splices.size(), text));
        return this;
    }

    /** Inserts before the char at the offset; insertions at one offset keep their order. */
    public Splices insert(int offset, String text) {
        return replace(offset, offset, text);
    }

    /**
     * The source with every replacement made; the source itself where there is none.
     *
     * @throws IllegalArgumentException where two spans overlap
     */
    public String apply() {
        if (splices.isEmpty()) {
            return source;
        }
        List<Splice> ordered = new ArrayList<>(splices);
        ordered.sort(BY_PLACE);
        StringBuilder out = new StringBuilder(source.length() + 64);
        int kept = 0;
        for (Splice splice : ordered) {
            if (splice.start < kept) {
                throw new IllegalArgumentException("spans overlap at " + splice.start);
            }
            out.append(source, kept, splice.start).append(splice.text);
            kept = splice.end;
        }
        return out.append(source, kept, source.length()).toString();
    }

    private record Splice(int start, int end, int order, String text) {}
}
