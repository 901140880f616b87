package dev.factotum.plan;

import dev.factotum.markdown.Block;
import dev.factotum.markdown.Lines;
import dev.factotum.markdown.Outline;
import dev.factotum.problem.PlanCode;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/** Finds lines that read like a step but do not count, outside the places where steps are meant not to. */
final class HiddenSteps {
    private static final int MOST = 10;

    private final String source;
    private final Outline outline;
    private final Lines lines;
    private final Sections sections;
    private final List<PlanFault> faults = new ArrayList<>();
    /** Lines that open a fence, or stand where steps are meant not to count. */
    private final BitSet settled = new BitSet();

    private HiddenSteps(String source, Outline outline, Sections sections) {
        this.source = source;
        this.outline = outline;
        this.lines = outline.lines();
        this.sections = sections;
    }

    static List<PlanFault> find(String source, Outline outline, Sections sections, int body) {
        HiddenSteps hidden = new HiddenSteps(source, outline, sections);
        boolean any = false;
        int first = outline.lines().at(body);
        BitSet suspects = new BitSet();
        for (int line = first; line < outline.lines().count(); line++) {
            boolean suspect = FenceScan.opensStep(outline.lines().text(line));
            suspects.set(line, suspect);
            any |= suspect;
        }
        if (any) {
            hidden.settle(body);
            suspects.andNot(hidden.settled);
            suspects.stream().limit(MOST).forEach(hidden::report);
        }
        return hidden.faults;
    }

    private void settle(int body) {
        settled.set(0, lines.at(body));
        for (Block block : outline.blocks()) {
            switch (block) {
                case Block.Quote quote -> all(quote.start(), quote.end());
                case Block.Html html -> {
                    if (html.comment() && html.closed()) {
                        all(html.start(), html.end());
                    }
                }
                case Block.Fence fence -> fence(fence);
                case Block.Heading ignored -> {}
                case Block.Item ignored -> {}
                case Block.Code ignored -> {}
                case Block.Paragraph ignored -> {}
                case Block.Rule ignored -> {}
            }
        }
        outline.comments().stream()
                .filter(Outline.Comment::closed)
                .forEach(comment -> all(comment.start(), comment.end()));
        sections.all().stream().filter(Sections.Section::inert).forEach(section -> all(section.start(), section.end()));
    }

    /** What stands in a closed fence is its text, unless the line that should close it is missing. */
    private void fence(Block.Fence fence) {
        String info = fence.info().of(source);
        int line = lines.at(fence.start());
        boolean misspelt = FenceScan.step(info) && !info.equals("step");
        boolean ours = info.equals("step") || NameFence.of(source, fence).isPresent();
        if (ours || (fence.closed() && FenceScan.opening(source, lines, fence).isEmpty())) {
            all(fence.start(), fence.end());
        }
        settled.set(line, !misspelt);
    }

    private void all(int start, int end) {
        if (end > start) {
            settled.set(lines.at(start), lines.at(end - 1) + 1);
        }
    }

    private void report(int line) {
        int start = lines.start(line);
        Optional<Block> within = Optional.empty();
        for (Block block : outline.blocks()) {
            if (block.start() < lines.next(line) && block.end() > start) {
                within = Optional.of(block);
            }
        }
        boolean commented =
                outline.comments().stream().anyMatch(comment -> !comment.closed() && comment.start() < start);
        String reason = "A step stands here that does not count.";
        String hint = "Put the line with ```step at the start of a line, with a blank line above.";
        if (commented) {
            reason = "A step stands behind a comment sign %% that is never closed.";
            hint = "Close the comment with a second %%, or write \\%\\%.";
        } else if (within.isPresent()) {
            switch (within.get()) {
                case Block.Code ignored -> {
                    reason = "A step is indented so far that it reads as plain code.";
                    hint = "Take away the blanks in front of it, down to those of its box.";
                }
                case Block.Html html -> {
                    reason = html.comment()
                            ? "A step stands behind an HTML comment that is never closed."
                            : "A step stands inside a block of HTML.";
                    hint = html.comment() ? "Close the comment with -->." : "Write a blank line above it.";
                }
                case Block.Fence fence -> {
                    boolean itself = lines.at(fence.start()) == line;
                    reason = itself
                            ? "`" + fence.info().of(source) + "` is not `step`."
                            : "A step stands inside another fence, which is not closed above it.";
                    hint = itself
                            ? "Write `step` alone behind the backticks, in small letters."
                            : "Write ``` where the other fence ends.";
                }
                case Block.Heading ignored -> {}
                case Block.Item ignored -> {}
                case Block.Paragraph ignored -> {}
                case Block.Quote ignored -> {}
                case Block.Rule ignored -> {}
            }
        }
        faults.add(new PlanFault(PlanCode.HIDDEN, Optional.empty(), line + 1, reason, hint));
    }
}
