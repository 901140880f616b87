package dev.factotum.plan;

import java.util.List;
import java.util.Optional;

/**
 * Rewrites what the engine owns in a matter's text and nothing else. Applying the same edit to its own result changes
 * nothing.
 */
public final class PlanEdit {
    private final PlanText text;

    public PlanEdit(PlanText text) {
        this.text = text;
    }

    /** Sets a property, or removes it where the value is empty; written escaped, in the canonical order. */
    public PlanEdit property(String key, Optional<String> value) {
        throw new UnsupportedOperationException(text + key + value);
    }

    /** Replaces the engine's spans between title and steps. A title is added where the note has no heading. */
    public PlanEdit header(Header header) {
        throw new UnsupportedOperationException(header.toString());
    }

    /** Takes the steps out of an earlier proposal of ours and writes these, with Tell the agent and Why. */
    public PlanEdit steps(Draft draft) {
        throw new UnsupportedOperationException(draft.toString());
    }

    /** Adds missing step ids, block ids, and the sections that a hand-written plan lacks. */
    public PlanEdit fillIn() {
        throw new UnsupportedOperationException();
    }

    /** Puts a callout at each faulty step, replacing those of an earlier pass; none left where the list is empty. */
    public PlanEdit stepFaults(List<PlanFault> faults) {
        throw new UnsupportedOperationException(faults.toString());
    }

    public PlanEdit mark(StepId step, Mark mark) {
        throw new UnsupportedOperationException(step.toString() + mark);
    }

    /** The result line under a step, without arrow: {@code INV/2026/01042 · 1.8 s}; replaces an earlier one. */
    public PlanEdit result(StepId step, String line) {
        throw new UnsupportedOperationException(step + line);
    }

    /** Unticks every decision box and the approve property. */
    public PlanEdit clearTicks() {
        throw new UnsupportedOperationException();
    }

    /** Folds all present steps and their results into the quote callout <em>Round N</em>; nothing in it counts. */
    public PlanEdit foldRound(int number) {
        throw new UnsupportedOperationException("" + number);
    }

    /** The new text. */
    public String apply() {
        throw new UnsupportedOperationException();
    }
}
