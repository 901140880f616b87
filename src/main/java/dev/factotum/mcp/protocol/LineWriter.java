package dev.factotum.mcp.protocol;

import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.locks.ReentrantLock;

/** Writes messages, one on a line; each goes out whole and at once. Thread-safe. */
public final class LineWriter {
    private final OutputStream out;
    private final ReentrantLock lock = new ReentrantLock();

    public LineWriter(OutputStream out) {
        this.out = out;
    }

    public void write(Message message) throws IOException {
        byte[] bytes = message.bytes();
        byte[] line = java.util.Arrays.copyOf(bytes, bytes.length + 1);
        line[bytes.length] = '\n';
        lock.lock();
        try {
            out.write(line);
            out.flush();
        } finally {
            lock.unlock();
        }
    }
}
