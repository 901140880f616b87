package dev.factotum.plan;

import dev.factotum.markdown.Block;
import dev.factotum.markdown.Lines;
import dev.factotum.markdown.Outline;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Callouts at what is wrong, directly above it. Lines are told within the step, since those of the file shift. */
final class FaultCallouts {
    private final PlanText text;
    private final Outline outline;
    private final Lines lines;
    /** The units that faults name by their index. */
    private final List<StepUnit> counted;

    private FaultCallouts(PlanText text) {
        this.text = text;
        this.counted =
                text.units().stream().filter(unit -> unit.step().isPresent()).toList();
        this.outline = text.outline();
        this.lines = outline.lines();
    }

    /** Replaces every callout of an earlier pass. */
    static void put(PlanText text, List<PlanFault> faults, LineEdits edits) {
        new FaultCallouts(text).put(faults, edits);
    }

    private void put(List<PlanFault> faults, LineEdits edits) {
        Map<Integer, List<String>> wanted = new TreeMap<>();
        for (PlanFault fault : faults) {
            Optional<StepUnit> unit = unit(fault);
            int at = unit.map(step -> step.firstLine(lines)).orElseGet(() -> loose(fault.line()));
            List<String> lines = wanted.computeIfAbsent(at, key -> new ArrayList<>(List.of(title(unit.isPresent()))));
            String line = "> " + where(fault, unit) + Shown.sentence(fault.reason() + " " + fault.hint());
            if (!lines.contains(line)) {
                lines.add(line);
            }
        }
        wanted.replaceAll((at, written) -> indented(at, written));
        BitSet before = StepLayout.callouts(text);
        Map<Integer, Integer> anchors = new HashMap<>();
        wanted.keySet().forEach(at -> anchors.put(next(at, before), at));
        for (int first = before.nextSetBit(0); first >= 0; first = before.nextSetBit(before.nextClearBit(first))) {
            int behind = before.nextClearBit(first);
            Integer anchor = anchors.get(next(behind, before));
            if (anchor != null && written(first, behind).equals(wanted.get(anchor))) {
                wanted.remove(anchor);
            } else {
                edits.remove(first, behind - 1);
            }
        }
        wanted.forEach(edits::insertApart);
    }

    /** The first line from here on that says something and is no callout of an earlier pass. */
    private int next(int line, BitSet callouts) {
        int at = line;
        while (at < lines.count() && (callouts.get(at) || lines.text(at).isBlank())) {
            at++;
        }
        return at;
    }

    private static String title(boolean step) {
        Callout.Opening opening = step ? Callout.Opening.STEP_INVALID : Callout.Opening.MEND;
        return "> [!bug] " + opening.words();
    }

    private List<String> written(int first, int behind) {
        List<String> written = new ArrayList<>();
        for (int line = first; line < behind; line++) {
            if (!lines.text(line).isBlank()) {
                written.add(lines.text(line));
            }
        }
        return written;
    }

    private Optional<StepUnit> unit(PlanFault fault) {
        if (fault.step().isPresent()) {
            int index = fault.step().get();
            return index >= 0 && index < counted.size() ? Optional.of(counted.get(index)) : Optional.empty();
        }
        for (StepUnit unit : text.units()) {
            boolean within = fault.line() - 1 >= unit.firstLine(lines)
                    && lines.start(Math.min(fault.line() - 1, lines.count() - 1))
                            < unit.lastFence().end();
            if (within) {
                return Optional.of(unit);
            }
        }
        return Optional.empty();
    }

    /** The line, from 0, above which a fault of no step is told: that of the outermost block that it stands in. */
    private int loose(int number) {
        int line = Math.max(0, Math.min(number - 1, lines.count() - 1));
        int body = lines.at(text.properties().end());
        if (line < body) {
            return body;
        }
        int at = lines.start(line);
        for (Outline.Comment comment : outline.comments()) {
            if (!comment.closed() && comment.start() < at) {
                at = comment.start();
            }
        }
        for (Block block : outline.blocks()) {
            boolean leaf = !(block instanceof Block.Item);
            if (leaf && block.start() <= at && at < block.end()) {
                return Math.max(body, lines.at(block.start()));
            }
        }
        return Math.max(body, lines.at(at));
    }

    private String where(PlanFault fault, Optional<StepUnit> unit) {
        if (unit.isEmpty()) {
            return "";
        }
        Block.Fence fence = unit.get().fence();
        int opening = lines.at(fence.start());
        int closing = lines.at(Math.max(fence.start(), fence.end() - 1));
        int line = fault.line() - 1;
        return line > opening && line <= closing ? "Line " + (line - opening) + " of the step: " : "";
    }

    /** Set in as far as the line below, so that no list breaks, but not so far that it reads as code. */
    private List<String> indented(int line, List<String> written) {
        String below = line < lines.count() ? lines.text(line) : "";
        int at = 0;
        while (at < below.length() && (below.charAt(at) == ' ' || below.charAt(at) == '\t')) {
            at++;
        }
        boolean code = at > 0
                && outline.blocks().stream()
                        .anyMatch(block -> block instanceof Block.Code && lines.at(block.start()) == line);
        int cut = at == below.length() ? at : code ? Math.min(at, below.charAt(at - 1) == '\t' ? 1 : 4) : 0;
        String indent = below.substring(0, at - cut);
        return written.stream().map(text -> indent + text).toList();
    }
}
