package dev.factotum.audit;

import dev.factotum.world.Disk;
import java.io.IOException;
import java.util.Arrays;

/** The lines of one file from its end, so that the newest entries cost no reading of history. */
final class BackwardLines {
    private static final int PIECE = 64 * 1024;
    private static final int LONGEST = 16 << 20;

    private final Disk disk;
    private final Source source;
    private byte[] buffer = new byte[0];
    private long bufferAt;
    private int end;
    private boolean first = true;
    private boolean done;

    BackwardLines(Disk disk, Source source) {
        this.disk = disk;
        this.source = source;
        this.bufferAt = source.size();
    }

    /** One line. */
    static final class Line {
        private final byte[] bytes;
        private final long offset;
        private final boolean ended;

        Line(byte[] bytes, long offset, boolean ended) {
            this.bytes = bytes;
            this.offset = offset;
            this.ended = ended;
        }

        /** Without its line break; not to be changed. */
        byte[] bytes() {
            return bytes;
        }

        /** Where it starts in the file. */
        long offset() {
            return offset;
        }

        /** Whether a line break follows; only the last line of a file can lack it. */
        boolean ended() {
            return ended;
        }
    }

    /** The line before the last one given; null in front of the first. */
    @org.jspecify.annotations.Nullable
    Line next() throws IOException {
        if (done) {
            return null;
        }
        boolean ended = true;
        if (first) {
            first = false;
            if (source.size() == 0) {
                done = true;
                return null;
            }
            more();
            ended = end > 0 && buffer[end - 1] == '\n';
            end = ended ? end - 1 : end;
        }
        int start = lineStart();
        while (start < 0 && bufferAt > 0) {
            more();
            start = lineStart();
        }
        int from = Math.max(start, 0);
        Line line = new Line(Arrays.copyOfRange(buffer, from, end), bufferAt + from, ended);
        if (start <= 0 && bufferAt + from == 0) {
            done = true;
        } else {
            end = from - 1;
        }
        return line;
    }

    /** Behind the line break before {@link #end}; -1 where it is not in the buffer. */
    private int lineStart() {
        for (int i = end - 1; i >= 0; i--) {
            if (buffer[i] == '\n') {
                return i + 1;
            }
        }
        return -1;
    }

    private void more() throws IOException {
        if (end > LONGEST) {
            throw new IOException(source.name() + " has a line of more than " + LONGEST + " bytes");
        }
        int wanted = (int) Math.min(Math.max(PIECE, buffer.length), bufferAt);
        byte[] piece = disk.readAt(source.path(), bufferAt - wanted, wanted);
        if (piece.length < wanted) {
            throw new IOException(source.name() + " shrank while it was read");
        }
        byte[] joined = Arrays.copyOf(piece, piece.length + end);
        System.arraycopy(buffer, 0, joined, piece.length, end);
        boolean fresh = buffer.length == 0;
        buffer = joined;
        bufferAt -= wanted;
        end = fresh ? joined.length : end + piece.length;
    }
}
