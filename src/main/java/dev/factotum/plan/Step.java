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
}
