package dev.factotum.cli;

import dev.factotum.plan.PlanText;
import dev.factotum.vault.LedgerEntry;
import dev.factotum.vault.LedgerEntry.Born;
import dev.factotum.vault.LedgerEntry.Closed;
import dev.factotum.vault.LedgerEntry.Moving;
import dev.factotum.vault.LedgerEntry.Placed;
import dev.factotum.vault.MatterId;
import dev.factotum.vault.PipelineScan;
import dev.factotum.vault.Seen;
import dev.factotum.vault.Stage;
import dev.factotum.vault.Vault;
import dev.factotum.world.FileFacts.Kind;
import dev.factotum.world.Listed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Finds matters in Rejected and Completed. By name and id only those that fit are read, however many rest there; by title
 * the heads of the newest months are, and of no more than some thousands.
 */
final class AtRest {
    private static final int MOST_READ = 50;
    private static final int HEAD = 4096;
    private static final int MOST_HEADS = 4000;

    /** So many rejected ones leave room for those that are completed. */
    private static final int MOST_HEADS_OF_A_FOLDER = 2000;

    private static final String LEDGER = ".ndjson";

    private final Vault vault;
    private final PipelineScan scan;
    private @Nullable List<Titled> titles;

    private record Titled(Path path, String title) {}

    AtRest(Vault vault, PipelineScan scan) {
        this.vault = vault;
        this.scan = scan;
    }

    /** Those whose file name without ending fits. */
    List<Seen> byStem(Predicate<String> wanted) throws IOException {
        List<Seen> found = new ArrayList<>();
        for (Path folder : folders()) {
            for (Listed listed : list(vault, folder)) {
                boolean fits = listed.kind() == Kind.FILE
                        && listed.name().endsWith(".md")
                        && wanted.test(MatterFinder.withoutEnding(listed.name()));
                if (fits && found.size() < MOST_READ) {
                    scan.at(folder.resolve(listed.name())).ifPresent(found::add);
                }
            }
        }
        return found;
    }

    /** Those whose title fits, among the newest. */
    List<Seen> byTitle(Predicate<String> wanted) throws IOException {
        List<Seen> found = new ArrayList<>();
        for (Titled titled : titles()) {
            if (found.size() < MOST_READ && wanted.test(titled.title())) {
                scan.at(titled.path()).ifPresent(found::add);
            }
        }
        return found;
    }

    /** Read once, for a title is looked for more than once. */
    private List<Titled> titles() throws IOException {
        List<Titled> known = titles;
        if (known == null) {
            known = new ArrayList<>();
            for (Path folder : folders()) {
                int most = Math.min(MOST_HEADS, known.size() + MOST_HEADS_OF_A_FOLDER);
                for (Listed listed : list(vault, folder)) {
                    boolean note = listed.kind() == Kind.FILE && listed.name().endsWith(".md");
                    if (note && known.size() < most) {
                        known.add(new Titled(folder.resolve(listed.name()), title(folder, listed.name())));
                    }
                }
            }
            titles = known;
        }
        return known;
    }

    private String title(Path folder, String name) throws IOException {
        try {
            byte[] head = vault.world().disk().readAt(folder.resolve(name), 0, HEAD);
            return PlanText.parse(new String(head, StandardCharsets.UTF_8), name)
                    .title();
        } catch (NoSuchFileException moved) {
            return MatterFinder.withoutEnding(name);
        }
    }

    /** Those whose ledger was closed under a fitting id and whose file still rests under a name the ledger knows. */
    List<Seen> byId(Predicate<MatterId> wanted) throws IOException {
        List<Seen> found = new ArrayList<>();
        for (MatterId id : closed(vault)) {
            if (wanted.test(id) && found.size() < MOST_READ) {
                file(id).ifPresent(found::add);
            }
        }
        return found;
    }

    /** What became of a matter that has a ledger and no file, in one clause. */
    Optional<String> fate(String id) throws IOException {
        Optional<MatterId> matter = MatterId.parse(id);
        if (matter.isEmpty()) {
            return Optional.empty();
        }
        Optional<List<LedgerEntry>> entries = vault.ledgers().closed(matter.get());
        if (entries.isEmpty()) {
            return Optional.empty();
        }
        boolean dropped = entries.get().stream()
                .anyMatch(
                        entry -> entry instanceof Closed closed && closed.how().equals("dropped"));
        return Optional.of(
                dropped
                        ? "its file was deleted; agent log --matter " + id + " tells its story"
                        : "its file is not where it came to rest; agent log --matter " + id + " tells its story");
    }

    private Optional<Seen> file(MatterId id) throws IOException {
        Set<String> names = new LinkedHashSet<>();
        for (LedgerEntry entry : vault.ledgers().closed(id).orElse(List.of()).reversed()) {
            if (entry instanceof Placed placed) {
                names.add(placed.name());
            } else if (entry instanceof Moving moving) {
                names.add(moving.name());
            } else if (entry instanceof Born born) {
                names.add(born.name());
            }
        }
        for (Path folder : folders()) {
            for (String name : names) {
                Optional<Seen> seen = scan.at(folder.resolve(name)).filter(s -> s.id().equals(Optional.of(id)));
                if (seen.isPresent()) {
                    return seen;
                }
            }
        }
        return Optional.empty();
    }

    /** The ids of all matters that ever came to rest. */
    static List<MatterId> closed(Vault vault) throws IOException {
        List<MatterId> ids = new ArrayList<>();
        Path closed = vault.hidden().resolve("ledger").resolve("closed");
        for (Listed month : list(vault, closed)) {
            if (month.kind() == Kind.FOLDER) {
                for (Listed ledger : list(vault, closed.resolve(month.name()))) {
                    if (ledger.name().endsWith(LEDGER)) {
                        String id = ledger.name().substring(0, ledger.name().length() - LEDGER.length());
                        MatterId.parse(id).ifPresent(ids::add);
                    }
                }
            }
        }
        return ids;
    }

    /** Rejected, and Completed with its months, the newest first. */
    private List<Path> folders() throws IOException {
        Path completed = vault.folder(Stage.COMPLETED);
        List<Path> folders = new ArrayList<>(List.of(vault.folder(Stage.REJECTED), completed));
        list(vault, completed).stream()
                .filter(listed -> listed.kind() == Kind.FOLDER)
                .map(Listed::name)
                .sorted(java.util.Comparator.reverseOrder())
                .map(completed::resolve)
                .forEach(folders::add);
        return folders;
    }

    private static List<Listed> list(Vault vault, Path folder) throws IOException {
        try {
            return vault.world().disk().list(folder);
        } catch (NoSuchFileException none) {
            return List.of();
        }
    }
}
