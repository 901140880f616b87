package dev.factotum.intake;

import dev.factotum.markdown.Properties;
import dev.factotum.vault.MatterId;
import dev.factotum.vault.PipelineScan;
import dev.factotum.vault.Seen;
import dev.factotum.vault.Stage;
import dev.factotum.vault.Vault;
import dev.factotum.world.Listed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds the note that an intake before a crash has published, wherever in the pipeline it was moved since. */
final class NoteSearch {
    private static final int HEAD = 8192;
    private static final Set<Stage> STAGES =
            Set.of(Stage.NEEDS_ACTION, Stage.PENDING_APPROVAL, Stage.APPROVED, Stage.REJECTED, Stage.COMPLETED);

    private final Vault vault;

    NoteSearch(Vault vault) {
        this.vault = vault;
    }

    /** @param duplicateOf what the note says of itself */
    record Found(Path file, Optional<MatterId> duplicateOf) {}

    /** Looks through the pipeline, of Completed through this month and the one before. */
    Optional<Found> find(MatterId id, YearMonth month) throws IOException {
        List<Path> files = new ArrayList<>();
        new PipelineScan(vault, false)
                .look(STAGES).seen().stream()
                        .filter(seen -> seen.id().equals(Optional.of(id)))
                        .map(Seen::path)
                        .forEach(files::add);
        for (YearMonth at : List.of(month, month.minusMonths(1))) {
            for (Listed one : listed(vault.completed(at))) {
                if (one.name().endsWith(".md")) {
                    files.add(vault.completed(at).resolve(one.name()));
                }
            }
        }
        for (Path file : files) {
            Optional<Found> found = read(file, id);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private Optional<Found> read(Path file, MatterId id) throws IOException {
        try {
            String head = new String(vault.world().disk().readAt(file, 0, HEAD), StandardCharsets.UTF_8);
            return Properties.scan(head, "id").equals(Optional.of(id.value()))
                    ? Optional.of(new Found(
                            file, Properties.scan(head, "duplicate_of").flatMap(MatterId::parse)))
                    : Optional.empty();
        } catch (NoSuchFileException moved) {
            return Optional.empty();
        }
    }

    private List<Listed> listed(Path folder) throws IOException {
        try {
            return vault.world().disk().list(folder);
        } catch (NoSuchFileException none) {
            return List.of();
        }
    }
}
