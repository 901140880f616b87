package dev.factotum.plan;

import dev.factotum.markdown.Block;
import dev.factotum.markdown.Lines;
import java.util.BitSet;

/** Which lines of a note are steps: their boxes with result lines, their fences, the callouts about them. */
final class StepLayout {
    private StepLayout() {}

    /** Lines from 0. A person's words between a box and its fence are none of them. */
    static BitSet lines(PlanText text) {
        Lines lines = text.outline().lines();
        BitSet own = new BitSet();
        for (StepUnit unit : text.units()) {
            unit.box().ifPresent(box -> own.set(box.line(), box.last() + 1));
            fence(lines, unit.fence(), own);
            unit.names().forEach(name -> fence(lines, name.fence(), own));
        }
        own.or(callouts(text));
        return own;
    }

    /** The lines of the callouts that stand at faulty steps, each with the blank line below. */
    static BitSet callouts(PlanText text) {
        Lines lines = text.outline().lines();
        BitSet own = new BitSet();
        for (Block block : text.outline().blocks()) {
            if (!(block instanceof Block.Quote quote)
                    || text.outline().quoted(quote)
                    || text.sections().inert(quote.start())) {
                continue;
            }
            int first = lines.at(quote.start());
            boolean ours = CalloutText.opening(lines.text(first))
                    .filter(opening -> opening == Callout.Opening.STEP_INVALID || opening == Callout.Opening.MEND)
                    .isPresent();
            if (ours) {
                int last = CalloutText.lastLine(lines, quote);
                boolean blank = last + 1 < lines.count() && lines.text(last + 1).isBlank();
                own.set(first, (blank && last + 2 < lines.count() ? last + 1 : last) + 1);
            }
        }
        return own;
    }

    private static void fence(Lines lines, Block.Fence fence, BitSet own) {
        own.set(lines.at(fence.start()), lines.at(Math.max(fence.start(), fence.end() - 1)) + 1);
    }
}
