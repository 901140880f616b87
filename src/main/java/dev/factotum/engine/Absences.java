package dev.factotum.engine;

import dev.factotum.vault.Ledger;
import dev.factotum.vault.LedgerEntry;
import dev.factotum.vault.LedgerEntry.Born;
import dev.factotum.vault.LedgerEntry.Closed;
import dev.factotum.vault.LedgerEntry.Moving;
import dev.factotum.vault.LedgerEntry.Noted;
import dev.factotum.vault.LedgerEntry.Placed;
import dev.factotum.vault.MatterId;
import dev.factotum.vault.PipelineScan;
import dev.factotum.vault.Seen;
import dev.factotum.vault.Stage;
import dev.factotum.vault.Vault;
import dev.factotum.world.FileFacts;
import dev.factotum.world.Listed;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds the files of open matters that left the open folders: put to rest by hand, or deleted. */
final class Absences {
    private final EngineParts parts;
    private final PipelineScan scan;

    Absences(EngineParts parts, PipelineScan scan) {
        this.parts = parts;
        this.scan = scan;
    }

    /** Open folders that are not there: what stood in them is not taken for deleted. */
    Set<Stage> gone() throws IOException {
        Set<Stage> gone = EnumSet.noneOf(Stage.class);
        for (Stage stage : Stage.open()) {
            if (parts.vault().world().disk().facts(parts.vault().folder(stage)).isEmpty()) {
                gone.add(stage);
            }
        }
        return gone;
    }

    /** Where the file of an open matter rests now, or empty where it stands in no folder at all. */
    Optional<Seen> find(MatterId id) throws IOException {
        Vault vault = parts.vault();
        Set<String> names = names(id);
        Instant now = vault.world().clock().instant();
        ZoneId zone = parts.settings().get().zone();
        YearMonth month = YearMonth.from(now.atZone(zone));
        List<Path> folders = List.of(
                vault.folder(Stage.REJECTED),
                vault.folder(Stage.COMPLETED),
                vault.completed(month),
                vault.completed(month.minusMonths(1)));
        for (Path folder : folders) {
            for (String name : names) {
                Optional<Seen> seen = scan.at(folder.resolve(name)).filter(s -> s.id().equals(Optional.of(id)));
                if (seen.isPresent()) {
                    return seen;
                }
            }
        }
        for (Path folder : folders.subList(0, 2)) {
            Optional<Seen> renamed = search(folder, id);
            if (renamed.isPresent()) {
                return renamed;
            }
        }
        return Optional.empty();
    }

    private Set<String> names(MatterId id) throws IOException {
        Set<String> names = new LinkedHashSet<>();
        List<LedgerEntry> entries = parts.vault().ledgers().of(id).entries();
        for (LedgerEntry entry : entries.reversed()) {
            switch (entry) {
                case Placed p -> names.add(p.name());
                case Moving m -> names.add(m.name());
                case Born b -> names.add(b.name());
                default -> {}
            }
        }
        return names;
    }

    private Optional<Seen> search(Path folder, MatterId id) throws IOException {
        List<Listed> all;
        try {
            all = parts.vault().world().disk().list(folder);
        } catch (NoSuchFileException none) {
            return Optional.empty();
        }
        for (Listed listed : all) {
            if (listed.kind() == FileFacts.Kind.FILE && listed.name().endsWith(".md")) {
                Optional<Seen> seen =
                        scan.at(folder.resolve(listed.name())).filter(s -> s.id().equals(Optional.of(id)));
                if (seen.isPresent()) {
                    return seen;
                }
            }
        }
        return Optional.empty();
    }

    /** The file was deleted or moved elsewhere: the ledger and the log say so. The caller holds the claim. */
    Turn dropped(MatterId id) throws IOException {
        Ledger ledger = parts.vault().ledgers().of(id);
        History history = History.of(ledger);
        if (history.born().isEmpty()) {
            return new Turn.Rests(Instant.MAX);
        }
        Instant now = parts.vault().world().clock().instant();
        String by = parts.settings().get().owner();
        if (history.closed().isEmpty()) {
            Noted noted = new Noted(now, "dropped", by, "deleted", Map.of("why", "its file left the pipeline folders"));
            ledger.append(noted);
            history.add(noted);
            Closed closed = new Closed(now, "dropped", by, "deleted");
            ledger.append(closed);
            history.add(closed);
        } else {
            ledger.settle();
        }
        String title = history.placed().map(Placed::name).orElse("");
        List<dev.factotum.audit.AuditEvent> events = new java.util.ArrayList<>();
        for (int i = (int) history.audited(); i < history.entries().size(); i++) {
            Chronicle.event(id, title.replaceFirst("\\.md$", ""), "", history.entries(), i)
                    .ifPresent(events::add);
        }
        if (!events.isEmpty()) {
            Set<Long> recorded = parts.audit().recorded(id, events.getFirst().t());
            events.removeIf(event -> recorded.contains(event.n()));
        }
        if (!events.isEmpty()) {
            parts.audit().append(events);
            events.forEach(parts.listener());
        }
        parts.vault().ledgers().close(id);
        return new Turn.Ended("dropped");
    }
}
