package dev.factotum.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factotum.http.HttpReply.Answered;
import dev.factotum.http.HttpReply.Cause;
import dev.factotum.http.HttpReply.NotSent;
import dev.factotum.http.HttpReply.Unclear;
import dev.factotum.world.TestClock;
import dev.factotum.world.TestWorld;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.SocketEffect;
import okio.Buffer;
import okio.GzipSink;
import okio.Okio;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is certain and what is not. */
class HttpTest {
    private static final SocketEffect CLOSE = new SocketEffect.CloseSocket(true, true, true);

    private final MockWebServer server = new MockWebServer();
    private final Http http = new Http(new TestClock(TestWorld.START), Resolver.system());

    @BeforeEach
    void serve() throws Exception {
        server.start(InetAddress.getLoopbackAddress(), 0);
    }

    @AfterEach
    void end() {
        server.close();
    }

    @Test
    void aCallArrivesWholeAndSoDoesItsAnswer() throws Exception {
        server.enqueue(new MockResponse.Builder()
                .code(201)
                .addHeader("X-Request-Id", "r1")
                .body("{\"ok\":true}")
                .build());

        Answered answer = assertInstanceOf(Answered.class, http.send(post(20, 100)));

        assertEquals("{\"ok\":true}", answer.text());
        assertEquals(201, answer.status());
        assertEquals(Optional.of("r1"), answer.header("x-request-ID"));
        var request = server.takeRequest();
        assertEquals("POST /v1 HTTP/1.1", request.getRequestLine());
        assertEquals("application/json", request.getHeaders().get("content-type"));
        assertEquals(
                "hello", java.util.Objects.requireNonNull(request.getBody()).utf8());
        assertNull(request.getHeaders().get("cookie"));
    }

    @Test
    void nobodyListeningIsCertainlyNotSent() throws Exception {
        int port = server.getPort();
        server.close();

        assertEquals(new NotSent("127.0.0.1:" + port + " cannot be reached"), http.send(post(20, 100)));
    }

    @Test
    void aServerOfTheOldKindThatClosesAfterEachAnswerIsConnectedToAnew() throws Exception {
        try (ServerSocket old = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> {
                for (int i = 0; i < 3; i++) {
                    try (Socket one = old.accept()) {
                        one.getInputStream().readNBytes(40);
                        one.getOutputStream()
                                .write("HTTP/1.0 200 OK\r\ncontent-length: 2\r\n\r\nok"
                                        .getBytes(StandardCharsets.UTF_8));
                        one.shutdownOutput();
                        one.getInputStream().readAllBytes();
                    } catch (IOException over) {
                        return;
                    }
                }
            });
            URI url = URI.create("http://127.0.0.1:" + old.getLocalPort() + "/v1");
            HttpCall call = post(20, 100);
            for (int i = 0; i < 3; i++) {
                HttpCall there = new HttpCall(
                        "POST", url, List.of(), call.body(), Reach.named(url), call.deadline(), call.mostReply());
                assertEquals(
                        "ok", assertInstanceOf(Answered.class, http.send(there)).text());
            }
        }
    }

    @Test
    void aServerThatTakesTheRequestAndClosesLeavesItUnclear() throws Exception {
        server.enqueue(new MockResponse.Builder().onResponseStart(CLOSE).build());

        assertEquals(
                Cause.DROPPED,
                assertInstanceOf(Unclear.class, http.send(post(20, 100))).cause());
        assertEquals(1, server.getRequestCount(), "it is not sent again");
    }

    @Test
    void aServerThatClosesInTheMiddleOfItsAnswerLeavesItUnclear() throws Exception {
        server.enqueue(new MockResponse.Builder()
                .body("x".repeat(50_000))
                .onResponseBody(CLOSE)
                .build());

        assertEquals(
                Cause.DROPPED,
                assertInstanceOf(Unclear.class, http.send(post(20, 100_000))).cause());
    }

    @Test
    void aServerThatIsSilentPastTheDeadlineLeavesItUnclear() throws Exception {
        server.enqueue(
                new MockResponse.Builder().headersDelay(1, TimeUnit.HOURS).build());

        assertEquals(
                Cause.DEADLINE,
                assertInstanceOf(Unclear.class, http.send(post(1, 100))).cause());
    }

    @Test
    void aServerThatDripsIsNotWaitedForPastTheDeadline() throws Exception {
        server.enqueue(new MockResponse.Builder()
                .body("x".repeat(1000))
                .throttleBody(1, 300, TimeUnit.MILLISECONDS)
                .build());

        assertEquals(
                Cause.DEADLINE,
                assertInstanceOf(Unclear.class, http.send(post(1, 10_000))).cause());
    }

    @Test
    void anAnswerIsReadUpToItsBoundAndNotFurther() throws Exception {
        server.enqueue(new MockResponse.Builder().body("x".repeat(100)).build());
        server.enqueue(new MockResponse.Builder().body("x".repeat(101)).build());

        assertInstanceOf(Answered.class, http.send(post(20, 100)));
        assertEquals(
                Cause.TOO_LARGE,
                assertInstanceOf(Unclear.class, http.send(post(20, 100))).cause());
    }

    @Test
    void aPackedAnswerCountsUnpacked() throws Exception {
        Buffer packed = new Buffer();
        try (var sink = Okio.buffer(new GzipSink(packed))) {
            sink.writeUtf8("0".repeat(1_000_000));
        }
        assertTrue(packed.size() < 10_000);
        server.enqueue(new MockResponse.Builder()
                .body(packed)
                .addHeader("content-encoding", "gzip")
                .build());

        assertEquals(
                Cause.TOO_LARGE,
                assertInstanceOf(Unclear.class, http.send(post(20, 10_000))).cause());
    }

    @Test
    void noStatusMakesItSendAgain() throws Exception {
        for (int status : List.of(408, 421, 429, 500, 503)) {
            server.enqueue(new MockResponse.Builder()
                    .code(status)
                    .setHeader("retry-after", "0")
                    .build());

            assertEquals(
                    status,
                    assertInstanceOf(Answered.class, http.send(post(20, 100))).status());
        }
        assertEquals(5, server.getRequestCount());
    }

    @Test
    void anInterruptEndsTheWait() throws Exception {
        server.enqueue(
                new MockResponse.Builder().headersDelay(1, TimeUnit.HOURS).build());
        AtomicReference<Object> outcome = new AtomicReference<>("none");
        Thread waiting = Thread.ofPlatform().start(() -> {
            try {
                outcome.set(http.send(post(100, 100)));
            } catch (InterruptedException interrupted) {
                outcome.set(interrupted);
            }
        });
        server.takeRequest();

        waiting.interrupt();
        waiting.join();

        assertInstanceOf(InterruptedException.class, outcome.get());
    }

    @Test
    void aNameThatIsNeverFoundDoesNotHoldTheCall() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        Http waiting = new Http(new TestClock(TestWorld.START), host -> {
            try {
                never.await();
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
            }
            throw new UnknownHostException(host);
        });

        HttpReply reply = waiting.send(post(1, 100));
        never.countDown();

        assertEquals(new NotSent("the name 127.0.0.1 could not be looked up in time"), reply);
    }

    @Test
    void aCallWithoutBoundsCannotBeMade() {
        assertThrows(IllegalArgumentException.class, () -> post(0, 100));
        assertThrows(IllegalArgumentException.class, () -> post(1, 0));
    }

    private HttpCall post(int seconds, int mostReply) {
        URI url = URI.create("http://127.0.0.1:" + server.getPort() + "/v1");
        byte[] body = "hello".getBytes(StandardCharsets.UTF_8);
        return new HttpCall(
                "POST",
                url,
                List.of(),
                Optional.of(new HttpCall.Body("application/json", body)),
                Reach.named(url),
                Duration.ofSeconds(seconds),
                mostReply);
    }
}
