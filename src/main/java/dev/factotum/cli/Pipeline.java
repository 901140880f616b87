package dev.factotum.cli;

import dev.factotum.vault.PipelineScan;
import dev.factotum.vault.Seen;
import dev.factotum.vault.Stage;
import dev.factotum.vault.Vault;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/** One look at the pipeline's folders. */
final class Pipeline {
    private Pipeline() {}

    static List<Seen> all(Vault vault, Set<Stage> stages) throws IOException {
        return new PipelineScan(vault, false).look(stages).seen();
    }
}
