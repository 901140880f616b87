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
    };

    /** What people changed in plans like this one, one line each, the most fitting first. */
    List<String> lessons(Item item);

    /** Texts that people wrote or approved, the most fitting first. */
    List<String> examples(Item item);
}
