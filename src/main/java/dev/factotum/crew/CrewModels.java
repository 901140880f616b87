package dev.factotum.crew;

import dev.factotum.config.Settings.AgentSettings;
import dev.factotum.llm.ModelName;
import java.util.List;
import java.util.Optional;

/** Which models are asked for what, in the order in which they are tried. */
public interface CrewModels {
    /** The strong ones, for planning. Empty where none is set up. */
    List<ModelName> planning(Optional<AgentSettings> agent);

    /** The cheap ones, for reading and checking. */
    List<ModelName> reading(Optional<AgentSettings> agent);
}
