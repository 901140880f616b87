package dev.factotum.job;

import dev.factotum.config.Settings;
import dev.factotum.crew.CrewModels;
import dev.factotum.llm.Model;
import dev.factotum.vault.Vault;

/** What asks models in an office. */
interface Thinker extends CrewModels {
    /** A process's own. */
    Model model(Vault vault, Settings settings);
}
