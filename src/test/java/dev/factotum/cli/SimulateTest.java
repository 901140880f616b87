package dev.factotum.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.cli.AgentRun.Ended;
import dev.factotum.world.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Past matters planned once more by the real command line, with a model in this process that speaks Chat Completions. */
class SimulateTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String ASK = "?";

    @TempDir
    Path folder;

    private final MockWebServer server = new MockWebServer();
    private final Stub stub = new Stub();
    private Path vault = Path.of("");

    /** Plans one post, or a reply to a mail, with the words that it was told for a title. */
    private static final class Stub extends Dispatcher {
        private final Map<String, String> words = new ConcurrentHashMap<>();
        private final Map<String, Integer> models = new ConcurrentHashMap<>();
        private final AtomicInteger asked = new AtomicInteger();
        private volatile String instructions = "";
        private volatile boolean down;
        private volatile Runnable meanwhile = () -> {};

        @Override
        public MockResponse dispatch(RecordedRequest request) {
            asked.incrementAndGet();
            meanwhile.run();
            if (down) {
                return new MockResponse.Builder().code(401).body("{}").build();
            }
            try {
                JsonNode asked =
                        JSON.readTree(Objects.requireNonNull(request.getBody()).utf8());
                models.merge(asked.path("model").asText(), 1, Integer::sum);
                return answer(asked);
            } catch (IOException noJson) {
                throw new AssertionError(noJson);
            }
        }

        private MockResponse answer(JsonNode asked) {
            JsonNode messages = asked.path("messages");
            String shape = asked.at("/response_format/json_schema/name").asText();
            String message = messages.get(messages.size() - 1).path("content").asText();
            if (shape.equals("plan")) {
                instructions = messages.get(0).path("content").asText();
            }
            ObjectNode answer = switch (shape) {
                case "reading" -> reading(message);
                case "check" -> JSON.createObjectNode().put("settled", true).put("missing", "");
                default -> plan(message);
            };
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

        private static ObjectNode reading(String message) {
            ObjectNode reading = JSON.createObjectNode();
            reading.put("intent", "request").put("language", "en");
            reading.put("summary", message.contains("24th") ? "About Hours." : "");
            List.of("wishes", "parties", "amounts", "dates").forEach(reading::putArray);
            return reading.put("steering", false).put("steering_quote", "");
        }

        private ObjectNode plan(String message) {
            Map.Entry<String, String> told = words.entrySet().stream()
                    .filter(one -> message.contains(one.getKey()))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError(message));
            boolean asks = told.getValue().equals(ASK);
            boolean mail = told.getKey().equals("Hours");
            ObjectNode plan = JSON.createObjectNode()
                    .put("decision", asks ? "ask" : "plan")
                    .put("title", told.getKey())
                    .put("why", "It was asked for.")
                    .put("question", asks ? "Which day?" : "")
                    .put("agent", "");
            if (asks) {
                plan.putArray("steps");
                return plan;
            }
            ObjectNode step = plan.putArray("steps")
                    .addObject()
                    .put("id", "s1")
                    .put("title", "A step")
                    .put("skill", mail ? "email.reply" : "x.post")
                    .put("account", "");
            step.putArray("needs");
            step.put("on_fail", "stop").put("not_before", "");
            step.putArray("arguments")
                    .addObject()
                    .put("name", mail ? "body" : "text")
                    .putArray("values")
                    .add(told.getValue());
            return plan;
        }
    }

    @BeforeEach
    void vault() throws IOException {
        server.setDispatcher(stub);
        server.start();
        vault = folder.resolve("vault");
        AgentRun.in(folder)
                .world(World.real())
                .variable("AGENT_STATE", folder.resolve("state").toString())
                .run("init", vault.toString());
    }

    @AfterEach
    void closeServer() {
        server.close();
    }

    private void models() throws IOException {
        Path settings = vault.resolve("agent.yaml");
        Files.writeString(
                settings,
                Files.readString(settings) + "\nmodels:\n  default: local/strong\n  cheap: local/cheap\n"
                        + "  providers:\n    local: { base_url: \"http://127.0.0.1:" + server.getPort()
                        + "/v1\", key: none }\n");
    }

    private AgentRun agent() {
        return AgentRun.in(vault)
                .world(World.real())
                .variable("AGENT_STATE", folder.resolve("state").toString())
                .whilePausing(pause -> true);
    }

    private void note(String title) throws IOException {
        Files.writeString(
                vault.resolve("Inbox").resolve(title + ".md"),
                "---\nagent: x\n---\n\n# " + title + "\n\nTell our followers.\n");
    }

    private void run() {
        Ended ran = agent().run("run", "--now");
        assertEquals(0, ran.exit(), ran.err() + ran.out());
    }

    /** Four posts and a mail, planned by the model and laid to rest; a person changed the second post. */
    private void past() throws IOException {
        models();
        for (String title : List.of("Winter", "Spring", "Summer", "Autumn")) {
            note(title);
            stub.words.put(title, "The " + title + " hours.");
        }
        Files.writeString(
                vault.resolve("Inbox/hours.eml"),
                "From: Kim Prints <kim@stranger.example>\nTo: hi@studio.example\nSubject: Opening\n"
                        + "Message-ID: <m1@stranger.example>\n\nAre you open on the 24th?\n");
        stub.words.put("Hours", "Yes, we are.");
        run();
        try (Stream<Path> tray = Files.list(vault.resolve("Pending_Approval"))) {
            for (Path note :
                    tray.filter(file -> file.toString().endsWith(".md")).toList()) {
                String text = Files.readString(note);
                Files.writeString(note, text.replace("The Spring hours.", "Come in spring."));
                Files.setLastModifiedTime(note, FileTime.from(Instant.now().minusSeconds(60)));
                Files.move(note, vault.resolve("Approved").resolve(note.getFileName()));
            }
        }
        Ended ran = agent().run("run", "--now");
        try (Stream<Path> done = Files.walk(vault.resolve("Completed"))) {
            assertEquals(5, done.filter(file -> file.toString().endsWith(".md")).count(), ran.out() + ran.err());
        }
    }

    /** Every file of the vault, but those that a question to a model may change. */
    private Map<String, String> files() throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(vault)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                String name = vault.relativize(file).toString();
                boolean noted = name.startsWith(".agent/usage/")
                        || name.startsWith(".agent/cache/")
                        || name.startsWith(".agent/audit/")
                        || name.startsWith(".agent/local/log/")
                        || name.equals(".agent/local/usage.json")
                        || name.equals("Audit_Log.md");
                if (!noted) {
                    files.put(name, new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1));
                }
            }
        }
        return files;
    }

    private JsonNode simulate(String... more) throws IOException {
        List<String> words = new java.util.ArrayList<>(List.of("run", "--simulate", "--json"));
        words.addAll(List.of(more));
        Ended ran = agent().run(words.toArray(String[]::new));
        assertEquals(0, ran.exit(), ran.err() + ran.out());
        return JSON.readTree(ran.out());
    }

    private static String counts(JsonNode simulation) {
        return simulation.path("matters") + " matters, " + simulation.path("same") + " same, "
                + simulation.path("different") + " different, " + simulation.path("asks") + " asks, "
                + simulation.path("no_answer") + " no answer, " + simulation.path("edited") + " edited, "
                + simulation.path("anticipated") + " anticipated";
    }

    @Test
    void pastMattersArePlannedOnceMoreAndNothingElseHappens() throws IOException {
        past();
        stub.words.put("Spring", "Come in spring.");
        stub.words.put("Summer", "No summer this year.");
        stub.words.put("Autumn", ASK);
        Map<String, String> before = files();
        String log = Files.readString(vault.resolve("Audit_Log.md"));

        JsonNode simulation = simulate();

        assertEquals(
                "5 matters, 3 same, 1 different, 1 asks, 0 no answer, 1 edited, 1 anticipated",
                counts(simulation),
                simulation::toPrettyString);
        assertEquals(5, simulation.at("/cost/calls").asInt(), "five plans; the mail was read by this model before");
        assertEquals(5_500, simulation.at("/cost/tokens").asInt());
        assertFalse(simulation.path("stopped").asBoolean());
        for (JsonNode one : simulation.path("replays")) {
            assertEquals("model:local/strong", one.path("planned_by").asText());
            if (one.path("title").asText().equals("Summer")) {
                assertEquals(
                        "approved x.post {text=The Summer hours.} → now x.post {text=No summer this year.}",
                        one.at("/differences/0").asText());
            }
        }
        assertEquals(before, files());
        String added = Files.readString(vault.resolve("Audit_Log.md")).substring(log.length());
        assertTrue(
                added.lines().filter(line -> line.startsWith("- ")).allMatch(line -> line.contains("**asked**")),
                added);
        assertEquals(0, agent().run("log", "verify").exit());
    }

    @Test
    void theSameQuestionsAskedAgainAreNotPaidAgain() throws IOException {
        past();
        simulate();
        int asked = stub.asked.get();
        JsonNode again = simulate();
        assertEquals("5 matters, 4 same, 1 different, 0 asks, 0 no answer, 1 edited, 0 anticipated", counts(again));
        assertEquals(0, again.at("/cost/calls").asInt());
        assertEquals(asked, stub.asked.get());
    }

    @Test
    void anotherModelAndOtherPromptsAreTriedAndNoOtherIsAsked() throws IOException {
        past();
        Path prompts = Files.createDirectories(folder.resolve("prompts"));
        String packaged = new String(
                Objects.requireNonNull(SimulateTest.class.getResourceAsStream("/prompts/plan.md"))
                        .readAllBytes(),
                java.nio.charset.StandardCharsets.UTF_8);
        Files.writeString(
                prompts.resolve("plan.md"), packaged.replace("\n# Instructions\n", "\n# Instructions\n\nZANZIBAR\n"));
        stub.models.clear();
        JsonNode simulation = simulate("--model", "local/other", "--prompts", prompts.toString(), "--most", "3");
        assertEquals(3, simulation.path("matters").asInt());
        assertEquals(java.util.Set.of("other"), stub.models.keySet());
        assertTrue(stub.instructions.contains("ZANZIBAR"), stub.instructions);
    }

    @Test
    void peopleReadTheSameInWords() throws IOException {
        past();
        stub.words.put("Spring", "Come in spring.");
        stub.words.put("Summer", "No summer this year.");
        String said = agent().run("run", "--simulate", "--since", "1d").out();
        assertTrue(said.contains("5 matters planned once more"), said);
        assertTrue(said.contains("4 the same, 1 different, 0 with a question, 0 without an answer."), said);
        assertTrue(said.contains("People had changed 1 of the first plans; 1 came out as they made them."), said);
        assertTrue(said.contains("Cost: nothing for 5 calls and 5,500 tokens."), said);
        assertTrue(said.contains("approved x.post {text=The Summer hours.} → now"), said);
    }

    @Test
    void whereNoModelIsSetUpItSaysSo() {
        Ended ended = agent().run("run", "--simulate");
        assertEquals(2, ended.exit(), ended.err() + ended.out());
        assertTrue(ended.err().contains("No model is set up.") && ended.err().contains("E-CONFIG-07"), ended.err());
        Ended unknown = agent().run("run", "--simulate", "--model", "nobody/x");
        assertEquals(2, unknown.exit(), unknown.err());
        assertEquals(2, agent().run("run", "--simulate", "--model", "x").exit());
        assertEquals(2, agent().run("run", "--most", "3").exit());
        assertEquals(2, agent().run("run", "--simulate", "--now").exit());
        assertEquals(2, agent().run("run", "--simulate", "--most", "0").exit());
        assertEquals(2, agent().run("run", "--simulate", "--since", "whenever").exit());
    }

    @Test
    void whereNoModelAnswersNothingIsComparedAndTheProviderIsToBlame() throws IOException {
        past();
        stub.down = true;
        Ended ended = agent().run("run", "--simulate", "--model", "local/other");
        assertEquals(8, ended.exit(), ended.err() + ended.out());
        assertTrue(ended.out().contains("5 without an answer."), ended.out());
    }

    @Test
    void statusSaysWhichModelIsPassedOverAndWhatWaitsForOne() throws IOException {
        models();
        assertFalse(agent().run("status").out().contains("Models"));
        stub.down = true;
        note("Winter");
        assertEquals(5, agent().run("run", "--now").exit());
        String said = agent().run("status").out();
        assertTrue(said.contains("! local is passed over until its settings or its key change, or for a day: "), said);
        assertTrue(
                said.contains("Winter waits for a model: no model answered; the last, local/strong, refuses the key"
                        + " (models.providers.local.key)"),
                said);
        JsonNode status = JSON.readTree(agent().run("status", "--json").out());
        assertEquals("auth", status.at("/models/passedOver/0/kind").asText());
        assertEquals("Winter", status.at("/models/waiting/0/title").asText());
    }

    @Test
    void ctrlCEndsItWithWhatWasDoneSoFar() throws IOException {
        past();
        AgentRun run = agent();
        stub.meanwhile = run::ctrlC;
        Ended ended = run.run("run", "--simulate", "--json");
        assertEquals(130, ended.exit(), ended.err());
        JsonNode simulation = JSON.readTree(ended.out());
        assertTrue(simulation.path("stopped").asBoolean());
        assertEquals(1, simulation.path("matters").asInt());
    }
}
