package dev.factotum.cli;

import dev.factotum.journal.Journal;
import dev.factotum.journal.JournalTail;
import dev.factotum.journal.JournalTail.Noted;
import dev.factotum.problem.ExitCode;
import dev.factotum.problem.Problem;
import dev.factotum.vault.Holders.Holder;
import dev.factotum.vault.LedgerEntry;
import dev.factotum.vault.LedgerEntry.Claimed;
import dev.factotum.vault.MatterId;
import dev.factotum.vault.Vault;
import dev.factotum.world.Listed;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Who is at work in the vault on this machine, and what the program wrote down of it. */
final class WorkChecks {
    private static final Duration LONG = Duration.ofMinutes(10);

    private final Session session;
    private final Vault vault;

    WorkChecks(Session session, Vault vault) {
        this.session = session;
        this.vault = vault;
    }

    /** A dead process holds no claim: the system frees it. One that hangs does. */
    List<Check> claims() throws IOException {
        boolean watched = vault.holders().watched();
        String watch = watched ? "agent watch runs here" : "agent watch does not run here";
        Optional<List<Holder>> all = vault.holders().all();
        if (all.isEmpty()) {
            return List.of(Check.ok("at work", watch + "; this system does not tell who holds a claim"));
        }
        Map<Long, List<String>> byProcess = new LinkedHashMap<>();
        List<Check> checks = new ArrayList<>();
        for (Holder one : all.get()) {
            byProcess.computeIfAbsent(one.pid(), pid -> new ArrayList<>()).add(word(one));
            stuck(one).ifPresent(checks::add);
        }
        List<String> words = new ArrayList<>();
        byProcess.forEach((pid, held) -> words.add("process " + pid + " ("
                + String.join(", ", held.stream().distinct().toList()) + ")"));
        checks.addFirst(Check.ok(
                "at work",
                watch + (words.isEmpty() ? "; nobody holds a claim" : "; claims: " + String.join("; ", words))));
        return checks;
    }

    private static String word(Holder one) {
        return one.matter().isPresent() ? "a matter" : one.job().isEmpty() ? "a file" : one.job();
    }

    private Optional<Check> stuck(Holder one) throws IOException {
        if (one.matter().isEmpty()) {
            return Optional.empty();
        }
        MatterId matter = one.matter().get();
        Instant now = vault.world().clock().instant();
        Optional<Instant> since = Optional.empty();
        for (LedgerEntry entry : vault.ledgers().of(matter).entries()) {
            if (entry instanceof Claimed claimed && claimed.pid() == one.pid()) {
                since = Optional.of(claimed.t());
            }
        }
        return since.filter(t -> Duration.between(t, now).compareTo(LONG) > 0)
                .map(t -> Check.problem(
                        "stuck",
                        "process " + one.pid() + " has held matter " + matter.value() + " for "
                                + When.span(Duration.between(t, now)),
                        "If it hangs, end it: kill " + one.pid()
                                + ". The next agent run goes on from what the ledger says.",
                        ExitCode.FAILED));
    }

    /** The program's own log: where it is, how large, and what went wrong last. */
    List<Check> log() throws IOException {
        // Reading the settings lets out the lines that were held back for them.
        ZoneId zone = Zone.of(session, vault);
        Optional<Problem> trouble = session.logbook().flatMap(Logbook::trouble);
        Path folder = Journal.folder(vault.hidden());
        if (trouble.isPresent()) {
            return List.of(Check.problem(
                    "log",
                    "cannot be written: " + trouble.get().why() + "; the work goes on without it",
                    trouble.get().next(),
                    ExitCode.DISK));
        }
        long size = 0;
        int files = 0;
        try {
            for (Listed listed : vault.world().disk().list(folder)) {
                if (listed.name().endsWith(".log")) {
                    files++;
                    size += vault.world()
                            .disk()
                            .facts(folder.resolve(listed.name()))
                            .map(facts -> facts.size())
                            .orElse(0L);
                }
            }
        } catch (NoSuchFileException none) {
            return List.of(Check.ok("log", "nothing is logged here (log.level)"));
        }
        List<Noted> wrong = new JournalTail(vault.world().disk(), folder).wrong(1);
        When when = new When(zone, vault.world().clock().instant());
        String last = wrong.isEmpty()
                ? "; nothing went wrong in it"
                : "; last went wrong: " + wrong.getFirst().code() + " "
                        + when.from(wrong.getFirst().t());
        return List.of(Check.ok(
                "log",
                Journal.file(folder) + ", " + (size + 1023) / 1024 + " KiB in " + files
                        + (files == 1 ? " file" : " files") + last));
    }
}
