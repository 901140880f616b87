package dev.factotum.cli;

import dev.factotum.problem.ExitCode;
import dev.factotum.vault.Executor;
import dev.factotum.vault.Seen;
import dev.factotum.vault.Stage;
import dev.factotum.vault.Stores;
import dev.factotum.vault.Vault;
import dev.factotum.world.Disk;
import dev.factotum.world.FileFacts.Kind;
import dev.factotum.world.Listed;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What the vault stands on: machine, disk, permissions, clock. */
final class GroundChecks {
    private static final long SCARCE = 100L << 20;
    private static final int MOST_LOOKED_AT = 5_000;
    private static final Duration SLACK = Duration.ofMinutes(2);

    private final Vault vault;
    private final Disk disk;

    GroundChecks(Vault vault) {
        this.vault = vault;
        this.disk = vault.world().disk();
    }

    List<Check> executor() throws IOException {
        Executor executor = vault.executor();
        if (executor.here()) {
            return List.of(Check.ok("executor", "this machine runs the steps (" + executor.name() + ")"));
        }
        if (executor.begins().isPresent()) {
            return List.of(Check.ok("executor", "this machine is taking over the steps (" + executor.name() + ")"));
        }
        String next = "agent config set executor this takes over; do it only while the other one is stopped.";
        if (executor.machine().isEmpty()) {
            return List.of(Check.problem("executor", "no machine is named: nothing runs", next, ExitCode.NOT_EXECUTOR));
        }
        boolean moved = vault.machine().filter(executor.machine()::equals).isPresent();
        return List.of(
                moved
                        ? Check.problem(
                                "executor",
                                "this machine, but the vault stood at " + executor.path() + ": a moved or copied vault"
                                        + " does not execute",
                                next,
                                ExitCode.NOT_EXECUTOR)
                        : Check.note("executor", executor.name() + " runs the steps, not this machine", next));
    }

    List<Check> disk() throws IOException {
        List<Check> checks = new ArrayList<>();
        Path probe = local().resolve(".~doctor-" + vault.world().ids().ulid() + ".tmp");
        disk.makeFolder(local());
        disk.createPrivate(probe, new byte[] {1});
        disk.force(probe);
        disk.delete(probe);
        long free = disk.usable(vault.root());
        String kind = disk.storeType(vault.root());
        String words = "writable, " + size(free) + " free on " + (kind.isEmpty() ? "a disk of unknown kind" : kind);
        checks.add(
                free < SCARCE
                        ? Check.problem("disk", words, "Free some space: below 1 MiB no step starts.", ExitCode.DISK)
                        : Check.ok("disk", words));
        standing(kind).ifPresent(checks::add);
        checks.add(
                vault.reserve().present()
                        ? Check.ok("reserve", "1 MiB is kept so that results can be recorded on a full disk")
                        : Check.note("reserve", "missing", "agent doctor --fix makes it again."));
        return checks;
    }

    /** What kind of disk it is, where that is worth a word. */
    private static Optional<Check> standing(String kind) {
        String next =
                "Keep the vault on a local disk of the machine that runs the steps; let a sync tool carry it further.";
        if (Stores.shared(kind)) {
            return Optional.of(Check.note(
                    "disk kind",
                    kind + " may be shared with other machines: claims are files, and what stands still for 90 s loses"
                            + " its claim; files count as finished after 3 s",
                    next));
        }
        if (kind.equals("tmpfs") || kind.equals("ramfs")) {
            return Optional.of(Check.note(
                    "disk kind",
                    kind + " is memory: the vault is gone when this machine restarts",
                    "Keep it on a disk."));
        }
        return Optional.empty();
    }

    static String size(long bytes) {
        return bytes >= 10L << 30
                ? (bytes >> 30) + " GiB"
                : String.format(Locale.ROOT, "%.1f GiB", bytes / (double) (1L << 30));
    }

    /** Tries, with two files of our own, what keeps a person's edit from being overwritten. */
    List<Check> renames() throws IOException {
        Path one = local().resolve(".~doctor-" + vault.world().ids().ulid() + ".tmp");
        Path other = local().resolve(".~doctor-" + vault.world().ids().ulid() + ".tmp");
        disk.createPrivate(one, new byte[] {1});
        try {
            disk.createPrivate(other, new byte[] {2});
            boolean swaps = disk.exchange(one, other) && disk.read(one, 1)[0] == 2;
            boolean refuses = false;
            try {
                disk.moveNew(one, other);
            } catch (FileAlreadyExistsException refused) {
                refuses = true;
            }
            if (!refuses) {
                return List.of(Check.problem(
                        "renames",
                        "this disk renames over files that exist",
                        "Keep the vault on a local disk.",
                        ExitCode.DISK));
            }
            return List.of(
                    swaps
                            ? Check.ok("renames", "files are swapped and moved in one step, never over another")
                            : Check.note(
                                    "renames", "files cannot be swapped in one step here; links are used instead", ""));
        } finally {
            deleteIfThere(one);
            deleteIfThere(other);
        }
    }

    private void deleteIfThere(Path file) throws IOException {
        try {
            disk.delete(file);
        } catch (NoSuchFileException movedAway) {
            return;
        }
    }

    List<Check> permissions() throws IOException {
        List<Path> open = openToOthers(vault);
        if (open.isEmpty()) {
            return List.of(Check.ok("permissions", ".agent and this machine's state are readable by you alone"));
        }
        return List.of(Check.problem(
                "permissions",
                open.size() + (open.size() == 1 ? " place is" : " places are") + " open to others, first "
                        + open.getFirst(),
                "agent doctor --fix closes them."));
    }

    /**
     * Hidden files and folders, and those of the state folder, that others may read or change. What was replaced keeps
     * its permissions under undo: an editor may still hold it open, and nobody but its owner gets into .agent.
     */
    static List<Path> openToOthers(Vault vault) throws IOException {
        Disk disk = vault.world().disk();
        List<Path> open = new ArrayList<>();
        Deque<Path> folders = new ArrayDeque<>(
                List.of(vault.hidden(), vault.world().processes().stateFolder()));
        Path undo = vault.hidden().resolve("local").resolve("undo");
        int looked = 0;
        while (!folders.isEmpty() && looked < MOST_LOOKED_AT) {
            Path folder = folders.removeFirst();
            try {
                if (!disk.ownerOnly(folder)) {
                    open.add(folder);
                }
                for (Listed listed : disk.list(folder)) {
                    Path path = folder.resolve(listed.name());
                    looked++;
                    if (listed.kind() == Kind.FOLDER && path.equals(undo)) {
                        continue;
                    }
                    if (listed.kind() == Kind.FOLDER) {
                        folders.addLast(path);
                    } else if (listed.kind() == Kind.FILE && looked < MOST_LOOKED_AT && !disk.ownerOnly(path)) {
                        open.add(path);
                    }
                }
            } catch (NoSuchFileException gone) {
                continue;
            }
        }
        return open;
    }

    List<Check> clock() throws IOException {
        Instant now = vault.world().clock().instant();
        Optional<Instant> last = lastEntry();
        if (last.isPresent() && last.get().isAfter(now.plus(SLACK))) {
            return List.of(Check.problem(
                    "clock",
                    "it stands " + When.span(Duration.between(now, last.get()))
                            + " before the last entry of the audit log: it was set back, or that entry was made while it ran"
                            + " ahead",
                    "Set the clock of this machine (timedatectl shows it); grace times and expiry go by it."));
        }
        List<Seen> future = Pipeline.all(vault, EnumSet.allOf(Stage.class)).stream()
                .filter(seen -> seen.facts().modified().isAfter(now.plus(SLACK)))
                .toList();
        if (future.isEmpty()) {
            return List.of(Check.ok("clock", "no file comes from the future"));
        }
        return List.of(Check.note(
                "clock",
                future.size() + (future.size() == 1 ? " file is" : " files are") + " from the future, first "
                        + future.getFirst().name(),
                "Check the clocks of this machine and of those that sync; such files count once they stand still."));
    }

    /** When the audit log was last written. */
    private Optional<Instant> lastEntry() throws IOException {
        try {
            return disk.sight(vault.hidden().resolve("audit"), name -> name.endsWith(".ndjson")).stream()
                    .map(segment -> segment.facts().modified())
                    .max(Comparator.naturalOrder());
        } catch (NoSuchFileException none) {
            return Optional.empty();
        }
    }

    private Path local() {
        return vault.hidden().resolve("local");
    }
}
