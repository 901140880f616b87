package dev.factotum.channel.email.wire;

import dev.factotum.world.Threads;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server that says one line after another, whatever it hears, each after a line of the client's but the first. */
final class Talker implements AutoCloseable {
    private final ServerSocket door;
    private final List<String> lines;
    private final List<String> heard = new CopyOnWriteArrayList<>();

    Talker(String... lines) throws IOException {
        this.lines = List.of(lines);
        this.door = new ServerSocket(0, 5, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
        Threads.start("talker", (_, _) -> {}, this::talk);
    }

    Host host() {
        return new Host("127.0.0.1", door.getLocalPort(), Host.Security.NONE);
    }

    List<String> heard() {
        return heard;
    }

    private void talk() {
        try (Socket client = door.accept();
                BufferedReader in = new BufferedReader(
                        new InputStreamReader(client.getInputStream(), StandardCharsets.ISO_8859_1))) {
            for (int i = 0; i < lines.size(); i++) {
                if (i > 0) {
                    String line = in.readLine();
                    if (line == null) {
                        return;
                    }
                    heard.add(line);
                }
                client.getOutputStream().write((lines.get(i) + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
                client.getOutputStream().flush();
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
