package dev.factotum.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.audit.AuditCheck;
import dev.factotum.audit.AuditLog;
import dev.factotum.problem.AuditCode;
import dev.factotum.problem.ExitCode;
import dev.factotum.problem.Problem;
import dev.factotum.vault.Vault;
import java.io.IOException;
import java.text.NumberFormat;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;

@Command(
        name = "verify",
        description = "Check that no entry of the audit log was altered, left out or cut off; writes nothing.")
final class LogVerify extends AgentCommand {
    @Override
    protected ExitCode run(Session session) throws IOException {
        Vault vault = session.vault();
        try (AuditLog audit = new AuditLog(vault, Zone.of(session, vault))) {
            AuditCheck check = audit.verify();
            Out out = session.out();
            if (out.json()) {
                out.print(json(out, check));
            } else if (check.broken().isPresent()) {
                out.problem(problem(check.broken().get()));
            } else {
                out.print(Style.GREEN.of("✓") + " " + count(check.entries()) + ", none altered.");
                out.print(level(check));
            }
            return check.ok() ? ExitCode.DONE : ExitCode.INTEGRITY;
        }
    }

    private static ObjectNode json(Out out, AuditCheck check) {
        ObjectNode object = out.object("verify")
                .put("ok", check.ok())
                .put("entries", check.entries())
                .put("level", check.level());
        check.broken()
                .ifPresent(broken -> object.putObject("broken")
                        .put("file", broken.file())
                        .put("line", broken.line())
                        .put("seq", broken.seq())
                        .put("reason", broken.reason()));
        return object;
    }

    static String count(long entries) {
        return NumberFormat.getIntegerInstance(Locale.ENGLISH).format(entries) + (entries == 1 ? " entry" : " entries");
    }

    static String level(AuditCheck check) {
        return check.level() > 0
                ? "Level 1: the head kept outside the vault agrees, so the end was not cut off either."
                : "Level 0: no head is kept outside the vault, so a cut end would not be seen. "
                        + "agent log accept keeps one from now on.";
    }

    /** The first wrong entry as a problem. */
    static Problem problem(AuditCheck.Broken broken) {
        String entry = broken.seq() > 0 ? "Entry #" + broken.seq() : "An entry";
        String where = broken.file() + (broken.line() > 0 ? ":" + broken.line() : "");
        return new Problem(
                AuditCode.BROKEN,
                entry + " of the audit log is not as it was written.",
                where,
                broken.reason(),
                "Find out who changed it; a backup shows what stood there. agent log accept takes the present state.");
    }

    static Optional<Problem> problem(AuditCheck check) {
        return check.broken().map(LogVerify::problem);
    }
}
