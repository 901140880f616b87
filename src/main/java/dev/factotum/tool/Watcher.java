package dev.factotum.tool;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Something outside that is asked for news every so often: a mailbox, mentions, a skill's own watcher. */
public interface Watcher {
    /** For its state on the disk, the same for ever: lower-case letters, digits, hyphens. */
    String name();

    Duration every();

    /**
     * Asks. What it answers may hold what it answered before: each item is known by its key.
     *
     * @param cursor what it answered the last time, once all of that had become matters
     */
    News look(Optional<String> cursor) throws InterruptedException;

    /**
     * Hears of news at once where the other side can tell, until interrupted; ends where it cannot. It only wakes: what is
     * new, {@link #look} finds.
     *
     * @param wake called for whatever may be news
     */
    default void listen(Runnable wake) throws InterruptedException {}

    /** What came of asking. */
    sealed interface News {
        /** @param cursor where to go on; kept only once every item is a matter */
        record Items(List<Arrival> items, Optional<String> cursor) implements News {
            public Items {
                items = List.copyOf(items);
            }
        }

        record Failed(ToolError error) implements News {}
    }

    /**
     * One item, as the file that it would be had a person dropped it: a note with {@code from} in its properties, or a mail.
     *
     * @param key the same for the same item, for ever
     * @param file name with its ending
     * @param account the vault's account that it came in by
     */
    record Arrival(String key, String file, byte[] content, Optional<String> account) {
        /** What came by no account. */
        public Arrival(String key, String file, byte[] content) {
            this(key, file, content, Optional.empty());
        }
    }
}
