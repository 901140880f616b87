package dev.factotum.job;

import dev.factotum.world.Threads;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Adds the token to what a client sends that knows of none, one request a connection. */
final class TokenProxy implements AutoCloseable {
    private final ServerSocket door;
    private final int port;
    private final String token;

    TokenProxy(int port, String token) throws IOException {
        this.port = port;
        this.token = token;
        this.door = new ServerSocket(0, 50, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
        Threads.start("proxy", (_, _) -> {}, this::serve);
    }

    int port() {
        return door.getLocalPort();
    }

    private void serve() {
        while (!door.isClosed()) {
            try {
                Socket client = door.accept();
                Threads.start("proxied", (_, _) -> {}, () -> carry(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void carry(Socket client) {
        try (client;
                Socket server = new Socket(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port)) {
            String head = head(client.getInputStream()).replace(":" + port(), ":" + port);
            server.getOutputStream()
                    .write(line(withoutConnection(head) + "Authorization: Bearer " + token + "\r\n"
                            + "Connection: close\r\n\r\n"));
            server.getOutputStream().flush();
            Threads.start("upwards", (_, _) -> {}, () -> pump(client, server));
            String answer = head(server.getInputStream());
            client.getOutputStream().write(line(withoutConnection(answer) + "Connection: close\r\n\r\n"));
            server.getInputStream().transferTo(client.getOutputStream());
            client.getOutputStream().flush();
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    private static void pump(Socket from, Socket to) {
        try {
            OutputStream out = to.getOutputStream();
            from.getInputStream().transferTo(out);
        } catch (IOException ended) {
            return;
        }
    }

    private static byte[] line(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String withoutConnection(String head) {
        StringBuilder kept = new StringBuilder();
        head.lines()
                .filter(line -> !line.isEmpty()
                        && !line.toLowerCase(java.util.Locale.ROOT).startsWith("connection:"))
                .forEach(line -> kept.append(line).append("\r\n"));
        return kept.toString();
    }

    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int one = in.read();
            if (one < 0) {
                throw new IOException("it ended in its head");
            }
            head.write(one);
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        door.close();
    }
}
