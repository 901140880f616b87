package dev.factotum.skill;

import dev.factotum.vault.Digest;
import dev.factotum.world.Disk;
import dev.factotum.world.FileFacts;
import dev.factotum.world.Listed;
import dev.factotum.world.Sighted;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The files of a skill folder, read at once, so that what is judged and what is run are the same bytes. Links are refused:
 * what they lead to is not pinned.
 *
 * @param content by the path within the folder, written with slashes
 */
record SkillFiles(Map<String, byte[]> content) {
    private static final int MOST = 1_000;
    private static final long LARGEST = 20L << 20;
    private static final int DEEPEST = 8;

    /** What systems and tools put beside one's files; none of it is run. */
    private static final Set<String> IGNORED = Set.of(".git", ".DS_Store", "Thumbs.db", "desktop.ini");

    /** Why a folder cannot be taken. */
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;

        Refused(String reason) {
            super(reason);
        }

        String reason() {
            return String.valueOf(getMessage());
        }
    }

    static SkillFiles read(Disk disk, Path folder) throws IOException, Refused {
        SkillFiles files = new SkillFiles(new TreeMap<>());
        files.gather(disk, folder, "", 0, LARGEST);
        return files;
    }

    private long gather(Disk disk, Path folder, String prefix, int depth, long room) throws IOException, Refused {
        long left = room;
        for (Listed one : disk.list(folder)) {
            String path = prefix + one.name();
            Path at = folder.resolve(one.name());
            if (IGNORED.contains(one.name())) {
                continue;
            }
            if (one.name().chars().anyMatch(Character::isISOControl)) {
                throw new Refused("a name in it holds a sign that nobody can see");
            }
            switch (one.kind()) {
                case FOLDER -> {
                    if (depth == DEEPEST) {
                        throw new Refused("folders stand more than " + DEEPEST + " deep in it");
                    }
                    left = gather(disk, at, path + "/", depth + 1, left);
                }
                case FILE -> {
                    byte[] bytes = disk.read(at, LARGEST);
                    left -= bytes.length;
                    content.put(path, bytes);
                    if (left < 0 || content.size() > MOST) {
                        throw new Refused("it holds more than " + MOST + " files or 20 MiB");
                    }
                }
                case LINK -> throw new Refused(path + " is a link, and what it leads to cannot be pinned");
                case OTHER -> throw new Refused(path + " is no plain file");
            }
        }
        return left;
    }

    /** Over names and bytes, in the order of names. */
    Digest digest() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        content.forEach((path, bytes) -> {
            String line = path + "\n" + Digest.of(bytes) + "\n";
            all.writeBytes(line.getBytes(StandardCharsets.UTF_8));
        });
        return Digest.of(all.toByteArray());
    }

    /** A text that differs once a file may have changed, from a look at the folder alone. */
    static String glance(Disk disk, Path folder) throws IOException {
        StringBuilder glance = new StringBuilder();
        glance(disk, folder, "", 0, glance);
        return glance.toString();
    }

    private static void glance(Disk disk, Path folder, String prefix, int depth, StringBuilder glance)
            throws IOException {
        TreeMap<String, FileFacts> facts = new TreeMap<>();
        for (Sighted one : disk.sight(folder, name -> !IGNORED.contains(name))) {
            facts.put(one.name(), one.facts());
        }
        for (Map.Entry<String, FileFacts> one : facts.entrySet()) {
            FileFacts fact = one.getValue();
            glance.append(prefix).append(one.getKey()).append(' ').append(fact.kind());
            if (fact.kind() == FileFacts.Kind.FOLDER && depth < DEEPEST && glance.length() < LARGEST) {
                glance.append('\n');
                glance(disk, folder.resolve(one.getKey()), prefix + one.getKey() + "/", depth + 1, glance);
            } else {
                glance.append(' ').append(fact.size()).append(' ').append(fact.modified());
                glance.append(' ').append(fact.key()).append('\n');
            }
        }
    }
}
