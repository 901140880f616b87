package dev.factotum.intake;

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
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds the note that an intake before a crash has published. */
final class NoteSearch {
    private static final int HEAD = 4096;

    private final Vault vault;

    NoteSearch(Vault vault) {
        this.vault = vault;
    }

    /** The note with this id: in the folder that was meant for it, or wherever in the pipeline it was moved since. */
    Optional<Path> find(MatterId id, Path folder, String name) throws IOException {
        if (carries(folder.resolve(name), id)) {
            return Optional.of(folder.resolve(name));
        }
        for (Listed one : listed(folder)) {
            if (one.name().endsWith(".md") && carries(folder.resolve(one.name()), id)) {
                return Optional.of(folder.resolve(one.name()));
            }
        }
        return new PipelineScan(vault, false)
                .look(Set.of(Stage.NEEDS_ACTION, Stage.PENDING_APPROVAL, Stage.APPROVED, Stage.REJECTED)).seen().stream()
                        .filter(seen -> seen.id().equals(Optional.of(id)))
                        .map(Seen::path)
                        .findFirst();
    }

    private List<Listed> listed(Path folder) throws IOException {
        try {
            return vault.world().disk().list(folder);
        } catch (NoSuchFileException none) {
            return List.of();
        }
    }

    private boolean carries(Path file, MatterId id) throws IOException {
        try {
            String head = new String(vault.world().disk().readAt(file, 0, HEAD), StandardCharsets.UTF_8);
            return head.contains("\nid: " + id.value());
        } catch (NoSuchFileException none) {
            return false;
        }
    }
}
