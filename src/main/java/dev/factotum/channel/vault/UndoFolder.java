package dev.factotum.channel.vault;

import dev.factotum.vault.Vault;
import dev.factotum.world.Listed;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/** The vault's {@code undo/YYYY-MM-DD/}, where bytes that we replaced or took away are kept for 30 days. */
record UndoFolder(Vault vault) {
    /** Where the file of this name stands, on whatever day it was put there; else where it is to be put today. */
    Path place(String name) throws IOException {
        Path undo = vault.hidden().resolve("local").resolve("undo");
        for (Listed day : listed(undo)) {
            Path kept = undo.resolve(day.name()).resolve(name);
            if (vault.world().disk().facts(kept).isPresent()) {
                return kept;
            }
        }
        LocalDate today = LocalDate.ofInstant(vault.world().clock().instant(), ZoneOffset.UTC);
        return undo.resolve(today.toString()).resolve(name);
    }

    private List<Listed> listed(Path folder) throws IOException {
        try {
            return vault.world().disk().list(folder);
        } catch (NoSuchFileException none) {
            return List.of();
        }
    }
}
