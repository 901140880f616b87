package dev.factotum.cli;

import dev.factotum.audit.AuditEvent;
import dev.factotum.audit.AuditLog;
import dev.factotum.config.Settings;
import dev.factotum.config.SettingsFile;
import dev.factotum.engine.Desk;
import dev.factotum.engine.Engine;
import dev.factotum.engine.EngineParts;
import dev.factotum.problem.Problem;
import dev.factotum.problem.ProblemException;
import dev.factotum.tool.Toolbox;
import dev.factotum.vault.PipelineScan;
import dev.factotum.vault.Vault;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/** The wiring: a vault with everything that works in it. One per command run; closed at its end. */
final class Workplace implements AutoCloseable {
    private final Vault vault;
    private final Settings settings;
    private final List<Problem> warnings;
    private final AuditLog audit;
    private final EngineParts parts;

    private Workplace(Vault vault, Settings settings, List<Problem> warnings, AuditLog audit, EngineParts parts) {
        this.vault = vault;
        this.settings = settings;
        this.warnings = List.copyOf(warnings);
        this.audit = audit;
        this.parts = parts;
    }

    /** @param listener hears of every event as it is recorded; called from many threads */
    static Workplace open(Session session, Consumer<AuditEvent> listener) throws IOException {
        Vault vault = session.vault();
        return switch (new SettingsFile(vault.world(), vault.root()).load(session.environment())) {
            case SettingsFile.Loaded.Bad(List<Problem> problems) -> throw new ProblemException(problems.getFirst());
            case SettingsFile.Loaded.Good(Settings settings, List<Problem> warnings) -> {
                AuditLog audit = new AuditLog(vault, settings.zone());
                EngineParts parts = new EngineParts(
                        vault,
                        () -> settings,
                        new Toolbox(List.of()),
                        audit,
                        List.of(),
                        seen -> new dev.factotum.engine.Adopter.Adopted.Gone(),
                        (address, client) -> {},
                        () -> false,
                        listener);
                yield new Workplace(vault, settings, warnings, audit, parts);
            }
        };
    }

    Vault vault() {
        return vault;
    }

    Settings settings() {
        return settings;
    }

    /** What is odd in the settings but stops nothing. */
    List<Problem> warnings() {
        return warnings;
    }

    AuditLog audit() {
        return audit;
    }

    EngineParts parts() {
        return parts;
    }

    Engine engine() {
        return new Engine(parts);
    }

    /** Decisions by command. */
    Desk desk() {
        return new Desk(parts);
    }

    PipelineScan scan() {
        return new PipelineScan(vault, false);
    }

    @Override
    public void close() {
        audit.close();
    }
}
