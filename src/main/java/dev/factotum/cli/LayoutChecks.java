package dev.factotum.cli;

import dev.factotum.engine.History;
import dev.factotum.vault.MatterId;
import dev.factotum.vault.Seen;
import dev.factotum.vault.Stage;
import dev.factotum.vault.Vault;
import dev.factotum.world.Disk;
import dev.factotum.world.FileFacts.Kind;
import dev.factotum.world.Listed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether the vault's folders are there, and whether what is kept of matters belongs to one. */
final class LayoutChecks {
    private static final Pattern PROPOSAL = Pattern.compile("([0-9A-Z]{26})-r[0-9]{1,9}\\.md");
    private static final Pattern ID = Pattern.compile("(?m)^id: *([0-9A-Z]{26}) *\\r?$");
    private static final int HEAD = 4096;
    private static final int MOST = 2_000;

    private final Vault vault;
    private final Disk disk;

    LayoutChecks(Vault vault) {
        this.vault = vault;
        this.disk = vault.world().disk();
    }

    List<Check> look() throws IOException {
        List<Check> checks = new ArrayList<>(folders());
        orphans(checks);
        return checks;
    }

    private List<Check> folders() throws IOException {
        List<Path> missing = vault.missing();
        if (missing.isEmpty()) {
            return List.of(Check.ok("folders", "all of the pipeline and of .agent are there"));
        }
        List<Check> checks = new ArrayList<>();
        for (Path folder : missing) {
            String name = vault.root().relativize(folder).toString();
            long stood = stoodIn(vault, folder);
            checks.add(
                    stood == 0
                            ? Check.note("folders", name + " is missing", "agent doctor --fix makes it again.")
                            : Check.problem(
                                    "folders",
                                    name + " is missing, and " + stood + (stood == 1 ? " open matter" : " open matters")
                                            + " stood in it",
                                    "Bring it back from your sync tool or a backup. An empty one in its place would mean"
                                            + " that you deleted them."));
        }
        return checks;
    }

    /** How many open matters were last seen in a folder. */
    static long stoodIn(Vault vault, Path folder) throws IOException {
        Optional<Stage> stage = folder.getParent() != null && folder.getParent().equals(vault.root())
                ? Stage.ofFolder(String.valueOf(folder.getFileName()))
                : Optional.empty();
        long stood = 0;
        if (stage.isPresent()) {
            for (MatterId id : vault.ledgers().open()) {
                boolean there = History.of(vault.ledgers().of(id))
                        .placed()
                        .filter(placed -> placed.stage() == stage.get())
                        .isPresent();
                stood += there ? 1 : 0;
            }
        }
        return stood;
    }

    private void orphans(List<Check> checks) throws IOException {
        Set<MatterId> known = new HashSet<>(vault.ledgers().open());
        for (Seen seen : Pipeline.all(vault, EnumSet.complementOf(EnumSet.of(Stage.COMPLETED)))) {
            seen.id().ifPresent(known::add);
        }
        known.addAll(AtRest.closed(vault));
        List<String> lone = new ArrayList<>();
        for (String name : names("proposed")) {
            Matcher proposal = PROPOSAL.matcher(name);
            if (proposal.matches() && stranger(proposal.group(1), known)) {
                lone.add("proposed/" + name);
            }
        }
        for (String name : names("approved")) {
            Path file = vault.hidden().resolve("approved").resolve(name);
            Matcher id = ID.matcher(new String(disk.readAt(file, 0, HEAD), StandardCharsets.UTF_8));
            if (id.find() && stranger(id.group(1), known)) {
                lone.add("approved/" + name);
            }
        }
        if (!lone.isEmpty()) {
            checks.add(Check.note(
                    "orphans",
                    lone.size() + (lone.size() == 1 ? " copy" : " copies")
                            + " in .agent of matters that have no record, first " + lone.getFirst(),
                    "They run nothing. If .agent came from a backup or a sync tool, bring .agent/ledger back too; else"
                            + " they may be deleted."));
        }
    }

    private static boolean stranger(String id, Set<MatterId> known) {
        return MatterId.parse(id).filter(matter -> !known.contains(matter)).isPresent();
    }

    private List<String> names(String folder) throws IOException {
        try {
            return disk.list(vault.hidden().resolve(folder)).stream()
                    .filter(listed ->
                            listed.kind() == Kind.FILE && listed.name().endsWith(".md"))
                    .map(Listed::name)
                    .sorted()
                    .limit(MOST)
                    .toList();
        } catch (NoSuchFileException none) {
            return List.of();
        }
    }
}
