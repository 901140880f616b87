package dev.factotum.channel.email.wire;

import dev.factotum.world.Threads;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Stands between us and a server and cuts every connection on which the server says a certain text. */
final class Guillotine implements AutoCloseable {
    private static final byte[] LOCAL = {127, 0, 0, 1};

    private final ServerSocket door;
    private final int port;
    private final String fatal;

    Guillotine(int port, String fatal) throws IOException {
        this.port = port;
        this.fatal = fatal;
        this.door = new ServerSocket(0, 50, InetAddress.getByAddress(LOCAL));
        Threads.start("guillotine", (_, _) -> {}, this::serve);
    }

    Host host() {
        return new Host("127.0.0.1", door.getLocalPort(), Host.Security.NONE);
    }

    private void serve() {
        while (!door.isClosed()) {
            try {
                Socket client = door.accept();
                Socket server = new Socket(InetAddress.getByAddress(LOCAL), port);
                Threads.start("up", (_, _) -> {}, () -> carry(client, server, false));
                Threads.start("down", (_, _) -> {}, () -> carry(server, client, true));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void carry(Socket from, Socket to, boolean watched) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            byte[] bytes = new byte[8192];
            StringBuilder said = new StringBuilder();
            for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
                said.append(new String(bytes, 0, count, StandardCharsets.ISO_8859_1));
                if (watched && said.indexOf(fatal) >= 0) {
                    return;
                }
                to.getOutputStream().write(bytes, 0, count);
                to.getOutputStream().flush();
            }
        } catch (IOException gone) {
            return;
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
    }
}
