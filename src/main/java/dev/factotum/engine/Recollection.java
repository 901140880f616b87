package dev.factotum.engine;

import dev.factotum.engine.Planner.Item;
import java.util.List;

/** What the past teaches about a matter. Holds only what people wrote or approved, and of one client only. */
public interface Recollection {
    /** Knows nothing. */
    Recollection NONE = new Recollection() {
        @Override
        public List<String> lessons(Item item) {
            return List.of();
        }

        @Override
        public List<String> examples(Item item) {
            return List.of();
        }

        @Override
        public List<Excerpt> find(Item item, String words) {
            return List.of();
        }
    };

    /** What people changed in plans like this one, one line each, the most fitting first. */
    List<String> lessons(Item item);

    /** Texts that people wrote or approved, the most fitting first. */
    List<String> examples(Item item) throws InterruptedException;

    /** A few beginnings of texts that people wrote or approved, the most fitting first; none where nothing fits. */
    List<Excerpt> find(Item item, String words) throws InterruptedException;

    /**
     * The beginning of a text.
     *
     * @param whose who stands behind it, in a few words
     * @param where its note
     */
    record Excerpt(String whose, String where, String words) {}
}
