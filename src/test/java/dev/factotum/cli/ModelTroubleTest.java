package dev.factotum.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.cli.AgentRun.Ended;
import dev.factotum.world.Clock;
import dev.factotum.world.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person is told, and a program by the exit code, where no model plans. */
class ModelTroubleTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String MAIL = """
            From: Kim Prints <kim@stranger.example>
            To: hi@studio.example
            Subject: Opening hours
            Message-ID: <m1@stranger.example>

            Are you open on the 24th?
            """;

    @TempDir
    Path folder;

    private final MockWebServer server = new MockWebServer();
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicLong ahead = new AtomicLong();
    private volatile Function<RecordedRequest, MockResponse> answers = request -> error(500);
    private Path vault = Path.of("");

    @BeforeEach
    void vault() throws IOException {
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                asked.incrementAndGet();
                return answers.apply(request);
            }
        });
        server.start();
        vault = folder.resolve("vault");
        AgentRun.in(folder)
                .world(World.real())
                .variable("AGENT_STATE", folder.resolve("state").toString())
                .run("init", vault.toString());
    }

    @AfterEach
    void over() {
        server.close();
    }

    private void models(String key, String more) throws IOException {
        Path settings = vault.resolve("agent.yaml");
        String template = Files.readString(settings);
        Files.writeString(
                settings,
                (more.isEmpty() ? template : template.replaceAll("(?m)^budget:.*$", ""))
                        + "\nmodels:\n  default: local/strong\n  providers:\n    local:\n"
                        + "      base_url: \"http://127.0.0.1:" + server.getPort() + "/v1\"\n      key: \"" + key
                        + "\"\n" + more);
    }

    private void note() throws IOException {
        Files.writeString(
                vault.resolve("Inbox/Winter.md"), "---\nagent: x\n---\n\n# Winter\n\nTell X that we close at five.\n");
    }

    private AgentRun agent() {
        World real = World.real();
        Clock clock = new Clock() {
            @Override
            public Instant instant() {
                return real.clock().instant().plusNanos(ahead.get());
            }

            @Override
            public long nanos() {
                return real.clock().nanos() + ahead.get();
            }

            @Override
            public Ticks every(Duration period, Runnable act) {
                return real.clock().every(period, act);
            }

            @Override
            public void pause(Duration wait) throws InterruptedException {
                real.clock().pause(wait);
            }
        };
        return AgentRun.in(vault)
                .world(new World(real.disk(), clock, real.ids(), real.processes()))
                .variable("AGENT_STATE", folder.resolve("state").toString())
                .whilePausing(pause -> true);
    }

    private Ended run() {
        return agent().run("run", "--now");
    }

    private static MockResponse error(int code) {
        return new MockResponse.Builder()
                .code(code)
                .setHeader("content-type", "application/json")
                .body("{}")
                .build();
    }

    private static MockResponse says(ObjectNode answer) {
        ObjectNode reply = JSON.createObjectNode().put("id", "c1").put("model", "stub");
        reply.putArray("choices")
                .addObject()
                .put("finish_reason", "stop")
                .putObject("message")
                .put("role", "assistant")
                .put("content", answer.toString());
        reply.putObject("usage").put("prompt_tokens", 1000).put("completion_tokens", 100);
        return new MockResponse.Builder()
                .setHeader("content-type", "application/json")
                .body(reply.toString())
                .build();
    }

    private static ObjectNode post(String skill) {
        ObjectNode plan = JSON.createObjectNode()
                .put("decision", "plan")
                .put("title", "Winter")
                .put("why", "It was asked for.")
                .put("question", "")
                .put("agent", "");
        ObjectNode step = plan.putArray("steps")
                .addObject()
                .put("id", "s1")
                .put("title", "Post")
                .put("skill", skill)
                .put("account", "");
        step.putArray("needs");
        step.put("on_fail", "stop").put("not_before", "");
        step.putArray("arguments")
                .addObject()
                .put("name", "text")
                .putArray("values")
                .add("We close at five.");
        return plan;
    }

    private static ObjectNode reading() {
        ObjectNode reading = JSON.createObjectNode();
        reading.put("intent", "question").put("language", "en").put("summary", "About hours.");
        List.of("wishes", "parties", "amounts", "dates").forEach(reading::putArray);
        return reading.put("steering", false).put("steering_quote", "");
    }

    private String dashboard() throws IOException {
        return Files.readString(vault.resolve("Dashboard.md"));
    }

    @Test
    void aRefusedKeyEndsWith5IsNamedAndTheMendedKeyIsUsedAtOnce() throws IOException {
        Path key = folder.resolve("key");
        Files.writeString(key, "sk-wrong-0123456789\n");
        models("file:" + key, "");
        note();
        answers = request -> "Bearer sk-right-0123456789"
                        .equals(Objects.requireNonNull(request.getHeaders()).get("authorization"))
                ? says(post("x.post"))
                : error(401);
        String waits = "1 matter waits for a model: no model answered; the last, local/strong, refuses the key"
                + " (models.providers.local.key).";
        Ended refused = run();
        assertEquals(5, refused.exit(), refused.out() + refused.err());
        assertTrue(refused.out().contains(waits), refused.out());
        assertFalse(refused.out().contains("Nothing to do."), refused.out());
        assertTrue(
                dashboard().contains("refuses the key (models.providers.local.key). Put the key right"), dashboard());
        assertEquals(5, agent().run("run", "--now", "-q").exit());
        assertEquals(1, asked.get(), "a key that was refused is not tried again");

        Files.writeString(key, "sk-right-0123456789\n");
        Ended mended = run();
        assertEquals(0, mended.exit(), mended.out() + mended.err());
        assertTrue(mended.out().contains("1 planned"), mended.out());
        assertFalse(dashboard().contains("refuses the key"), dashboard());
        String book = Files.readString(vault.resolve(".agent/local/usage.json"));
        assertFalse(book.contains("sk-"), book);
    }

    @Test
    void aVariableThatIsNotSetIsSaidToBeThatAndNoCallIsCounted() throws IOException {
        models("env:NO_SUCH_KEY_HERE", "");
        note();
        Ended ended = run();
        assertEquals(5, ended.exit(), ended.out() + ended.err());
        assertTrue(ended.out().contains("has no key: the variable NO_SUCH_KEY_HERE is not set"), ended.out());
        assertFalse(ended.out().contains("refuses"), ended.out());
        Ended again = run();
        assertTrue(again.out().contains("has no key: the variable NO_SUCH_KEY_HERE is not set"), again.out());
        JsonNode over = JSON.readTree(agent().run("status", "--json").out()).at("/models/passedOver");
        assertEquals("nokey", over.at("/0/kind").asText(), over + "");
        assertFalse(over.at("/0/until").asText().isEmpty(), over + "");
        ahead.addAndGet(Duration.ofMinutes(6).toNanos());
        over = JSON.readTree(agent().run("status", "--json").out()).at("/models/passedOver");
        assertEquals(0, over.size(), "a key that was not there is looked for again: " + over);
        assertEquals(0, asked.get());
        JsonNode costs =
                JSON.readTree(agent().run("report", "--costs", "--json").out());
        assertEquals(
                0,
                costs.findValue("calls") == null ? 0 : costs.findValue("calls").asInt(),
                costs + "");
    }

    @Test
    void aProviderThatIsDownEndsWith8AndOneThatAsksToWaitWith0() throws IOException {
        models("none", "");
        note();
        Ended down = run();
        assertEquals(8, down.exit(), down.out() + down.err());
        assertTrue(down.out().contains("1 matter waits for a model: "), down.out());
        ahead.addAndGet(Duration.ofHours(2).toNanos());
        answers = request -> new MockResponse.Builder()
                .code(429)
                .setHeader("retry-after", "3600")
                .body("{}")
                .build();
        Ended limited = run();
        assertEquals(0, limited.exit(), limited.out() + limited.err());
        assertTrue(limited.out().contains("asks us to wait"), limited.out());
    }

    @Test
    void aBudgetThatIsUsedUpEndsWith1AsItsCodeSays() throws IOException {
        models("none", "budget: { day: 0 calls }\n");
        note();
        Ended ended = run();
        assertEquals(1, ended.exit(), ended.out() + ended.err());
        assertTrue(ended.out().contains("1 matter waits for a model: The budget for a day is used up."), ended.out());
        JsonNode said = JSON.readTree(agent().run("run", "--now", "--json").out());
        assertEquals("Winter", said.at("/forModel/0/title").asText(), said + "");
    }

    @Test
    void whyAnAnswerCannotBeUsedIsSaid() throws IOException {
        models("none", "");
        note();
        answers = request -> says(post("moon.land"));
        Ended shape = run();
        assertEquals(0, shape.exit(), shape.out() + shape.err());
        assertEquals(2, asked.get(), "it is asked once more, and then it is the person's turn");
        String tray = Files.readString(vault.resolve("Pending_Approval/Winter.md"));
        assertTrue(
                tray.contains(
                        "The model's plan could not be used: The answer was not of the form that was asked for, or"
                                + " too long (local: stub answered in another form than was asked for: \\`steps.0.skill\\` is none"
                                + " of the values that are allowed)"),
                tray);
        Files.writeString(vault.resolve("Inbox/Spring.md"), "---\nagent: x\n---\n\n# Spring\n\nTell X as well.\n");
        answers = request -> new MockResponse.Builder()
                .setHeader("content-type", "text/html")
                .body("<html>Welcome</html>")
                .build();
        Ended page = run();
        assertEquals(8, page.exit(), page.out());
        assertTrue(page.out().contains("a web page stands where a model should answer"), page.out());
    }

    @Test
    void approvingSaysWhyAnotherRoundCameBack() throws IOException {
        models("none", "");
        note();
        answers = request -> says(
                Objects.requireNonNull(request.getBody()).utf8().contains("\"name\":\"check\"")
                        ? JSON.createObjectNode().put("settled", false).put("missing", "Bluesky has not heard of it.")
                        : post("x.post"));
        assertEquals(0, run().exit());
        Ended approved = agent().run("approve", "Winter", "--yes");
        assertTrue(
                approved.out().contains("the model says that something is missing: “Bluesky has not heard of it.”"),
                approved.out() + approved.err());
    }

    @Test
    void noCallBeginsOnceTheTimeIsUpAndTheMatterIsLeftAsItIs() throws IOException {
        models("none", "");
        Files.writeString(vault.resolve("Inbox/hours.eml"), MAIL);
        answers = request -> {
            ahead.addAndGet(Duration.ofSeconds(8).toNanos());
            return says(reading());
        };
        Ended ended = agent().run("run", "--now", "--max-time", "5s");
        assertEquals(0, ended.exit(), ended.out() + ended.err());
        assertEquals(1, asked.get(), ended.out());
        assertTrue(ended.out().contains("The time is up"), ended.out());
        try (var left = Files.list(vault.resolve("Needs_Action"))) {
            assertEquals(1, left.filter(file -> file.toString().endsWith(".md")).count());
        }
    }
}
