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
import org.jspecify.annotations.Nullable;

/**
 * The names of all notes in the pipeline, of Completed this month's, so that a new matter gets one of its own (F11). They
 * are read when the first is asked for. Thread-safe.
 */
final class PipelineNames {
    private final Vault vault;
    private final YearMonth month;
    private @Nullable Set<String> taken;

    PipelineNames(Vault vault, YearMonth month) {
        this.vault = vault;
        this.month = month;
    }

    /** Completed/YYYY-MM of today. */
    Path completed() {
        return vault.completed(month);
    }

    YearMonth month() {
        return month;
    }

    /** A free name for a title, with {@code .md}; never given twice. */
    synchronized String free(String title, MatterId id) throws IOException {
        Set<String> known = taken;
        if (known == null) {
            known = read();
            taken = known;
        }
        String stem = Names.unique(Names.stem(title), id, known::contains);
        known.add(Names.clashKey(stem));
        return stem + ".md";
    }

    private Set<String> read() throws IOException {
        Set<String> names = new HashSet<>();
        for (Stage stage : Stage.values()) {
            switch (stage) {
                case INBOX -> {}
                case COMPLETED -> collect(completed(), names);
                case NEEDS_ACTION, PENDING_APPROVAL, APPROVED, REJECTED -> collect(vault.folder(stage), names);
            }
        }
        return names;
    }

    private void collect(Path folder, Set<String> into) throws IOException {
        try {
            for (Listed one : vault.world().disk().list(folder)) {
                into.add(Names.clashKey(one.name().endsWith(".md") ? FileReader.stem(one.name()) : one.name()));
            }
        } catch (NoSuchFileException none) {
            return;
        }
    }
}
