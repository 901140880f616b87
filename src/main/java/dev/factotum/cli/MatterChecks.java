package dev.factotum.cli;

import dev.factotum.vault.MatterId;
import dev.factotum.vault.Names;
import dev.factotum.vault.Seen;
import dev.factotum.vault.Stage;
import dev.factotum.vault.Vault;
import dev.factotum.world.Disk;
import dev.factotum.world.FileFacts.Kind;
import dev.factotum.world.Listed;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Matters, and what dead processes or people's tools left around them. */
final class MatterChecks {
    private static final Pattern TEMPORARY = Pattern.compile("\\.~agent-([0-9]{1,18})-[0-9A-Z]{26}.*\\.tmp");
    private static final Duration LONG = Duration.ofMinutes(10);
    private static final Duration VERY_LONG = Duration.ofDays(7);

    private final Session session;
    private final Vault vault;
    private final Disk disk;

    MatterChecks(Session session, Vault vault) {
        this.session = session;
        this.vault = vault;
        this.disk = vault.world().disk();
    }

    List<Check> look() throws IOException {
        List<Seen> seen = Pipeline.all(
                vault,
                EnumSet.of(Stage.INBOX, Stage.NEEDS_ACTION, Stage.PENDING_APPROVAL, Stage.APPROVED, Stage.REJECTED));
        List<Check> checks = new ArrayList<>();
        twice(seen, checks);
        copies(seen, checks);
        waiting(seen, checks);
        withoutFile(seen, checks);
        attachments(seen, checks);
        temporary(checks);
        if (checks.isEmpty()) {
            long open =
                    seen.stream().filter(one -> one.stage() != Stage.REJECTED).count();
            checks.add(Check.ok("matters", open + " open; none is doubled, stuck or left over"));
        }
        return checks;
    }

    private static void twice(List<Seen> seen, List<Check> checks) {
        Map<MatterId, List<Seen>> byId = new HashMap<>();
        seen.forEach(one -> one.id()
                .ifPresent(
                        id -> byId.computeIfAbsent(id, k -> new ArrayList<>()).add(one)));
        byId.forEach((id, files) -> {
            if (files.size() > 1) {
                List<String> places = files.stream().map(Seen::where).sorted().toList();
                checks.add(Check.problem(
                        "twice",
                        "one id in " + String.join(" and ", places) + ": neither is touched",
                        "Delete the one you do not want, or its id line."));
            }
        });
    }

    private static void copies(List<Seen> seen, List<Check> checks) {
        List<String> copies =
                seen.stream().map(Seen::name).filter(Names::conflictCopy).toList();
        if (!copies.isEmpty()) {
            checks.add(Check.problem(
                    "conflicts",
                    copies.size() + (copies.size() == 1 ? " copy" : " copies") + " made by a sync tool, first "
                            + copies.getFirst(),
                    "Take over what is right in them, then delete them; they never run."));
        }
    }

    private void waiting(List<Seen> seen, List<Check> checks) {
        Instant now = vault.world().clock().instant();
        List<Seen> idle = seen.stream()
                .filter(one -> one.stage() == Stage.INBOX || one.stage() == Stage.NEEDS_ACTION)
                .filter(one -> one.facts().modified().plus(LONG).isBefore(now))
                .toList();
        if (!idle.isEmpty()) {
            checks.add(Check.note(
                    "waiting",
                    idle.size() + " in Inbox and Needs_Action for more than ten minutes, first "
                            + idle.getFirst().name(),
                    "Start agent watch, or run agent run."));
        }
        long old = seen.stream()
                .filter(one -> one.stage() == Stage.PENDING_APPROVAL)
                .filter(one -> one.facts().modified().plus(VERY_LONG).isBefore(now))
                .count();
        if (old > 0) {
            checks.add(Check.note("waiting", old + " in the tray for more than a week", "agent review"));
        }
    }

    private void withoutFile(List<Seen> seen, List<Check> checks) throws IOException {
        Set<MatterId> present = new HashSet<>();
        seen.forEach(one -> one.id().ifPresent(present::add));
        long missing = vault.ledgers().open().stream()
                .filter(id -> !present.contains(id))
                .count();
        if (missing > 0) {
            checks.add(Check.note(
                    "records",
                    missing + (missing == 1 ? " open matter has" : " open matters have")
                            + " no file in the open folders",
                    "agent run notes what was moved or deleted by hand."));
        }
    }

    private void attachments(List<Seen> seen, List<Check> checks) throws IOException {
        Set<MatterId> known = new HashSet<>(vault.ledgers().open());
        seen.forEach(one -> one.id().ifPresent(known::add));
        known.addAll(AtRest.closed(vault));
        List<String> orphans = new ArrayList<>();
        for (Listed folder : list(vault.root().resolve("Attachments"))) {
            MatterId.parse(folder.name())
                    .filter(id -> folder.kind() == Kind.FOLDER && !known.contains(id))
                    .ifPresent(id -> orphans.add(id.value()));
        }
        if (!orphans.isEmpty()) {
            checks.add(
                    Check.note(
                            "attachments",
                            orphans.size() + " in Attachments/ belong to no matter, first " + orphans.getFirst(),
                            "agent run finishes what was broken off while it was taken in; else they are yours to keep or delete."));
        }
    }

    private void temporary(List<Check> checks) throws IOException {
        List<Path> folders = new ArrayList<>(List.of(vault.root(), vault.hidden()));
        for (Stage stage : Stage.values()) {
            folders.add(vault.folder(stage));
        }
        for (String name : List.of("proposed", "approved", "audit", "local")) {
            folders.add(vault.hidden().resolve(name));
        }
        int left = 0;
        for (Path folder : folders) {
            for (Listed listed : list(folder)) {
                Matcher name = TEMPORARY.matcher(listed.name());
                if (name.matches() && orphaned(Long.parseLong(name.group(1)))) {
                    left++;
                }
            }
        }
        if (left > 0) {
            checks.add(Check.note(
                    "left over",
                    left + (left == 1 ? " temporary file" : " temporary files") + " of processes that died",
                    "agent doctor --fix puts them right; so does every agent run."));
        }
    }

    private boolean orphaned(long pid) {
        return !vault.world().processes().alive(pid, session.world().clock().instant());
    }

    private List<Listed> list(Path folder) throws IOException {
        try {
            return disk.list(folder);
        } catch (NoSuchFileException none) {
            return List.of();
        }
    }
}
