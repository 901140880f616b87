package dev.factotum.mcp.server;

import com.sun.net.httpserver.HttpExchange;
import dev.factotum.mcp.protocol.EventStream;
import dev.factotum.mcp.protocol.HttpHeader;
import dev.factotum.mcp.protocol.Message;
import dev.factotum.world.Clock;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;

/** A stream of events with one answer at its end, and a comment now and then: a caller that is gone is seen by it. */
final class WaitingStream implements AutoCloseable {
    private static final Duration PULSE = Duration.ofSeconds(2);
    private static final byte[] COMMENT = ": waiting for a person\n\n".getBytes(StandardCharsets.UTF_8);

    private final OutputStream out;
    private final Patience patience;
    private final Clock.Ticks pulse;
    private final ReentrantLock lock = new ReentrantLock();
    private boolean over;

    WaitingStream(HttpExchange http, Clock clock, Patience patience) throws IOException {
        http.getResponseHeaders().set("Content-Type", HttpHeader.EVENTS);
        http.getResponseHeaders().set("Cache-Control", "no-store");
        http.sendResponseHeaders(200, 0);
        this.out = http.getResponseBody();
        this.patience = patience;
        write(COMMENT);
        this.pulse = clock.every(PULSE, this::beat);
    }

    private void beat() {
        lock.lock();
        try {
            if (!over) {
                write(COMMENT);
            }
        } catch (IOException gone) {
            patience.lose();
        } finally {
            lock.unlock();
        }
    }

    private void write(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
    }

    /** Nothing else is written from here on: ending the pulse within a write would break the connection. */
    void last(Message answer) throws IOException {
        lock.lock();
        try {
            over = true;
            write(EventStream.event(answer.bytes()));
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            over = true;
            pulse.close();
        } finally {
            lock.unlock();
        }
    }
}
