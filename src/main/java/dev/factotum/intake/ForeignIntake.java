package dev.factotum.intake;

import dev.factotum.config.Settings;
import dev.factotum.tool.Conversation;
import dev.factotum.vault.Claims.Claim;
import dev.factotum.vault.Digest;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Takes in a file that becomes a matter by being put aside: journal, original to Attachments, what came inside, the note,
 * the ledger, the index. Every step looks whether an earlier try has done it, so going on after a crash is the same as
 * beginning. The ledger comes after the note: one whose matter has no file would read as dropped by a person.
 */
final class ForeignIntake {
    private static final int PREVIEW = 512;

    private final Vault vault;
    private final Journal journal;
    private final SourceIndex index;
    private final Settings settings;
    private final PipelineNames names;
    private final Births births;

    ForeignIntake(Vault vault, Journal journal, SourceIndex index, Settings settings, PipelineNames names) {
        this.vault = vault;
        this.journal = journal;
        this.index = index;
        this.settings = settings;
        this.names = names;
        this.births = new Births(vault);
    }

    /** A file put aside and read. */
    private record Aside(Journal.Entry entry, Path original, Reading reading, Digest digest, List<String> keys) {}

    /**
     * The journal's entry stands, and the claims of its job and its id are held. Empty where there is nothing to take in
     * any more.
     *
     * @param resumed true where an earlier try was stopped
     */
    Optional<IntakeOutcome> take(Journal.Entry entry, boolean resumed) throws IOException {
        Path original = new KeptFiles(vault, entry.id()).original(entry.name());
        if (resumed) {
            journal.settle(
                    entry,
                    entry.folder().isEmpty() ? List.of() : List.of(vault.root().resolve(entry.folder())));
        }
        if (vault.world().disk().facts(original).isEmpty() && !moved(entry, original)) {
            journal.close(entry);
            return Optional.empty();
        }
        Aside aside = aside(entry, original);
        Optional<List<Claim>> claims = index.claim(aside.keys());
        if (claims.isEmpty()) {
            return Optional.of(new IntakeOutcome.NotReady(
                    entry.name(), vault.world().clock().instant().plus(Duration.ofSeconds(1))));
        }
        try {
            return Optional.of(resumed ? again(aside) : first(aside));
        } finally {
            claims.get().forEach(Claim::close);
        }
    }

    private boolean moved(Journal.Entry entry, Path original) throws IOException {
        if (entry.folder().isEmpty() || entry.requested()) {
            return false;
        }
        Path source = vault.root().resolve(entry.folder()).resolve(entry.name());
        return vault.files().move(source, original) == SafeFiles.Moved.DONE;
    }

    private Aside aside(Journal.Entry entry, Path original) throws IOException {
        FileFacts facts = vault.world().disk().facts(original).orElseThrow();
        FileReader reader = new FileReader(settings);
        Optional<Reading> requested = entry.requested() && facts.size() <= FileReader.LARGEST
                ? Requested.reading(vault.world().disk().read(original, FileReader.LARGEST))
                : Optional.empty();
        Reading reading = requested.isPresent()
                ? requested.get()
                : facts.size() > FileReader.largest(entry.name())
                        ? reader.file(entry.name(), vault.world().disk().readAt(original, 0, PREVIEW), facts.size())
                        : reader.read(
                                entry.name(),
                                vault.world().disk().read(original, FileReader.LARGEST),
                                entry.folder().equals(Intake.STATEMENTS));
        Digest digest = KeptFiles.digest(vault, original);
        return new Aside(
                entry,
                original,
                reading,
                digest,
                SourceIndex.keys(Optional.of(digest), reading.conversation().messageId()));
    }

    private IntakeOutcome first(Aside aside) throws IOException {
        Optional<MatterId> first = index.find(aside.keys(), aside.entry().id());
        return finished(aside, published(aside, first), first);
    }

    /** Goes on where an earlier try was stopped; its note, if it stands, says what that try had found. */
    private IntakeOutcome again(Aside aside) throws IOException {
        vault.files().sweep(List.of(vault.attachments().folder(aside.entry().id())));
        index.sweep(aside.keys());
        Optional<NoteSearch.Found> there =
                new NoteSearch(vault).find(aside.entry().id(), names.month());
        if (there.isPresent()) {
            journal.settle(
                    aside.entry(),
                    List.of(there.get().file().resolveSibling(".").normalize()));
        }
        if (vault.ledgers().closed(aside.entry().id()).isPresent()) {
            return atRest(aside, there);
        }
        return there.isPresent()
                ? finished(aside, there.get().file(), there.get().duplicateOf())
                : births.placed(aside.entry().id())
                        ? finished(aside, aside.original(), Optional.empty())
                        : first(aside);
    }

    /** The matter has come to rest meanwhile; only the journal did not hear of it. */
    private IntakeOutcome atRest(Aside aside, Optional<NoteSearch.Found> there) throws IOException {
        MatterId id = aside.entry().id();
        Path note = there.map(NoteSearch.Found::file).orElse(aside.original());
        journal.close(aside.entry());
        return there.flatMap(NoteSearch.Found::duplicateOf)
                .<IntakeOutcome>map(first -> new IntakeOutcome.Duplicate(id, first, note))
                .orElseGet(() -> new IntakeOutcome.Taken(id, note));
    }

    private IntakeOutcome finished(Aside aside, Path note, Optional<MatterId> first) throws IOException {
        MatterId id = aside.entry().id();
        if (!births.placed(id) || first.isPresent()) {
            String origin = aside.entry().folder().isEmpty()
                    ? "agent add"
                    : aside.entry().folder() + "/" + aside.entry().name();
            Stage stage = Stage.ofFolder(
                            vault.root().relativize(note).getName(0).toString())
                    .orElse(Stage.NEEDS_ACTION);
            births.born(
                    new Births.Birth(
                            id,
                            note,
                            stage,
                            origin,
                            aside.reading(),
                            by(aside.entry(), withOriginal(aside.reading().conversation(), aside.original())),
                            client(aside.entry(), aside.reading()),
                            aside.digest(),
                            first.isPresent() ? Optional.of(KeptFiles.digest(vault, note)) : Optional.empty(),
                            first),
                    "intake");
        }
        if (first.isEmpty()) {
            index.add(aside.keys(), id);
        }
        journal.close(aside.entry());
        return first.isPresent()
                ? new IntakeOutcome.Duplicate(id, first.get(), note)
                : new IntakeOutcome.Taken(id, note);
    }

    /** Writes what came inside, then the note under the first free name. */
    private Path published(Aside aside, Optional<MatterId> first) throws IOException {
        KeptFiles kept = new KeptFiles(vault, aside.entry().id());
        Optional<Path> original = Optional.of(aside.original());
        List<Part> parts = aside.reading().form() instanceof Reading.Form.Foreign foreign ? foreign.parts() : List.of();
        byte[] text = text(aside, kept.all(kept.keep(parts, original), original), first)
                .getBytes(StandardCharsets.UTF_8);
        Path folder = first.isPresent() ? names.completed() : vault.folder(Stage.NEEDS_ACTION);
        for (int tries = 0; ; tries++) {
            Path file = folder.resolve(
                    names.free(aside.reading().title(), aside.entry().id()));
            try {
                vault.files().publish(file, text);
                return file;
            } catch (FileAlreadyExistsException taken) {
                if (tries == 20) {
                    throw taken;
                }
            }
        }
    }

    private String text(Aside aside, List<Path> inside, Optional<MatterId> first) throws IOException {
        Journal.Entry entry = aside.entry();
        Reading reading = aside.reading();
        NoteText.Around around = new NoteText.Around(
                entry.id(),
                client(entry, reading),
                entry.due().or(reading::due),
                Optional.of(new NoteText.Kept(
                        aside.original(), FileType.of(entry.name(), new byte[0]).embed())),
                inside.stream().map(file -> new NoteText.Kept(file, false)).toList(),
                first,
                first.isPresent() ? Births.name(index.entries(first.get())) : Optional.empty());
        return switch (reading.form()) {
            case Reading.Form.Foreign foreign -> NoteText.foreign(reading, foreign, around);
            case Reading.Form.Mended mended -> NoteText.mended(reading, mended, around);
            case Reading.Form.Own own -> NoteText.own(own.text(), reading, around);
        };
    }

    private Optional<String> client(Journal.Entry entry, Reading reading) {
        return entry.client()
                .or(() -> Clients.of(reading, settings))
                .or(() -> entry.account().flatMap(account -> Clients.owning(account, settings)));
    }

    /** The account that brought it is known better than what the message says. */
    private Conversation by(Journal.Entry entry, Conversation known) {
        Optional<Settings.AccountSettings> account = entry.account()
                .flatMap(name -> Optional.ofNullable(settings.accounts().get(name)));
        return account.isEmpty()
                ? known
                : known.by(account.get().name(), account.get().channel());
    }

    static Conversation withOriginal(Conversation known, Path original) {
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
                Optional.of(String.valueOf(original.getFileName())),
                known.channel());
    }
}
