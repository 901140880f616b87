package dev.factotum.cli;

import dev.factotum.Version;
import dev.factotum.problem.ExitCode;
import dev.factotum.problem.ProblemException;
import dev.factotum.problem.VaultCode;
import dev.factotum.vault.Vault;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Everything doctor looks at, in the order it says it. A look that fails is a finding and stops no other. */
final class Examination {
    private static final int LEAST_JAVA = 25;

    private final Session session;
    private final boolean fix;
    private final boolean online;
    private final List<Check> checks = new ArrayList<>();

    /**
     * @param fix mends what is safe to mend before it is looked at
     * @param online asks each model once
     */
    Examination(Session session, boolean fix, boolean online) {
        this.session = session;
        this.fix = fix;
        this.online = online;
    }

    /** One look at something. */
    interface Look {
        List<Check> look() throws IOException, InterruptedException;
    }

    List<Check> checks() throws IOException, InterruptedException {
        checks.add(java());
        Vault vault;
        try {
            vault = session.vault();
        } catch (ProblemException none) {
            if (none.problem().code() != VaultCode.NOT_A_VAULT) {
                throw none;
            }
            checks.add(
                    Check.problem("vault", none.problem().what(), none.problem().next()));
            return checks;
        }
        checks.add(Check.ok("vault", vault.root() + ", id " + vault.id()));
        if (fix) {
            guarded("mended", () -> new Mending(session, vault).mend());
        }
        GroundChecks ground = new GroundChecks(vault);
        guarded("executor", ground::executor);
        guarded("disk", ground::disk);
        guarded("renames", ground::renames);
        guarded("permissions", ground::permissions);
        guarded("clock", ground::clock);
        WorkChecks work = new WorkChecks(session, vault);
        guarded("at work", work::claims);
        guarded("log", work::log);
        guarded("sync", () -> new SyncChecks(vault).look());
        guarded("folders", () -> new LayoutChecks(vault).look());
        SettingsChecks settings = new SettingsChecks(session, vault);
        guarded("settings", settings::settings);
        guarded("rules", settings::rules);
        guarded("accounts", settings::accounts);
        guarded("secrets", () -> new SecretChecks(vault).look());
        guarded("platforms", () -> AccountChecks.look(vault));
        guarded("skills", () -> new SkillChecks(vault).look());
        guarded("mcp", () -> new McpChecks(vault).look());
        guarded("notices", settings::notices);
        guarded("agents", settings::agents);
        guarded("automatic", settings::automatic);
        if (online) {
            guarded("models", () -> new OnlineChecks(session, vault).look());
        }
        guarded("audit log", () -> AuditLook.of(session, vault));
        MatterChecks matters = new MatterChecks(session, vault);
        guarded("matters", matters::look);
        return checks;
    }

    private static Check java() {
        int version = Runtime.version().feature();
        String words = Version.LINE + " on Java " + Runtime.version();
        return version >= LEAST_JAVA
                ? Check.ok("program", words)
                : Check.problem("program", words, "Install Java " + LEAST_JAVA + " or later.");
    }

    private void guarded(String name, Look look) throws InterruptedException {
        try {
            checks.addAll(look.look());
        } catch (ProblemException e) {
            checks.add(Check.problem(
                    name,
                    e.problem().what() + " " + e.problem().why(),
                    e.problem().next(),
                    e.problem().code().exit()));
        } catch (IOException e) {
            checks.add(Check.problem(
                    name,
                    "could not be looked at: " + Failures.disk(e).what(),
                    Failures.disk(e).next(),
                    ExitCode.DISK));
        }
    }
}
