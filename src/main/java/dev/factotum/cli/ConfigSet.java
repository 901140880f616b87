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
import dev.factotum.vault.SafeFiles;
import dev.factotum.vault.Vault;
import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
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

    @Override
    protected ExitCode run(Session session) throws IOException {
        Vault vault = session.vault();
        if (key.equals("executor") && value.equals("this")) {
            takeOver(session, vault);
            return ExitCode.DONE;
        }
        refuseReadOnly(vault);
        SettingsEdit edit = new SettingsEdit(vault.world(), vault.root(), new SafeWriting(vault.files()));
        return switch (edit.set(key, value)) {
            case SettingsEdit.Outcome.Refused(Problem problem) -> throw new ProblemException(problem);
            case SettingsEdit.Outcome.Set(Optional<String> before, String where) -> {
                record(session, vault, key + ": " + before.orElse("not set") + " → " + value);
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

    private void takeOver(Session session, Vault vault) throws IOException {
        Executor before = vault.executor();
        Executor now = vault.takeOver();
        record(session, vault, "executor: " + before.name() + " → " + now.name() + ", epoch " + now.epoch());
        Out out = session.out();
        if (out.json()) {
            out.print(out.object("config")
                    .put("key", "executor")
                    .put("before", before.name())
                    .put("value", now.name())
                    .put("epoch", now.epoch()));
        } else {
            out.print("This machine (" + Escape.terminal(now.name()) + ") runs the steps of this vault from now on.");
        }
    }

    private void tell(Out out, Optional<String> before, String where) {
        if (out.json()) {
            out.print(out.object("config")
                    .put("key", key)
                    .put("before", before.orElse(null))
                    .put("value", value)
                    .put("source", where));
            return;
        }
        String was = before.map(text -> ", was " + text).orElse("");
        out.print(Escape.terminal(key + " = " + value).replace('\n', ' ') + "  "
                + Style.DIM.of(Escape.terminal(where + was).replace('\n', ' ')));
    }

    /** A change of settings is an entry of its own, where this machine writes the log. */
    private static void record(Session session, Vault vault, String detail) throws IOException {
        if (!vault.executor().here()) {
            return;
        }
        ZoneId zone = Zone.of(session, vault);
        try (AuditLog audit = new AuditLog(vault, zone)) {
            audit.append(List.of(AuditEvent.ofVault(
                    vault.world().clock().instant(),
                    "config",
                    vault.world().processes().user(),
                    detail)));
        }
    }

    /** Settings are written as safely as matters. */
    private record SafeWriting(SafeFiles files) implements Writing {
        @Override
        public boolean replace(Path file, byte[] read, byte[] fresh) throws IOException {
            return files.replace(file, read, fresh) == SafeFiles.Replaced.DONE;
        }

        @Override
        public void publish(Path file, byte[] content) throws IOException {
            files.publish(file, content);
        }
    }
}
