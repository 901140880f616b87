package dev.factotum.plan;

import java.util.List;

/** The verdict on a plan's steps. */
public sealed interface Checked {
    /** @param run the steps that will run, in file order; empty where there is nothing to run */
    record Good(List<TypedStep> run) implements Checked {
        public Good {
            run = List.copyOf(run);
        }
    }

    record Bad(List<PlanFault> faults) implements Checked {
        public Bad {
            faults = List.copyOf(faults);
        }
    }
}
