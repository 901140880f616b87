package dev.factotum.memory;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Two rankings made one, by reciprocal rank fusion: what stands high in either comes first, what stands in both before
 * that. Of equals the newest, so the same rankings always give the same order.
 */
final class Fusion {
    /** How little the very first places count over those after them; the constant of the method's authors. */
    private static final double FLATNESS = 60;

    private Fusion() {}

    static List<Remembered> of(List<Remembered> byWords, List<Remembered> byVectors) {
        Map<Remembered, Double> scores = new LinkedHashMap<>();
        for (List<Remembered> ranking : List.of(byWords, byVectors)) {
            for (int i = 0; i < ranking.size(); i++) {
                scores.merge(ranking.get(i), 1 / (FLATNESS + i + 1), Double::sum);
            }
        }
        return scores.entrySet().stream()
                .sorted(Map.Entry.<Remembered, Double>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey(Remembered.NEWEST)))
                .map(Map.Entry::getKey)
                .toList();
    }
}
