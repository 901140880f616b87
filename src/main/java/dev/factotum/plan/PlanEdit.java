package dev.factotum.plan;

import dev.factotum.markdown.PropertyEdits;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Rewrites what the engine owns in a matter's text and nothing else. Applying the same edit to its own result changes
 * nothing.
 *
 * <p>Marks, results, ticks and the callouts at steps are made on the text as given; faults passed in are faults of that
 * text. What is asked for after them sees their result.
 */
public final class PlanEdit {
    /** A header that held an open comment may show an older one below when it is replaced. */
    private static final int MOST_PASSES = 2;

    private static final List<String> ORDER = List.of(
            "approve", "risk", "client", "agent", "kind", "from", "due", "rev", "duplicate_of", "edit_of", "id");

    private final Map<String, Optional<String>> properties = new LinkedHashMap<>();
    private final Map<StepId, Mark> marks = new HashMap<>();
    private final Map<StepId, String> results = new HashMap<>();
    private Optional<List<PlanFault>> faults = Optional.empty();
    private boolean untick;
    private PlanText text;

    public PlanEdit(PlanText text) {
        this.text = text;
    }

    /** Sets a property, or removes it where the value is empty; written escaped, in the canonical order. */
    public PlanEdit property(String key, Optional<String> value) {
        properties.put(key, value);
        return this;
    }

    /**
     * Replaces the engine's spans between title and steps. A title is added where the note has no heading. What counts as
     * a step below, and what is wrong with it, stays what it was: the boxes never take a line of the note for their own.
     */
    public PlanEdit header(Header header) {
        settle();
        PlanText given = text;
        String before = text.source();
        become(HeaderEdit.apply(text, header));
        for (int again = 0; again < MOST_PASSES && !before.equals(text.source()); again++) {
            before = text.source();
            become(HeaderEdit.apply(text, header));
        }
        return text.readsAs(given) ? this : become(HeaderEdit.closed(text));
    }

    /** Takes the steps out of an earlier proposal of ours and writes these, with Tell the agent and Why. */
    public PlanEdit steps(Draft draft) {
        settle();
        return become(StepsEdit.draft(text, draft));
    }

    /**
     * Adds missing step ids, block ids, boxes, and the sections that a hand-written plan lacks. Where a new box would make
     * a step of indented code below it, nothing is added: such a plan has that mistake and cannot run.
     */
    public PlanEdit fillIn() {
        settle();
        PlanText given = text;
        become(StepsEdit.fillIn(text));
        return text.steps().size() == given.steps().size() ? this : become(given.source());
    }

    /** Adds the section in which a person says what should be different. */
    public PlanEdit wishes() {
        settle();
        return become(StepsEdit.wishes(text));
    }

    /** Puts a callout at each faulty step, replacing those of an earlier pass; none left where the list is empty. */
    public PlanEdit stepFaults(List<PlanFault> faults) {
        this.faults = Optional.of(List.copyOf(faults));
        return this;
    }

    public PlanEdit mark(StepId step, Mark mark) {
        marks.put(step, mark);
        return this;
    }

    /** The result line under a step, without arrow: {@code INV/2026/01042 · 1.8 s}; replaces an earlier one. */
    public PlanEdit result(StepId step, String line) {
        results.put(step, line);
        return this;
    }

    /** Unticks every decision box and the approve property. */
    public PlanEdit clearTicks() {
        untick = true;
        if (text.properties().ticked("approve")) {
            properties.putIfAbsent("approve", Optional.of("false"));
        }
        return this;
    }

    /** Folds all present steps and their results into the quote callout <em>Round N</em>; nothing in it counts. */
    public PlanEdit foldRound(int number) {
        settle();
        return become(Rounds.fold(text, number));
    }

    /** The new text. */
    public String apply() {
        settle();
        PropertyEdits edits = new PropertyEdits(text.source(), ORDER);
        properties.forEach((key, value) -> value.ifPresentOrElse(set -> set(edits, key, set), () -> edits.remove(key)));
        return edits.apply();
    }

    /** A value that already reads the same stays as it is written. */
    private void set(PropertyEdits edits, String key, String value) {
        if (key.equals("approve") && value.equals("false") && text.oddTick().isPresent()) {
            return;
        }
        boolean plain = bare(key, value);
        boolean same = text.properties()
                .text(key)
                .filter(now -> plain ? now.equalsIgnoreCase(value) : now.equals(value))
                .isPresent();
        if (same && !(key.equals("approve") && text.properties().ticked(key) != value.equals("true"))) {
            return;
        }
        if (plain) {
            edits.setYaml(key, value);
        } else {
            edits.set(key, value);
        }
    }

    /** Values that Obsidian shows as a box, a number or a date. */
    private static boolean bare(String key, String value) {
        return switch (key) {
            case "approve" -> value.equals("true") || value.equals("false");
            case "rev" ->
                !value.isEmpty() && value.length() < 10 && value.chars().allMatch(c -> c >= '0' && c <= '9');
            default -> false;
        };
    }

    private void settle() {
        if (faults.isEmpty() && !untick && marks.isEmpty() && results.isEmpty()) {
            return;
        }
        LineEdits edits = new LineEdits(text);
        StepBoxes boxes = new StepBoxes(text, edits);
        boxes.set(marks, results);
        if (untick) {
            boxes.untick();
        }
        faults.ifPresent(list -> FaultCallouts.put(text, list, edits));
        marks.clear();
        results.clear();
        untick = false;
        faults = Optional.empty();
        become(edits.apply());
    }

    private PlanEdit become(String source) {
        if (!source.equals(text.source())) {
            text = PlanText.parse(source, text.fileName());
        }
        return this;
    }
}
