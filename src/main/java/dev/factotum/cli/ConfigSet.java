package dev.factotum.cli;

import dev.factotum.audit.AuditEvent;
import dev.factotum.audit.AuditLog;
import dev.factotum.config.SettingsEdit;
import dev.factotum.config.Writing;
import dev.factotum.markdown.Escape;
import dev.factotum.problem.DiskCode;
import dev.factotum.problem.ExitCode;
import dev.factotum.problem.Problem;
import dev.factotum.problem.ProblemException;
import dev.factotum.vault.Executor;
import dev.factotum.vault.SettingsWriting;
import dev.factotum.vault.Vault;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "set", description = "Set one value in agent.yaml and leave every other byte as it is.")
final class ConfigSet extends AgentCommand {
    @Parameters(
            index = "0",
            paramLabel = "KEY",
            description = "Such as approval.grace. executor with the value this takes over the running of steps.")
    private String key = "";

    @Parameters(
            index = "1",
            paramLabel = "VALUE",
            description = "As it would stand in the file; secrets as references.")
    private String value = "";

    @Option(names = "--dry-run", description = "Say what would be set, and write nothing.")
    private boolean dryRun;

    @Override
    protected ExitCode run(Session session) throws IOException {
        Vault vault = session.vault();
        ZoneId zone = Zone.of(session, vault);
        if (key.equals("executor") && value.equals("this")) {
            takeOver(session, vault, zone);
            return ExitCode.DONE;
        }
        refuseReadOnly(vault);
        SettingsEdit edit = new SettingsEdit(
                vault.world(), vault.root(), dryRun ? new NoWriting() : new SettingsWriting(vault.files()));
        return switch (edit.set(key, value)) {
            case SettingsEdit.Outcome.Refused(Problem problem) -> throw new ProblemException(problem);
            case SettingsEdit.Outcome.Set(Optional<String> before, String where) -> {
                if (!dryRun) {
                    record(vault, zone, key + ": " + before.orElse("not set") + " → " + value);
                }
                tell(session.out(), before, where);
                yield ExitCode.DONE;
            }
        };
    }

    private static void refuseReadOnly(Vault vault) throws IOException {
        Path file = vault.root().resolve("agent.yaml");
        if (vault.world().disk().facts(file).isPresent() && vault.world().disk().readOnly(file)) {
            throw new ProblemException(new Problem(
                    DiskCode.DENIED,
                    "agent.yaml is read-only.",
                    file.toString(),
                    "its permissions let nobody write it",
                    "Make it writable first, where the change is meant: chmod u+w agent.yaml."));
        }
    }

    private void takeOver(Session session, Vault vault, ZoneId zone) throws IOException {
        Executor before = vault.executor();
        if (dryRun) {
            if (session.out().json()) {
                session.out()
                        .print(session.out()
                                .object("config")
                                .put("dryRun", true)
                                .put("key", "executor")
                                .put("before", before.name()));
            } else {
                session.out()
                        .print("This machine would run the steps of this vault instead of "
                                + Escape.terminal(before.name()) + ".");
            }
            return;
        }
        Executor now = vault.takeOver();
        try (AuditLog audit = new AuditLog(vault, zone)) {
            Takeover.record(vault, audit);
        }
        Out out = session.out();
        if (out.json()) {
            out.print(out.object("config")
                    .put("key", "executor")
                    .put("before", before.name())
                    .put("value", now.name())
                    .put("epoch", now.epoch())
                    .put("begins", now.begins().map(Instant::toString).orElse(null)));
        } else {
            String when = now.begins()
                    .map(begins -> "in "
                            + (Duration.between(vault.world().clock().instant(), begins)
                                            .toSeconds()
                                    + 1)
                            + " s, when the other one has surely stopped.")
                    .orElse("from now on.");
            out.print("This machine (" + Escape.terminal(now.name()) + ") runs the steps of this vault " + when);
        }
    }

    private void tell(Out out, Optional<String> before, String where) {
        if (out.json()) {
            out.print(out.object("config")
                    .put("dryRun", dryRun)
                    .put("key", key)
                    .put("before", before.orElse(null))
                    .put("value", value)
                    .put("source", where));
            return;
        }
        String was = before.map(text -> ", was " + text).orElse("");
        out.print((dryRun ? "would set  " : "")
                + Escape.terminal(key + " = " + value).replace('\n', ' ') + "  "
                + Style.DIM.of(Escape.terminal(where + was).replace('\n', ' ')));
    }

    /** A change of settings is an entry of its own, where this machine writes the log. */
    private static void record(Vault vault, ZoneId zone, String detail) throws IOException {
        if (!vault.executor().here()) {
            return;
        }
        try (AuditLog audit = new AuditLog(vault, zone)) {
            audit.append(List.of(AuditEvent.ofVault(
                    vault.world().clock().instant(),
                    "config",
                    vault.world().processes().user(),
                    detail)));
        }
    }

    /** Everything succeeds and nothing is written. */
    private record NoWriting() implements Writing {
        @Override
        public boolean replace(Path file, byte[] read, byte[] fresh) {
            return true;
        }

        @Override
        public void forget(Path file, byte[] replaced) {}

        @Override
        public void publish(Path file, byte[] content) {}
    }
}
