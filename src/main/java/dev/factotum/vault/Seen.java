package dev.factotum.vault;

import dev.factotum.world.FileFacts;
import java.nio.file.Path;
import java.util.Optional;

/**
 * One file that stands in the pipeline.
 *
 * @param id the id in its front matter, empty for what is not yet a matter and for what is no Markdown
 */
public record Seen(Stage stage, Path path, String name, Optional<MatterId> id, FileFacts facts) {}
