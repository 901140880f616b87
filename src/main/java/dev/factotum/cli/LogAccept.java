package dev.factotum.cli;

import dev.factotum.audit.AuditCheck;
import dev.factotum.audit.AuditLog;
import dev.factotum.problem.ExitCode;
import dev.factotum.vault.Vault;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "accept",
        description = "Take the audit log as it stands for right from now on; itself an entry that stays.")
final class LogAccept extends AgentCommand {
    @Option(
            names = {"-y", "--yes"},
            description = "Do not ask.")
    private boolean yes;

    @Option(names = "--dry-run", description = "Say what would be accepted, and accept nothing.")
    private boolean dryRun;

    @Override
    protected ExitCode run(Session session) throws IOException {
        Vault vault = session.vault();
        Retry.refuseElsewhere(vault);
        try (AuditLog audit = new AuditLog(vault, Zone.of(session, vault))) {
            AuditCheck check = audit.verify();
            Out out = session.out();
            LogVerify.problem(check).ifPresent(out::problem);
            if (check.ok()) {
                out.note(LogVerify.count(check.entries()) + ", none altered. " + LogVerify.level(check));
            }
            if (dryRun) {
                if (out.json()) {
                    out.print(out.object("accept").put("dryRun", true).put("wasOk", check.ok()));
                } else {
                    out.print("Would be taken for right as it stands; the log would say so.");
                }
                return ExitCode.DONE;
            }
            if (!yes && !Confirm.ask(session, "Accept the audit log as it stands?", "Add --yes.")) {
                out.note("Nothing was done.");
                return ExitCode.DONE;
            }
            String by = vault.world().processes().user();
            audit.accept(by);
            if (out.json()) {
                out.print(
                        out.object("accept").put("dryRun", false).put("by", by).put("wasOk", check.ok()));
            } else {
                out.print("Accepted by " + by + "; the log says so from now on.");
            }
            return ExitCode.DONE;
        }
    }
}
