package dev.factotum.mcp.protocol;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

/** Reads a stream line by line and never keeps more of it than one line may hold. For one thread. */
public final class LineReader {
    private static final int CHUNK = 8192;

    private final InputStream in;
    private final int longest;
    private final byte[] chunk = new byte[CHUNK];
    private int at;
    private int end;
    private long taken;

    /** @param longest bytes of a line, its end not counted */
    public LineReader(InputStream in, int longest) {
        this.in = in;
        this.longest = longest;
    }

    /** What comes next. */
    public sealed interface Line {
        /** Without its line break. */
        record Whole(byte[] bytes) implements Line {}

        /** It is longer than any may be; the stream is of no use any more. */
        record TooLong() implements Line {}

        record End() implements Line {}
    }

    /** Bytes taken from the stream so far. */
    public long taken() {
        return taken;
    }

    /** Waits for the next line; what stands behind the last line break counts as one. */
    public Line next() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        while (true) {
            if (at == end) {
                end = in.read(chunk);
                at = 0;
                if (end <= 0) {
                    end = 0;
                    return line.size() == 0 ? new Line.End() : new Line.Whole(line.toByteArray());
                }
                taken += end;
            }
            int start = at;
            while (at < end && chunk[at] != '\n') {
                at++;
            }
            if (line.size() + at - start > longest) {
                return new Line.TooLong();
            }
            line.write(chunk, start, at - start);
            if (at < end) {
                at++;
                return new Line.Whole(withoutReturn(line.toByteArray()));
            }
        }
    }

    private static byte[] withoutReturn(byte[] line) {
        boolean ends = line.length > 0 && line[line.length - 1] == '\r';
        return ends ? java.util.Arrays.copyOf(line, line.length - 1) : line;
    }
}
