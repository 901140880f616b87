package dev.factotum.engine;

import dev.factotum.engine.Overview.ExecutorSeen;
import dev.factotum.engine.Overview.Waiting;
import dev.factotum.engine.OverviewHeads.Found;
import dev.factotum.problem.Problem;
import dev.factotum.vault.Executor;
import dev.factotum.vault.MatterId;
import dev.factotum.vault.Stage;
import dev.factotum.vault.Vault;
import dev.factotum.world.Disk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads how things stand from the open folders: one look and {@value OverviewHead#BYTES} bytes per file, no plan parsed.
 * Writes nothing. Thread-safe.
 */
public final class OverviewReader {
    private static final Comparator<Waiting> URGENT = Comparator.comparingInt((Waiting one) -> rank(one.risk()))
            .thenComparing(one -> one.due().isEmpty() ? "9999" : one.due())
            .thenComparing(one -> one.id().map(MatterId::value).orElse("~"))
            .thenComparing(Waiting::file);
    private static final int MOST_WHY = 300;

    private final Vault vault;
    private final Disk disk;
    private final OverviewHeads heads;

    public OverviewReader(Vault vault) {
        this.vault = vault;
        this.disk = vault.world().disk();
        this.heads = new OverviewHeads(vault);
    }

    /** How things stand, without opening a ledger of anything but approved matters. */
    public Overview read() throws IOException {
        return read(Optional.empty());
    }

    /** @param expires how long a plan waits; given, every ledger is read and each waiting matter says when it expires */
    public synchronized Overview read(Optional<Duration> expires) throws IOException {
        Instant now = vault.world().clock().instant();
        List<Problem> unread = new ArrayList<>();
        Map<Stage, List<Found>> found = heads.read(now, unread);
        OverviewLedgers ledgers = new OverviewLedgers(vault, expires);
        List<Waiting> waiting = new ArrayList<>();
        for (Found file : found.getOrDefault(Stage.PENDING_APPROVAL, List.of())) {
            if (!file.head().broken()) {
                waiting.add(waiting(file, ledgers));
            }
        }
        waiting.sort(URGENT);
        Executor executor = vault.executor();
        OverviewAudit.End audit = OverviewAudit.read(vault);
        Optional<String> paused = paused();
        OverviewProblems problems = new OverviewProblems(now);
        if (!executor.here()) {
            problems.add(vault.elsewhere());
        }
        paused.ifPresent(problems::paused);
        unread.forEach(problems::add);
        problems.files(found);
        problems.audit(audit.audit());
        return new Overview(
                now,
                counts(found),
                waiting,
                ledgers.scheduled(found.getOrDefault(Stage.APPROVED, List.of())),
                ledgers.forModel(found.getOrDefault(Stage.NEEDS_ACTION, List.of())),
                problems.all(),
                paused,
                new ExecutorSeen(
                        executor.name(),
                        executor.here(),
                        later(OverviewPresence.read(vault), audit.written()),
                        executor.begins()),
                audit.audit());
    }

    private Waiting waiting(Found file, OverviewLedgers ledgers) throws IOException {
        OverviewHead head = file.head();
        return new Waiting(
                head.id(),
                head.title(),
                head.property("risk"),
                client(head.property("client")),
                head.property("kind"),
                head.property("due"),
                file.shown(),
                head.why(),
                head.note(),
                head.id().isPresent() ? ledgers.expires(head.id().get()) : Optional.empty(),
                head.ticked());
    }

    /** People link a client: {@code [[Acme BV]]}. */
    private static String client(String value) {
        return value.startsWith("[[") && value.endsWith("]]") ? value.substring(2, value.length() - 2) : value;
    }

    private static Map<Stage, Integer> counts(Map<Stage, List<Found>> found) {
        Map<Stage, Integer> counts = new EnumMap<>(Stage.class);
        found.forEach((stage, files) -> counts.put(stage, files.size()));
        return counts;
    }

    private Optional<String> paused() throws IOException {
        if (!Pause.on(vault)) {
            return Optional.empty();
        }
        try {
            String note = new String(disk.readAt(Pause.file(vault), 0, OverviewHead.BYTES), StandardCharsets.UTF_8);
            return Optional.of(why(note));
        } catch (NoSuchFileException goneMeanwhile) {
            return Optional.empty();
        }
    }

    /** The first line of a note that is neither a heading nor a property. */
    static String why(String note) {
        boolean inside = note.startsWith("---");
        int line = 0;
        for (String text : note.lines().toList()) {
            boolean fence = text.stripTrailing().equals("---");
            if (inside && line > 0 && fence) {
                inside = false;
            } else if (!inside && !text.isBlank() && !text.startsWith("#")) {
                String plain = OverviewHead.plain(text);
                return plain.length() <= MOST_WHY ? plain : plain.substring(0, MOST_WHY);
            }
            line++;
        }
        return "";
    }

    private static int rank(String risk) {
        return switch (risk) {
            case "high" -> 0;
            case "normal" -> 1;
            case "low" -> 3;
            default -> 2;
        };
    }

    private static Optional<Instant> later(Optional<Instant> one, Optional<Instant> other) {
        return one.isEmpty() || other.isPresent() && other.get().isAfter(one.get()) ? other : one;
    }
}
