package dev.factotum.markdown;

import java.nio.charset.StandardCharsets;

/** Reads the YAML that people write: source text survives; tags, anchors, aliases and duplicate keys are refused. */
public final class Yaml {
    private static final int MAX_BYTES = 256 * 1024;

    private Yaml() {}

    /** The outcome of reading. */
    public sealed interface Read {
        record Good(YamlValue value) implements Read {}

        /**
         * Not taken.
         *
         * @param line counted from 1 in the text given
         * @param reason one short sentence for a person, without a full stop
         */
        record Bad(int line, String reason) implements Read {}
    }

    /** Reads one document; an empty one is an empty mapping. At most 256 KiB, depth 32, 10,000 nodes. */
    public static Read read(String text) {
        if (text.length() > MAX_BYTES || text.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            return new Read.Bad(1, "this is longer than 256 KiB");
        }
        return new YamlReader(text).read();
    }
}
