package dev.factotum.job;

import java.io.IOException;
import java.nio.file.Path;

/** A vault and its state folder as they were, to go back to, times and links and all. */
final class Snapshot {
    private final RealVault vault;
    private final Path kept;

    private Snapshot(RealVault vault) {
        this.vault = vault;
        this.kept = vault.outside().resolve("kept");
    }

    static Snapshot of(RealVault vault) throws IOException, InterruptedException {
        Snapshot snapshot = new Snapshot(vault);
        Ended.well(vault.outside(), "mkdir", snapshot.kept.toString());
        Ended.well(
                vault.outside(),
                "cp",
                "-a",
                vault.root().toString(),
                vault.state().toString(),
                snapshot.kept.toString());
        return snapshot;
    }

    void restore() throws IOException, InterruptedException {
        Ended.well(
                vault.outside(),
                "rm",
                "-rf",
                vault.root().toString(),
                vault.state().toString());
        Ended.well(
                vault.outside(),
                "cp",
                "-a",
                kept.resolve("vault").toString(),
                kept.resolve("state").toString(),
                String.valueOf(vault.root().getParent()));
    }
}
