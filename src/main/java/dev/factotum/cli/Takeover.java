package dev.factotum.cli;

import dev.factotum.audit.AuditEvent;
import dev.factotum.audit.AuditLog;
import dev.factotum.vault.Executor;
import dev.factotum.vault.StateFile;
import dev.factotum.vault.Vault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** The entry that another machine runs the steps; written by that machine once it may write to the log. */
final class Takeover {
    private Takeover() {}

    /** Nothing where it was written, or where this machine does not execute yet. */
    static void record(Vault vault, AuditLog audit) throws IOException {
        Executor executor = vault.executor();
        if (!executor.here() || executor.epoch() <= 1) {
            return;
        }
        StateFile said = vault.state("takeover");
        byte[] epoch = Long.toString(executor.epoch()).getBytes(StandardCharsets.US_ASCII);
        if (Arrays.equals(epoch, said.read().orElse(new byte[0]))) {
            return;
        }
        audit.append(List.of(AuditEvent.ofVault(
                vault.world().clock().instant(),
                "config",
                vault.world().processes().user(),
                "executor: " + (executor.from().isEmpty() ? "none" : executor.from()) + " → " + executor.name()
                        + ", epoch " + executor.epoch())));
        said.write(epoch);
    }
}
