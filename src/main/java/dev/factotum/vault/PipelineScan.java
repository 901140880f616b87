package dev.factotum.vault;

import dev.factotum.world.FileFacts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Placeholder until branch vault lands. */
public final class PipelineScan {
    public record Seen(Stage stage, Path path, String name, Optional<MatterId> id, FileFacts facts) {}

    public PipelineScan(Vault vault) {}

    public List<Seen> scan() throws IOException {
        return List.of();
    }

    public Optional<Seen> look(Path path) throws IOException {
        return Optional.empty();
    }
}
