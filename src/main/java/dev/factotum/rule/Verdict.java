package dev.factotum.rule;

import java.util.Map;
import java.util.TreeMap;

/**
 * Whether a condition holds.
 *
 * @param because one clause for a person: {@code the kind is mention, not email}
 * @param groups named groups of the expressions that matched
 */
record Verdict(boolean holds, String because, Map<String, String> groups) {
    Verdict {
        groups = Map.copyOf(groups);
    }

    static Verdict yes(String because) {
        return new Verdict(true, because, Map.of());
    }

    static Verdict no(String because) {
        return new Verdict(false, because, Map.of());
    }

    static Verdict of(boolean holds, String because) {
        return new Verdict(holds, because, Map.of());
    }

    /** Both groups; a name that both have keeps this one's. */
    Map<String, String> groupsWith(Map<String, String> later) {
        TreeMap<String, String> all = new TreeMap<>(later);
        all.putAll(groups);
        return all;
    }
}
