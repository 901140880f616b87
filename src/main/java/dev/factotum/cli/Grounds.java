package dev.factotum.cli;

import dev.factotum.world.Disk;
import dev.factotum.world.Listed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a folder held before a vault was laid down in it.
 *
 * @param names of files and folders, ours from a try that was broken off aside
 */
record Grounds(Set<String> names) {
    private static final Set<String> OURS = Set.of(".agent", ".gitattributes", ".gitignore", ".stignore", ".DS_Store");

    Grounds {
        names = Set.copyOf(names);
    }

    static Grounds of(Disk disk, Path root) throws IOException {
        return new Grounds(disk.list(root).stream()
                .map(Listed::name)
                .filter(name -> !OURS.contains(name))
                .collect(Collectors.toSet()));
    }

    boolean bare() {
        return names.isEmpty();
    }

    /** An ignore file without the lines that reach into what was there before; as it is where nothing was. */
    byte[] spared(byte[] ignores) {
        if (bare()) {
            return ignores;
        }
        return text(ignores)
                .lines()
                .filter(line -> remark(line) || rooted(line) && !names.contains(folder(line)))
                .collect(Collectors.joining("\n", "", "\n"))
                .getBytes(StandardCharsets.UTF_8);
    }

    /** The folders it names that were there before. */
    List<String> folders(byte[] ignores) {
        return text(ignores)
                .lines()
                .filter(line -> !remark(line) && rooted(line) && names.contains(folder(line)))
                .map(Grounds::folder)
                .filter(name -> !name.startsWith("."))
                .distinct()
                .toList();
    }

    static boolean remark(String line) {
        return line.isBlank() || line.startsWith("#") || line.startsWith("//");
    }

    /** True where a pattern begins at the vault's own folder. */
    private static boolean rooted(String line) {
        int slash = line.indexOf('/');
        return slash == 0 || slash > 0 && slash < line.length() - 1;
    }

    private static String folder(String line) {
        String path = line.startsWith("/") ? line.substring(1) : line;
        int end = path.indexOf('/');
        return end < 0 ? path.split(" ", 2)[0] : path.substring(0, end);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
