package dev.factotum.journal;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.event.KeyValuePair;
import org.slf4j.event.Level;

/**
 * One event before it is a line.
 *
 * @param logger by whose name it was logged
 * @param message a word or two of ours, or a sentence of a library's
 */
record Entry(Instant t, Level level, String logger, String message, List<KeyValuePair> fields, Optional<Fault> fault) {
    Entry {
        fields = List.copyOf(fields);
    }

    /** What was thrown: its classes with their causes, and where, without a word of what it says. */
    record Fault(List<String> classes, List<StackTraceElement> places) {
        private static final int MOST_CAUSES = 4;
        private static final int MOST_PLACES = 10;

        Fault {
            classes = List.copyOf(classes.subList(0, Math.min(MOST_CAUSES, classes.size())));
            places = List.copyOf(places.subList(0, Math.min(MOST_PLACES, places.size())));
        }
    }
}
