package dev.factotum.intake;

import dev.factotum.markdown.Properties;
import dev.factotum.markdown.YamlValue;
import dev.factotum.vault.Claims.Claim;
import dev.factotum.vault.Digest;
import dev.factotum.vault.LedgerEntry;
import dev.factotum.vault.MatterId;
import dev.factotum.vault.SafeFiles;
import dev.factotum.vault.Stage;
import dev.factotum.vault.Vault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Takes in a person's own note: the file itself becomes the matter. Its id is spliced in where it stands, which from then
 * on says all that a crash could make us forget; then the ledger, the move, the index.
 */
final class OwnIntake {
    private static final Set<String> OURS = Set.of("id", "kind", "original_id", "duplicate_of");

    private final Vault vault;
    private final SourceIndex index;
    private final PipelineNames names;
    private final Births births;

    OwnIntake(Vault vault, SourceIndex index, PipelineNames names) {
        this.vault = vault;
        this.index = index;
        this.names = names;
        this.births = new Births(vault);
    }

    /**
     * A note as it was read.
     *
     * @param text strict UTF-8 decoded, so that its bytes can be had again
     *
     * @param origin the folder and name it came with
     * @param stay the stage in which it stays, where a person put it into the pipeline themselves
     * @param given the id it gets where it carries none
     * @param compare false where a repetition is meant: typed words, and what was put into the pipeline by hand
     */
    record Note(
            Path file,
            String origin,
            Reading reading,
            String text,
            Optional<Stage> stay,
            Optional<MatterId> given,
            boolean compare) {}

    /**
     * Empty where the file changed or went away: look again. The claim of the source is held.
     *
     * @param held true where the caller holds the claim of the id that the note carries
     */
    Optional<IntakeOutcome> take(Note note, boolean held) throws IOException {
        Optional<MatterId> carried = Properties.of(note.text()).text("id").flatMap(MatterId::parse);
        MatterId id = carried.or(note::given)
                .orElseGet(() -> new MatterId(vault.world().ids().ulid()));
        Digest digest = digest(note.text());
        List<String> keys = SourceIndex.keys(Optional.of(digest), Optional.empty());
        Optional<List<Claim>> sources = index.claim(keys);
        Optional<Claim> matter = held ? Optional.empty() : vault.claims().claim(id);
        try {
            if (sources.isEmpty() || (!held && matter.isEmpty())) {
                return Optional.of(new IntakeOutcome.NotReady(
                        name(note), vault.world().clock().instant().plus(Duration.ofSeconds(1))));
            }
            if (carried.isPresent() && births.known(id)) {
                return returned(note, id);
            }
            return born(note, id, carried.isPresent(), digest, keys);
        } finally {
            matter.ifPresent(Claim::close);
            sources.ifPresent(claims -> claims.forEach(Claim::close));
        }
    }

    /** A matter that a person has put into the Inbox is to be planned again. */
    private Optional<IntakeOutcome> returned(Note note, MatterId id) throws IOException {
        if (note.stay().isPresent()) {
            return Optional.of(new IntakeOutcome.Taken(id, note.file()));
        }
        return moved(note, id, vault.folder(Stage.NEEDS_ACTION)).map(file -> new IntakeOutcome.Taken(id, file));
    }

    private Optional<IntakeOutcome> born(Note note, MatterId id, boolean carried, Digest digest, List<String> keys)
            throws IOException {
        Optional<LedgerEntry.Born> before = births.born(id);
        Optional<MatterId> first = before.isPresent()
                ? before.get().duplicateOf()
                : carried ? marked(note.text()) : note.compare() ? index.find(keys, id) : Optional.empty();
        NoteText.Around around = new NoteText.Around(
                id,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                first,
                first.isPresent() ? Births.name(index.entries(first.get())) : Optional.empty());
        byte[] fresh = NoteText.own(note.text(), note.reading(), around).getBytes(StandardCharsets.UTF_8);
        if (vault.files().replace(note.file(), note.text().getBytes(StandardCharsets.UTF_8), fresh)
                != SafeFiles.Replaced.DONE) {
            return Optional.empty();
        }
        Stage stage = first.isPresent() ? Stage.COMPLETED : note.stay().orElse(Stage.NEEDS_ACTION);
        if (first.isEmpty()) {
            if (carried) {
                index.sweep(keys);
            }
            index.add(keys, id);
        }
        if (note.stay().isPresent() && first.isEmpty()) {
            births.born(birth(note, id, note.file(), stage, digest, Optional.empty(), first), "person");
            return Optional.of(new IntakeOutcome.Taken(id, note.file()));
        }
        Optional<Digest> content = Optional.of(Digest.of(fresh));
        Path named = note.file().resolveSibling(FileReader.stem(name(note)) + ".md");
        births.begun(birth(note, id, named, stage, digest, content, first));
        Path folder = first.isPresent() ? names.completed() : vault.folder(stage);
        Optional<Path> file = moved(note, id, folder);
        if (file.isEmpty()) {
            return Optional.of(new IntakeOutcome.Taken(id, note.file()));
        }
        births.born(birth(note, id, file.get(), stage, digest, content, first), "intake");
        return Optional.of(
                first.isPresent()
                        ? new IntakeOutcome.Duplicate(id, first.get(), file.get())
                        : new IntakeOutcome.Taken(id, file.get()));
    }

    private static Births.Birth birth(
            Note note,
            MatterId id,
            Path file,
            Stage stage,
            Digest digest,
            Optional<Digest> content,
            Optional<MatterId> first) {
        return new Births.Birth(
                id,
                file,
                stage,
                note.origin(),
                note.reading(),
                note.reading().conversation(),
                note.reading().client(),
                digest,
                content,
                first);
    }

    private static String name(Note note) {
        return String.valueOf(note.file().getFileName());
    }

    /** The note in its folder under a name of its own; empty where a person has moved it meanwhile. */
    private Optional<Path> moved(Note note, MatterId id, Path folder) throws IOException {
        String stem = FileReader.stem(name(note));
        for (int tries = 0; tries < 20; tries++) {
            Path target = folder.resolve(names.free(stem, id));
            switch (vault.files().move(note.file(), target)) {
                case DONE -> {
                    return Optional.of(target);
                }
                case GONE -> {
                    return Optional.empty();
                }
                case TAKEN -> {}
            }
        }
        throw new IOException("no free name for " + stem + " in " + folder.getFileName());
    }

    /** What an earlier try has found out; a mark that names no matter of ours is the person's own business. */
    private Optional<MatterId> marked(String text) throws IOException {
        Optional<MatterId> first = Properties.of(text).text("duplicate_of").flatMap(MatterId::parse);
        return first.isPresent() && !index.entries(first.get()).isEmpty() ? first : Optional.empty();
    }

    /** The same before and after our properties are spliced in: over everything in the note that is not ours. */
    static Digest digest(String text) {
        Properties properties = Properties.of(text);
        TreeMap<String, String> theirs = new TreeMap<>();
        for (Map.Entry<String, YamlValue> entry : properties.values().entrySet()) {
            if (!OURS.contains(entry.getKey())) {
                theirs.put(entry.getKey(), shape(entry.getValue()));
            }
        }
        String body = text.substring(properties.end()).strip();
        return body.isEmpty() && theirs.isEmpty() ? Digest.of(new byte[0]) : Digest.of(theirs + "\0" + body);
    }

    private static String shape(YamlValue value) {
        return switch (value) {
            case YamlValue.Scalar scalar -> "'" + scalar.text() + "'";
            case YamlValue.Sequence sequence ->
                sequence.items().stream().map(OwnIntake::shape).toList().toString();
            case YamlValue.Mapping mapping -> {
                TreeMap<String, String> entries = new TreeMap<>();
                mapping.entries().forEach((key, entry) -> entries.put(key, shape(entry)));
                yield entries.toString();
            }
        };
    }
}
