package dev.factotum.plan;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The notes read last, for the same words are asked for several times in a turn. Safe to share, for what is kept never
 * changes. Bounded in number and in length. Thread-safe.
 */
final class RecentTexts {
    private static final int MOST = 64;
    private static final int LONGEST = 16 << 10;

    private final Map<Key, PlanText> texts = new LinkedHashMap<>(MOST * 2, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, PlanText> eldest) {
            return size() > MOST;
        }
    };

    private record Key(String source, String fileName) {}

    @Nullable
    PlanText of(String source, String fileName) {
        if (source.length() > LONGEST) {
            return null;
        }
        Key key = new Key(source, fileName);
        synchronized (texts) {
            return texts.get(key);
        }
    }

    void keep(PlanText text) {
        if (text.source().length() <= LONGEST) {
            Key key = new Key(text.source(), text.fileName());
            synchronized (texts) {
                texts.put(key, text);
            }
        }
    }
}
