package dev.factotum.world;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A person, an editor or a sync tool at a {@link CrashDisk}; folders appear where they are missing. */
public final class Person {
    private final Object lock;
    private final MemoryTree tree;

    Person(Object lock, MemoryTree tree) {
        this.lock = lock;
        this.tree = tree;
    }

    /** Saves in place: the same file, other bytes. Makes it where it is missing. */
    public void write(Path path, String text) {
        write(path, text.getBytes(StandardCharsets.UTF_8));
    }

    public void write(Path path, byte[] bytes) {
        act(() -> {
            Node node = tree.find(path);
            if (node == null) {
                makeParent(path);
                tree.createFile(path, bytes, false);
            } else {
                tree.rewrite(node, bytes);
            }
        });
    }

    /** Opens a file, made where it is missing, to write into it later, under whatever name it then has, or none. */
    public Consumer<String> open(Path path) {
        synchronized (lock) {
            try {
                if (tree.find(path) == null) {
                    write(path, "");
                }
                Node node = tree.requireFile(path);
                return text -> act(() -> tree.rewrite(node, text.getBytes(StandardCharsets.UTF_8)));
            } catch (FileSystemException missing) {
                throw new UncheckedIOException(missing);
            }
        }
    }

    /** Saves as most editors do: a new file renamed over the old one. */
    public void saveByRename(Path path, String text) {
        act(() -> {
            makeParent(path);
            Path beside = path.resolveSibling(path.getFileName() + ".editor");
            tree.createFile(beside, text.getBytes(StandardCharsets.UTF_8), false);
            tree.rename(beside, path);
        });
    }

    public void move(Path from, Path to) {
        act(() -> {
            makeParent(to);
            tree.rename(from, to);
        });
    }

    public void delete(Path path) {
        act(() -> tree.delete(path));
    }

    /** Puts a symbolic link that points to the text. */
    public void link(Path path, String target) {
        act(() -> {
            makeParent(path);
            tree.create(path, FileFacts.Kind.LINK, target.getBytes(StandardCharsets.UTF_8), 0777);
        });
    }

    public boolean exists(Path path) {
        synchronized (lock) {
            return tree.find(path) != null;
        }
    }

    public String read(Path path) {
        return new String(bytes(path), StandardCharsets.UTF_8);
    }

    public byte[] bytes(Path path) {
        synchronized (lock) {
            try {
                return tree.requireFile(path).content.clone();
            } catch (FileSystemException missing) {
                throw new UncheckedIOException(missing);
            }
        }
    }

    /** POSIX permission bits. */
    public int mode(Path path) {
        synchronized (lock) {
            Node node = tree.find(path);
            return node == null ? -1 : node.mode;
        }
    }

    /** All files below a folder with their text, by path relative to it. */
    public Map<String, String> files(Path folder) {
        Map<String, String> found = new TreeMap<>();
        synchronized (lock) {
            collect("", tree.find(folder), found);
        }
        return found;
    }

    private static void collect(String prefix, @Nullable Node folder, Map<String, String> into) {
        if (folder == null) {
            return;
        }
        folder.seen.forEach((name, node) -> {
            if (node.folder()) {
                collect(prefix + name + "/", node, into);
            } else {
                into.put(prefix + name, new String(node.content, StandardCharsets.UTF_8));
            }
        });
    }

    private interface Act {
        void run() throws IOException;
    }

    private void act(Act act) {
        synchronized (lock) {
            try {
                act.run();
            } catch (IOException refused) {
                throw new UncheckedIOException(refused);
            }
        }
    }

    private void makeParent(Path path) throws FileSystemException {
        Path parent = path.toAbsolutePath().getParent();
        if (parent != null) {
            tree.makeFolder(parent);
        }
    }
}
