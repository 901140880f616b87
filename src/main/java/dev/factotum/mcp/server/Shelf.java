package dev.factotum.mcp.server;

import com.google.re2j.Pattern;
import dev.factotum.engine.History;
import dev.factotum.markdown.Properties;
import dev.factotum.vault.LedgerEntry;
import dev.factotum.vault.LedgerEntry.Placed;
import dev.factotum.vault.MatterId;
import dev.factotum.vault.Names;
import dev.factotum.vault.PipelineScan;
import dev.factotum.vault.Seen;
import dev.factotum.vault.Stage;
import dev.factotum.vault.Vault;
import dev.factotum.world.FileFacts;
import dev.factotum.world.Listed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The files of a vault that a program may read: real ones that a look at their folder shows, never by a path that somebody
 * wrote, never hidden, never through a link. Thread-safe.
 */
final class Shelf {
    /** What is longer is cut, and says so. */
    static final int LONGEST = 256 * 1024;

    /** Other lines of the page are people's own. */
    private static final Pattern ENTRY_END = Pattern.compile("#[0-9]+·[0-9a-f]{8}$");

    private static final int MOST = 500;
    private static final int HEAD = 8192;

    private final Vault vault;

    Shelf(Vault vault) {
        this.vault = vault;
    }

    /** The open matters, oldest first. */
    List<Seen> open() throws IOException {
        return new PipelineScan(vault, false)
                .look(Stage.open()).seen().stream()
                        .filter(seen -> seen.id().isPresent())
                        .sorted(Comparator.comparing(
                                seen -> seen.id().map(MatterId::value).orElse("")))
                        .limit(MOST)
                        .toList();
    }

    /** The note of a matter, open or at rest; empty where there is none. */
    Optional<String> matter(MatterId id) throws IOException {
        for (Seen seen : new PipelineScan(vault, false).look(Stage.open()).seen()) {
            if (seen.id().equals(Optional.of(id))) {
                return text(seen.path());
            }
        }
        List<LedgerEntry> open = vault.ledgers().of(id).entries();
        History history = History.of(open.isEmpty() ? vault.ledgers().closed(id).orElse(List.of()) : open);
        Optional<String> name = history.placed().map(Placed::name);
        if (name.isEmpty()) {
            return Optional.empty();
        }
        for (Path folder : atRest()) {
            Optional<String> text = listed(folder).stream().anyMatch(name.get()::equals)
                    ? text(folder.resolve(name.get()))
                    : Optional.empty();
            if (text.isPresent() && is(text.get(), id)) {
                return text;
            }
        }
        return Optional.empty();
    }

    private List<Path> atRest() throws IOException {
        java.util.ArrayList<Path> folders = new java.util.ArrayList<>();
        folders.add(vault.folder(Stage.REJECTED));
        folders.add(vault.folder(Stage.COMPLETED));
        for (Listed month : list(vault.folder(Stage.COMPLETED))) {
            if (month.kind() == FileFacts.Kind.FOLDER) {
                folders.add(vault.folder(Stage.COMPLETED).resolve(month.name()));
            }
        }
        return folders;
    }

    private static boolean is(String text, MatterId id) {
        String head = text.substring(0, Math.min(HEAD, text.length()));
        return Properties.scan(head, "id").equals(Optional.of(id.value()));
    }

    /** The names of notes in a folder right below the vault, sorted. */
    List<String> notes(String folder) throws IOException {
        return listed(vault.root().resolve(folder)).stream()
                .filter(name -> name.endsWith(".md"))
                .limit(MOST)
                .toList();
    }

    /** One of them. */
    Optional<String> note(String folder, String name) throws IOException {
        return notes(folder).contains(name) ? text(vault.root().resolve(folder).resolve(name)) : Optional.empty();
    }

    /** A note that stands right in the vault. */
    Optional<String> top(String name) throws IOException {
        return text(vault.root().resolve(name));
    }

    private List<String> listed(Path folder) throws IOException {
        return list(folder).stream()
                .filter(listed -> listed.kind() == FileFacts.Kind.FILE && !Names.ignored(listed.name()))
                .map(Listed::name)
                .sorted()
                .toList();
    }

    /** Nothing of a folder that is a link. */
    private List<Listed> list(Path folder) throws IOException {
        try {
            boolean real = vault.world()
                    .disk()
                    .facts(folder)
                    .filter(facts -> facts.kind() == FileFacts.Kind.FOLDER)
                    .isPresent();
            return real ? vault.world().disk().list(folder) : List.of();
        } catch (NoSuchFileException gone) {
            return List.of();
        }
    }

    private Optional<String> text(Path file) throws IOException {
        try {
            Optional<FileFacts> facts = vault.world().disk().facts(file);
            if (facts.filter(some -> some.kind() == FileFacts.Kind.FILE).isEmpty()) {
                return Optional.empty();
            }
            String text = new String(vault.world().disk().readAt(file, 0, LONGEST), StandardCharsets.UTF_8);
            boolean cut = facts.get().size() > LONGEST;
            return Optional.of(cut ? text + "\n\n[Only the first " + LONGEST / 1024 + " KiB are shown.]" : text);
        } catch (NoSuchFileException gone) {
            return Optional.empty();
        }
    }

    /** The last lines of the audit log's page that are entries, oldest first: masked as the page is. */
    List<String> log(int most) throws IOException {
        Path page = vault.root().resolve("Audit_Log.md");
        Optional<FileFacts> facts = vault.world().disk().facts(page);
        if (facts.filter(some -> some.kind() == FileFacts.Kind.FILE).isEmpty()) {
            return List.of();
        }
        long from = Math.max(0, facts.get().size() - LONGEST);
        String tail = new String(vault.world().disk().readAt(page, from, LONGEST), StandardCharsets.UTF_8);
        List<String> entries = tail.lines()
                .skip(from > 0 ? 1 : 0)
                .filter(line -> line.startsWith("- ") && ENTRY_END.matcher(line).find())
                .toList();
        return entries.subList(Math.max(0, entries.size() - most), entries.size());
    }
}
