package dev.factotum.mcp.client;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Reads what a program says on its standard error for as long as it says anything, and keeps the end of it. Thread-safe. */
final class Tail {
    private static final int MOST = 4096;

    private final byte[] ring = new byte[MOST];
    private long count;

    void drain(InputStream errors) {
        byte[] piece = new byte[MOST];
        try {
            for (int read = errors.read(piece); read > 0; read = errors.read(piece)) {
                keep(piece, read);
            }
        } catch (IOException closed) {
            keep(new byte[0], 0);
        }
    }

    private synchronized void keep(byte[] piece, int length) {
        for (int i = 0; i < length; i++) {
            ring[(int) (count++ % MOST)] = piece[i];
        }
    }

    /** The last lines. */
    synchronized String text() {
        int length = (int) Math.min(count, MOST);
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = ring[(int) ((count - length + i) % MOST)];
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
