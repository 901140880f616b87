package dev.factotum.job;

import dev.factotum.audit.AuditLog;
import dev.factotum.config.Settings;
import dev.factotum.crew.CrewModels;
import dev.factotum.llm.Embeddings;
import dev.factotum.llm.Model;
import dev.factotum.vault.Vault;
import dev.factotum.world.Clock;

/** What asks models in an office. */
interface Thinker extends CrewModels {
    /** A process's own. */
    Model model(Vault vault, Settings settings);

    /** Its vectors; none unless a test has some. */
    default Embeddings embeddings(AuditLog audit, Clock clock) {
        return Embeddings.NONE;
    }
}
