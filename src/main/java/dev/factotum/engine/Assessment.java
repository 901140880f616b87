package dev.factotum.engine;

import dev.factotum.config.Risk;
import dev.factotum.plan.PlanFault;
import dev.factotum.plan.TypedStep;
import java.util.List;
import java.util.Optional;

/**
 * What plain code makes of a plan before a person decides.
 *
 * @param faults what keeps it from running at all; {@code run} is empty then
 * @param run the steps that will run
 * @param ifApproved the line that says what happens
 * @param warnings what to look at first, one Markdown line each, escaped
 * @param remember addresses that a person may want to keep
 * @param refusals what the policy does not allow, whoever approves
 */
public record Assessment(
        List<PlanFault> faults,
        List<TypedStep> run,
        Risk risk,
        String ifApproved,
        List<String> warnings,
        List<Newcomer> remember,
        List<Refusal> refusals) {
    public Assessment {
        faults = List.copyOf(faults);
        run = List.copyOf(run);
        warnings = List.copyOf(warnings);
        remember = List.copyOf(remember);
        refusals = List.copyOf(refusals);
    }

    /** An address that is not among the contacts. */
    public record Newcomer(String address, Optional<String> client) {}

    /** @param rule the setting that refuses, such as {@code policy.per_day.email.send} */
    public record Refusal(String step, String rule, String why) {}
}
