package dev.factotum.plan;

import dev.factotum.markdown.YamlValue;
import java.util.List;

/** One argument of a step as written, not yet typed. @param line in the file, from 1; 0 in a draft */
public record Argument(String name, Form form, int line) {
    /** How it was written. */
    public sealed interface Form {
        /** {@code key: value}, the value literal to the end of the line. */
        record Line(String text) implements Form {}

        /** {@code key:} and {@code - item} lines. */
        record Items(List<String> items) implements Form {
            public Items {
                items = List.copyOf(items);
            }
        }

        /** A {@code text NAME} fence; LF inside, last newline dropped. */
        record Text(String text) implements Form {}

        /** A {@code yaml NAME} fence. */
        record Data(YamlValue value) implements Form {}
    }
}
