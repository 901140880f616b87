package dev.factotum.intake;

import dev.factotum.vault.MatterId;
import dev.factotum.vault.Names;
import dev.factotum.vault.Stage;
import dev.factotum.vault.Vault;
import dev.factotum.world.Listed;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.HashSet;
import java.util.Set;

/** The names of all notes in the pipeline, of Completed this month's, so that a new matter gets one of its own (F11). */
final class PipelineNames {
    private final Set<String> taken;

    private PipelineNames(Set<String> taken) {
        this.taken = taken;
    }

    static PipelineNames of(Vault vault, YearMonth month) throws IOException {
        Set<String> taken = new HashSet<>();
        for (Stage stage : Stage.values()) {
            switch (stage) {
                case INBOX -> {}
                case COMPLETED -> collect(vault, vault.completed(month), taken);
                case NEEDS_ACTION, PENDING_APPROVAL, APPROVED, REJECTED -> collect(vault, vault.folder(stage), taken);
            }
        }
        return new PipelineNames(taken);
    }

    /** A free name for a title, with {@code .md}. */
    synchronized String free(String title, MatterId id) {
        String stem = Names.unique(Names.stem(title), id, taken::contains);
        taken.add(Names.clashKey(stem));
        return stem + ".md";
    }

    private static void collect(Vault vault, Path folder, Set<String> taken) throws IOException {
        try {
            for (Listed one : vault.world().disk().list(folder)) {
                taken.add(Names.clashKey(one.name().endsWith(".md") ? FileReader.stem(one.name()) : one.name()));
            }
        } catch (NoSuchFileException none) {
            return;
        }
    }
}
