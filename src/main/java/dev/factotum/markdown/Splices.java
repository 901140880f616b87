package dev.factotum.markdown;

/** Collects replacements of spans of one text and applies them together; every other char is kept. */
public final class Splices {
    private final String source;

    public Splices(String source) {
        this.source = source;
    }

    /** Replaces the chars from start (inclusive) to end (exclusive); spans may touch but not overlap. */
    public Splices replace(int start, int end, String text) {
        throw new UnsupportedOperationException(source + start + end + text);
    }

    /** Inserts before the char at the offset; insertions at one offset keep their order. */
    public Splices insert(int offset, String text) {
        return replace(offset, offset, text);
    }

    public String apply() {
        throw new UnsupportedOperationException(source);
    }
}
