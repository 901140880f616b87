package dev.factotum.intake;

import dev.factotum.config.Settings;
import dev.factotum.engine.Adopter;
import dev.factotum.problem.ItemCode;
import dev.factotum.problem.Problem;
import dev.factotum.problem.ProblemException;
import dev.factotum.vault.Claims.Claim;
import dev.factotum.vault.DiskTrouble;
import dev.factotum.vault.MatterId;
import dev.factotum.vault.Names;
import dev.factotum.vault.PipelineScan;
import dev.factotum.vault.Readiness;
import dev.factotum.vault.Seen;
import dev.factotum.vault.Stage;
import dev.factotum.vault.Vault;
import dev.factotum.world.Disk;
import dev.factotum.world.FileFacts;
import dev.factotum.world.Sighted;
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
    private static final int TRIES = 5;
    private static final Duration AT_ONCE = Duration.ofMillis(1500);
    private static final Duration SOON = Duration.ofSeconds(1);

    private final Vault vault;
    private final Supplier<Settings> settings;
    private final Readiness patient;
    private final Readiness eager = new Readiness(new Readiness.Settle(AT_ONCE, AT_ONCE));
    private final PipelineScan scan;
    private final Journal journal;
    private final ForeignIntake foreign;
    private final OwnIntake own;

    /** @param readiness shared by everybody who looks at this vault's files */
    public Intake(Vault vault, Supplier<Settings> settings, Readiness readiness) {
        this.vault = vault;
        this.settings = settings;
        this.patient = readiness;
        this.scan = new PipelineScan(vault, true);
        this.journal = new Journal(vault);
        SourceIndex index = new SourceIndex(vault);
        this.foreign = new ForeignIntake(vault, journal, index);
        this.own = new OwnIntake(vault, index);
    }

    /**
     * Finishes what was begun and takes in what is ready, at most 200 files. Where more are ready, the last outcome is a
     * {@link IntakeOutcome.NotReady} that says so.
     *
     * @param now takes what has been quiet for 1.5 seconds, however young its note
     */
    public List<IntakeOutcome> pass(boolean now) throws IOException {
        List<IntakeOutcome> outcomes = new ArrayList<>();
        for (Journal.Entry entry : journal.all(MOST)) {
            guarded(entry.folder() + "/" + entry.name(), () -> resume(entry)).ifPresent(outcomes::add);
        }
        Instant instant = vault.world().clock().instant();
        int taken = 0;
        for (Seen seen : dropped(outcomes)) {
            Readiness readiness = now ? eager : patient;
            if (readiness.look(seen, instant) instanceof Readiness.Verdict.NotYet(Instant until)) {
                outcomes.add(new IntakeOutcome.NotReady(seen.name(), until));
            } else if (taken == MOST) {
                outcomes.add(new IntakeOutcome.NotReady(seen.name(), instant));
                break;
            } else {
                taken++;
                guarded(where(seen), () -> take(seen)).ifPresent(outcomes::add);
            }
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
        Optional<IntakeOutcome> outcome =
                guarded(where(seen), () -> new Adoption(vault, journal, foreign, own, settings.get()).adopt(seen));
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

    /** Takes in what a person hands over by command, at once. */
    public IntakeOutcome add(Submission submission) throws IOException {
        return guarded(
                        "agent add",
                        () -> Optional.of(new Adding(vault, journal, foreign, own, settings.get()).add(submission)))
                .orElseThrow();
    }

    private Optional<IntakeOutcome> resume(Journal.Entry entry) throws IOException {
        Optional<Claim> claim = vault.claims().claim(entry.job());
        if (claim.isEmpty()) {
            return Optional.empty();
        }
        try (Claim _ = claim.get()) {
            if (adopting(entry)) {
                if (disk().facts(vault.root().resolve(entry.folder()).resolve(entry.name()))
                        .isEmpty()) {
                    journal.close(entry);
                }
                return Optional.empty();
            }
            return journal.stands(entry) ? claimed(entry, true) : Optional.empty();
        }
    }

    /** Those stand in the pipeline itself: whoever scans it meets them again. */
    private static boolean adopting(Journal.Entry entry) {
        return Stage.ofFolder(entry.folder())
                .filter(stage -> stage != Stage.INBOX)
                .isPresent();
    }

    private Optional<IntakeOutcome> take(Seen seen) throws IOException {
        String folder = folder(seen);
        Optional<Claim> claim = vault.claims().claim("intake:" + folder + "/" + seen.name());
        if (claim.isEmpty()) {
            return Optional.of(new IntakeOutcome.NotReady(
                    seen.name(), vault.world().clock().instant().plus(SOON)));
        }
        try (Claim _ = claim.get()) {
            for (int tries = 0; tries < TRIES; tries++) {
                Optional<FileFacts> facts = disk().facts(seen.path());
                if (facts.isEmpty()) {
                    return Optional.empty();
                }
                Optional<OwnIntake.Note> note = note(seen, facts.get());
                if (note.isEmpty()) {
                    return foreign(folder, seen.name());
                }
                Optional<IntakeOutcome> outcome = own.take(note.get(), false, settings.get());
                if (outcome.isPresent()) {
                    return outcome;
                }
            }
            return Optional.of(new IntakeOutcome.NotReady(
                    seen.name(), vault.world().clock().instant().plus(SOON)));
        }
    }

    /** The person's own note, where the file is one; everything else is put aside. */
    private Optional<OwnIntake.Note> note(Seen seen, FileFacts facts) throws IOException {
        String extension = FileType.extension(seen.name());
        boolean words = extension.equals("md") || extension.equals("txt");
        if (!words || folder(seen).equals(STATEMENTS) || facts.size() > FileReader.largest(seen.name())) {
            return Optional.empty();
        }
        byte[] bytes = disk().read(seen.path(), FileReader.LARGEST);
        Reading reading = new FileReader(settings.get()).read(seen.name(), bytes, false);
        return reading.form() instanceof Reading.Form.Own(String text)
                ? Optional.of(new OwnIntake.Note(
                        seen.path(), where(seen), bytes, reading, text, Optional.empty(), Optional.empty(), true))
                : Optional.empty();
    }

    private Optional<IntakeOutcome> foreign(String folder, String name) throws IOException {
        for (Journal.Entry open : journal.all(Integer.MAX_VALUE)) {
            if (open.folder().equals(folder) && open.name().equals(name) && !moved(open)) {
                return claimed(open, true);
            }
        }
        Journal.Entry entry = new Journal.Entry(
                new MatterId(vault.world().ids().ulid()), folder, name, Optional.empty(), Optional.empty());
        journal.open(entry);
        return claimed(entry, false);
    }

    private Optional<IntakeOutcome> claimed(Journal.Entry entry, boolean resumed) throws IOException {
        Optional<Claim> matter = vault.claims().claim(entry.id());
        if (matter.isEmpty()) {
            return Optional.of(new IntakeOutcome.NotReady(
                    entry.name(), vault.world().clock().instant().plus(SOON)));
        }
        try (Claim _ = matter.get()) {
            return foreign.take(entry, resumed, settings.get());
        }
    }

    /** An entry whose file was moved belongs to an earlier file of the same name. */
    private boolean moved(Journal.Entry entry) throws IOException {
        KeptFiles kept = new KeptFiles(vault, entry.id());
        return kept.has(kept.original(entry.name()));
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
                        "A folder was dropped",
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
            return disk().sight(folder, wanted);
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

    private String folder(Seen seen) {
        return seen.path().startsWith(vault.root().resolve(STATEMENTS))
                ? STATEMENTS
                : seen.stage().folder();
    }

    private String where(Seen seen) {
        return folder(seen) + "/" + seen.name();
    }

    private Disk disk() {
        return vault.world().disk();
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
