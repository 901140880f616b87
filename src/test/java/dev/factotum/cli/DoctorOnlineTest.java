package dev.factotum.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.factotum.cli.AgentRun.Ended;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentLinkedQueue;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code agent doctor --online} against a server in this process; the first part of the path says what it does. */
class DoctorOnlineTest {
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    Path folder;

    private final Map<String, String> variables = new HashMap<>();
    private final ConcurrentLinkedQueue<String> bodies = new ConcurrentLinkedQueue<>();
    private MockWebServer server = new MockWebServer();
    private volatile boolean broken;
    private Path vault = Path.of("");

    @BeforeEach
    void aVaultAndAServer() throws IOException {
        vault = folder.resolve("vault");
        run(folder, "init", vault.toString());
        try (var agents = Files.list(vault.resolve("Agents"))) {
            for (Path agent : agents.toList()) {
                Files.delete(agent);
            }
        }
        Files.writeString(vault.resolve("Agents/x.md"), "---\nrole: X agent\nskills: [x.*]\n---\n\nWrite posts.\n");
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                bodies.add(Objects.requireNonNull(request.getBody()).utf8());
                String path = request.getUrl().encodedPath();
                if (broken || path.startsWith("/broken")) {
                    return reply(500, "{\"error\":{\"message\":\"Out of order\"}}");
                }
                if (path.startsWith("/401")) {
                    return reply(401, "{\"error\":{\"message\":\"Incorrect API key provided\"}}");
                }
                if (path.startsWith("/402")) {
                    return reply(402, "{\"error\":{\"message\":\"No credits left\"}}");
                }
                if (path.startsWith("/404")) {
                    return reply(404, "{\"error\":{\"message\":\"The model does not exist\"}}");
                }
                if (path.startsWith("/429")) {
                    return reply(429, "{\"error\":{\"message\":\"Slow down\"}}");
                }
                if (path.endsWith("/embeddings")) {
                    return reply(200, """
                            {"model":"v","data":[{"index":0,"embedding":[1,2]}],"usage":{"prompt_tokens":2}}""");
                }
                if (path.endsWith("/messages")) {
                    return reply(200, """
                            {"id":"m1","type":"message","model":"m","stop_reason":"end_turn",
                            "content":[{"type":"text","text":"ok"}],"usage":{"input_tokens":20,"output_tokens":2}}""");
                }
                return path.endsWith("/responses") ? reply(200, """
                        {"id":"r1","status":"completed","model":"m","output":[{"type":"message","role":"assistant",
                        "content":[{"type":"output_text","text":"ok"}]}],"usage":{"input_tokens":20,"output_tokens":2}}""") : reply(200, """
                        {"id":"c1","model":"m","choices":[{"finish_reason":"stop","message":{"role":"assistant",
                        "content":"ok"}}],"usage":{"prompt_tokens":20,"completion_tokens":2}}""");
            }
        });
        server.start();
    }

    private static MockResponse reply(int status, String body) {
        return new MockResponse.Builder()
                .code(status)
                .setHeader("content-type", "application/json")
                .body(body)
                .build();
    }

    @AfterEach
    void close() {
        server.close();
    }

    private Ended run(Path here, String... arguments) {
        return AgentRun.in(here)
                .world(Elsewhere.world(folder.resolve("state"), variables))
                .whilePausing(pause -> true)
                .run(arguments);
    }

    private Ended run(String... arguments) {
        return run(vault, arguments);
    }

    private void models(String yaml) throws IOException {
        Path file = vault.resolve("agent.yaml");
        String plain = Files.readString(file).split("\nmodels:\n", 2)[0];
        Files.writeString(
                file, plain + "\nmodels:\n" + yaml.indent(2).replace("BASE", "http://127.0.0.1:" + server.getPort()));
    }

    /** What was said of each model. */
    private Map<String, JsonNode> asked(Ended doctor) throws IOException {
        Map<String, JsonNode> asked = new LinkedHashMap<>();
        for (JsonNode check : JSON.readTree(doctor.out()).path("checks")) {
            if (check.has("model")) {
                JsonNode model = check.path("model");
                asked.put(
                        model.path("model").asText() + "@" + model.path("place").asText(), model);
            }
        }
        return asked;
    }

    private static JsonNode one(Map<String, JsonNode> asked, String name) {
        return Objects.requireNonNull(asked.get(name), name);
    }

    @Test
    void eachModelIsAskedOnceAndSaidToWorkWithItsTimeAndPrice() throws IOException {
        variables.put("OPENAI_API_KEY", "kkkkkkkkkk");
        models("""
                default: openai/gpt-5-mini
                cheap: ollama/llama3.2
                embeddings: openai/text-embedding-3-small
                fallback: [anthropic/claude-haiku-4-5]
                balance: { ollama/llama3.2: [ollama/llama3.2, other/llama3.2] }
                providers:
                  openai: { base_url: "BASE/v1", key: "env:OPENAI_API_KEY" }
                  anthropic: { base_url: "BASE/v1", key: "env:OPENAI_API_KEY" }
                  ollama: { base_url: "BASE/v1" }
                  other: { base_url: "BASE/v1" }
                """);
        Ended doctor = run("doctor", "--online", "--json");
        Map<String, JsonNode> asked = asked(doctor);
        assertEquals(5, asked.size(), doctor.out());
        assertEquals(5, bodies.size());
        assertEquals(
                "models.embeddings",
                one(asked, "openai/text-embedding-3-small@openai").path("where").asText());
        asked.forEach((name, model) -> assertTrue(model.path("works").asBoolean() && model.has("ms"), name + model));
        assertEquals(
                "0.000009",
                one(asked, "openai/gpt-5-mini@openai")
                        .path("cost")
                        .decimalValue()
                        .stripTrailingZeros()
                        .toPlainString());
        assertEquals(
                "models.default",
                one(asked, "openai/gpt-5-mini@openai").path("where").asText());
        assertTrue(one(asked, "ollama/llama3.2@other").path("free").asBoolean());
        Ended costs = run("report", "--costs", "--json");
        assertTrue(costs.out().contains("openai/gpt-5-mini"), costs.out());
        String words = run("doctor", "--online").out();
        assertTrue(words.contains("openai/gpt-5-mini answers: "), words);
        assertTrue(words.contains(" ms, less than 0.0001 USD (models.default)"), words);
        assertTrue(words.contains("ollama/llama3.2 at other answers: "), words);
        assertTrue(words.contains(" ms, free (models.cheap)"), words);
        int before = bodies.size();
        run("doctor");
        assertEquals(before, bodies.size());
    }

    @Test
    void whatIsWrongIsSaidOfEachModelInFourParts() throws IOException {
        int nobody;
        try (ServerSocket closed = new ServerSocket(0)) {
            nobody = closed.getLocalPort();
        }
        variables.put("SOME_KEY", "kkkkkkkkkk");
        models("""
                default: good/m
                fallback: [unset/m, refused/m, unpaid/m, unknown/m, limited/m, broken/m, away/m, none/m]
                providers:
                  good: { base_url: "BASE/v1", key: "env:SOME_KEY" }
                  unset: { base_url: "BASE/v1", key: "env:NOT_SET_KEY" }
                  refused: { base_url: "BASE/401", key: "env:SOME_KEY" }
                  unpaid: { base_url: "BASE/402", key: "env:SOME_KEY" }
                  unknown: { base_url: "BASE/404", key: "env:SOME_KEY" }
                  limited: { base_url: "BASE/429", key: "env:SOME_KEY" }
                  broken: { base_url: "BASE/broken", key: "env:SOME_KEY" }
                  away: { base_url: "http://127.0.0.1:%d/v1", key: none }
                """.formatted(nobody));
        Ended doctor = run("doctor", "--online", "--json");
        Map<String, JsonNode> asked = asked(doctor);
        Map<String, String> codes = new LinkedHashMap<>();
        asked.forEach((name, model) -> codes.put(name, model.path("code").asText()));
        assertEquals(
                Map.of(
                        "good/m@good", "",
                        "unset/m@unset", "E-AUTH-01",
                        "refused/m@refused", "E-MODEL-02",
                        "unpaid/m@unpaid", "E-MODEL-03",
                        "unknown/m@unknown", "E-MODEL-04",
                        "limited/m@limited", "E-MODEL-06",
                        "broken/m@broken", "E-MODEL-01",
                        "away/m@away", "E-MODEL-01"),
                codes);
        asked.forEach((name, model) -> {
            for (String part : new String[] {"what", "where", "why", "next"}) {
                assertTrue(
                        model.path("works").asBoolean()
                                || !model.path(part).asText().isBlank(),
                        name + part);
            }
        });
        assertTrue(doctor.out().contains("No provider of models is called `none`"), doctor.out());
        assertTrue(one(asked, "unset/m@unset").path("why").asText().contains("the variable NOT_SET_KEY is not set"));
        assertEquals(5, doctor.exit());
        assertEquals(6, bodies.size());
    }

    @Test
    void aModelThatMakesNoVectorsIsSaidToMakeNone() throws IOException {
        variables.put("SOME_KEY", "kkkkkkkkkk");
        models("""
                default: good/m
                embeddings: anthropic/claude-haiku-4-5
                providers:
                  good: { base_url: "BASE/v1", key: "env:SOME_KEY" }
                  anthropic: { base_url: "BASE/v1", key: "env:SOME_KEY" }
                """);
        JsonNode none = one(asked(run("doctor", "--online", "--json")), "anthropic/claude-haiku-4-5@anthropic");
        assertFalse(none.path("works").asBoolean());
        assertTrue(none.path("why").asText().contains("it makes no vectors of texts"), none.toString());
        assertEquals(1, bodies.size());
    }

    @Test
    void anAnswerEndsThatAModelIsPassedOver() throws IOException {
        variables.put("SOME_KEY", "kkkkkkkkkk");
        models("""
                default: one/m
                providers:
                  one: { base_url: "BASE/v1", key: "env:SOME_KEY" }
                """);
        broken = true;
        assertEquals(8, run("doctor", "--online").exit());
        for (int time = 0; time < 4; time++) {
            run("doctor", "--online");
        }
        int before = bodies.size();
        Ended passed = run("agents", "try", "x", "Say hello");
        assertEquals(before, bodies.size(), passed.out() + passed.err());
        broken = false;
        assertEquals(0, run("doctor", "--online").exit());
        run("agents", "try", "x", "Say hello");
        assertTrue(bodies.size() > before + 1);
    }

    @Test
    void aBudgetThatIsUsedUpIsNoted() throws IOException {
        variables.put("SOME_KEY", "kkkkkkkkkk");
        models("""
                default: one/m
                providers:
                  one: { base_url: "BASE/v1", key: "env:SOME_KEY" }
                """);
        Path file = vault.resolve("agent.yaml");
        Files.writeString(file, Files.readString(file).replace("day: 2 USD", "day: 0 calls"));
        Ended doctor = run("doctor", "--online");
        assertTrue(doctor.out().contains("is used up"), doctor.out());
        assertTrue(bodies.isEmpty());
    }

    @Test
    void withoutModelsItSaysHowToNameOne() {
        Ended doctor = run("doctor", "--online");
        assertTrue(doctor.out().contains("none is set up"), doctor.out());
        assertFalse(doctor.out().contains(" answers: "), doctor.out());
    }
}
