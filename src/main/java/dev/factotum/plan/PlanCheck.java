package dev.factotum.plan;

/** Types a plan's steps by their tools' schemas and checks everything that can be checked without a network. */
public final class PlanCheck {
    private PlanCheck() {}

    /** Text faults of the plan come first; a plan with any fault is bad as a whole. */
    public static Checked check(PlanText plan, CheckContext context) {
        throw new UnsupportedOperationException(plan.toString() + context);
    }
}
