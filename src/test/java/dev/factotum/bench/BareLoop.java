package dev.factotum.bench;

import dev.factotum.bench.TracingDisk.Change;
import dev.factotum.bench.TracingDisk.What;
import dev.factotum.world.Disk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Repeats the durable writes and renames of one matter, one after another and with nothing in between. */
final class BareLoop {
    private final Disk disk;
    private final Path traced;
    private final Path folder;
    private final List<Change> changes;
    private final Set<Path> before = new HashSet<>();

    /**
     * @param traced the vault in which the changes were noted
     * @param folder an empty folder in which they are repeated
     */
    BareLoop(Disk disk, Path traced, Path folder, List<Change> changes) {
        this.disk = disk;
        this.traced = traced;
        this.folder = folder;
        this.changes = changes;
    }

    /** So many matters' changes a second. */
    double perSecond(int times) throws IOException {
        layDown(times);
        long begun = System.nanoTime();
        for (int i = 0; i < times; i++) {
            for (Change change : changes) {
                repeat(change, i);
            }
        }
        return times / ((System.nanoTime() - begun) / 1e9);
    }

    /** The folders, and what stood there before the first change. */
    private void layDown(int times) throws IOException {
        Map<Path, Boolean> made = new HashMap<>();
        for (Change change : changes) {
            boolean names = change.what() == What.FORCE_FOLDER || change.what() == What.MAKE_FOLDER;
            for (Path path : List.of(change.one(), change.other())) {
                Files.createDirectories(moved(names ? path : path.resolve("..").normalize()));
            }
            switch (change.what()) {
                case CREATE -> made.put(change.one(), true);
                case APPEND, FORCE, DELETE, EXCHANGE, REPLACE, MOVE, LINK -> {
                    Path from = change.what() == What.EXCHANGE ? change.other() : change.one();
                    if (!names && made.putIfAbsent(from, true) == null && !shared(from)) {
                        before.add(from);
                    }
                    made.put(change.other(), true);
                }
                case FORCE_FOLDER, MAKE_FOLDER -> {}
            }
        }
        for (Path path : before) {
            for (int i = 0; i < times; i++) {
                Files.write(at(path, i), new byte[300]);
            }
        }
    }

    private void repeat(Change change, int i) throws IOException {
        Path one = at(change.one(), i);
        Path other = at(change.other(), i);
        switch (change.what()) {
            case CREATE -> disk.create(one, new byte[change.size()]);
            case APPEND -> disk.append(one, new byte[change.size()]);
            case FORCE -> disk.force(one);
            case FORCE_FOLDER -> disk.forceFolder(moved(change.one()));
            case REPLACE -> disk.replace(one, other);
            case MOVE -> disk.moveNew(one, other);
            case EXCHANGE -> disk.exchange(one, other);
            case LINK -> disk.link(one, other);
            case DELETE -> disk.delete(one);
            case MAKE_FOLDER -> disk.makeFolder(moved(change.one()));
        }
    }

    /** The audit log is one for all matters. */
    private static boolean shared(Path path) {
        return path.toString().contains("/.agent/audit/") || path.endsWith("Audit_Log.md");
    }

    private Path at(Path path, int i) {
        Path to = moved(path);
        return shared(path) ? to : to.resolveSibling(to.getFileName() + "-" + i);
    }

    private Path moved(Path path) {
        return path.startsWith(traced)
                ? folder.resolve(traced.relativize(path))
                : folder.resolve("state").resolve(path.getRoot().relativize(path));
    }
}
