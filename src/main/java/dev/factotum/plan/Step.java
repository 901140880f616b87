package dev.factotum.plan;

import java.util.List;
import java.util.Optional;

/**
 * One step as written.
 *
 * @param id missing where the person gave none; {@link PlanEdit} fills it in
 * @param title the task item's text without mark and block id; empty where there is no item
 * @param notBefore as written
 * @param line of the opening fence, from 1; 0 in a draft
 */
public record Step(
        Optional<StepId> id,
        String title,
        Mark mark,
        String skill,
        Optional<String> account,
        List<StepId> needs,
        OnFail onFail,
        Optional<String> notBefore,
        List<Argument> arguments,
        int line) {
    public Step {
        needs = List.copyOf(needs);
        arguments = List.copyOf(arguments);
    }

    public Step marked(Mark other) {
        return new Step(id, title, other, skill, account, needs, onFail, notBefore, arguments, line);
    }

    Step titled(String other) {
        return new Step(id, other, mark, skill, account, needs, onFail, notBefore, arguments, line);
    }

    /** The step without the lines that it stands on. */
    public Step unplaced() {
        List<Argument> floating = arguments.stream()
                .map(argument -> new Argument(argument.name(), argument.form(), 0))
                .toList();
        return new Step(id, title, mark, skill, account, needs, onFail, notBefore, floating, 0);
    }
}
