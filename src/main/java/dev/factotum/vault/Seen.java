package dev.factotum.vault;

import dev.factotum.world.FileFacts;
import java.nio.file.Path;
import java.util.Optional;

/**
 * One file that stands in the pipeline.
 *
 * @param id the id in its front matter, empty for what is not yet a matter and for what is no Markdown
 */
public record Seen(Stage stage, Path path, String name, Optional<MatterId> id, FileFacts facts) {
    /** Where people find it, from the vault's root on: {@code Completed/2026-11/Poster.md}. */
    public String where() {
        String below = name;
        Path folder = path.getParent();
        while (folder != null && !stage.folder().equals(String.valueOf(folder.getFileName()))) {
            below = folder.getFileName() + "/" + below;
            folder = folder.getParent();
        }
        return stage.folder() + "/" + (folder == null ? name : below);
    }
}
