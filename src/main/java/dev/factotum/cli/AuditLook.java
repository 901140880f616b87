package dev.factotum.cli;

import dev.factotum.audit.AuditCheck;
import dev.factotum.audit.AuditLog;
import dev.factotum.problem.ExitCode;
import dev.factotum.problem.Problem;
import dev.factotum.vault.Vault;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The state of the audit log in one line. */
final class AuditLook {
    private AuditLook() {}

    static List<Check> of(Session session, Vault vault) throws IOException {
        try (AuditLog audit = new AuditLog(vault, Zone.of(session, vault))) {
            AuditCheck check = audit.verify();
            Optional<Problem> broken = LogVerify.problem(check);
            if (broken.isPresent()) {
                Problem problem = broken.get();
                return List.of(Check.problem(
                        "audit log",
                        problem.what() + " " + problem.where() + ": " + problem.why(),
                        problem.next(),
                        ExitCode.INTEGRITY));
            }
            String words = LogVerify.count(check.entries()) + ", none altered";
            return List.of(
                    check.level() > 0 || check.entries() == 0
                            ? Check.ok("audit log", words)
                            : Check.note(
                                    "audit log",
                                    words + "; no head is kept outside the vault, so a cut end would not be seen",
                                    "agent log accept keeps one from now on."));
        }
    }
}
