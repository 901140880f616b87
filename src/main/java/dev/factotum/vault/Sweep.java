package dev.factotum.vault;

import dev.factotum.world.Disk;
import dev.factotum.world.FileFacts;
import dev.factotum.world.Sighted;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Puts right what processes that died left behind.
 *
 * <p>A temporary file that took part in a swap may hold a person's save that nobody has seen: it is given back to the
 * file that holds our text, or published beside where that file is gone. All others are ours and are deleted.
 */
public final class Sweep {
    private final Disk disk;
    private final Temps temps;
    private final Undo undo;
    private final Swap swap;

    Sweep(Disk disk, Temps temps, Undo undo, Swap swap) {
        this.disk = disk;
        this.temps = temps;
        this.undo = undo;
        this.swap = swap;
    }

    /**
     * What was found.
     *
     * @param deleted temporary files of dead processes
     * @param givenBack files that got a person's save back
     * @param published files in which a person's save now stands on its own
     */
    public record Swept(int deleted, List<Path> givenBack, List<Path> published) {
        public Swept {
            givenBack = List.copyOf(givenBack);
            published = List.copyOf(published);
        }
    }

    Swept sweep(Collection<Path> folders) throws IOException {
        int deleted = 0;
        List<Path> givenBack = new ArrayList<>();
        List<Path> published = new ArrayList<>();
        for (Path folder : folders) {
            stepBack(folder, givenBack);
            for (Sighted one : temporary(folder)) {
                Optional<Temps.Mark> mark = Temps.parse(one.name()).filter(temps::orphaned);
                if (mark.isEmpty()) {
                    continue;
                }
                Path temp = folder.resolve(one.name());
                Path saved = mark.get().swap().isPresent()
                        ? rescue(temp, mark.get().swap().get(), givenBack, published)
                        : temp;
                if (saved != null) {
                    deleteIfThere(saved);
                    deleted++;
                }
            }
        }
        return new Swept(deleted, givenBack, published);
    }

    /**
     * A file that stepped aside and whose place nobody has taken goes back to it; any other is what came out of a swap,
     * and gets the name of such a file.
     */
    private void stepBack(Path folder, List<Path> givenBack) throws IOException {
        for (Sighted one : temporary(folder)) {
            Optional<Temps.Mark> mark = Temps.parse(one.name()).filter(temps::orphaned);
            Optional<String> stood = mark.flatMap(Temps.Mark::stood);
            if (stood.isEmpty()) {
                continue;
            }
            Path out = folder.resolve(one.name());
            Path put = Temps.put(out);
            try {
                if (disk.facts(put).isPresent()) {
                    Path place = folder.resolve(stood.get());
                    try {
                        disk.moveNew(out, place);
                        givenBack.add(place);
                        continue;
                    } catch (FileAlreadyExistsException savedMeanwhile) {
                        undo.keep(put, place, disk.read(put, SafeFiles.LARGEST));
                    }
                }
                disk.replace(out, put);
            } catch (NoSuchFileException sweptByAnother) {
                // nothing left to do
            }
        }
    }

    /** Answers the file to delete, or null where its bytes were put elsewhere. */
    private @Nullable Path rescue(Path temp, Temps.Swap swapped, List<Path> givenBack, List<Path> published)
            throws IOException {
        byte[] bytes;
        try {
            bytes = disk.read(temp, SafeFiles.LARGEST);
        } catch (NoSuchFileException sweptByAnother) {
            return null;
        }
        String digest = Temps.Swap.cut(bytes);
        if (digest.equals(swapped.fresh())) {
            return temp;
        }
        if (digest.equals(swapped.read())) {
            undo.keep(temp, Path.of("interrupted.md"), bytes);
            return null;
        }
        Path target = holderOf(temp, swapped.fresh());
        if (target == null) {
            published.add(swap.aside(temp, temp.resolveSibling("Recovered.md")));
            return null;
        }
        byte[] fresh = disk.read(target, SafeFiles.LARGEST);
        disk.force(temp);
        if (swap.giveBack(temp, target, fresh) == SafeFiles.Replaced.CHANGED) {
            givenBack.add(target);
        }
        return null;
    }

    /** The file in the same folder that holds our text. */
    private @Nullable Path holderOf(Path temp, String fresh) throws IOException {
        for (Sighted one : disk.sight(folderOf(temp), name -> Temps.parse(name).isEmpty())) {
            if (one.facts().kind() == FileFacts.Kind.FILE) {
                Path file = temp.resolveSibling(one.name());
                try {
                    if (Temps.Swap.cut(disk.read(file, SafeFiles.LARGEST)).equals(fresh)) {
                        return file;
                    }
                } catch (NoSuchFileException gone) {
                    // not this one
                }
            }
        }
        return null;
    }

    private static Path folderOf(Path temp) {
        Path parent = temp.getParent();
        return parent == null ? Path.of("") : parent;
    }

    private List<Sighted> temporary(Path folder) throws IOException {
        try {
            return disk.sight(folder, name -> Temps.parse(name).isPresent());
        } catch (NoSuchFileException none) {
            return List.of();
        }
    }

    private void deleteIfThere(Path file) throws IOException {
        try {
            disk.delete(file);
        } catch (NoSuchFileException sweptByAnother) {
            return;
        }
    }
}
