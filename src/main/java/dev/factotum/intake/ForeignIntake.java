package dev.factotum.intake;

import dev.factotum.config.Settings;
import dev.factotum.tool.Conversation;
import dev.factotum.vault.Claims.Claim;
import dev.factotum.vault.Digest;
import dev.factotum.vault.LedgerEntry;
import dev.factotum.vault.MatterId;
import dev.factotum.vault.SafeFiles;
import dev.factotum.vault.Stage;
import dev.factotum.vault.Vault;
import dev.factotum.world.FileFacts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Takes in a file that becomes a matter by being put aside: journal, original to Attachments, ledger, what came inside,
 * the note, the index. Every step looks whether an earlier try has done it, so going on after a crash is the same as
 * beginning.
 */
final class ForeignIntake {
    private static final int PREVIEW = 512;

    private final Vault vault;
    private final Journal journal;
    private final SourceIndex index;
    private final Births births;

    ForeignIntake(Vault vault, Journal journal, SourceIndex index) {
        this.vault = vault;
        this.journal = journal;
        this.index = index;
        this.births = new Births(vault);
    }

    /** The journal's entry stands and its claim is held. Empty where there is nothing to take in any more. */
    Optional<IntakeOutcome> take(Journal.Entry entry, Settings settings) throws IOException {
        KeptFiles kept = new KeptFiles(vault, entry.id());
        Path original = kept.original(entry.name());
        if (!kept.has(original) && !moved(entry, original)) {
            journal.close(entry);
            return Optional.empty();
        }
        FileFacts facts = vault.world().disk().facts(original).orElseThrow();
        boolean large = facts.size() > FileReader.LARGEST;
        FileReader reader = new FileReader(settings);
        Reading reading = large
                ? reader.file(entry.name(), vault.world().disk().readAt(original, 0, PREVIEW), facts.size())
                : reader.read(
                        entry.name(),
                        vault.world().disk().read(original, FileReader.LARGEST),
                        entry.folder().equals(Intake.STATEMENTS));
        Digest digest = KeptFiles.digest(vault, original);
        List<String> keys =
                SourceIndex.keys(Optional.of(digest), reading.conversation().messageId());
        Optional<List<Claim>> claims = index.claim(keys);
        if (claims.isEmpty()) {
            return Optional.of(new IntakeOutcome.NotReady(
                    entry.name(), vault.world().clock().instant().plus(Duration.ofSeconds(1))));
        }
        try {
            return Optional.of(born(entry, settings, kept, original, reading, digest, keys));
        } finally {
            claims.get().forEach(Claim::close);
        }
    }

    private boolean moved(Journal.Entry entry, Path original) throws IOException {
        if (entry.folder().isEmpty()) {
            return false;
        }
        Path source = vault.root().resolve(entry.folder()).resolve(entry.name());
        return vault.files().move(source, original) == SafeFiles.Moved.DONE;
    }

    private IntakeOutcome born(
            Journal.Entry entry,
            Settings settings,
            KeptFiles kept,
            Path original,
            Reading reading,
            Digest digest,
            List<String> keys)
            throws IOException {
        Optional<LedgerEntry.Born> before = births.born(entry.id());
        Optional<MatterId> first =
                before.isPresent() ? before.get().duplicateOf() : index.find(keys, entry.id());
        List<Part> parts = reading.form() instanceof Reading.Form.Foreign foreign ? foreign.parts() : List.of();
        List<Path> inside = kept.all(kept.keep(parts, Optional.of(original)), Optional.of(original));
        PipelineNames names = PipelineNames.of(vault, month(settings));
        String name = before.map(LedgerEntry.Born::name).orElseGet(() -> names.free(reading.title(), entry.id()));
        if (before.isEmpty()) {
            String origin = entry.folder().isEmpty() ? "agent add" : entry.folder() + "/" + entry.name();
            births.born(
                    entry.id(),
                    name,
                    origin,
                    reading,
                    withOriginal(reading.conversation(), original),
                    Optional.of(digest),
                    first);
        }
        Path folder = first.isPresent() ? vault.completed(month(settings)) : vault.folder(Stage.NEEDS_ACTION);
        Optional<Path> there =
                before.isPresent() ? new NoteSearch(vault).find(entry.id(), folder, name) : Optional.empty();
        Path note = there.isPresent() || births.placed(entry.id())
                ? there.orElse(folder.resolve(name))
                : published(entry, names, folder.resolve(name), text(entry, settings, reading, original, inside, first));
        births.placed(
                entry.id(),
                note,
                first.isPresent() ? Stage.COMPLETED : Stage.NEEDS_ACTION,
                "intake",
                first);
        if (first.isEmpty()) {
            index.add(keys, entry.id());
        }
        journal.close(entry);
        return first.isPresent()
                ? new IntakeOutcome.Duplicate(entry.id(), first.get(), note)
                : new IntakeOutcome.Taken(entry.id(), note);
    }

    private String text(
            Journal.Entry entry,
            Settings settings,
            Reading reading,
            Path original,
            List<Path> inside,
            Optional<MatterId> first)
            throws IOException {
        Optional<String> firstName = first.isPresent() ? Births.name(index.entries(first.get())) : Optional.empty();
        NoteText.Around around = new NoteText.Around(
                entry.id(),
                entry.client().or(() -> Clients.of(reading, settings)),
                entry.due().or(reading::due),
                Optional.of(new NoteText.Kept(original, FileType.of(entry.name(), new byte[0]).embed())),
                inside.stream().map(file -> new NoteText.Kept(file, false)).toList(),
                first,
                firstName);
        return switch (reading.form()) {
            case Reading.Form.Foreign foreign -> NoteText.foreign(reading, foreign, around);
            case Reading.Form.Mended mended -> NoteText.mended(reading, mended, around);
            case Reading.Form.Own own -> NoteText.own(own.text(), reading, around);
        };
    }

    /** The note under its name, or under the next free one where somebody was faster. */
    private Path published(Journal.Entry entry, PipelineNames names, Path wanted, String text) throws IOException {
        Path file = wanted;
        for (int tries = 0; ; tries++) {
            try {
                vault.files().publish(file, text.getBytes(StandardCharsets.UTF_8));
                return file;
            } catch (FileAlreadyExistsException taken) {
                if (tries > 20) {
                    throw taken;
                }
                file = wanted.resolveSibling(
                        names.free(FileReader.stem(String.valueOf(wanted.getFileName())), entry.id()));
            }
        }
    }

    private YearMonth month(Settings settings) {
        return YearMonth.from(vault.world().clock().instant().atZone(settings.zone()));
    }

    private static Conversation withOriginal(Conversation known, Path original) {
        return new Conversation(
                known.from(),
                known.replyTo(),
                known.to(),
                known.subject(),
                known.messageId(),
                new ArrayList<>(known.references()),
                known.url(),
                known.account(),
                known.auto(),
                Optional.of(String.valueOf(original.getFileName())));
    }
}
