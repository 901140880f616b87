package dev.factotum.vault;

import dev.factotum.world.Disk;
import dev.factotum.world.World;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Folders whose own names are durable before anything in them is promised to be. Thread-safe. */
final class Folders {
    private static final int MOST_REMEMBERED = 10_000;

    private final Disk disk;
    private final World world;
    private final Set<Path> anchored = ConcurrentHashMap.newKeySet();
    private final @Nullable Path root;
    private volatile @Nullable Path state;

    /** @param undo a folder below the vault's hidden one; folders above that one are not ours to force */
    Folders(World world, Path undo) {
        this.disk = world.disk();
        this.world = world;
        this.root = aboveHidden(undo);
    }

    private static @Nullable Path aboveHidden(Path path) {
        for (Path folder = path; folder != null; folder = folder.getParent()) {
            if (folder.endsWith(Vault.HIDDEN)) {
                return folder.getParent();
            }
        }
        return null;
    }

    /** The folder a file stands in. */
    Path of(Path file) throws FileSystemException {
        Path parent = file.getParent();
        if (parent == null) {
            throw new FileSystemException(file.toString(), null, "A path without a folder");
        }
        return parent;
    }

    /** What belongs to the program alone: all below a hidden folder {@code .agent} and below the state folder. */
    boolean isPrivate(Path path) {
        for (Path element : path) {
            if (element.toString().equals(Vault.HIDDEN)) {
                return true;
            }
        }
        Path known = state;
        if (known == null) {
            known = world.processes().stateFolder();
            state = known;
        }
        return path.startsWith(known);
    }

    /** Once per process, makes durable the names of folders that an earlier process may have made before it died. */
    void anchor(Path folder) throws IOException {
        Path parent = folder.getParent();
        if (root == null || parent == null || !parent.startsWith(root) || anchored.contains(parent)) {
            return;
        }
        anchor(parent);
        try {
            disk.forceFolder(parent);
            remember(parent);
        } catch (NoSuchFileException notYet) {
            make(folder);
        }
    }

    /** Makes a folder and its missing parents, and forces the names of those it made. */
    void make(Path folder) throws IOException {
        if (disk.facts(folder).isPresent()) {
            anchor(folder);
            return;
        }
        Path parent = folder.getParent();
        if (parent != null) {
            make(parent);
        }
        disk.makeFolder(folder);
        if (isPrivate(folder)) {
            disk.restrict(folder);
        }
        if (parent != null) {
            disk.forceFolder(parent);
        }
    }

    private void remember(Path parent) {
        if (anchored.size() >= MOST_REMEMBERED) {
            anchored.clear();
        }
        anchored.add(parent);
    }
}
