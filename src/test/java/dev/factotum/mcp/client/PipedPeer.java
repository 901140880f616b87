package dev.factotum.mcp.client;

import dev.factotum.world.Child;
import dev.factotum.world.Threads;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/** A {@link PeerServer} as a child that runs in this process. Its words are the command's. */
final class PipedPeer implements Child {
    private static final int PIPE = 1 << 16;

    private final PipedOutputStream input = new PipedOutputStream();
    private final PipedInputStream output = new PipedInputStream(PIPE);
    private final PipedInputStream errors = new PipedInputStream(PIPE);
    private final CompletableFuture<Integer> end = new CompletableFuture<>();
    private final AtomicLong wrote = new AtomicLong();

    PipedPeer(Launch launch) throws IOException {
        PipedInputStream in = new PipedInputStream(input, PIPE);
        PipedOutputStream out = new PipedOutputStream(output);
        PipedOutputStream err = new PipedOutputStream(errors);
        Threads.start("peer", (thread, failure) -> end.complete(9), () -> {
            try (in;
                    out;
                    err;
                    OutputStream counted = new Counted(out)) {
                PeerServer.run(launch.command(), launch.environment(), in, counted, err);
                end.complete(0);
            } catch (PeerServer.Died died) {
                end.complete(3);
            } catch (IOException gone) {
                end.complete(1);
            }
        });
    }

    /** Writes what is counted, until its end is closed. */
    private final class Counted extends OutputStream {
        private final OutputStream to;

        Counted(OutputStream to) {
            this.to = to;
        }

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int count) throws IOException {
            if (end.isDone()) {
                throw new IOException("killed");
            }
            to.write(bytes, from, count);
            wrote.addAndGet(count);
        }

        @Override
        public void flush() throws IOException {
            to.flush();
        }
    }

    /** Bytes that it got rid of. */
    long wrote() {
        return wrote.get();
    }

    @Override
    public OutputStream input() {
        return input;
    }

    @Override
    public InputStream output() {
        return output;
    }

    @Override
    public InputStream errors() {
        return errors;
    }

    @Override
    public boolean alive() {
        return !end.isDone();
    }

    @Override
    public OptionalInt exit(Duration most) throws InterruptedException {
        try {
            return OptionalInt.of(end.get(most.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException runs) {
            return OptionalInt.empty();
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public void close() {
        end.complete(137);
        try {
            input.close();
            output.close();
        } catch (IOException gone) {
            throw new IllegalStateException(gone);
        }
    }
}
