package dev.factotum.audit;

import dev.factotum.world.Disk;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** The lines of several files one after another, read in large pieces. A line longer than 1 MiB comes in parts. */
final class ForwardLines {
    private static final int PIECE = 1 << 20;

    private final Disk disk;
    private final List<Source> sources;
    private int source = -1;
    private byte[] buffer = new byte[0];
    private long bufferAt;
    private int next;
    private long number;
    private int from;
    private int to;
    private boolean ended;

    ForwardLines(Disk disk, List<Source> sources) {
        this.disk = disk;
        this.sources = List.copyOf(sources);
    }

    /** Goes to the next line; false behind the last one. */
    boolean next() throws IOException {
        while (true) {
            int end = lineEnd();
            if (end >= 0) {
                from = next;
                to = end;
                ended = true;
                next = end + 1;
                number++;
                return true;
            }
            if (buffer.length - next < PIECE && more()) {
                continue;
            }
            if (next < buffer.length) {
                from = next;
                to = buffer.length;
                ended = false;
                next = to;
                number++;
                return true;
            }
            if (source + 1 >= sources.size()) {
                return false;
            }
            source++;
            buffer = new byte[0];
            bufferAt = 0;
            next = 0;
            number = 0;
        }
    }

    private int lineEnd() {
        byte[] bytes = buffer;
        for (int i = next; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    private boolean more() throws IOException {
        if (source < 0) {
            return false;
        }
        Source file = sources.get(source);
        long at = bufferAt + buffer.length;
        int wanted = (int) Math.min(PIECE, file.size() - at);
        if (wanted <= 0) {
            return false;
        }
        byte[] piece = disk.readAt(file.path(), at, wanted);
        if (piece.length == 0) {
            return false;
        }
        byte[] joined = Arrays.copyOfRange(buffer, next, buffer.length - next + next + piece.length);
        System.arraycopy(piece, 0, joined, buffer.length - next, piece.length);
        bufferAt += next;
        buffer = joined;
        next = 0;
        return true;
    }

    /** Holds the line from {@link #from} to {@link #to}; valid until the next call of {@link #next}. */
    byte[] bytes() {
        return buffer;
    }

    int from() {
        return from;
    }

    /** Behind the line's last byte, its line break left out. */
    int to() {
        return to;
    }

    /** True where a line break ends the line. */
    boolean ended() {
        return ended;
    }

    /** Counted from 1 in the file. */
    long number() {
        return number;
    }

    /** Where the line starts in its file, in bytes. */
    long offset() {
        return bufferAt + from;
    }

    Source source() {
        return sources.get(source);
    }
}
