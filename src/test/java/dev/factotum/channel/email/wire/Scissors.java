package dev.factotum.channel.email.wire;

import dev.factotum.world.Threads;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands between us and a server and cuts the connection at one line, counted in both directions over all connections. */
public final class Scissors implements AutoCloseable {
    private static final byte[] LOCAL = {127, 0, 0, 1};

    private final ServerSocket door;
    private final int port;
    private final AtomicInteger line;
    private final boolean after;
    private volatile boolean away;
    private final AtomicInteger lines = new AtomicInteger();

    /**
     * @param line the number of the line, from 1 on; 0 for never
     * @param after true where that line still gets through
     */
    public Scissors(int port, int line, boolean after) throws IOException {
        this.port = port;
        this.line = new AtomicInteger(line);
        this.after = after;
        this.door = new ServerSocket(0, 50, InetAddress.getByAddress(LOCAL));
        Threads.start("scissors", (_, _) -> {}, this::serve);
    }

    public Host host() {
        return new Host("127.0.0.1", door.getLocalPort(), Host.Security.NONE);
    }

    /** True where it came to that line. */
    public boolean cut() {
        return line.get() > 0 && lines.get() >= line.get();
    }

    /** Nobody gets through from now on, or everybody again. */
    public void away(boolean now) {
        away = now;
    }

    /** Cuts once more, so many lines from now. */
    public void cutAfter(int more) {
        line.set(lines.get() + more);
    }

    private void serve() {
        while (!door.isClosed()) {
            try {
                Socket client = door.accept();
                if (away) {
                    client.close();
                    continue;
                }
                Socket server = new Socket(InetAddress.getByAddress(LOCAL), port);
                client.setTcpNoDelay(true);
                server.setTcpNoDelay(true);
                Threads.start("up", (_, _) -> {}, () -> carry(client, server));
                Threads.start("down", (_, _) -> {}, () -> carry(server, client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void carry(Socket from, Socket to) {
        try (from;
                to) {
            InputStream in = new BufferedInputStream(from.getInputStream(), 1 << 16);
            OutputStream out = to.getOutputStream();
            ByteArrayOutputStream held = new ByteArrayOutputStream();
            for (int one = in.read(); one >= 0; one = in.read()) {
                held.write(one);
                if (one == '\n') {
                    boolean here = lines.incrementAndGet() == line.get();
                    if (!here || after) {
                        held.writeTo(out);
                    }
                    held.reset();
                    if (here) {
                        out.flush();
                        return;
                    }
                    if (in.available() == 0) {
                        out.flush();
                    }
                }
            }
            held.writeTo(out);
        } catch (IOException gone) {
            return;
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
    }
}
