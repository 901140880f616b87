package dev.factotum.cli;

import dev.factotum.config.SettingsFile;
import dev.factotum.problem.Problem;
import dev.factotum.vault.Vault;
import java.io.IOException;
import java.time.ZoneId;
import java.util.List;

/** The zone in which a vault's times are meant. */
final class Zone {
    private Zone() {}

    /** From the settings; this machine's own where they cannot be read, so that reading the log never depends on them. */
    static ZoneId of(Session session, Vault vault) throws IOException {
        return switch (new SettingsFile(vault.world(), vault.root()).load(session.environment())) {
            case SettingsFile.Loaded.Good(var settings, List<Problem> ignored) -> settings.zone();
            case SettingsFile.Loaded.Bad ignored -> ZoneId.systemDefault();
        };
    }
}
