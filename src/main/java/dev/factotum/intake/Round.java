package dev.factotum.intake;

import dev.factotum.config.Settings;
import dev.factotum.vault.Claims.Claim;
import dev.factotum.vault.MatterId;
import dev.factotum.vault.Seen;
import dev.factotum.vault.Stage;
import dev.factotum.vault.Vault;
import dev.factotum.world.Disk;
import dev.factotum.world.FileFacts;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.YearMonth;
import java.util.Optional;

/** One piece of intake work under one state of the settings: a pass, an adoption, a submission. Thread-safe. */
final class Round {
    private static final int TRIES = 5;
    /** What is in other hands is looked at again after this long. */
    static final Duration SOON = Duration.ofSeconds(1);

    private final Vault vault;
    private final Journal journal;
    private final Settings settings;
    private final ForeignIntake foreign;
    private final OwnIntake own;

    Round(Vault vault, Journal journal, SourceIndex index, Settings settings) {
        this.vault = vault;
        this.journal = journal;
        this.settings = settings;
        PipelineNames names = new PipelineNames(
                vault, YearMonth.from(vault.world().clock().instant().atZone(settings.zone())));
        this.foreign = new ForeignIntake(vault, journal, index, settings, names);
        this.own = new OwnIntake(vault, index, names);
    }

    Adoption adoption() {
        return new Adoption(vault, journal, foreign, own, settings);
    }

    Arriving arriving() {
        return new Arriving(vault, journal, foreign);
    }

    Adding adding() {
        return new Adding(vault, journal, foreign, own, settings);
    }

    Requested requested() {
        return new Requested(vault, journal, foreign);
    }

    /** The folder and the name of a file, as the journal and the claims know it. */
    static String where(Vault vault, Path file) {
        return vault.root().relativize(file).toString().replace('\\', '/');
    }

    /** Goes on with a file that somebody has begun to take in, unless they still are. */
    Optional<IntakeOutcome> resume(Journal.Entry entry) throws IOException {
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
            return journal.stands(entry) ? foreign(entry, true) : Optional.empty();
        }
    }

    /** Those stand in the pipeline itself: whoever scans it meets them again. */
    private static boolean adopting(Journal.Entry entry) {
        return Stage.ofFolder(entry.folder())
                .filter(stage -> stage != Stage.INBOX)
                .isPresent();
    }

    /** Takes in one dropped file; empty where it has gone. */
    Optional<IntakeOutcome> take(Seen seen) throws IOException {
        Optional<Claim> claim = vault.claims().claim("intake:" + where(vault, seen.path()));
        if (claim.isEmpty()) {
            return soon(seen.name());
        }
        try (Claim _ = claim.get()) {
            for (int tries = 0; tries < TRIES; tries++) {
                Optional<FileFacts> facts = disk().facts(seen.path());
                if (facts.isEmpty()) {
                    return Optional.empty();
                }
                Optional<OwnIntake.Note> note = note(seen, facts.get());
                Optional<IntakeOutcome> outcome = note.isPresent() ? own.take(note.get(), false) : putAside(seen);
                if (outcome.isPresent() || note.isEmpty()) {
                    return outcome;
                }
            }
            return soon(seen.name());
        }
    }

    /** The person's own note, where the file is one; everything else is put aside. */
    private Optional<OwnIntake.Note> note(Seen seen, FileFacts facts) throws IOException {
        String extension = FileType.extension(seen.name());
        boolean words = extension.equals("md") || extension.equals("txt");
        if (!words || statement(seen.path()) || facts.size() > FileReader.largest(seen.name())) {
            return Optional.empty();
        }
        byte[] bytes = disk().read(seen.path(), FileReader.LARGEST);
        Reading reading = new FileReader(settings).read(seen.name(), bytes, false);
        return reading.form() instanceof Reading.Form.Own(String text)
                ? Optional.of(new OwnIntake.Note(
                        seen.path(),
                        where(vault, seen.path()),
                        reading,
                        text,
                        Optional.empty(),
                        Optional.empty(),
                        true))
                : Optional.empty();
    }

    private boolean statement(Path file) {
        return file.startsWith(vault.root().resolve(Intake.STATEMENTS));
    }

    private Optional<IntakeOutcome> putAside(Seen seen) throws IOException {
        String folder =
                statement(seen.path()) ? Intake.STATEMENTS : seen.stage().folder();
        for (Journal.Entry open : journal.all(Integer.MAX_VALUE)) {
            if (open.folder().equals(folder) && open.name().equals(seen.name()) && !moved(open)) {
                return foreign(open, true);
            }
        }
        Journal.Entry entry = new Journal.Entry(
                new MatterId(vault.world().ids().ulid()), folder, seen.name(), Optional.empty(), Optional.empty());
        journal.open(entry);
        return foreign(entry, false);
    }

    private Optional<IntakeOutcome> foreign(Journal.Entry entry, boolean resumed) throws IOException {
        Optional<Claim> matter = vault.claims().claim(entry.id());
        if (matter.isEmpty()) {
            return soon(entry.name());
        }
        try (Claim _ = matter.get()) {
            return foreign.take(entry, resumed);
        }
    }

    /** An entry whose file was moved belongs to an earlier file of the same name. */
    private boolean moved(Journal.Entry entry) throws IOException {
        return disk().facts(new KeptFiles(vault, entry.id()).original(entry.name()))
                .isPresent();
    }

    private Optional<IntakeOutcome> soon(String name) {
        return Optional.of(
                new IntakeOutcome.NotReady(name, vault.world().clock().instant().plus(SOON)));
    }

    private Disk disk() {
        return vault.world().disk();
    }
}
