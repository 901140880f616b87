package dev.factotum.memory;

import dev.factotum.engine.Planner;
import dev.factotum.vault.Trust;

/** Puts a suggestion of the agent's own before the person, without asking a rule or a model. */
public final class Suggestions implements Planner {
    @Override
    public Answer plan(Item item) {
        return item.trust() == Trust.OWN
                        && item.text().properties().text(Suggestion.PROPERTY).isPresent()
                        && item.text().steps().isEmpty()
                ? new Answer.Question(
                        "suggestion",
                        "Nothing runs here. Copy what you want from below, then move this note to Completed; or reject it,"
                                + " and it is not suggested again.")
                : new Answer.Pass();
    }
}
