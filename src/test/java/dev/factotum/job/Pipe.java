package dev.factotum.job;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.LinkedBlockingQueue;

/** Bytes from one thread to another, until it is closed. */
final class Pipe {
    private static final int END = -1;

    private final LinkedBlockingQueue<Integer> bytes = new LinkedBlockingQueue<>(1 << 22);

    OutputStream out() {
        return new OutputStream() {
            @Override
            public void write(int one) {
                bytes.add(one & 0xFF);
            }

            @Override
            public void close() {
                bytes.add(END);
            }
        };
    }

    InputStream in() {
        return new InputStream() {
            @Override
            public int read() {
                try {
                    int one = bytes.take();
                    if (one == END) {
                        bytes.add(END);
                    }
                    return one;
                } catch (InterruptedException ended) {
                    Thread.currentThread().interrupt();
                    return END;
                }
            }

            @Override
            public int read(byte[] into, int from, int most) {
                int first = read();
                if (first == END) {
                    return END;
                }
                into[from] = (byte) first;
                int count = 1;
                while (count < most && bytes.peek() != null && !bytes.peek().equals(END)) {
                    into[from + count++] = (byte) read();
                }
                return count;
            }
        };
    }
}
