package dev.factotum.plan;

import java.util.List;

/** The decision items of a plan and which of them are ticked. */
public record Decisions(List<Box> boxes) {
    public Decisions {
        boxes = List.copyOf(boxes);
    }

    /** What a box decides. */
    public enum Kind {
        /** {@code ^approve-rN} */
        APPROVE,
        /** {@code ^reject-rN} */
        REJECT,
        /** {@code ^revise-rN} */
        REVISE,
        /** {@code ^remember-N}: keep this address */
        REMEMBER,
        /** {@code ^arrived-STEP}: the unknown step did arrive */
        ARRIVED,
        /** {@code ^again-STEP}: it did not; send it again */
        AGAIN
    }

    /**
     * One box.
     *
     * @param target the revision number for approve, reject and revise; the count for remember; the step's id otherwise
     * @param text the item's text without mark and block id
     */
    public record Box(Kind kind, String target, boolean ticked, String text, int line) {}

    /** The ticked boxes of a kind. */
    public List<Box> ticked(Kind kind) {
        return boxes.stream().filter(box -> box.kind() == kind && box.ticked()).toList();
    }
}
