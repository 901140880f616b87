package dev.factotum.world;

import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Files and folders in memory that keep *visible* and *durable* apart. Not thread-safe.
 *
 * <p>The model of the durable side: bytes are durable once their file was forced without error; a name change once all
 * folders it touches were forced. At a power failure any subset of the other changes survives, as long as a change that
 * rests on another (same name or same file) survives only together with it, as with every journaling file system.
 */
final class MemoryTree {
    private static final int FILE_MODE = 0644;
    private static final int FOLDER_MODE = 0755;

    private final InstantSource clock;
    private final Map<String, Node> roots = new TreeMap<>();
    private final List<NameChange> pending = new ArrayList<>();
    private long numbers = 1;

    MemoryTree(InstantSource clock) {
        this.clock = clock;
    }

    /** All of it once more; bytes are shared, for they are only ever replaced. */
    MemoryTree copy(InstantSource other) {
        MemoryTree copy = new MemoryTree(other);
        Map<Node, Node> twins = new HashMap<>();
        roots.forEach((name, root) -> copy.roots.put(name, root.copy(twins)));
        for (NameChange change : pending) {
            copy.pending.add(change.copy(twins));
        }
        copy.numbers = numbers;
        return copy;
    }

    @Nullable
    Node find(Path path) {
        Path absolute = path.toAbsolutePath().normalize();
        Node node = root(absolute);
        for (Path element : absolute) {
            if (!element.toString().isEmpty()) {
                node = node.seen.get(element.toString());
                if (node == null) {
                    return null;
                }
            }
        }
        return node;
    }

    Node require(Path path) throws NoSuchFileException {
        Node node = find(path);
        if (node == null) {
            throw new NoSuchFileException(path.toString());
        }
        return node;
    }

    Node requireFile(Path path) throws FileSystemException {
        Node node = require(path);
        if (node.kind != FileFacts.Kind.FILE) {
            throw new FileSystemException(path.toString(), null, "Not a regular file");
        }
        return node;
    }

    Node requireFolder(Path path) throws FileSystemException {
        Node node = require(path);
        if (!node.folder()) {
            throw new NotDirectoryException(path.toString());
        }
        return node;
    }

    Node create(Path path, FileFacts.Kind kind, byte[] content, int mode) throws FileSystemException {
        Node folder = parent(path);
        if (folder.seen.containsKey(name(path))) {
            throw new FileAlreadyExistsException(path.toString());
        }
        Node node = new Node(numbers++, kind, clock.instant(), mode);
        node.durable = node.content;
        if (content.length > 0) {
            node.content = content.clone();
        }
        change(List.of(new NameChange.Edge(folder, name(path), null, node)));
        return node;
    }

    Node createFile(Path path, byte[] content, boolean ownerOnly) throws FileSystemException {
        return create(path, FileFacts.Kind.FILE, content, ownerOnly ? 0600 : FILE_MODE);
    }

    void makeFolder(Path path) throws FileSystemException {
        Path absolute = path.toAbsolutePath().normalize();
        Node there = find(absolute);
        if (there == null) {
            Path above = absolute.getParent();
            if (above != null) {
                makeFolder(above);
            }
            create(absolute, FileFacts.Kind.FOLDER, new byte[0], FOLDER_MODE);
        } else if (!there.folder()) {
            throw new FileAlreadyExistsException(path.toString());
        }
    }

    void extend(Node file, byte[] more) {
        if (more.length > 0) {
            byte[] joined = Arrays.copyOf(file.content, file.content.length + more.length);
            System.arraycopy(more, 0, joined, file.content.length, more.length);
            rewrite(file, joined);
        }
    }

    void rewrite(Node file, byte[] content) {
        file.content = content.clone();
        file.modified = clock.instant();
    }

    /** Renames over whatever file stands there. */
    void rename(Path from, Path to) throws FileSystemException {
        Node node = require(from);
        Node source = parent(from);
        Node target = parent(to);
        Node over = target.seen.get(name(to));
        if (over == node) {
            return;
        }
        if (over != null) {
            if (over.folder()) {
                throw new FileSystemException(to.toString(), null, "Is a directory");
            }
            over.links--;
        }
        change(List.of(
                new NameChange.Edge(source, name(from), node, null),
                new NameChange.Edge(target, name(to), over, node)));
    }

    void exchange(Path one, Path other) throws FileSystemException {
        Node first = require(one);
        Node second = require(other);
        change(List.of(
                new NameChange.Edge(parent(one), name(one), first, second),
                new NameChange.Edge(parent(other), name(other), second, first)));
    }

    void link(Path existing, Path fresh) throws FileSystemException {
        Node node = requireFile(existing);
        Node folder = parent(fresh);
        if (folder.seen.containsKey(name(fresh))) {
            throw new FileAlreadyExistsException(fresh.toString());
        }
        node.links++;
        change(List.of(new NameChange.Edge(folder, name(fresh), null, node)));
    }

    void delete(Path path) throws FileSystemException {
        Node node = require(path);
        if (!node.seen.isEmpty()) {
            throw new DirectoryNotEmptyException(path.toString());
        }
        node.links--;
        change(List.of(new NameChange.Edge(parent(path), name(path), node, null)));
    }

    void force(Node file) {
        if (!file.poisoned) {
            file.durable = file.content;
        }
    }

    void forceFolder(Node folder) {
        for (NameChange change : List.copyOf(pending)) {
            if (change.unforced.remove(folder) && change.unforced.isEmpty()) {
                makeDurable(change);
            }
        }
    }

    /** Everything visible is durable. */
    void settle() {
        pending.forEach(NameChange::apply);
        pending.clear();
        roots.values().forEach(MemoryTree::settle);
    }

    private static void settle(Node node) {
        node.durable = node.content;
        node.poisoned = false;
        node.seen.values().forEach(MemoryTree::settle);
    }

    /** Loses what a power failure loses; afterwards what is visible is what survived. */
    void losePower(Crash how, Random random) {
        Set<NameChange> lost = new HashSet<>();
        for (NameChange change : pending) {
            boolean kept = how == Crash.LOST_DATA || (how == Crash.LOST && random.nextBoolean());
            if (kept && lost.stream().noneMatch(change::restsOn)) {
                change.apply();
            } else {
                lost.add(change);
            }
        }
        pending.clear();
        Set<Node> done = new HashSet<>();
        roots.values().forEach(root -> survive(root, how, random, done));
    }

    private static void survive(Node node, Crash how, Random random, Set<Node> done) {
        if (!done.add(node)) {
            node.links++;
            return;
        }
        node.links = 1;
        if (node.dirty()) {
            node.content = how == Crash.LOST ? part(node, random) : node.durable;
        }
        node.durable = node.content;
        node.poisoned = false;
        node.seen.clear();
        node.seen.putAll(node.durableNames);
        node.seen.values().forEach(child -> survive(child, how, random, done));
    }

    /** Old bytes, all new ones, some of them, or zeros where new ones should be. */
    private static byte[] part(Node node, Random random) {
        int kept = Math.min(node.durable.length, node.content.length);
        boolean grown = Arrays.equals(node.durable, 0, kept, node.content, 0, kept);
        return switch (random.nextInt(grown ? 4 : 2)) {
            case 0 -> node.durable;
            case 1 -> node.content;
            case 2 -> Arrays.copyOf(node.content, kept + random.nextInt(node.content.length - kept + 1));
            default -> Arrays.copyOf(Arrays.copyOf(node.content, kept), node.content.length);
        };
    }

    long bytes() {
        Set<Node> counted = new HashSet<>();
        roots.values().forEach(root -> collect(root, counted));
        return counted.stream().mapToLong(node -> node.content.length).sum();
    }

    private static void collect(Node node, Set<Node> into) {
        if (into.add(node)) {
            node.seen.values().forEach(child -> collect(child, into));
        }
    }

    private void change(List<NameChange.Edge> edges) {
        for (NameChange.Edge edge : edges) {
            if (edge.after() == null) {
                edge.folder().seen.remove(edge.name());
            } else {
                edge.folder().seen.put(edge.name(), edge.after());
            }
        }
        pending.add(new NameChange(edges));
    }

    private void makeDurable(NameChange change) {
        int at = pending.indexOf(change);
        for (NameChange earlier : List.copyOf(pending.subList(0, Math.max(at, 0)))) {
            if (pending.contains(earlier) && change.restsOn(earlier)) {
                makeDurable(earlier);
            }
        }
        if (pending.remove(change)) {
            change.apply();
        }
    }

    private Node parent(Path path) throws FileSystemException {
        Path above = path.toAbsolutePath().normalize().getParent();
        if (above == null) {
            throw new FileSystemException(path.toString(), null, "Device or resource busy");
        }
        return requireFolder(above);
    }

    private Node root(Path absolute) {
        return roots.computeIfAbsent(
                String.valueOf(absolute.getRoot()),
                name -> new Node(numbers++, FileFacts.Kind.FOLDER, clock.instant(), FOLDER_MODE));
    }

    private static String name(Path path) {
        return String.valueOf(path.toAbsolutePath().normalize().getFileName());
    }
}
