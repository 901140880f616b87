package dev.factotum.engine;

import dev.factotum.vault.Vault;
import java.io.IOException;
import java.nio.file.Path;

/** The kill switch: while PAUSE.md stands in the vault's root, nothing outward starts. */
public final class Pause {
    private Pause() {}

    public static Path file(Vault vault) {
        return vault.root().resolve("PAUSE.md");
    }

    public static boolean on(Vault vault) throws IOException {
        return vault.world().disk().facts(file(vault)).isPresent();
    }
}
