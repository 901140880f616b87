package dev.factotum.plan;

import dev.factotum.markdown.Block;
import dev.factotum.markdown.Lines;
import dev.factotum.problem.PlanCode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One step in a file: its box, its fence and the fences that belong to it.
 *
 * @param box the task item whose title and mark it has
 * @param names the {@code text NAME} and {@code yaml NAME} fences directly below
 * @param step empty where a fault hides what it is to do
 * @param faults without the index of the step
 */
record StepUnit(
        Block.Fence fence, Optional<Box> box, List<NameFence> names, Optional<Step> step, List<PlanFault> faults) {
    StepUnit {
        names = List.copyOf(names);
        faults = List.copyOf(faults);
    }

    static StepUnit read(String source, Lines lines, Block.Fence fence, Optional<Box> box, List<NameFence> names) {
        return new Reading(source, lines, fence, box, names).read();
    }

    /** The line, from 0, where the step starts for a reader: that of its box, else of its fence. */
    int firstLine(Lines lines) {
        return box.map(Box::line).orElseGet(() -> lines.at(fence.start()));
    }

    /** The last block that belongs to the step. */
    Block.Fence lastFence() {
        return names.isEmpty() ? fence : names.getLast().fence();
    }

    StepUnit with(Optional<Step> other, List<PlanFault> more) {
        List<PlanFault> all = new ArrayList<>(faults);
        all.addAll(more);
        return new StepUnit(fence, box, names, other, all);
    }

    /** Gathers what the parts of one step say. */
    private static final class Reading {
        private final String source;
        private final Lines lines;
        private final Block.Fence fence;
        private final Optional<Box> box;
        private final List<NameFence> names;
        private final int line;
        private final List<PlanFault> faults = new ArrayList<>();

        Reading(String source, Lines lines, Block.Fence fence, Optional<Box> box, List<NameFence> names) {
            this.source = source;
            this.lines = lines;
            this.fence = fence;
            this.box = box;
            this.names = names;
            this.line = lines.at(fence.start()) + 1;
        }

        StepUnit read() {
            if (!fence.closed()) {
                fault(PlanCode.FENCE, line, "The `step` fence is not closed.", "Write a line ``` below its last line.");
                return new StepUnit(fence, box, names, Optional.empty(), faults);
            }
            StepLines read = StepLines.read(source, lines, fence);
            faults.addAll(read.faults());
            Mark mark = mark();
            Optional<StepId> id = id(read);
            List<StepId> needs = needs(read);
            OnFail onFail = onFail(read);
            List<Argument> arguments = arguments(read);
            String skill = single(read, "skill");
            if (skill.isEmpty()) {
                fault(PlanCode.NO_SKILL, line, "The step has no `skill`.", noSkill(read));
                return new StepUnit(fence, box, names, Optional.empty(), faults);
            }
            Step step = new Step(
                    id,
                    box.map(Box::words).orElse(""),
                    mark,
                    skill,
                    optional(single(read, "account")),
                    needs,
                    onFail,
                    optional(single(read, "not_before")),
                    arguments,
                    line);
            return new StepUnit(fence, box, names, Optional.of(step), faults);
        }

        private static Optional<String> optional(String text) {
            return text.isEmpty() ? Optional.empty() : Optional.of(text);
        }

        private static String noSkill(StepLines read) {
            boolean capital =
                    read.arguments().stream().anyMatch(entry -> entry.key().equalsIgnoreCase("skill"));
            return capital ? "Write `skill` in small letters." : "Add a line such as `skill: email.reply`.";
        }

        private Mark mark() {
            if (box.isEmpty()) {
                return Mark.OPEN;
            }
            Optional<Mark> mark = box.get().mark();
            if (mark.isEmpty()) {
                int at = box.get().line();
                String shown = lines.text(at).strip();
                fault(
                        PlanCode.MARK,
                        at + 1,
                        "The box above the step holds a sign that means nothing: “"
                                + (shown.length() <= 60 ? shown : shown.substring(0, 60) + "…") + "”.",
                        "Write `- [ ]` to run it, `[x]` for done, `[-]` to leave it out, `[!]` for failed.");
            }
            return mark.orElse(Mark.SKIPPED);
        }

        private Optional<StepId> id(StepLines read) {
            String written = single(read, "id");
            Optional<StepId> own = written.isEmpty() ? Optional.empty() : StepIds.parse(written);
            if (!written.isEmpty() && own.isEmpty()) {
                fault(
                        PlanCode.ID,
                        read.reserved("id").orElseThrow().line(),
                        "`" + written + "` is no id for a step.",
                        "Use letters, digits, - and _, such as `s1`.");
            }
            Optional<StepId> above = box.flatMap(Box::blockId).flatMap(StepIds::parse);
            return written.isEmpty() ? above : own;
        }

        private List<StepId> needs(StepLines read) {
            List<StepId> needs = new ArrayList<>();
            Optional<StepLines.Entry> entry = read.reserved("needs");
            for (String need : entry.map(StepLines.Entry::values).orElse(List.of())) {
                Optional<StepId> id = StepIds.parse(need);
                id.ifPresent(needs::add);
                if (id.isEmpty()) {
                    fault(
                            PlanCode.KEY_VALUE,
                            entry.orElseThrow().line(),
                            need.isEmpty()
                                    ? "`needs` has a comma with nothing next to it."
                                    : "`needs` names `" + need + "`, which is no id of a step.",
                            "Write ids with commas between, such as `needs: s1, s2`.");
                }
            }
            return needs;
        }

        private OnFail onFail(StepLines read) {
            String written = single(read, "on_fail");
            return switch (written) {
                case "", "stop" -> OnFail.STOP;
                case "ask" -> OnFail.ASK;
                case "continue" -> OnFail.CONTINUE;
                default -> {
                    fault(
                            PlanCode.KEY_VALUE,
                            read.reserved("on_fail").orElseThrow().line(),
                            "`on_fail` cannot be `" + written + "`.",
                            "Write stop, ask or continue.");
                    yield OnFail.STOP;
                }
            };
        }

        private String single(StepLines read, String key) {
            Optional<StepLines.Entry> entry = read.reserved(key);
            if (entry.isPresent() && !entry.get().items().isEmpty()) {
                fault(
                        PlanCode.KEY_VALUE,
                        entry.get().line(),
                        "`" + key + "` takes one value.",
                        "Write it behind the colon.");
                return "";
            }
            return entry.map(StepLines.Entry::value).orElse("");
        }

        private List<Argument> arguments(StepLines read) {
            List<Argument> arguments = new ArrayList<>();
            Set<String> taken = new HashSet<>();
            for (StepLines.Entry entry : read.arguments()) {
                taken.add(entry.key());
                arguments.add(new Argument(entry.key(), entry.form(), entry.line()));
            }
            for (NameFence name : names) {
                NameFence.Read more = name.read(source, lines);
                faults.addAll(more.faults());
                for (Argument argument : more.arguments()) {
                    if (taken.add(argument.name())) {
                        arguments.add(argument);
                    } else {
                        fault(
                                PlanCode.REPEATED,
                                argument.line(),
                                "`" + argument.name() + "` is given twice: here and above.",
                                "Take one of the two out.");
                    }
                }
            }
            return arguments;
        }

        private void fault(PlanCode code, int at, String reason, String hint) {
            faults.add(new PlanFault(code, Optional.empty(), at, reason, hint));
        }
    }
}
