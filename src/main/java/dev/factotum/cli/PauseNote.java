package dev.factotum.cli;

import dev.factotum.audit.AuditEvent;
import dev.factotum.audit.AuditLog;
import dev.factotum.config.SettingsFile;
import dev.factotum.engine.Pause;
import dev.factotum.vault.Vault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** PAUSE.md by command. It works with broken settings too: a kill switch asks for nothing. */
final class PauseNote {
    private final Vault vault;
    private final Optional<String> environment;

    /** @param environment whose settings say in which zone the log counts its days */
    PauseNote(Vault vault, Optional<String> environment) {
        this.vault = vault;
        this.environment = environment;
    }

    /** True where everything that goes out is stopped. */
    boolean stands() throws IOException {
        return Pause.on(vault);
    }

    /** Stops new outward steps; false where they were stopped already. */
    boolean write(String why) throws IOException {
        String text = "# Paused\n\n" + (why.isBlank() ? "" : why.strip() + "\n\n")
                + "Nothing that goes out starts while this note stands here. `agent resume` or deleting it lets the agent go on.\n";
        try {
            vault.files().publish(Pause.file(vault), text.getBytes(StandardCharsets.UTF_8));
        } catch (FileAlreadyExistsException pausedBefore) {
            return false;
        }
        record("paused", why.strip());
        return true;
    }

    /** Lets them go on; false where nothing was stopped. What stood in the note is kept for 30 days. */
    boolean remove() throws IOException {
        String day = LocalDate.ofInstant(vault.world().clock().instant(), ZoneOffset.UTC)
                .toString();
        Path kept = vault.hidden()
                .resolve("local/undo")
                .resolve(day)
                .resolve(vault.world().ids().ulid() + "-PAUSE.md");
        boolean removed = switch (vault.files().move(Pause.file(vault), kept)) {
            case DONE -> true;
            case GONE, TAKEN -> false;
        };
        if (removed) {
            record("resumed", "");
        }
        return removed;
    }

    /** Only the executor writes the log. */
    private void record(String event, String detail) throws IOException {
        if (!vault.executor().here()) {
            return;
        }
        try (AuditLog audit = new AuditLog(vault, zone())) {
            audit.append(List.of(AuditEvent.ofVault(
                    vault.world().clock().instant(),
                    event,
                    vault.world().processes().user(),
                    detail)));
        }
    }

    private ZoneId zone() throws IOException {
        return switch (new SettingsFile(vault.world(), vault.root()).load(environment)) {
            case SettingsFile.Loaded.Good good -> good.settings().zone();
            case SettingsFile.Loaded.Bad ignored -> ZoneOffset.UTC;
        };
    }
}
