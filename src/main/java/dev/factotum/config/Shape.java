package dev.factotum.config;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** What a setting may look like; the checker and the published JSON Schema both read it. */
sealed interface Shape {
    record Scalar(Kind kind) implements Shape {}

    record Whole(int least, int most) implements Shape {}

    record Decimal(String least, String most) implements Shape {}

    /** One of these words, in any case. */
    record Choice(List<String> words) implements Shape {
        public Choice {
            words = List.copyOf(words);
        }
    }

    /** A list; one scalar is taken as a list parted by commas. */
    record ListOf(Shape item) implements Shape {}

    /** Any names, each with a value of one shape. */
    record Table(Shape value) implements Shape {}

    /**
     * Named keys.
     *
     * @param open true where other keys are welcome, false where they are probably slips
     * @param bare what a key with nothing behind it may be, as in {@code { day: 200 calls, 1 USD }}
     */
    record Keys(List<Key> keys, boolean open, Optional<Kind> bare) implements Shape {
        public Keys {
            keys = List.copyOf(keys);
        }

        Optional<Key> key(String name) {
            return keys.stream().filter(key -> key.name().equals(name)).findFirst();
        }
    }

    /** A shape that holds itself. @param name the schema's definition of it */
    record Again(String name, Supplier<Shape> shape) implements Shape {}

    /**
     * What is planned and not built yet: it is refused, so that nobody relies on it.
     *
     * @param only the one value that is welcome all the same; empty for none
     * @param why what would go wrong if it were taken
     */
    record Unbuilt(Optional<String> only, String why) implements Shape {}

    /** Whatever stands there, for what other parts of the program read themselves. */
    record Anything() implements Shape {}

    /**
     * One named key.
     *
     * @param fallback the value where none is set, as it would be written; empty for none
     */
    record Key(String name, Shape shape, String fallback, boolean required, String doc) {}
}
