package dev.factotum.intake;

import dev.factotum.config.Settings;
import dev.factotum.engine.Adopter;
import dev.factotum.engine.Request;
import dev.factotum.problem.ItemCode;
import dev.factotum.problem.Problem;
import dev.factotum.problem.ProblemException;
import dev.factotum.tool.Watcher.Arrival;
import dev.factotum.vault.DiskTrouble;
import dev.factotum.vault.MatterId;
import dev.factotum.vault.Names;
import dev.factotum.vault.PipelineScan;
import dev.factotum.vault.Readiness;
import dev.factotum.vault.Seen;
import dev.factotum.vault.Stage;
import dev.factotum.vault.Vault;
import dev.factotum.world.FileFacts;
import dev.factotum.world.Sighted;
import dev.factotum.world.Threads;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Turns what is dropped in Inbox/ and Bank_Transactions/ into matters: each file into exactly one, whatever stops us on
 * the way, and no byte of it lost. Thread-safe; any number of processes may work on one vault.
 */
public final class Intake implements Adopter {
    /** The folder that takes bank statements alone; the notes in it are the person's. */
    static final String STATEMENTS = "Bank_Transactions";

    private static final int MOST = 200;
    private static final int FEW = 16;
    private static final int AT_ONCE = 8;
    private static final Duration QUIET = Duration.ofMillis(1500);

    private final Vault vault;
    private final Supplier<Settings> settings;
    private final Readiness patient;
    private final Readiness eager = new Readiness(new Readiness.Settle(QUIET, QUIET));
    private final PipelineScan scan;
    private final Journal journal;
    private final SourceIndex index;

    /** @param readiness shared by everybody who looks at this vault's files */
    public Intake(Vault vault, Supplier<Settings> settings, Readiness readiness) {
        this.vault = vault;
        this.settings = settings;
        this.patient = readiness;
        this.scan = new PipelineScan(vault, true);
        this.journal = new Journal(vault);
        this.index = new SourceIndex(vault);
    }

    /**
     * Finishes what was begun and takes in what is ready, at most 200 files. Where more are ready, the last outcome is a
     * {@link IntakeOutcome.NotReady} that says so.
     *
     * @param now takes what has been quiet for 1.5 seconds, however young its note
     */
    public List<IntakeOutcome> pass(boolean now) throws IOException {
        Round round = round();
        List<IntakeOutcome> outcomes = new ArrayList<>();
        for (Journal.Entry entry : journal.all(MOST)) {
            guarded(entry.folder() + "/" + entry.name(), () -> round.resume(entry))
                    .ifPresent(outcomes::add);
        }
        Instant instant = vault.world().clock().instant();
        List<Seen> ready = new ArrayList<>();
        for (Seen seen : dropped(outcomes)) {
            Readiness readiness = now ? eager : patient;
            if (readiness.look(seen, instant) instanceof Readiness.Verdict.NotYet(Instant until)) {
                outcomes.add(new IntakeOutcome.NotReady(seen.name(), until));
            } else {
                ready.add(seen);
            }
        }
        outcomes.addAll(taken(round, ready.subList(0, Math.min(MOST, ready.size()))));
        if (ready.size() > MOST) {
            outcomes.add(new IntakeOutcome.NotReady(ready.get(MOST).name(), instant));
        }
        return outcomes;
    }

    /**
     * Makes a matter of a note that a person put straight into a pipeline folder: one that carries no id, or one that no
     * ledger knows. It stays where it is, but for one that holds others' words: it becomes a quotation.
     */
    @Override
    public Adopted adopt(Seen seen) throws IOException {
        Instant now = vault.world().clock().instant();
        if (patient.look(seen, now) instanceof Readiness.Verdict.NotYet(Instant until)) {
            return new Adopted.NotReady(until);
        }
        Round round = round();
        Optional<IntakeOutcome> outcome =
                guarded(Round.where(vault, seen.path()), () -> round.adoption().adopt(seen));
        if (outcome.isEmpty()) {
            return new Adopted.Gone();
        }
        return switch (outcome.get()) {
            case IntakeOutcome.Taken(MatterId id, Path _) -> new Adopted.Taken(id);
            case IntakeOutcome.Duplicate(MatterId id, MatterId _, Path _) -> new Adopted.Taken(id);
            case IntakeOutcome.NotReady(String _, Instant until) -> new Adopted.NotReady(until);
            case IntakeOutcome.Failed(Problem problem) -> new Adopted.Refused(problem);
        };
    }

    /** Throws where {@link #add} would refuse to take in for this client. */
    public void refuseUnknown(Optional<String> client) {
        client.ifPresent(name -> Clients.known(name, settings.get()));
    }

    /** Takes in what a person hands over by command, at once. */
    public IntakeOutcome add(Submission submission) throws IOException {
        Round round = round();
        return guarded("agent add", () -> Optional.of(round.adding().add(submission)))
                .orElseThrow();
    }

    /** Takes in what a watcher brings, under an id that was written down before. */
    IntakeOutcome arrive(MatterId id, Arrival item) {
        Round round = round();
        return guarded(item.file(), () -> Optional.of(round.arriving().take(id, item)))
                .orElseThrow();
    }

    /**
     * The note that a request would make, before anything is made of it.
     *
     * @throws ProblemException where it names a client that is not there
     */
    public String preview(MatterId id, Request request) {
        refuseUnknown(request.client());
        return round().requested().note(id, request);
    }

    /**
     * Takes in what another program asks for, once for each id.
     *
     * @throws ProblemException where another process is at it, or this id stands for another request
     */
    public IntakeOutcome request(MatterId id, Request request) throws IOException {
        return round().requested().take(id, request);
    }

    private Round round() {
        return new Round(vault, journal, index, settings.get());
    }

    /** One after another where they are few, else some at once: the disk groups what is forced together. */
    private static List<IntakeOutcome> taken(Vault vault, Round round, List<Seen> ready) {
        List<IntakeOutcome> outcomes = new ArrayList<>();
        for (Seen seen : ready) {
            guarded(Round.where(vault, seen.path()), () -> round.take(seen)).ifPresent(outcomes::add);
        }
        return outcomes;
    }

    private List<IntakeOutcome> taken(Round round, List<Seen> ready) throws IOException {
        if (ready.size() <= FEW) {
            return taken(vault, round, ready);
        }
        Semaphore places = new Semaphore(AT_ONCE);
        List<Future<List<IntakeOutcome>>> futures = new ArrayList<>();
        try (ExecutorService threads = Threads.perTask("intake", (_, _) -> {})) {
            for (Seen seen : ready) {
                futures.add(threads.submit(() -> {
                    places.acquire();
                    try {
                        return taken(vault, round, List.of(seen));
                    } finally {
                        places.release();
                    }
                }));
            }
        }
        List<IntakeOutcome> outcomes = new ArrayList<>();
        for (Future<List<IntakeOutcome>> future : futures) {
            outcomes.addAll(result(future));
        }
        return outcomes;
    }

    /** The executor has closed, so nothing is waited for. */
    private static List<IntakeOutcome> result(Future<List<IntakeOutcome>> future) throws IOException {
        try {
            return future.get();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return List.of();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof Error error) {
                throw error;
            }
            if (failed.getCause() instanceof RuntimeException fault) {
                throw fault;
            }
            throw new IOException("a file could not be taken in", failed.getCause());
        }
    }

    /** What stands in the intake folders, oldest first. Folders cannot be taken in and are said. */
    private List<Seen> dropped(List<IntakeOutcome> outcomes) throws IOException {
        List<Seen> dropped = new ArrayList<>(scan.look(Set.of(Stage.INBOX)).seen());
        for (Sighted one : sighted(vault.root().resolve(STATEMENTS), Intake::statement)) {
            if (one.facts().kind() == FileFacts.Kind.FILE) {
                Path path = vault.root().resolve(STATEMENTS).resolve(one.name());
                dropped.add(new Seen(Stage.INBOX, path, one.name(), Optional.empty(), one.facts()));
            }
        }
        for (Sighted one : sighted(vault.folder(Stage.INBOX), name -> !Names.ignored(name))) {
            if (one.facts().kind() == FileFacts.Kind.FOLDER) {
                outcomes.add(new IntakeOutcome.Failed(new Problem(
                        ItemCode.FOLDER,
                        "A folder was dropped.",
                        "Inbox/" + one.name(),
                        "only files become matters",
                        ItemCode.FOLDER.remedy())));
            }
        }
        dropped.sort(
                Comparator.comparing((Seen seen) -> seen.facts().modified()).thenComparing(Seen::name));
        return dropped;
    }

    private List<Sighted> sighted(Path folder, Predicate<String> wanted) throws IOException {
        try {
            return vault.world().disk().sight(folder, wanted);
        } catch (NoSuchFileException none) {
            return List.of();
        }
    }

    /** Notes beside the statements, such as the list that a rule keeps, are no statements. */
    private static boolean statement(String name) {
        return !Names.ignored(name)
                && switch (FileType.extension(name)) {
                    case "md", "base", "canvas" -> false;
                    default -> true;
                };
    }

    /** Work that may fail for one file without stopping the others. */
    private interface Work {
        Optional<IntakeOutcome> run() throws IOException;
    }

    private static Optional<IntakeOutcome> guarded(String where, Work work) {
        try {
            return work.run();
        } catch (NoSuchFileException gone) {
            return Optional.of(new IntakeOutcome.Failed(new Problem(
                    ItemCode.NOT_TAKEN,
                    "A file went away while it was taken in",
                    where,
                    "nothing stands at " + gone.getFile() + " any more",
                    "Drop it again if it is still wanted.")));
        } catch (IOException e) {
            return Optional.of(new IntakeOutcome.Failed(DiskTrouble.of(where + " could not be taken in", e)));
        } catch (ProblemException e) {
            return Optional.of(new IntakeOutcome.Failed(e.problem()));
        }
    }
}
