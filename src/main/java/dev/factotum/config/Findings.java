package dev.factotum.config;

import dev.factotum.problem.Code;
import dev.factotum.problem.Problem;
import java.util.ArrayList;
import java.util.List;

/** What a check found, in the order of the file; at most so many that a person can take them in. */
final class Findings {
    private static final int MOST = 100;

    private final List<Problem> faults = new ArrayList<>();
    private final List<Problem> warnings = new ArrayList<>();

    void fault(Code code, String what, Origin origin, String why, String next) {
        add(faults, code, what, origin, why, next);
    }

    void warning(Code code, String what, Origin origin, String why, String next) {
        add(warnings, code, what, origin, why, next);
    }

    void addAll(Findings others) {
        others.faults.forEach(fault -> keep(faults, fault));
        others.warnings.forEach(warning -> keep(warnings, warning));
    }

    /** Wrong values, which stop the file they stand in. */
    List<Problem> faults() {
        return List.copyOf(faults);
    }

    /** Unknown keys and the like, which stop nothing. */
    List<Problem> warnings() {
        return List.copyOf(warnings);
    }

    /** Faults first, then warnings. */
    List<Problem> all() {
        List<Problem> all = new ArrayList<>(faults);
        all.addAll(warnings);
        return List.copyOf(all);
    }

    private static void add(List<Problem> list, Code code, String what, Origin origin, String why, String next) {
        keep(list, new Problem(code, what, origin.shown(), why, next));
    }

    private static void keep(List<Problem> list, Problem problem) {
        if (list.size() < MOST) {
            list.add(problem);
        }
    }
}
