package dev.factotum.vault;

import dev.factotum.world.Disk;
import dev.factotum.world.FileFacts;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * A file of lines that only the engine adds to, one after another. Whoever adds holds a claim for it.
 *
 * <p>A crash in an append leaves a line without its line break: no line. The next append first ends that piece with a mark
 * that makes it no JSON for every reader, for the piece may by chance be a whole object that nobody was promised.
 */
public final class LineFile {
    private static final byte[] TORN = "#torn\n".getBytes(StandardCharsets.US_ASCII);
    private static final int CHUNK = 1 << 20;

    private final Disk disk;
    private final Writes writes;
    private final Folders folders;
    private final Path file;

    LineFile(Disk disk, Writes writes, Folders folders, Path file) {
        this.disk = disk;
        this.writes = writes;
        this.folders = folders;
        this.file = file;
    }

    /** Takes one whole line, without its line break. */
    public interface Lines {
        void line(String line);
    }

    /** How many bytes there are, a torn end among them; zero where the file is not there. */
    public long size() throws IOException {
        return disk.facts(file).map(FileFacts::size).orElse(0L);
    }

    /** Adds whole lines, each with its line break, durably. Answers where the file ends. */
    public long append(byte[] lines) throws IOException {
        writes.refuseWhenStopped();
        long size = size();
        if (size == 0 && disk.facts(file).isEmpty()) {
            create(lines);
        } else {
            disk.extend(file, ended(size) ? lines : torn(lines));
        }
        settle();
        return size();
    }

    private void create(byte[] lines) throws IOException {
        folders.anchor(folders.of(file));
        try {
            disk.createPrivate(file, lines);
        } catch (NoSuchFileException noFolder) {
            folders.make(folders.of(file));
            disk.createPrivate(file, lines);
        } catch (FileAlreadyExistsException appeared) {
            throw new ClaimLostException("the file " + file.getFileName(), "another process makes it at the same time");
        }
    }

    /** Makes durable what any process has added, its name too. */
    public void settle() throws IOException {
        writes.forceAppended(file);
        writes.forceNames(folders.of(file), file, null);
    }

    private boolean ended(long size) throws IOException {
        return size == 0 || Arrays.equals(disk.readAt(file, size - 1, 1), new byte[] {'\n'});
    }

    private static byte[] torn(byte[] lines) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(TORN.length + lines.length);
        out.writeBytes(TORN);
        out.writeBytes(lines);
        return out.toByteArray();
    }

    /**
     * Gives the whole lines behind an offset that is the end of a line, oldest first; a line longer than 1 MiB is none of
     * ours and passed over. Answers the end of the last whole line.
     */
    public long read(long from, Lines lines) throws IOException {
        long end = from;
        long at = from;
        boolean passing = false;
        while (true) {
            byte[] chunk = chunk(at);
            int start = 0;
            for (int i = 0; i < chunk.length; i++) {
                if (chunk[i] == '\n') {
                    if (!passing) {
                        whole(chunk, start, i).ifPresent(lines::line);
                    }
                    passing = false;
                    start = i + 1;
                    end = at + start;
                }
            }
            if (chunk.length < CHUNK) {
                return end;
            }
            passing |= start == 0;
            at += start == 0 ? CHUNK : start;
        }
    }

    private byte[] chunk(long from) throws IOException {
        try {
            return disk.readAt(file, from, CHUNK);
        } catch (NoSuchFileException none) {
            return new byte[0];
        }
    }

    private static Optional<String> whole(byte[] chunk, int start, int end) {
        int mark = TORN.length - 1;
        boolean torn = end - start >= mark && Arrays.equals(chunk, end - mark, end, TORN, 0, mark);
        return torn || end == start
                ? Optional.empty()
                : Optional.of(new String(chunk, start, end - start, StandardCharsets.UTF_8));
    }

    /** Up to 256 bytes before an offset, to tell whether they are still the same. */
    public byte[] before(long offset) throws IOException {
        int length = (int) Math.min(256, offset);
        try {
            return disk.readAt(file, offset - length, length);
        } catch (NoSuchFileException none) {
            return new byte[0];
        }
    }
}
