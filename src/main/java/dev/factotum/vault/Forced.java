package dev.factotum.vault;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How far this process has forced the ledgers it wrote to last. Safe because a ledger only grows: one of the size that
 * was forced holds nothing else. Thread-safe.
 */
final class Forced {
    private static final int MOST = 4096;

    private final Map<MatterId, Long> sizes = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<MatterId, Long> eldest) {
            return size() > MOST;
        }
    };

    synchronized void note(MatterId matter, long size) {
        sizes.put(matter, size);
    }

    synchronized boolean upTo(MatterId matter, long size) {
        return Long.valueOf(size).equals(sizes.get(matter));
    }

    synchronized void forget(MatterId matter) {
        sizes.remove(matter);
    }
}
