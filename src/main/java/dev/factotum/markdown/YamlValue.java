package dev.factotum.markdown;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A YAML value whose scalars keep their source text: {@code 0612} stays {@code 0612}, {@code no} is the text "no".
 *
 * <p>Lines count from 1 in the text that was read.
 */
public sealed interface YamlValue {
    int line();

    /**
     * Text.
     *
     * @param plain true where it was written without quotes or block style
     */
    record Scalar(String text, boolean plain, int line) implements YamlValue {}

    record Sequence(List<YamlValue> items, int line) implements YamlValue {
        public Sequence {
            items = List.copyOf(items);
        }
    }

    /** Entries in the order written. */
    record Mapping(Map<String, YamlValue> entries, int line) implements YamlValue {
        public Mapping {
            entries = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(entries));
        }

        public @Nullable YamlValue get(String key) {
            return entries.get(key);
        }
    }
}
