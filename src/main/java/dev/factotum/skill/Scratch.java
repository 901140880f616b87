package dev.factotum.skill;

import dev.factotum.vault.Vault;
import dev.factotum.world.Disk;
import dev.factotum.world.FileFacts;
import dev.factotum.world.Listed;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder of one run: the skill's files as they were judged, and the place where it may write. Closed, it is gone, as
 * far as at most so many files let it; what a crash leaves is swept with the next run.
 */
final class Scratch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Scratch.class);
    private static final int MOST_DELETED = 20_000;
    private static final int DEEPEST = 32;

    private final Disk disk;
    private final Path folder;

    private Scratch(Disk disk, Path folder) {
        this.disk = disk;
        this.folder = folder;
    }

    static Path place(Vault vault) {
        return vault.hidden().resolve("local").resolve("scratch");
    }

    static Scratch make(Vault vault, Path origin, SkillFiles files) throws IOException {
        Disk disk = vault.world().disk();
        Path place = place(vault);
        disk.makeFolder(place);
        disk.restrict(place);
        Scratch scratch = new Scratch(
                disk,
                disk.real(place)
                        .resolve(vault.world().processes().pid() + "-"
                                + vault.world().ids().ulid()));
        disk.makeFolder(scratch.work());
        disk.makeFolder(scratch.files());
        for (Map.Entry<String, byte[]> one : files.content().entrySet()) {
            Path file = scratch.files().resolve(one.getKey());
            disk.makeFolder(Objects.requireNonNull(file.getParent()));
            disk.create(file, one.getValue());
            disk.matchMode(origin.resolve(one.getKey()), file);
        }
        return scratch;
    }

    /** A copy of the skill's own files. */
    Path files() {
        return folder.resolve("skill");
    }

    /** Where it works and may write. */
    Path work() {
        return folder.resolve("work");
    }

    /** Takes away what runs of dead processes left. */
    static void sweep(Vault vault) throws IOException {
        Disk disk = vault.world().disk();
        int[] left = {MOST_DELETED};
        for (Listed one : listed(disk, place(vault))) {
            String pid = one.name().replaceFirst("-.*", "");
            boolean alive = pid.matches("[0-9]{1,18}")
                    && vault.world()
                            .processes()
                            .alive(Long.parseLong(pid), vault.world().clock().instant());
            if (!alive) {
                delete(disk, place(vault).resolve(one.name()), 0, left);
            }
        }
    }

    /** What became of the run stands by then: what cannot be deleted is left to a later sweep. */
    @Override
    public void close() {
        delete(disk, folder, 0, new int[] {MOST_DELETED});
    }

    /** As far as the disk lets it: a script may have shut its folders, and what is stuck stops nobody. */
    private static void delete(Disk disk, Path path, int depth, int[] left) {
        try {
            deleteAll(disk, path, depth, left);
        } catch (NoSuchFileException gone) {
            left[0]++;
        } catch (IOException stuck) {
            LOG.atWarn()
                    .addKeyValue("path", path)
                    .addKeyValue("why", stuck.toString())
                    .log("left of a run");
        }
    }

    private static void deleteAll(Disk disk, Path path, int depth, int[] left) throws IOException {
        boolean folder = disk.facts(path)
                .filter(facts -> facts.kind() == FileFacts.Kind.FOLDER)
                .isPresent();
        if (folder && depth < DEEPEST) {
            disk.restrict(path);
            for (Listed one : listed(disk, path)) {
                delete(disk, path.resolve(one.name()), depth + 1, left);
            }
        }
        if (--left[0] >= 0 && (!folder || listed(disk, path).isEmpty())) {
            disk.delete(path);
        }
    }

    private static java.util.List<Listed> listed(Disk disk, Path folder) throws IOException {
        try {
            return disk.list(folder);
        } catch (NoSuchFileException none) {
            return java.util.List.of();
        }
    }
}
