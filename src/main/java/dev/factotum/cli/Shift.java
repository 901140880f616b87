package dev.factotum.cli;

import dev.factotum.audit.AuditRecord;
import dev.factotum.engine.Engine;
import dev.factotum.engine.History;
import dev.factotum.engine.Overview;
import dev.factotum.engine.OverviewPresence;
import dev.factotum.engine.OverviewReader;
import dev.factotum.intake.IntakeOutcome;
import dev.factotum.report.Dashboard;
import dev.factotum.report.Ended;
import dev.factotum.vault.LedgerEntry;
import dev.factotum.vault.LedgerEntry.Placed;
import dev.factotum.vault.MatterId;
import dev.factotum.vault.Seen;
import dev.factotum.vault.Stage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/** The agent at work in a vault: takes in, plans, carries out, and keeps the Dashboard. Thread-safe. */
final class Shift {
    /** One look takes in this many times what an intake takes at once, and follows up this often. */
    private static final int MOST_INTAKES = 1000;

    private static final int MOST_PASSES = 50;
    private static final int LAST = 8;
    private static final int MOST_NAMES = 256;

    /** For those who are asked for news. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Workplace workplace;
    private final Engine engine;
    private final OverviewReader reader;
    private final Dashboard dashboard;
    private final ReentrantLock intake = new ReentrantLock();
    private final Map<MatterId, String> names = new ConcurrentHashMap<>();

    Shift(Workplace workplace) throws IOException {
        this.workplace = workplace;
        this.engine = workplace.engine();
        this.reader = new OverviewReader(workplace.vault());
        this.dashboard = new Dashboard(workplace.vault(), VaultTemplate.file("Dashboard.md"));
    }

    /** Works until nothing more happens by itself now. */
    Tally work() throws IOException {
        Tally tally = new Tally();
        Instant next = news();
        tally.news(next, workplace.lookouts().problems());
        boolean more = true;
        for (int i = 0; more && i < MOST_PASSES && !interrupted(); i++) {
            boolean taken = takeIn(tally, new HashSet<>());
            tally.add(engine.pass());
            more = taken || tally.more();
        }
        return tally;
    }

    /** Asks who is due for news; where the process ends after this round, what they say is waited for. */
    private Instant news() throws IOException {
        Instant next = workplace.lookouts().begin();
        if (workplace.once()) {
            workplace.lookouts().await(PATIENCE);
        } else {
            workplace.lookouts().listen();
        }
        return next;
    }

    /** Works on these files alone, and on what comes of them. */
    Tally work(Collection<Path> files) throws IOException {
        Tally tally = new Tally();
        Set<Path> matters = new HashSet<>();
        boolean dropped = false;
        for (Path file : files) {
            boolean pipeline = Stage.ofFolder(folder(file))
                    .filter(stage -> stage != Stage.INBOX)
                    .isPresent();
            dropped |= !pipeline;
            if (pipeline) {
                matters.add(file);
            }
        }
        if (dropped) {
            takeIn(tally, matters);
        }
        for (int i = 0; i < MOST_PASSES && !matters.isEmpty() && !interrupted(); i++) {
            tally.add(engine.pass(matters));
            if (!tally.more()) {
                break;
            }
        }
        return tally;
    }

    private static String folder(Path file) {
        Path parent = file.getParent();
        return parent == null ? "" : String.valueOf(parent.getFileName());
    }

    /** Another thread that takes in takes ours too. */
    private boolean takeIn(Tally tally, Set<Path> notes) throws IOException {
        boolean any = false;
        if (intake.tryLock()) {
            try {
                boolean more = true;
                for (int i = 0; more && i < MOST_INTAKES && !interrupted(); i++) {
                    List<IntakeOutcome> outcomes = workplace.takeIn();
                    more = tally.add(outcomes);
                    any |= more;
                    outcomes.forEach(outcome -> {
                        if (outcome instanceof IntakeOutcome.Taken(MatterId ignored, Path file)) {
                            notes.add(file);
                        }
                    });
                }
            } finally {
                intake.unlock();
            }
        }
        return any;
    }

    private boolean interrupted() {
        return workplace.parts().interrupted().getAsBoolean();
    }

    /** Notes in pipeline folders that are no matters yet: somebody may still be writing them. */
    List<String> unread() throws IOException {
        return workplace.scan().look(Set.of(Stage.NEEDS_ACTION, Stage.PENDING_APPROVAL, Stage.APPROVED)).seen().stream()
                .filter(seen -> seen.id().isEmpty() && seen.name().endsWith(".md"))
                .map(Seen::where)
                .toList();
    }

    /** How things stand, with what is wrong in settings and rules. */
    Overview overview() throws IOException {
        return reader.read().with(workplace.problems());
    }

    /** Writes the Dashboard and the executor's mark, where they changed. */
    void show(Overview overview) throws IOException {
        OverviewPresence.mark(workplace.vault());
        dashboard.refresh(overview, last(), workplace.settings().zone());
    }

    private List<Ended> last() throws IOException {
        List<Ended> last = new ArrayList<>();
        List<AuditRecord> records = workplace.audit().read(record -> record.ev().equals("completed"), LAST);
        for (AuditRecord record : records.reversed()) {
            Optional<MatterId> id = record.matter().flatMap(MatterId::parse);
            if (id.isPresent()) {
                name(id.get())
                        .ifPresent(name -> last.add(
                                new Ended(record.t(), name, record.detail().orElse("done"))));
            }
        }
        return last;
    }

    private Optional<String> name(MatterId id) throws IOException {
        String known = names.get(id);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<List<LedgerEntry>> entries = workplace.vault().ledgers().closed(id);
        Optional<String> name = entries.flatMap(all -> History.of(all).placed())
                .map(Placed::name)
                .map(MatterFinder::withoutEnding);
        if (names.size() < MOST_NAMES) {
            name.ifPresent(found -> names.put(id, found));
        }
        return name;
    }
}
