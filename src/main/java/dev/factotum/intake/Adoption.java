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
    private final OwnIntake own;
    private final Settings settings;
    private final Births births;

    Adoption(Vault vault, Journal journal, OwnIntake own, Settings settings) {
        this.vault = vault;
        this.journal = journal;
        this.own = own;
        this.settings = settings;
        this.births = new Births(vault);
    }

    /** Empty where the file changed, went away or is in other hands: look again. */
    Optional<IntakeOutcome> adopt(Seen seen) throws IOException {
        String origin = seen.stage().folder() + "/" + seen.name();
        Optional<Claim> claim = vault.claims().claim("intake:" + origin);
        if (claim.isEmpty()) {
            return Optional.empty();
        }
        try (Claim _ = claim.get()) {
            byte[] bytes = vault.world().disk().read(seen.path(), FileReader.LARGEST);
            Reading reading = new FileReader(settings).read(seen.name(), bytes, false);
            return switch (reading.form()) {
                case Reading.Form.Own(String text) ->
                    own.take(
                            new OwnIntake.Note(
                                    seen.path(), origin, bytes, reading, text, Optional.of(seen.stage()), Optional.empty(), false),
                            settings);
                case Reading.Form.Mended _, Reading.Form.Foreign _ -> replaced(seen, origin, bytes, reading);
            };
        } catch (NoSuchFileException gone) {
            return Optional.empty();
        }
    }

    private Optional<IntakeOutcome> replaced(Seen seen, String origin, byte[] bytes, Reading reading)
            throws IOException {
        if (seen.id().isPresent() && births.known(seen.id().get())) {
            return Optional.of(new IntakeOutcome.Taken(seen.id().get(), seen.path()));
        }
        Journal.Entry entry = entry(seen);
        KeptFiles kept = new KeptFiles(vault, entry.id());
        if (seen.id().equals(Optional.of(entry.id())) && kept.has(kept.original(seen.name()))) {
            byte[] before = vault.world().disk().read(kept.original(seen.name()), FileReader.LARGEST);
            Reading first = new FileReader(settings).read(seen.name(), before, false);
            return Optional.of(finished(entry, seen, origin, before, first));
        }
        Path original = kept.keep(List.of(new Part(seen.name(), bytes)), Optional.empty()).getFirst();
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
                ? Optional.of(finished(entry, seen, origin, bytes, reading))
                : Optional.empty();
    }

    private IntakeOutcome finished(Journal.Entry entry, Seen seen, String origin, byte[] bytes, Reading reading)
            throws IOException {
        if (births.born(entry.id()).isEmpty()) {
            births.born(
                    entry.id(),
                    seen.name(),
                    origin,
                    reading,
                    reading.conversation(),
                    Optional.of(Digest.of(bytes)),
                    Optional.empty());
        }
        births.placed(entry.id(), seen.path(), seen.stage(), "person", Optional.empty());
        journal.close(entry);
        return new IntakeOutcome.Taken(entry.id(), seen.path());
    }

    /** The same id again where an earlier try was stopped. */
    private Journal.Entry entry(Seen seen) throws IOException {
        for (Journal.Entry open : journal.all(Integer.MAX_VALUE)) {
            boolean same = seen.id().isEmpty() || seen.id().get().equals(open.id());
            if (same && open.folder().equals(seen.stage().folder()) && open.name().equals(seen.name())) {
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
