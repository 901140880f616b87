package dev.factotum.plan;

import com.google.re2j.Pattern;
import dev.factotum.problem.PlanCode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Ids of steps: which a file uses or has used, which are free, and where they contradict each other. */
final class StepIds {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,31}");
    private final Set<String> taken;
    private int last;

    private StepIds(Set<String> taken, int last) {
        this.taken = taken;
        this.last = last;
    }

    static Optional<StepId> parse(String text) {
        return ID.matches(text) ? Optional.of(new StepId(text)) : Optional.empty();
    }

    /** The ids that a file leaves free: none that stands anywhere in it, for ids are never used again. */
    static StepIds free(String source, List<Step> steps) {
        Set<String> taken = new HashSet<>();
        steps.forEach(step -> step.id().ifPresent(id -> taken.add(id.value())));
        return new StepIds(taken, highest(source));
    }

    /** Looks wherever an id may be left: block ids (also of folded rounds), ids and needs of steps, references. */
    private static int highest(String source) {
        int highest = 0;
        int line = 0;
        for (int i = 0; i < source.length(); i++) {
            char c = source.charAt(i);
            if (c == '\n' || c == '\r') {
                line = i + 1;
            } else if (c == 's' && (i == 0 || !Character.isLetterOrDigit(source.charAt(i - 1)))) {
                int to = i + 1;
                while (to < source.length() && to - i <= 6 && source.charAt(to) >= '0' && source.charAt(to) <= '9') {
                    to++;
                }
                if (to > i + 1 && names(source, line, i)) {
                    highest = Math.max(highest, Integer.parseInt(source.substring(i + 1, to)));
                }
            }
        }
        return highest;
    }

    private static boolean names(String source, int line, int at) {
        if (at > 0 && (source.charAt(at - 1) == '^' || source.charAt(at - 1) == '{')) {
            return true;
        }
        int start = line;
        while (start < at && start - line < 40 && "> \t".indexOf(source.charAt(start)) >= 0) {
            start++;
        }
        return source.startsWith("id:", start) || source.startsWith("needs:", start);
    }

    /** Takes the next free id. */
    StepId next() {
        do {
            last++;
        } while (!taken.add("s" + last));
        return new StepId("s" + last);
    }

    /** The units with faults at those whose id and block id differ, or whose id stands at an earlier step too. */
    static List<StepUnit> checked(String source, List<StepUnit> units) {
        List<Step> steps = units.stream().flatMap(unit -> unit.step().stream()).toList();
        @Nullable StepIds free = null;
        Map<StepId, Integer> seen = new HashMap<>();
        List<StepUnit> checked = new ArrayList<>();
        for (StepUnit unit : units) {
            List<PlanFault> faults = new ArrayList<>();
            Optional<StepId> id = unit.step().flatMap(Step::id);
            if (id.isPresent()) {
                int line = unit.step().orElseThrow().line();
                Optional<String> block = unit.box().flatMap(Box::blockId);
                Integer first = seen.putIfAbsent(id.get(), line);
                boolean differs =
                        block.isPresent() && !block.get().equals(id.get().value());
                if (free == null && (differs || first != null)) {
                    free = free(source, steps);
                }
                if (differs && free != null) {
                    faults.add(fault(
                            line,
                            "The step has the id `" + id.get() + "`, its box `^" + block.orElseThrow() + "`.",
                            "Make both the same; `" + free.next() + "` is free."));
                }
                if (first != null && free != null) {
                    faults.add(fault(
                            line,
                            "An earlier step has the id `" + id.get() + "` too.",
                            "Give this one another, in the step and behind its box; `" + free.next() + "` is free."));
                }
            }
            checked.add(unit.with(unit.step(), faults));
        }
        return checked;
    }

    private static PlanFault fault(int line, String reason, String hint) {
        return new PlanFault(PlanCode.ID, Optional.empty(), line, reason, hint);
    }
}
