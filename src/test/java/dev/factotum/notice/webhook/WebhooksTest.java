package dev.factotum.notice.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factotum.audit.AuditEvent;
import dev.factotum.audit.AuditLog;
import dev.factotum.audit.EventType;
import dev.factotum.config.Settings;
import dev.factotum.config.SettingsFile;
import dev.factotum.http.Http;
import dev.factotum.http.Resolver;
import dev.factotum.secret.Secrets;
import dev.factotum.vault.MatterId;
import dev.factotum.vault.Vault;
import dev.factotum.world.Crash;
import dev.factotum.world.Crashed;
import dev.factotum.world.TestWorld;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Events go to other programs at least once, each under one id, signed, and as the schedule says. */
class WebhooksTest {
    private static final Path ROOT = Path.of("/vault");
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final String OTHER =
            "whsec_" + Base64.getEncoder().encodeToString("a".repeat(32).getBytes(StandardCharsets.UTF_8));

    private final MockWebServer server = new MockWebServer();
    private final List<RecordedRequest> heard = new CopyOnWriteArrayList<>();
    private final List<MockResponse> answers = new CopyOnWriteArrayList<>();

    WebhooksTest() throws IOException {
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                heard.add(request);
                return answers.isEmpty() ? new MockResponse.Builder().code(204).build() : answers.removeFirst();
            }
        });
        server.start(InetAddress.getLoopbackAddress(), 0);
    }

    @AfterEach
    void end() {
        server.close();
    }

    /** One process with its chain and its webhook. */
    private static final class Desk {
        private final TestWorld world;
        private final Vault vault;
        private final AuditLog audit;
        private final Webhooks webhooks;

        Desk(TestWorld world) throws IOException {
            this.world = world;
            this.vault = Vault.open(world.world(), ROOT);
            vault.sweep();
            this.audit = new AuditLog(vault, ZoneOffset.UTC);
            audit.recover();
            Secrets secrets = new Secrets(world.world(), ROOT, secret -> {});
            this.webhooks =
                    new Webhooks(vault, this::settings, audit, new Http(world.clock(), Resolver.system()), secrets);
        }

        private Settings settings() {
            try {
                return ((SettingsFile.Loaded.Good) new SettingsFile(world.world(), ROOT).load(Optional.empty()))
                        .settings();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }

        void happened(int... numbers) throws IOException {
            for (int number : numbers) {
                audit.append(List.of(new AuditEvent(
                        world.clock().instant(),
                        number % 2 == 0 ? EventType.ActionExecuted : EventType.HumanReviewRequired,
                        number % 2 == 0 ? "done" : "asks",
                        Optional.of(new MatterId("01KAGRZ3M8D2V6Q4T0X9N5C7BH")),
                        number,
                        "A secret title",
                        Optional.of("s1"),
                        Optional.of("x.post@1"),
                        Optional.of("office"),
                        Optional.empty(),
                        Optional.of("r" + number),
                        Optional.of("to jo.peters@acme.example"))));
            }
        }

        Instant round() throws IOException, InterruptedException {
            return webhooks.round();
        }

        void wait(Duration time) {
            world.clock().advance(time);
        }
    }

    private Desk desk(long seed, String hook) throws IOException {
        TestWorld world = TestWorld.seeded(seed);
        world.disk().capacity(1 << 20);
        Vault.create(world.world(), ROOT);
        world.disk().capacity(Long.MAX_VALUE);
        settings(world, hook);
        world.disk().person().write(Path.of("/keys/one"), SECRET);
        world.disk().person().write(Path.of("/keys/two"), OTHER);
        world.disk().settle();
        return new Desk(world);
    }

    private void settings(TestWorld world, String hook) {
        world.disk()
                .person()
                .write(
                        ROOT.resolve("agent.yaml"),
                        "timezone: UTC\nwebhooks:\n  crm: { url: \"http://127.0.0.1:" + server.getPort() + "/in\", "
                                + hook + " }\n");
    }

    private static final String PLAIN = "key: \"file:/keys/one\"";

    private List<String> ids() {
        return heard.stream()
                .map(request -> request.getHeaders().get("webhook-id"))
                .map(Objects::requireNonNull)
                .toList();
    }

    @Test
    void theSignatureIsThatOfTheSpecification() {
        Signer signer = Signer.of(List.of(SECRET)).orElseThrow();
        assertEquals(
                "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
                signer.sign(
                        "msg_p5jXN8AQM9LWM0D4loKWxJek",
                        1614265330L,
                        "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8)));
        assertTrue(Signer.of(List.of("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")).isEmpty());
        assertTrue(Signer.of(List.of("whsec_c2hvcnQ=")).isEmpty());
        assertTrue(Signer.of(List.of("whsec_!")).isEmpty());
    }

    @Test
    void anEventIsPostedSignedAndHoldsNoTitle() throws Exception {
        Desk desk = desk(1, PLAIN);
        desk.happened(1);
        desk.round();
        assertEquals(0, heard.size(), "what was before is not told");
        desk.happened(2);
        assertEquals(Instant.MAX, desk.round());
        RecordedRequest request = heard.getFirst();
        String body = Objects.requireNonNull(request.getBody()).utf8();
        assertEquals("POST /in HTTP/1.1", request.getRequestLine());
        assertEquals("""
                {"type":"ActionExecuted","timestamp":"2026-11-20T08:00:00Z","data":{"seq":2,"event":"done",\
                "matter":"01KAGRZ3M8D2V6Q4T0X9N5C7BH","step":"s1","skill":"x.post@1","by":"office","receipt":"r2",\
                "detail":"to j…@acme.example"}}""", body);
        String id = ids().getFirst();
        assertFalse(id.contains("."), id);
        long timestamp = desk.world.clock().instant().getEpochSecond();
        assertEquals(Long.toString(timestamp), request.getHeaders().get("webhook-timestamp"));
        assertEquals(
                Signer.of(List.of(SECRET)).orElseThrow().sign(id, timestamp, body.getBytes(StandardCharsets.UTF_8)),
                request.getHeaders().get("webhook-signature"));
    }

    @Test
    void whileTheSecretIsChangedBothSign() throws Exception {
        Desk desk = desk(2, "key: \"file:/keys/two\", old_key: \"file:/keys/one\"");
        desk.round();
        desk.happened(1);
        desk.round();
        String[] signatures = Objects.requireNonNull(
                        heard.getFirst().getHeaders().get("webhook-signature"))
                .split(" ");
        assertEquals(2, signatures.length);
        long timestamp = desk.world.clock().instant().getEpochSecond();
        byte[] body = Objects.requireNonNull(heard.getFirst().getBody()).toByteArray();
        assertEquals(
                Signer.of(List.of(OTHER, SECRET)).orElseThrow().sign(ids().getFirst(), timestamp, body),
                String.join(" ", signatures));
    }

    @Test
    void onlyWhatWasAskedForIsTold() throws Exception {
        Desk desk = desk(3, PLAIN + ", events: [HumanReviewRequired, completed]");
        desk.round();
        desk.happened(1, 2, 3, 4, 5);
        desk.round();
        assertEquals(3, heard.size());
    }

    @Test
    void aFailureIsTriedTenTimesUnderOneIdWithinThreeDays() throws Exception {
        Desk desk = desk(4, PLAIN);
        desk.round();
        desk.happened(1);
        IntStream.range(0, 40)
                .forEach(any -> answers.add(new MockResponse.Builder().code(500).build()));
        List<Duration> pauses = new ArrayList<>();
        Instant next = desk.round();
        while (!next.equals(Instant.MAX)) {
            int before = heard.size();
            pauses.add(Duration.between(desk.world.clock().instant(), next));
            desk.wait(pauses.getLast());
            next = desk.round();
            if (heard.size() == before) {
                pauses.removeLast();
            }
        }
        assertEquals(10, heard.size());
        assertEquals(1, new HashSet<>(ids()).size());
        assertEquals(
                10,
                heard.stream()
                        .map(request -> request.getHeaders().get("webhook-timestamp"))
                        .distinct()
                        .count());
        HookStanding standing = HookStanding.of(desk.vault).getFirst();
        assertEquals(1, standing.lost());
        assertEquals(0, standing.waiting());
        Duration all = Duration.between(TestWorld.START, desk.world.clock().instant());
        assertTrue(all.toHours() >= 75 && all.toHours() <= 92, all::toString);
    }

    @Test
    void eachPauseIsThatOfTheScheduleAndAtMostAFifthMore() {
        List<Long> seconds = List.of(0L, 5L, 300L, 1800L, 7200L, 18_000L, 36_000L, 50_400L, 72_000L, 86_400L);
        for (int tries = 0; tries < 10; tries++) {
            for (int id = 0; id < 50; id++) {
                long pause = Duration.between(
                                TestWorld.START,
                                Schedule.next("evt_" + id, tries, TestWorld.START)
                                        .orElseThrow())
                        .toMillis();
                long least = seconds.get(tries) * 1000;
                assertTrue(pause >= least && pause <= least * 12 / 10, tries + ": " + pause);
            }
        }
        assertTrue(Schedule.next("evt_1", 10, TestWorld.START).isEmpty());
    }

    @Test
    void goneStopsItUntilTheSettingChangesAndNothingIsLostMeanwhile() throws Exception {
        Desk desk = desk(5, PLAIN);
        desk.round();
        answers.add(new MockResponse.Builder().code(410).build());
        desk.happened(1);
        assertEquals(Instant.MAX, desk.round());
        desk.happened(2, 3);
        desk.wait(Duration.ofDays(1));
        assertEquals(Instant.MAX, desk.round());
        assertEquals(1, heard.size());
        assertEquals(
                "E-NET-08", HookStanding.problems(desk.vault).getFirst().code().id());
        settings(desk.world, PLAIN + ", old_key: \"file:/keys/two\"");
        desk.round();
        assertEquals(4, heard.size());
        assertEquals(3, new HashSet<>(ids()).size());
        assertEquals(List.of(), HookStanding.problems(desk.vault));
    }

    @Test
    void aRedirectIsAFailureAndIsNotFollowed() throws Exception {
        Desk desk = desk(6, PLAIN);
        desk.round();
        answers.add(new MockResponse.Builder()
                .code(307)
                .addHeader("Location", "http://127.0.0.1:" + server.getPort() + "/elsewhere")
                .build());
        desk.happened(1);
        desk.round();
        assertEquals(1, heard.size());
        assertEquals("HTTP 307", HookStanding.of(desk.vault).getFirst().last());
        desk.wait(Duration.ofSeconds(7));
        desk.round();
        assertEquals(
                List.of("/in", "/in"),
                heard.stream().map(one -> one.getUrl().encodedPath()).toList());
    }

    @Test
    void aReceiverThatIsOverrunIsLeftAloneAsLongAsItAsks() throws Exception {
        Desk desk = desk(7, PLAIN);
        desk.round();
        answers.add(new MockResponse.Builder()
                .code(429)
                .addHeader("Retry-After", "600")
                .build());
        desk.happened(1, 2, 3);
        Instant next = desk.round();
        assertEquals(desk.world.clock().instant().plusSeconds(600), next);
        assertEquals(1, heard.size());
        desk.wait(Duration.ofSeconds(599));
        desk.round();
        assertEquals(1, heard.size());
        desk.wait(Duration.ofSeconds(1));
        desk.round();
        assertEquals(4, heard.size());
        assertEquals(3, new HashSet<>(ids()).size());
    }

    @Test
    void aReceiverThatIsAwayIsSaidAndItsQueueIsBounded() throws Exception {
        Desk desk = desk(8, PLAIN);
        desk.round();
        int port = server.getPort();
        server.close();
        desk.happened(IntStream.range(0, 300).toArray());
        desk.round();
        HookStanding standing = HookStanding.of(desk.vault).getFirst();
        assertEquals(200, standing.waiting());
        assertEquals("127.0.0.1:" + port + " cannot be reached", standing.last());
        assertEquals(
                "E-NET-09", HookStanding.problems(desk.vault).getFirst().code().id());
    }

    @Test
    void aWrongSecretIsSaidAndNothingIsSentUnsigned() throws Exception {
        Desk desk = desk(9, "key: \"file:/keys/three\"");
        desk.world.disk().person().write(Path.of("/keys/three"), "hunter2hunter2");
        desk.round();
        desk.happened(1);
        desk.round();
        assertEquals(0, heard.size());
        assertEquals(
                "its key is not whsec_ and 24 to 64 bytes in base64",
                HookStanding.of(desk.vault).getFirst().last());
    }

    @Test
    void whereverItIsStoppedEveryEventIsToldUnderOneId() throws Exception {
        int points = 0;
        for (Crash variant : Crash.values()) {
            boolean finished = false;
            for (long n = 1; !finished; n += 2) {
                heard.clear();
                Desk desk = desk(n * 31 + variant.ordinal(), PLAIN);
                desk.round();
                desk.happened(1, 2, 3);
                desk.world.disk().settle();
                desk.world.disk().crashAt(desk.world.disk().operations() + n, variant);
                try {
                    desk.round();
                    finished = true;
                    desk.world.disk().crashNow(variant);
                } catch (Crashed died) {
                    points++;
                }
                Desk next = new Desk(desk.world.restart());
                next.wait(Duration.ofMinutes(1));
                next.round();
                next.happened(4);
                next.round();
                Set<String> told = new HashSet<>(ids());
                String where = variant + " at " + n;
                assertEquals(4, told.size(), () -> where + ": " + ids());
                next.round();
                assertTrue(ids().size() <= 8, () -> where + ": " + ids());
            }
        }
        int all = points;
        System.out.println("[webhooks] " + points + " crash points, every event told under one id");
        assertTrue(points > 40, () -> all + " points");
    }
}
