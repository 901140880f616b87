package dev.factotum.cli;

import dev.factotum.Version;
import dev.factotum.config.Settings.LogSettings;
import dev.factotum.config.SettingsFile;
import dev.factotum.journal.Journal;
import dev.factotum.problem.Problem;
import dev.factotum.problem.ProblemException;
import dev.factotum.vault.DiskTrouble;
import dev.factotum.vault.Vault;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What one command does in a vault, in the program's own log: that it began and how it ended, and what it complained of. */
final class Logbook {
    private static final Logger LOG = LoggerFactory.getLogger("dev.factotum.cli");

    private final Journal journal;
    private final Vault vault;
    private final Optional<String> environment;
    private final String command;
    private final long begun;
    private final AtomicBoolean complained = new AtomicBoolean();

    private Logbook(Journal journal, Vault vault, Optional<String> environment, String command) {
        this.journal = journal;
        this.vault = vault;
        this.environment = environment;
        this.command = command;
        this.begun = vault.world().clock().nanos();
    }

    /** @param command as typed, {@code agent run} */
    static Logbook open(Vault vault, Optional<String> environment, String command) {
        Journal journal = Journal.open(vault.world(), Journal.folder(vault.hidden()));
        LOG.atInfo()
                .addKeyValue("command", command)
                .addKeyValue("version", Version.CURRENT)
                .addKeyValue("machine", vault.world().processes().host())
                .log("start");
        return new Logbook(journal, vault, environment, command);
    }

    /** How much is wanted, once it is known. */
    void settings(LogSettings settings) {
        journal.settings(settings);
    }

    /** What a person was told. Where it happened may name a matter, so that is left out. */
    void problem(Problem problem) {
        LOG.atWarn()
                .addKeyValue("code", problem.code().id())
                .addKeyValue("what", problem.what())
                .log("problem");
    }

    /** A fault of ours. */
    void fault(Throwable fault) {
        LOG.atError().setCause(fault).log("fault");
    }

    /** What keeps the log from being written, if anything does and nobody has asked before: nothing else is stopped. */
    Optional<Problem> trouble() {
        return journal.trouble()
                .filter(failure -> complained.compareAndSet(false, true))
                .map(failure ->
                        DiskTrouble.of("The program's own log cannot be written; everything else goes on.", failure));
    }

    /** The last line of this command. */
    void end(int exit) {
        long millis = (vault.world().clock().nanos() - begun) / 1_000_000;
        LOG.atInfo()
                .addKeyValue("command", command)
                .addKeyValue("exit", exit)
                .addKeyValue("ms", millis)
                .log("end");
        if (!journal.known()) {
            wanted().ifPresent(journal::settings);
        }
        journal.close();
    }

    /** Empty where the settings cannot be read: the usual ones hold then. */
    private Optional<LogSettings> wanted() {
        try {
            return new SettingsFile(vault.world(), vault.root()).load(environment)
                            instanceof SettingsFile.Loaded.Good good
                    ? Optional.of(good.settings().log())
                    : Optional.empty();
        } catch (IOException | ProblemException unreadable) {
            return Optional.empty();
        }
    }
}
