package dev.factotum.audit;

import dev.factotum.world.Disk;
import dev.factotum.world.World;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The newest entry as remembered outside the vault (F8), readable by its owner only.
 *
 * <p>After every batch it is kept without a force beside the one that was forced last, so a power failure takes back
 * some of its way but never the whole of it; the chain is always forced before its head is kept.
 */
final class Head {
    private static final int LIMIT = 4096;

    /** The folder itself and the state folder may both be new; a power failure must not take their names back. */
    private static final int NEW_FOLDERS = 2;

    private static final Pattern FORM = Pattern.compile(
            "\\{\"v\":1,\"seq\":([0-9]{1,18}),\"h\":\"([0-9a-f]{64})\",\"segment\":\"([0-9]{4}-[0-9]{2})\",\"size\":([0-9]{1,18})}\n");

    private final Disk disk;
    private final Path folder;
    private final Path forced;
    private final Path recent;

    Head(World world, String vault) {
        this.disk = world.disk();
        this.folder = world.processes().stateFolder().resolve("audit");
        this.forced = folder.resolve(vault + ".json");
        this.recent = folder.resolve(vault + ".recent.json");
    }

    /** The newest head that is kept; empty where none is, or none can be read. */
    Optional<Anchor> read() throws IOException {
        return Stream.of(read(forced), read(recent))
                .flatMap(Optional::stream)
                .max(Comparator.comparingLong(Anchor::seq));
    }

    private Optional<Anchor> read(Path file) throws IOException {
        String text;
        try {
            text = new String(disk.read(file, LIMIT), StandardCharsets.UTF_8);
        } catch (NoSuchFileException none) {
            return Optional.empty();
        }
        Matcher form = FORM.matcher(text);
        return form.matches()
                ? Optional.of(new Anchor(
                        Long.parseLong(form.group(1)), form.group(2), form.group(3), Long.parseLong(form.group(4))))
                : Optional.empty();
    }

    /** Remembers without a force. */
    void keep(Anchor anchor) throws IOException {
        write(recent, anchor, false);
    }

    /** Remembers durably, and forgets whatever was remembered before. */
    void anchor(Anchor anchor) throws IOException {
        write(forced, anchor, true);
        Path names = folder;
        for (int above = 0; above <= NEW_FOLDERS && names != null; above++) {
            disk.forceFolder(names);
            names = names.getParent();
        }
        write(recent, anchor, false);
    }

    private void write(Path file, Anchor anchor, boolean force) throws IOException {
        String text = "{\"v\":1,\"seq\":" + anchor.seq() + ",\"h\":\"" + anchor.hash() + "\",\"segment\":\""
                + anchor.month() + "\",\"size\":" + anchor.size() + "}\n";
        Path temp = file.resolveSibling(file.getFileName() + ".tmp");
        if (disk.facts(folder).isEmpty()) {
            disk.makeFolder(folder);
            disk.restrict(folder);
        }
        if (disk.facts(temp).isPresent()) {
            disk.delete(temp);
        }
        disk.createPrivate(temp, text.getBytes(StandardCharsets.UTF_8));
        if (force) {
            disk.force(temp);
        }
        disk.replace(temp, file);
    }
}
