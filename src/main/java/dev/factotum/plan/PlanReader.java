package dev.factotum.plan;

import dev.factotum.markdown.Block;
import dev.factotum.markdown.Lines;
import dev.factotum.markdown.Outline;
import dev.factotum.markdown.Properties;
import dev.factotum.problem.PlanCode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds the steps and decisions of a note. */
final class PlanReader {
    private final String source;
    private final Outline outline;
    private final Lines lines;
    private final List<Block> blocks;
    private final Sections sections;
    private final List<StepUnit> units = new ArrayList<>();
    private final List<Box> decisions = new ArrayList<>();
    private final List<PlanFault> loose = new ArrayList<>();

    private PlanReader(String source) {
        this.source = source;
        this.outline = Outline.of(source);
        this.lines = outline.lines();
        this.blocks = outline.blocks();
        this.sections = Sections.of(source, outline);
    }

    /**
     * A note as read.
     *
     * @param units only steps that count, in file order
     * @param loose faults that belong to none of them
     */
    record Read(
            Outline outline,
            Properties properties,
            Sections sections,
            List<StepUnit> units,
            List<Box> decisions,
            List<PlanFault> loose) {
        Read {
            units = List.copyOf(units);
            decisions = List.copyOf(decisions);
            loose = List.copyOf(loose);
        }
    }

    static Read read(String source) {
        return new PlanReader(source).read();
    }

    private Read read() {
        Properties properties = Properties.of(source);
        properties
                .fault()
                .ifPresent(bad -> loose(
                        PlanCode.PROPERTIES,
                        bad.line(),
                        "The properties cannot be read in line " + bad.line() + " of the file: " + bad.reason() + ".",
                        "Mend that line between the two `---`."));
        Set<Block> claimed = new HashSet<>();
        for (int i = 0; i < blocks.size(); i++) {
            if (blocks.get(i) instanceof Block.Item && counts(blocks.get(i))) {
                Box box = Box.of(source, outline, i);
                if (box.decision().isPresent()) {
                    decisions.add(box);
                }
            }
            if (blocks.get(i) instanceof Block.Fence fence
                    && fence.info().of(source).equals("step")
                    && counts(fence)) {
                List<NameFence> names = names(i, claimed);
                units.add(StepUnit.read(source, lines, fence, box(i), names));
            }
        }
        List<StepUnit> checked = StepIds.checked(source, units);
        loose.addAll(HiddenSteps.find(source, outline, sections, properties.end()));
        if (!checked.isEmpty() || !loose.isEmpty()) {
            orphans(claimed);
        }
        return new Read(outline, properties, sections, checked, decisions, loose);
    }

    private boolean counts(Block block) {
        return !outline.quoted(block) && !sections.inert(block.start());
    }

    /** The fences of arguments below the step at an index, with only blank lines between. */
    private List<NameFence> names(int index, Set<Block> claimed) {
        List<NameFence> names = new ArrayList<>();
        int end = blocks.get(index).end();
        for (int i = index + 1; i < blocks.size(); i++) {
            if (!(blocks.get(i) instanceof Block.Fence next)
                    || !source.substring(end, next.start()).isBlank()) {
                break;
            }
            Optional<NameFence> name = NameFence.of(source, next);
            if (name.isEmpty()) {
                break;
            }
            names.add(name.get());
            claimed.add(next);
            end = next.end();
        }
        return names;
    }

    /** The nearest task item above; text, quotes, comments and plain list items may stand between. */
    private Optional<Box> box(int index) {
        for (int i = index - 1; i >= 0; i--) {
            Block block = blocks.get(i);
            if (outline.quoted(block)) {
                continue;
            }
            switch (block) {
                case Block.Item ignored -> {
                    Box box = Box.of(source, outline, i);
                    if (box.decision().isPresent()) {
                        return Optional.empty();
                    }
                    if (box.sign().isPresent() || box.broken()) {
                        return Optional.of(box);
                    }
                }
                case Block.Heading ignored -> {
                    return Optional.empty();
                }
                case Block.Fence ignored -> {
                    return Optional.empty();
                }
                case Block.Code ignored -> {
                    return Optional.empty();
                }
                case Block.Rule ignored -> {
                    return Optional.empty();
                }
                case Block.Html html -> {
                    if (!html.comment()) {
                        return Optional.empty();
                    }
                }
                case Block.Paragraph ignored -> {}
                case Block.Quote ignored -> {}
            }
        }
        return Optional.empty();
    }

    private void orphans(Set<Block> claimed) {
        for (Block block : blocks) {
            if (block instanceof Block.Fence fence && !claimed.contains(fence) && counts(fence)) {
                NameFence.of(source, fence)
                        .filter(NameFence::wellNamed)
                        .ifPresent(name -> loose(
                                PlanCode.FENCE,
                                lines.at(fence.start()) + 1,
                                "The fence `" + name.info() + "` belongs to no step.",
                                "Put it directly below its step, with only blank lines between."));
            }
        }
    }

    private void loose(PlanCode code, int line, String reason, String hint) {
        loose.add(new PlanFault(code, Optional.empty(), line, reason, hint));
    }
}
