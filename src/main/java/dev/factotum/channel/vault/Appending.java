package dev.factotum.channel.vault;

import dev.factotum.tool.Outcome;
import dev.factotum.tool.ToolError;
import dev.factotum.vault.Claims.Claim;
import dev.factotum.vault.Names;
import dev.factotum.vault.SafeFiles;
import dev.factotum.vault.Vault;
import dev.factotum.world.Disk;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/**
 * Adds to the end of a note exactly once, and leaves no mark in it. The note as it was before is kept under its key in
 * the undo folder first; a repeat compares what stands now with that copy, so it sees whether the text was added
 * meanwhile, also where a person has gone on writing.
 *
 * <p>Of all processes of this machine one at a time adds to a note, so a crowd queues; the few tries are for editors, which
 * take no turns.
 */
final class Appending {
    static final long LARGEST = 16L << 20;
    private static final int TRIES = 20;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(5);

    private final Vault vault;
    private final Disk disk;

    Appending(Vault vault) {
        this.vault = vault;
        this.disk = vault.world().disk();
    }

    Outcome append(String path, Path note, byte[] text, String key) throws IOException {
        long start = vault.world().clock().nanos();
        while (vault.world().clock().nanos() - start < PATIENCE.toNanos()) {
            try (Claim turn =
                    vault.claims().claim("note:" + Names.clashKey(path)).orElse(null)) {
                if (turn != null) {
                    return inTurn(path, note, text, key);
                }
            }
            if (!paused()) {
                break;
            }
        }
        return busy(path);
    }

    private Outcome inTurn(String path, Path note, byte[] text, String key) throws IOException {
        Path copy = new UndoFolder(vault).place("before-" + key + ".md");
        byte[] before = before(note, copy);
        for (int i = 0; i < TRIES; i++) {
            byte[] now = read(note).orElse(new byte[0]);
            if (count(now, text) > count(before, text)) {
                return OwnTool.done(path, NoteTool.outputs(path, now));
            }
            byte[] fresh = joined(now, text);
            if (put(note, now, fresh)) {
                return OwnTool.done(path, NoteTool.outputs(path, fresh));
            }
            if (!paused()) {
                break;
            }
        }
        return busy(path);
    }

    private static Outcome busy(String path) {
        return OwnTool.failed(new ToolError.Transient(path + " is being written by somebody else"));
    }

    /** False where the program is asked to end. */
    private boolean paused() {
        try {
            vault.world().clock().pause(PAUSE);
            return true;
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** The note before the first call with this key. */
    private byte[] before(Path note, Path copy) throws IOException {
        Optional<byte[]> kept = read(copy);
        if (kept.isPresent()) {
            return kept.get();
        }
        byte[] now = read(note).orElse(new byte[0]);
        vault.files().write(copy, now);
        return now;
    }

    /** False where a person was faster. */
    private boolean put(Path note, byte[] now, byte[] fresh) throws IOException {
        if (disk.facts(note).isEmpty()) {
            return new Ground(vault).publish(note, fresh);
        }
        return vault.files().replace(note, now, fresh) == SafeFiles.Replaced.DONE;
    }

    private Optional<byte[]> read(Path file) throws IOException {
        try {
            return Optional.of(disk.read(file, LARGEST));
        } catch (NoSuchFileException absent) {
            return Optional.empty();
        }
    }

    /** The text behind what stands, with an empty line between; none between two list items. */
    private static byte[] joined(byte[] standing, byte[] text) {
        String end = latin(standing);
        String last = end.substring(end.stripTrailing().lastIndexOf('\n') + 1);
        String between = "";
        if (!end.isBlank()) {
            boolean list = item(last) && item(latin(text));
            between = (end.endsWith("\n") ? "" : "\n") + (list || end.endsWith("\n\n") ? "" : "\n");
        }
        byte[] gap = between.getBytes(StandardCharsets.ISO_8859_1);
        ByteArrayOutputStream all = new ByteArrayOutputStream(standing.length + gap.length + text.length);
        all.writeBytes(standing);
        all.writeBytes(gap);
        all.writeBytes(text);
        return all.toByteArray();
    }

    private static boolean item(String line) {
        return line.startsWith("- ") || line.startsWith("* ") || line.startsWith("+ ");
    }

    private static String latin(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static int count(byte[] all, byte[] part) {
        int count = 0;
        for (int at = 0; at + part.length <= all.length; at++) {
            if (Arrays.equals(all, at, at + part.length, part, 0, part.length)) {
                count++;
                at += part.length - 1;
            }
        }
        return count;
    }
}
