package dev.factotum.channel.bluesky;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.channel.port.Connected;
import dev.factotum.channel.port.FakeServer;
import dev.factotum.channel.port.Health;
import dev.factotum.channel.sandbox.Trial;
import dev.factotum.tool.Call;
import dev.factotum.tool.Outcome;
import dev.factotum.tool.ToolError;
import dev.factotum.tool.Verification;
import dev.factotum.vault.Digest;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import okio.Buffer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** A real server of Bluesky's makers, by way of a proxy that can cut a connection once the server has answered. */
@Timeout(900)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BlueskyPeersTest {
    private static final Path INSTALLED = Path.of("target", "peers-bluesky").toAbsolutePath();
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final String POST = "bluesky.post";
    private static final String PUT = "POST /xrpc/com.atproto.repo.putRecord";

    private @Nullable Process process;
    private String key = "";
    private int tests;
    private JsonNode peer = Trial.json("{}");
    private Proxy proxy = new Proxy("");
    private Connected studio;

    BlueskyPeersTest() throws IOException {
        studio = Connected.to(new BlueskyChannel(), proxy.address(), "");
    }

    @BeforeAll
    void install() throws IOException, InterruptedException {
        need(Boolean.getBoolean("peers"), "./mvnw -Ppeers verify runs them");
        need(Stream.of("node", "npm").allMatch(BlueskyPeersTest::found), "there is no node or npm here");
        if (!Files.exists(INSTALLED.resolve("node_modules/@atproto/dev-env"))) {
            Files.createDirectories(INSTALLED);
            Process npm = new ProcessBuilder(
                            "npm",
                            "install",
                            "--no-audit",
                            "--no-fund",
                            "--silent",
                            "--prefix",
                            INSTALLED.toString(),
                            "@atproto/dev-env@0.3.215")
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.to(INSTALLED.resolve("npm.log").toFile()))
                    .start();
            boolean ended = npm.waitFor(600, TimeUnit.SECONDS);
            need(ended && npm.exitValue() == 0, "npm could not install it, see target/peers-bluesky/npm.log");
        }
        Process started = new ProcessBuilder(
                        "node",
                        Path.of("src/test/peers/bluesky.mjs").toAbsolutePath().toString())
                .directory(INSTALLED.toFile())
                .redirectError(INSTALLED.resolve("pds.log").toFile())
                .start();
        process = started;
        BufferedReader said = started.inputReader();
        String line = said.readLine();
        while (line != null && !line.startsWith("{\"url\"")) {
            line = said.readLine();
        }
        need(line != null, "it did not start, see target/peers-bluesky/pds.log");
        peer = FakeServer.read(String.valueOf(line));
        Thread.ofVirtual().start(() -> said.lines().forEach(ignored -> {}));
    }

    private static void need(boolean holds, String missing) {
        String line = "skipped: a real server of Bluesky: " + missing;
        if (!holds) {
            System.out.println(line);
        }
        assumeTrue(holds, line);
    }

    private static boolean found(String tool) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, tool)));
    }

    @AfterAll
    void end() {
        if (process != null) {
            process.destroy();
        }
    }

    @BeforeEach
    void connect() throws IOException {
        key = Digest.of(new byte[] {(byte) ++tests}).hex().substring(0, 32);
        proxy = new Proxy(peer.path("url").asText());
        studio = Connected.to(
                new BlueskyChannel(), proxy.address(), "@" + peer.path("handle").asText());
        studio.token(peer.path("password").asText());
    }

    @AfterEach
    void disconnect() {
        proxy.close();
    }

    /** Passes everything on. */
    private static final class Proxy extends FakeServer {
        private final String target;

        Proxy(String target) {
            this.target = target;
        }

        @Override
        protected MockResponse answer(Asked asked) {
            try {
                HttpRequest.Builder request = HttpRequest.newBuilder(
                                URI.create(target + asked.whole().getTarget()))
                        .method(asked.method(), HttpRequest.BodyPublishers.ofByteArray(asked.bytes()));
                for (String name : List.of("authorization", "content-type")) {
                    if (!asked.header(name).isEmpty()) {
                        request.header(name, asked.header(name));
                    }
                }
                HttpResponse<byte[]> answer = CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
                return new MockResponse.Builder()
                        .code(answer.statusCode())
                        .addHeader(
                                "content-type",
                                answer.headers().firstValue("content-type").orElse("text/plain"))
                        .body(new Buffer().write(answer.body()))
                        .build();
            } catch (IOException away) {
                return badGateway();
            } catch (InterruptedException ending) {
                throw new IllegalStateException(ending);
            }
        }
    }

    /** What stands in the account, as the server lists it. */
    private List<JsonNode> standing() throws IOException, InterruptedException {
        HttpResponse<String> answer = CLIENT.send(
                HttpRequest.newBuilder(URI.create(peer.path("url").asText()
                                + "/xrpc/com.atproto.repo.listRecords?limit=100&collection=app.bsky.feed.post&repo="
                                + peer.path("did").asText()))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        List<JsonNode> records = new ArrayList<>();
        FakeServer.read(answer.body()).path("records").forEach(records::add);
        return records;
    }

    private List<JsonNode> standing(String text) throws IOException, InterruptedException {
        return standing().stream()
                .filter(one -> one.path("value").path("text").asText().equals(text))
                .toList();
    }

    private Call asCall(String key, ObjectNode arguments) {
        return studio.asCall(key, arguments, studio.prepare(POST, key));
    }

    @Test
    void aPostStandsWithItsFacetsAndIsDeleted() throws Exception {
        String text = "👋 @joan.test and @nobody.test: https://studio.example/a #Holz";
        Outcome.Done done = done(studio.call(POST, key, post(text).put("langs", "en")));

        JsonNode record = standing(text).getFirst();
        assertEquals(done.outputs().path("id").asText(), record.path("uri").asText());
        JsonNode facets = record.path("value").path("facets");
        assertEquals(3, facets.size());
        assertEquals(peer.path("jo"), facets.path(0).path("features").path(0).path("did"));

        ObjectNode id = Trial.json("{}").put("id", done.outputs().path("id").asText());
        done(studio.call("bluesky.delete", key, id));
        done(studio.call("bluesky.delete", key, id));
        assertEquals(List.of(), standing(text));
    }

    @Test
    void anAnswerHangsBelowItsQuestion() throws Exception {
        String question = peer.path("question").asText();
        String web = "https://bsky.app/profile/joan.test/post/" + question.substring(question.lastIndexOf('/') + 1);

        done(studio.call(POST, key, post("Oak.").put("reply_to", web)));

        JsonNode reply = standing("Oak.").getFirst().path("value").path("reply");
        assertEquals(question, reply.path("root").path("uri").asText());
        assertEquals(reply.path("root"), reply.path("parent"));
    }

    @Test
    void aPictureStandsWithItsPost() throws Exception {
        studio.attach("media", "a.png", PixelsTest.png(64, 48));

        done(studio.call(POST, key, Trial.json("{'text':'A bench','media':['a.png'],'alt_texts':['Oak, oiled']}")));

        JsonNode image = standing("A bench")
                .getFirst()
                .path("value")
                .path("embed")
                .path("images")
                .path(0);
        assertEquals("Oak, oiled", image.path("alt").asText());
        assertEquals(
                "{\"height\":48,\"width\":64}".length(),
                image.path("aspectRatio").toString().length());
        assertEquals("image/png", image.path("image").path("mimeType").asText());
    }

    @Test
    void aCutConnectionAndARestartLeaveOneRecord() throws Exception {
        Call call = asCall(key, post("Once, @joan.test"));
        proxy.doneButDropped(PUT);
        assertInstanceOf(Outcome.Unknown.class, studio.call(POST, call));
        proxy.doneButAnswered(PUT, FakeServer.badGateway());
        assertInstanceOf(Outcome.Unknown.class, studio.call(POST, call));
        studio.world().clock().advance(Duration.ofHours(3));
        Connected later = studio.restarted(proxy.address());
        Call again = later.asCall(key, call.arguments(), call.prepared());

        Verification.Found found = assertInstanceOf(Verification.Found.class, later.verify(POST, again));
        assertEquals(found.receipt(), done(later.call(POST, again)).receipt());

        assertEquals(1, standing("Once, @joan.test").size());
        assertEquals(3, proxy.asked(PUT).size());
    }

    @Test
    void whatNeverArrivedIsNotFoundAndOtherRecordsAreNotOverwritten() throws Exception {
        Call call = asCall(key, post("Never"));
        proxy.answerOnce(PUT, FakeServer.badGateway());
        assertInstanceOf(Outcome.Unknown.class, studio.call(POST, call));
        assertInstanceOf(Verification.NotFound.class, studio.verify(POST, call));

        done(studio.call(POST, call));
        Outcome other = studio.call(POST, studio.asCall(key, post("Other words"), call.prepared()));
        assertInstanceOf(
                ToolError.Duplicate.class,
                assertInstanceOf(Outcome.Failed.class, other).error());
        assertEquals(1, standing("Never").size());
    }

    @Test
    void aThreadThatBrokeOffIsCompletedAndTakenBack() throws Exception {
        ObjectNode thread = Trial.json("{'posts':['T one','T two','T three']}");
        Call call = studio.asCall(key, thread, studio.prepare("bluesky.thread", key));
        proxy.doneButDropped(PUT);
        assertInstanceOf(Outcome.Unknown.class, studio.call("bluesky.thread", call));

        Outcome.Done done = done(studio.call("bluesky.thread", call));

        List<String> texts = standing().stream()
                .map(one -> one.path("value").path("text").asText())
                .filter(text -> text.startsWith("T "))
                .toList();
        assertEquals(List.of("T three", "T two", "T one"), texts);
        done(studio.call(
                "bluesky.delete",
                key,
                Trial.json("{}").put("id", done.outputs().path("id").asText())));
        assertEquals(List.of(), standing("T two"));
    }

    @Test
    void aSessionIsRefreshedAndAWrongPasswordIsSaid() throws Exception {
        Health.Well well = assertInstanceOf(Health.Well.class, studio.line().health());
        assertEquals("@studio.test", well.who());
        proxy.answerOnce(
                "GET /xrpc/com.atproto.server.getSession",
                FakeServer.json(400, "{\"error\":\"ExpiredToken\",\"message\":\"Token has expired\"}"));
        assertInstanceOf(Health.Well.class, studio.line().health());
        assertEquals(
                1, proxy.asked("POST /xrpc/com.atproto.server.refreshSession").size());
        assertEquals(
                1, proxy.asked("POST /xrpc/com.atproto.server.createSession").size());

        studio.token("wrong-wron-wron-wron");
        ToolError error =
                assertInstanceOf(Health.Ill.class, studio.line().health()).error();
        assertInstanceOf(ToolError.Auth.class, error);
        assertTrue(error.message().contains("AuthenticationRequired"), error.message());
    }

    private static ObjectNode post(String text) {
        return Trial.json("{}").put("text", text);
    }

    private static Outcome.Done done(Outcome outcome) {
        return assertInstanceOf(Outcome.Done.class, outcome, () -> String.valueOf(outcome));
    }
}
