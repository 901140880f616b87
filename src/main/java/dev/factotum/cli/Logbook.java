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
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.event.KeyValuePair;
import org.slf4j.event.Level;

/** What one command does in a vault, in the program's own log: that it began and how it ended, and what it complained of. */
final class Logbook {
    private static final String LOGGER = "dev.factotum.cli";

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
        journal.note(
                Level.INFO,
                LOGGER,
                "start",
                List.of(
                        new KeyValuePair("command", command),
                        new KeyValuePair("version", Version.CURRENT),
                        new KeyValuePair("machine", vault.world().processes().host())));
        return new Logbook(journal, vault, environment, command);
    }

    /** How much is wanted, once it is known. */
    void settings(LogSettings settings) {
        journal.settings(settings);
    }

    /** From here on this value never stands in the log. */
    void conceal(String secret) {
        journal.conceal(secret);
    }

    /** From here on what engine and watch log is written too. */
    void listen() {
        journal.listen();
    }

    /** What a person was told, in the words of its code: ours may name a matter, or hold what somebody typed. */
    void problem(Problem problem) {
        journal.note(
                Level.WARN,
                LOGGER,
                "problem",
                List.of(
                        new KeyValuePair("code", problem.code().id()),
                        new KeyValuePair("what", problem.code().meaning())));
    }

    /** A fault of ours. */
    void fault(Throwable fault) {
        journal.fault(LOGGER, fault);
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
        journal.note(
                Level.INFO,
                LOGGER,
                "end",
                List.of(
                        new KeyValuePair("command", command),
                        new KeyValuePair("exit", exit),
                        new KeyValuePair("ms", millis)));
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
