package dev.factotum.plan;

import dev.factotum.markdown.Block;
import dev.factotum.markdown.Lines;
import dev.factotum.markdown.Outline;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** Which lines of a note are the engine's header, part by part. */
final class OwnedLines {
    static final String IF_APPROVED = "**If approved";

    private final PlanText text;
    private final Lines lines;
    private final NavigableMap<Integer, Part> owners = new TreeMap<>();
    private final int callouts;

    /** The parts of the header in the order in which they are written. */
    enum Part {
        STATUS,
        LINE,
        WARNINGS,
        BOXES
    }

    /**
     * Lines that follow one another and belong to one part; blank lines may stand between them.
     *
     * @param first from 0
     * @param last from 0, inclusive
     */
    record Run(Part part, int first, int last) {}

    private OwnedLines(PlanText text) {
        this.text = text;
        this.lines = text.outline().lines();
        this.callouts = endOfCallouts();
    }

    static OwnedLines of(PlanText text) {
        OwnedLines owned = new OwnedLines(text);
        owned.find();
        return owned;
    }

    /** The last line, from 0, above which a callout of the header is found again. */
    int lastForCallouts() {
        return callouts == text.source().length() ? lines.count() : lines.at(callouts);
    }

    boolean owned(int line) {
        return owners.containsKey(line);
    }

    /** All runs from the top down. */
    List<Run> runs() {
        List<Run> runs = new ArrayList<>();
        for (Map.Entry<Integer, Part> owner : owners.entrySet()) {
            int line = owner.getKey();
            boolean more = !runs.isEmpty()
                    && runs.getLast().part() == owner.getValue()
                    && blank(runs.getLast().last() + 1, line);
            int first = more ? runs.removeLast().first() : line;
            runs.add(new Run(owner.getValue(), first, line));
        }
        return runs;
    }

    private boolean blank(int from, int to) {
        for (int line = from; line < to; line++) {
            if (!lines.text(line).isBlank()) {
                return false;
            }
        }
        return true;
    }

    private void find() {
        Outline outline = text.outline();
        for (int i = 0; i < outline.blocks().size(); i++) {
            Block block = outline.blocks().get(i);
            if (outline.quoted(block) || text.sections().inert(block.start())) {
                continue;
            }
            switch (block) {
                case Block.Quote quote -> callout(quote);
                case Block.Paragraph paragraph -> ifApproved(paragraph);
                case Block.Item ignored -> {
                    Box box = Box.of(text.source(), outline, i);
                    if (box.decision().isPresent()) {
                        owners.put(box.line(), Part.BOXES);
                    }
                }
                case Block.Heading ignored -> {}
                case Block.Fence ignored -> {}
                case Block.Html ignored -> {}
                case Block.Code ignored -> {}
                case Block.Rule ignored -> {}
            }
        }
    }

    private void callout(Block.Quote quote) {
        int line = lines.at(quote.start());
        Optional<Callout.Opening> opening = CalloutText.opening(lines.text(line));
        if (opening.isEmpty()
                || opening.get() == Callout.Opening.STEP_INVALID
                || opening.get() == Callout.Opening.MEND
                || quote.place().parent() >= 0
                || quote.start() >= callouts) {
            return;
        }
        Part part = opening.get() == Callout.Opening.LOOK ? Part.WARNINGS : Part.STATUS;
        for (int at = line; at <= CalloutText.lastLine(lines, quote); at++) {
            owners.put(at, part);
        }
    }

    /** Only what stands above the steps and the first heading below the title can be a header's callout. */
    private int endOfCallouts() {
        int from = text.sections()
                .title()
                .map(Block.Heading::end)
                .orElse(text.properties().end());
        int end = text.source().length();
        for (Sections.Section section : text.sections().all()) {
            if (section.start() >= from) {
                end = Math.min(end, section.start());
                break;
            }
        }
        for (StepUnit unit : text.units()) {
            int start = lines.start(unit.firstLine(lines));
            if (start >= from) {
                return Math.min(end, start);
            }
        }
        return end;
    }

    private void ifApproved(Block.Paragraph paragraph) {
        int last = lines.at(Math.max(paragraph.start(), paragraph.end() - 1));
        for (int line = lines.at(paragraph.start()); line <= last; line++) {
            if (lines.text(line).startsWith(IF_APPROVED)) {
                owners.put(line, Part.LINE);
            }
        }
    }
}
