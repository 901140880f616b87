package dev.factotum.markdown;

/** Reads the YAML that people write: source text survives; tags, anchors, aliases and duplicate keys are refused. */
public final class Yaml {
    private Yaml() {}

    /** The outcome of reading. */
    public sealed interface Read {
        record Good(YamlValue value) implements Read {}

        /** @param line counted from 1 in the text given */
        record Bad(int line, String reason) implements Read {}
    }

    /** Reads one document; an empty one is an empty mapping. At most 256 KiB, depth 32, 10,000 nodes. */
    public static Read read(String text) {
        throw new UnsupportedOperationException(text);
    }
}
