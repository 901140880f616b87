package dev.factotum.crew;

import com.fasterxml.jackson.databind.JsonNode;
import dev.factotum.config.Settings.AgentSettings;
import dev.factotum.engine.Assessment;
import dev.factotum.engine.Assessor;
import dev.factotum.engine.Assessor.EngineVault;
import dev.factotum.engine.History;
import dev.factotum.engine.PastMatters;
import dev.factotum.engine.Planner.Answer;
import dev.factotum.engine.Planner.Item;
import dev.factotum.plan.Draft;
import dev.factotum.plan.PlanEdit;
import dev.factotum.plan.PlanFault;
import dev.factotum.plan.PlanText;
import dev.factotum.vault.LedgerEntry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What becomes of a planner's answer. A plan is taken only where the check that a person's own plan goes through finds
 * nothing wrong with it; what it finds is said in words that a model can act on.
 */
final class Acceptance {
    private static final int MOST_MISTAKES = 12;

    private final EngineVault parts;

    Acceptance(EngineVault parts) {
        this.parts = parts;
    }

    /** An answer that can be used, or what is wrong with it. */
    sealed interface Taken {
        record Good(Answer answer) implements Taken {}

        /** It is another agent's matter. */
        record HandedOn(AgentSettings agent) implements Taken {}

        record Wrong(List<String> mistakes) implements Taken {}
    }

    /**
     * @param made which prompts and models made it, for the person
     * @param guides what the planner read up on the way: a plan may use only what all of them allow
     */
    Taken of(Item item, Optional<AgentSettings> agent, JsonNode json, String planner, String made, List<Guide> guides)
            throws IOException {
        Proposal proposal;
        try {
            proposal = Proposal.of(json);
        } catch (IllegalArgumentException wrong) {
            return new Taken.Wrong(List.of(String.valueOf(wrong.getMessage())));
        }
        Optional<AgentSettings> other = Routing.named(item.settings().agents(), proposal.agent())
                .filter(named -> agent.stream().noneMatch(named::equals));
        if (other.isPresent()) {
            return new Taken.HandedOn(other.get());
        }
        if (proposal.decision() == Proposal.Decision.PLAN && proposal.steps().isEmpty()) {
            return new Taken.Wrong(
                    List.of("The decision is `plan`, but there is no step, and no other agent is called `"
                            + Briefing.line(proposal.agent()) + "`."));
        }
        return switch (proposal.decision()) {
            case ASK -> new Taken.Good(new Answer.Question(planner, Briefing.line(proposal.question())));
            case NOTHING ->
                new Taken.Good(new Answer.Question(
                        planner,
                        "Nothing seems to be left to do here"
                                + (proposal.why().isEmpty() ? "." : ": " + Briefing.line(proposal.why()))
                                + " Move it to Completed, or say what you want under “Tell the agent”."));
            case PLAN -> drafted(item, agent, proposal, planner, made, guides);
        };
    }

    private Taken drafted(
            Item item,
            Optional<AgentSettings> agent,
            Proposal proposal,
            String planner,
            String made,
            List<Guide> guides)
            throws IOException {
        Drafting drafting = new Drafting(parts.toolbox());
        Draft draft =
                drafting.draft(proposal, "Planned by " + planner.replaceFirst("^model:", "") + " (" + made + ").");
        List<String> mistakes = new ArrayList<>(drafting.mistakes());
        mistakes.addAll(walls(proposal, guides));
        if (mistakes.isEmpty()) {
            mistakes.addAll(faults(item, agent, Drafting.filled(draft)));
        }
        return mistakes.isEmpty()
                ? new Taken.Good(
                        new Answer.Drafted(draft, planner, drafting.incomplete(), agent.map(AgentSettings::name)))
                : new Taken.Wrong(mistakes.stream().limit(MOST_MISTAKES).toList());
    }

    /** What a skill allows binds every plan that was made after it was read. */
    private static List<String> walls(Proposal proposal, List<Guide> guides) {
        List<String> mistakes = new ArrayList<>();
        for (Proposal.Move move : proposal.steps()) {
            for (Guide guide : guides) {
                if (!guide.allows(move.skill())) {
                    mistakes.add("Step " + move.id() + ": the skill " + guide.name()
                            + ", which you read, allows nothing but "
                            + String.join(" ", guide.allowed().orElseThrow()) + ".");
                }
            }
        }
        return mistakes;
    }

    /** What the check that a person's plan goes through says of this one. */
    private List<String> faults(Item item, Optional<AgentSettings> agent, Draft draft) throws IOException {
        String text = new PlanEdit(item.text())
                .steps(draft)
                .property("agent", agent.map(AgentSettings::name))
                .apply();
        Assessment assessment = Assessor.assess(
                parts, item.settings(), item.id(), history(item), PlanText.parse(text, item.id() + ".md"));
        List<String> faults = new ArrayList<>();
        for (PlanFault fault : assessment.faults()) {
            faults.add(fault.step().map(step -> "Step " + (step + 1) + ": ").orElse("") + fault.reason() + " "
                    + fault.hint());
        }
        assessment.refusals().forEach(refusal -> faults.add("Step " + refusal.step() + ": " + refusal.why() + "."));
        return faults;
    }

    /** What is known of a matter; of one at rest, what was known before it was planned first. */
    History history(Item item) throws IOException {
        List<LedgerEntry> open = parts.vault().ledgers().of(item.id()).entries();
        return open.isEmpty()
                ? PastMatters.unplanned(
                        parts.vault().ledgers().closed(item.id()).orElse(List.of()))
                : History.of(open);
    }
}
