package dev.factotum.plan;

import java.util.List;

/** Faults on one line each. */
final class PlanFaults {
    private PlanFaults() {}

    /** Code, the step's index where there is one, line, reason. */
    static List<String> shown(PlanText plan) {
        return plan.faults().stream()
                .map(fault -> fault.code().id()
                        + fault.step().map(step -> " step " + step).orElse("")
                        + " " + fault.line() + " " + fault.reason())
                .toList();
    }
}
