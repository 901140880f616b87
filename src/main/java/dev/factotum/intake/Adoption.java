package dev.factotum.intake;

import dev.factotum.config.Settings;
import dev.factotum.vault.Claims.Claim;
import dev.factotum.vault.Digest;
import dev.factotum.vault.MatterId;
import dev.factotum.vault.SafeFiles;
import dev.factotum.vault.Seen;
import dev.factotum.vault.Vault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Makes a matter of a note that stands in the pipeline already. It keeps its place and its name. */
final class Adoption {
    private final Vault vault;
    private final Journal journal;
    private final ForeignIntake foreign;
    private final OwnIntake own;
    private final Settings settings;
    private final Births births;

    Adoption(Vault vault, Journal journal, ForeignIntake foreign, OwnIntake own, Settings settings) {
        this.vault = vault;
        this.journal = journal;
        this.foreign = foreign;
        this.own = own;
        this.settings = settings;
        this.births = new Births(vault);
    }

    /**
     * Empty where the file changed or went away: look again; not ready where it is in other hands. The caller holds the claim of the id that
     * the file carries, where it carries one.
     */
    Optional<IntakeOutcome> adopt(Seen seen) throws IOException {
        String origin = seen.stage().folder() + "/" + seen.name();
        Optional<Journal.Entry> begun =
                seen.id().isPresent() ? journal.find(seen.id().get()) : Optional.empty();
        String job = begun.map(Journal.Entry::job).orElse("intake:" + origin);
        Optional<Claim> claim = vault.claims().claim(job);
        if (claim.isEmpty()) {
            return Optional.of(new IntakeOutcome.NotReady(
                    seen.name(), vault.world().clock().instant().plus(Round.SOON)));
        }
        try (Claim _ = claim.get()) {
            if (begun.isPresent()) {
                journal.settle(begun.get(), List.of(vault.folder(seen.stage())));
                return begun.get().folder().equals(seen.stage().folder())
                        ? finished(begun.get(), seen, origin)
                        : foreign.take(begun.get(), true);
            }
            byte[] bytes = vault.world().disk().read(seen.path(), FileReader.LARGEST);
            Reading reading = new FileReader(settings).read(seen.name(), bytes, false);
            Optional<String> text = Decoded.utf8(bytes);
            boolean stands =
                    reading.form() instanceof Reading.Form.Own || seen.id().isPresent();
            if (!stands || text.isEmpty()) {
                return replaced(seen, origin, bytes, reading);
            }
            OwnIntake.Note note = new OwnIntake.Note(
                    seen.path(),
                    origin,
                    reading.standing(text.get()),
                    text.get(),
                    Optional.of(seen.stage()),
                    Optional.empty(),
                    false);
            return own.take(note, seen.id().isPresent());
        } catch (NoSuchFileException gone) {
            return Optional.empty();
        }
    }

    /** The original as a copy first, then the note in its place. */
    private Optional<IntakeOutcome> replaced(Seen seen, String origin, byte[] bytes, Reading reading)
            throws IOException {
        Journal.Entry entry = entry(seen);
        Path original = new KeptFiles(vault, entry.id())
                .keep(List.of(new Part(seen.name(), bytes)), Optional.empty())
                .getFirst();
        NoteText.Around around = new NoteText.Around(
                entry.id(),
                Clients.of(reading, settings),
                reading.due(),
                Optional.of(new NoteText.Kept(original, false)),
                List.of(),
                Optional.empty(),
                Optional.empty());
        String text = switch (reading.form()) {
            case Reading.Form.Foreign form -> NoteText.foreign(reading, form, around);
            case Reading.Form.Mended form -> NoteText.mended(reading, form, around);
            case Reading.Form.Own form -> NoteText.own(form.text(), reading, around);
        };
        return vault.files().replace(seen.path(), bytes, text.getBytes(StandardCharsets.UTF_8))
                        == SafeFiles.Replaced.DONE
                ? finished(entry, seen, origin)
                : Optional.empty();
    }

    /** The note stands; what it was is read from the copy, also after a crash. */
    private Optional<IntakeOutcome> finished(Journal.Entry entry, Seen seen, String origin) throws IOException {
        Path original = new KeptFiles(vault, entry.id()).original(entry.name());
        byte[] bytes = vault.world().disk().read(original, FileReader.LARGEST);
        Reading reading = new FileReader(settings).read(entry.name(), bytes, false);
        if (!births.known(entry.id())) {
            births.born(
                    new Births.Birth(
                            entry.id(),
                            seen.path(),
                            seen.stage(),
                            origin,
                            reading,
                            ForeignIntake.withOriginal(reading.conversation(), original),
                            reading.client(),
                            Digest.of(bytes),
                            Optional.empty(),
                            Optional.empty()),
                    "person");
        }
        journal.close(entry);
        return Optional.of(new IntakeOutcome.Taken(entry.id(), seen.path()));
    }

    /** The same id again where an earlier try was stopped before the note was replaced. */
    private Journal.Entry entry(Seen seen) throws IOException {
        for (Journal.Entry open : journal.all(Integer.MAX_VALUE)) {
            if (open.folder().equals(seen.stage().folder()) && open.name().equals(seen.name())) {
                return open;
            }
        }
        Journal.Entry entry = new Journal.Entry(
                seen.id().orElseGet(() -> new MatterId(vault.world().ids().ulid())),
                seen.stage().folder(),
                seen.name(),
                Optional.empty(),
                Optional.empty());
        journal.open(entry);
        return entry;
    }
}
