package dev.factotum.cli;

import dev.factotum.config.SettingsFile;
import dev.factotum.problem.ConfigCode;
import dev.factotum.problem.Problem;
import dev.factotum.problem.ProblemException;
import dev.factotum.vault.Vault;
import java.io.IOException;
import java.time.ZoneId;
import java.util.List;

/** The zone in which a vault's times are meant. */
final class Zone {
    private Zone() {}

    /**
     * From the settings; this machine's own where they cannot be read, so that reading the log never depends on them. An
     * environment that is named and has no settings is a slip of the command line and said.
     */
    static ZoneId of(Session session, Vault vault) throws IOException {
        return switch (new SettingsFile(vault.world(), vault.root()).load(session.environment())) {
            case SettingsFile.Loaded.Good(var settings, List<Problem> ignored) -> {
                session.logbook().ifPresent(log -> log.settings(settings.log()));
                yield settings.zone();
            }
            case SettingsFile.Loaded.Bad(List<Problem> problems) -> {
                for (Problem problem : problems) {
                    if (problem.code() == ConfigCode.NO_ENVIRONMENT) {
                        throw new ProblemException(problem);
                    }
                }
                yield ZoneId.systemDefault();
            }
        };
    }
}
