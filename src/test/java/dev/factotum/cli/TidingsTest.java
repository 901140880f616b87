package dev.factotum.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factotum.cli.AgentRun.Ended;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A round of the whole program tells people and programs elsewhere before it ends. */
class TidingsTest {
    private final Shop shop;
    private final MockWebServer server = new MockWebServer();
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private volatile int status = 200;

    TidingsTest(@TempDir Path folder) throws IOException {
        shop = Shop.in(folder);
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                String path = request.getUrl().encodedPath();
                heard.add(path + " " + Objects.requireNonNull(request.getBody()).utf8());
                return new MockResponse.Builder()
                        .code(path.startsWith("/services") ? status : 200)
                        .body(status == 200 ? "ok" : "no_service")
                        .build();
            }
        });
        server.start(InetAddress.getLoopbackAddress(), 0);
        Path keys = Files.createDirectories(folder.resolve("keys"));
        String url = "http://127.0.0.1:" + server.getPort();
        secret(keys.resolve("slack"), url + "/services/T0/B0/hunter2hunter2");
        secret(keys.resolve("hook"), "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
        Files.writeString(shop.root().resolve("agent.yaml"), """
                notify:
                  targets:
                    team: { to: slack, key: "file:%s/slack" }
                webhooks:
                  crm: { url: "%s/in", key: "file:%s/hook" }
                """.formatted(keys, url, keys), StandardOpenOption.APPEND);
    }

    private static void secret(Path file, String value) throws IOException {
        Files.writeString(file, value);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    @AfterEach
    void end() {
        server.close();
    }

    private Ended planned(String name) throws IOException {
        Path file = shop.write("Inbox/" + name + ".md", Shop.plan(name));
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(600)));
        return shop.agent().run("run");
    }

    private List<String> to(String path) {
        return heard.stream().filter(one -> one.startsWith(path)).toList();
    }

    @Test
    void aRoundTellsWhatWaitsAndTheNextOneDoesNot() throws IOException {
        shop.agent().run("run");
        Ended run = planned("Winter hours");
        assertEquals(0, run.exit(), run.err());
        assertEquals(1, to("/services").size(), heard::toString);
        assertTrue(
                to("/services").getFirst().contains("\"text\":\"Waits for you: Winter hours\\nIf approved"),
                heard::toString);
        assertTrue(to("/in").stream().anyMatch(one -> one.contains("\"event\":\"plan\"")), heard::toString);
        shop.agent().run("run");
        assertEquals(1, to("/services").size(), heard::toString);
    }

    @Test
    void aHookThatIsGoneIsSaidByStatusAndDoctorWithoutItsAddress() throws IOException {
        status = 404;
        planned("Winter hours");
        Ended status = shop.agent().run("status");
        assertTrue(status.out().contains("notify.targets.team"), status.out());
        assertTrue(status.out().contains("HTTP 404: no_service [E-NET-06]"), status.out());
        Ended doctor = shop.agent().run("doctor");
        assertTrue(doctor.out().contains("notify.targets.team: Nothing is sent to a target any more"), doctor.out());
        assertFalse((status.out() + doctor.out() + doctor.err()).contains("hunter2"), doctor.out());
        int before = to("/services").size();
        planned("Spring hours");
        assertEquals(before, to("/services").size(), heard::toString);
    }
}
