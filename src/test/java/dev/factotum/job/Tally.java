package dev.factotum.job;

import dev.factotum.world.Crash;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What a campaign came to. */
final class Tally {
    /** What a violation is a violation of. */
    enum Kind {
        LOST,
        DOUBLED,
        ILLEGAL,
        HALF_WRITTEN,
        OUT_OF_ORDER,
        BROKEN;

        static Kind of(String fault) {
            if (fault.startsWith("lost") || fault.contains("came to be 0") || fault.startsWith("sent, not recorded")) {
                return LOST;
            }
            if (fault.startsWith("came to be")
                    || fault.startsWith("one id")
                    || fault.startsWith("recorded")
                    || fault.startsWith("an entry stands twice")) {
                return DOUBLED;
            }
            if (fault.startsWith("empty") || fault.startsWith("half-written")) {
                return HALF_WRITTEN;
            }
            return fault.startsWith("out of order") ? OUT_OF_ORDER : fault.startsWith("broken") ? BROKEN : ILLEGAL;
        }
    }

    private final Map<Kind, Integer> violations = new EnumMap<>(Kind.class);
    private final Map<Crash, Integer> points = new EnumMap<>(Crash.class);
    private int doubles;
    private int interrupts;
    private int questions;

    void point(Crash how) {
        points.merge(how, 1, Integer::sum);
    }

    void doubleCrash() {
        doubles++;
    }

    void interrupt() {
        interrupts++;
    }

    void questions(int asked) {
        questions += asked;
    }

    void violation(String fault) {
        violations.merge(Kind.of(fault), 1, Integer::sum);
    }

    int points() {
        return points.values().stream().mapToInt(Integer::intValue).sum();
    }

    int doubles() {
        return doubles;
    }

    int interrupts() {
        return interrupts;
    }

    @Override
    public String toString() {
        List<String> classes = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            classes.add(
                    kind.name().toLowerCase(Locale.ROOT).replace('_', ' ') + " " + violations.getOrDefault(kind, 0));
        }
        return points() + " crash points "
                + points.entrySet().stream()
                        .map(e -> e.getKey().name().toLowerCase(Locale.ROOT) + " " + e.getValue())
                        .collect(Collectors.joining(", ", "(", ")"))
                + ", " + doubles + " double crashes, " + interrupts + " interrupts, " + questions
                + " questions answered; violations: " + String.join(", ", classes);
    }
}
