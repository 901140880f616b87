package dev.factotum.channel.vault;

import dev.factotum.vault.Vault;
import java.nio.file.Path;

/** Where bytes that we replaced or took away are kept for 30 days. */
final class UndoFolder {
    private UndoFolder() {}

    static Path of(Vault vault) {
        return vault.hidden().resolve("local").resolve("undo");
    }
}
