package dev.factotum.cli;

import dev.factotum.config.Settings.AgentSettings;
import dev.factotum.crew.CrewModels;
import dev.factotum.llm.Model;
import dev.factotum.llm.ModelName;
import dev.factotum.llm.Prompt;
import java.util.List;
import java.util.Optional;

/** The models of a vault, wired. */
final class Mind implements CrewModels, Model {
    /** Where none is set up. */
    static final Mind NONE = new Mind();

    @Override
    public List<ModelName> planning(Optional<AgentSettings> agent) {
        return List.of();
    }

    @Override
    public List<ModelName> reading(Optional<AgentSettings> agent) {
        return List.of();
    }

    @Override
    public Outcome ask(List<ModelName> wanted, Prompt prompt) {
        return new Outcome.Unanswered(List.of());
    }
}
