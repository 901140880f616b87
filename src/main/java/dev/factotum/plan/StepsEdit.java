package dev.factotum.plan;

import dev.factotum.markdown.Block;
import dev.factotum.markdown.Escape;
import dev.factotum.markdown.Lines;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Puts a draft's steps in the place of those there are, and makes the sections that a plan has. */
final class StepsEdit {
    private final PlanText text;
    private final Lines lines;
    private final LineEdits edits;

    private StepsEdit(PlanText text) {
        this.text = text;
        this.lines = text.outline().lines();
        this.edits = new LineEdits(text);
    }

    static String draft(PlanText text, Draft draft) {
        StepsEdit edit = new StepsEdit(text);
        edit.title(draft.title());
        edit.steps(draft.steps());
        edit.tell();
        edit.why(draft.why());
        return edit.edits.apply();
    }

    /** Ids, boxes and <em>Tell the agent</em> for a plan that a person wrote. */
    static String fillIn(PlanText text) {
        StepsEdit edit = new StepsEdit(text);
        new StepBoxes(text, edit.edits).identify();
        if (!text.units().isEmpty()) {
            edit.tell();
        }
        return edit.edits.apply();
    }

    /** <em>Tell the agent</em>, where the note has no such section. */
    static String wishes(PlanText text) {
        StepsEdit edit = new StepsEdit(text);
        edit.tell();
        return edit.edits.apply();
    }

    private void title(String title) {
        String shown = Escape.line(title);
        if (text.sections().title().isEmpty() && !shown.isEmpty()) {
            edits.insertApart(lines.at(text.properties().end()), List.of("# " + shown));
        }
    }

    private void steps(List<Step> steps) {
        List<String> written = new ArrayList<>();
        for (List<String> step : printed(steps)) {
            if (!written.isEmpty()) {
                written.add("");
            }
            written.addAll(step);
        }
        if (same(steps)) {
            return;
        }
        BitSet own = StepLayout.lines(text);
        edits.remove(own);
        if (written.isEmpty()) {
            return;
        }
        Optional<Sections.Section> section = text.sections().named(Sections.STEPS);
        if (!text.units().isEmpty()) {
            edits.insertApart(own.nextSetBit(0), written);
        } else if (section.isPresent()) {
            edits.insertApart(behind(section.get().body()), written);
        } else {
            written.addAll(0, List.of("## Steps", ""));
            edits.insertApart(below(), written);
        }
    }

    private boolean same(List<Step> steps) {
        List<List<String>> before = new ArrayList<>();
        for (StepUnit unit : text.units()) {
            if (unit.step().flatMap(Step::id).isEmpty()) {
                return false;
            }
            before.add(StepPrinter.lines(
                    unit.step().get().marked(Mark.OPEN), unit.step().get().id().get()));
        }
        return before.equals(
                printed(steps.stream().map(step -> step.marked(Mark.OPEN)).toList()));
    }

    /** Ids are never used again: those of folded rounds are taken. */
    private List<List<String>> printed(List<Step> steps) {
        StepIds free = StepIds.free(text.source(), steps);
        Set<String> spent = Rounds.ids(text);
        Map<String, StepId> renamed = new HashMap<>();
        List<StepId> ids = new ArrayList<>();
        for (Step step : steps) {
            StepId id = step.id().orElseGet(free::next);
            if (step.id().isPresent() && spent.contains(id.value())) {
                StepId fresh = free.next();
                renamed.put(id.value(), fresh);
                id = fresh;
            }
            ids.add(id);
        }
        List<List<String>> printed = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            printed.add(StepPrinter.lines(Renaming.of(steps.get(i), renamed), ids.get(i)));
        }
        return printed;
    }

    private void tell() {
        boolean swallowed = text.outline().comments().stream().anyMatch(comment -> !comment.closed())
                || (!text.outline().blocks().isEmpty()
                        && endsOpen(text.outline().blocks().getLast()));
        if (text.sections().named(Sections.TELL).isEmpty() && !swallowed) {
            edits.insertApart(below(), List.of("## Tell the agent"));
        }
    }

    private static boolean endsOpen(Block last) {
        return switch (last) {
            case Block.Fence fence -> !fence.closed();
            case Block.Html html -> html.comment() && !html.closed();
            case Block.Code ignored -> false;
            case Block.Heading ignored -> false;
            case Block.Item ignored -> false;
            case Block.Paragraph ignored -> false;
            case Block.Quote ignored -> false;
            case Block.Rule ignored -> false;
        };
    }

    /** A reason that is not there yet goes on top of the section; what a person wrote in it stays. */
    private void why(String why) {
        List<String> written = new ArrayList<>();
        for (String line : PlanText.unix(why).strip().split("\n", -1)) {
            written.add(Escape.line(line));
        }
        String whole = String.join("\n", written);
        Optional<Sections.Section> section = text.sections().named(Sections.WHY);
        if (whole.isEmpty()) {
            return;
        }
        if (section.isEmpty()) {
            written.addAll(0, List.of("## Why", ""));
            edits.insertApart(above(Sections.SOURCE), written);
        } else if (!PlanText.unix(text.source()
                        .substring(section.get().body(), section.get().end()))
                .contains(whole)) {
            edits.insertApart(behind(section.get().body()), written);
        }
    }

    /** The line behind a heading that ends at this offset. */
    private int behind(int offset) {
        return lines.at(offset - 1) + 1;
    }

    /** Below the steps: above the first section in which nothing counts and that no step follows, else at the end. */
    private int below() {
        int last = text.units().stream()
                .mapToInt(unit -> unit.lastFence().end())
                .max()
                .orElse(0);
        return text.sections().all().stream()
                .filter(section -> section.inert() && section.start() >= last)
                .min(Comparator.comparingInt(Sections.Section::start))
                .map(section -> lines.at(section.start()))
                .orElse(lines.count());
    }

    private int above(String name) {
        return text.sections()
                .named(name)
                .map(section -> lines.at(section.start()))
                .orElse(lines.count());
    }
}
