package dev.factotum.cli;

import dev.factotum.config.SettingsFile;
import dev.factotum.vault.Vault;
import dev.factotum.world.DiskFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Optional;

/**
 * Remembers on this machine that settings were read and nothing was wrong with them: as long as no file has changed since,
 * a command that only shows things need not read them again.
 */
final class SettingsGlance {
    private static final long LARGEST = 1 << 20;

    private final Vault vault;
    private final SettingsFile file;
    private final Optional<String> environment;

    SettingsGlance(Vault vault, SettingsFile file, Optional<String> environment) {
        this.vault = vault;
        this.file = file;
        this.environment = environment;
    }

    /** The zone of faultless settings that nobody has touched since; empty where they must be read. */
    Optional<ZoneId> zone() throws IOException {
        String kept;
        try {
            kept = new String(vault.world().disk().read(place(), LARGEST), StandardCharsets.UTF_8);
        } catch (NoSuchFileException never) {
            return Optional.empty();
        }
        int end = kept.indexOf('\n');
        Optional<String> state = file.state(environment);
        if (end < 0 || state.isEmpty() || !kept.substring(end + 1).equals(state.get())) {
            return Optional.empty();
        }
        try {
            return Optional.of(ZoneId.of(kept.substring(0, end)));
        } catch (DateTimeException damaged) {
            return Optional.empty();
        }
    }

    /** The settings as they stand are faultless. */
    void keep(ZoneId zone) throws IOException {
        Optional<String> state = file.state(environment);
        if (state.isEmpty()) {
            return;
        }
        try {
            vault.files().writeLazily(place(), (zone.getId() + "\n" + state.get()).getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            if (DiskFailure.of(e) == DiskFailure.FAILING) {
                throw e;
            }
        }
    }

    private Path place() {
        return vault.hidden().resolve("local").resolve("settings");
    }
}
