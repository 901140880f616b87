package dev.factotum.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.cli.AgentRun.Ended;
import dev.factotum.plan.Argument;
import dev.factotum.plan.PlanText;
import dev.factotum.plan.Step;
import dev.factotum.plan.StepId;
import dev.factotum.world.World;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo's vault with a model behind {@code base_url}: a server in this process that speaks Chat Completions. */
class ModelRunTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final List<String> INPUTS = List.of(
            "Anfrage Plakate Weihnachtsmarkt.eml",
            "Question about invoice 1042.eml",
            "Tell our followers about the poster evening.md",
            "URGENT refund and new bank details.eml",
            "Winter opening hours.txt",
            "X mention by kimprints.md");

    @TempDir
    Path folder;

    private Map<String, List<Step>> byRules = Map.of();

    @BeforeEach
    void whatTheRulesPlan() throws IOException {
        Path vault = vault("rules");
        Ended ran = agent(vault).run("run", "--now");
        assertEquals(0, ran.exit(), ran.err());
        byRules = plans(vault);
        assertTrue(byRules.values().stream().mapToInt(List::size).sum() >= 5, byRules.keySet() + "");
    }

    private AgentRun agent(Path vault) {
        return AgentRun.in(vault)
                .world(World.real())
                .variable("AGENT_STATE", folder.resolve("state").toString())
                .whilePausing(pause -> true);
    }

    private Path vault(String name) throws IOException {
        Path vault = folder.resolve(name);
        AgentRun.in(folder)
                .world(World.real())
                .variable("AGENT_STATE", folder.resolve("state").toString())
                .run("init", vault.toString());
        for (String input : INPUTS) {
            try (InputStream stream = ModelRunTest.class.getResourceAsStream("demo/" + input)) {
                Files.write(
                        vault.resolve("Inbox").resolve(input),
                        Objects.requireNonNull(stream).readAllBytes());
            }
        }
        return vault;
    }

    private static void models(Path vault, MockWebServer server) throws IOException {
        Path settings = vault.resolve("agent.yaml");
        Files.writeString(
                settings,
                Files.readString(settings) + "\nmodels:\n  default: local/strong\n  cheap: local/cheap\n  rules: last\n"
                        + "  providers:\n    local: { base_url: \"http://127.0.0.1:" + server.getPort()
                        + "/v1\", key: none }\n");
    }

    /** The steps in the tray, by the note's title. */
    private static Map<String, List<Step>> plans(Path vault) throws IOException {
        Map<String, List<Step>> plans = new TreeMap<>();
        try (Stream<Path> notes = Files.list(vault.resolve("Pending_Approval"))) {
            for (Path note :
                    notes.filter(file -> file.toString().endsWith(".md")).toList()) {
                PlanText text = PlanText.parse(
                        Files.readString(note), note.getFileName().toString());
                plans.put(text.title(), text.steps());
            }
        }
        return plans;
    }

    /** What counts of a plan: everything but its words about itself. */
    private static List<String> acts(List<Step> steps) {
        return steps.stream()
                .map(step -> step.id().map(StepId::value).orElse("") + " " + step.skill() + " " + step.account() + " "
                        + step.needs() + " " + step.notBefore() + " " + arguments(step))
                .toList();
    }

    private static Map<String, List<String>> arguments(Step step) {
        Map<String, List<String>> arguments = new TreeMap<>();
        for (Argument argument : step.arguments()) {
            arguments.put(
                    argument.name(),
                    switch (argument.form()) {
                        case Argument.Form.Line line -> List.of(line.text());
                        case Argument.Form.Items items -> items.items();
                        case Argument.Form.Text text -> List.of(text.text());
                        case Argument.Form.Data data -> List.of(data.value().toString());
                    });
        }
        return arguments;
    }

    /** Plans as the rules did: the reading names the matter, and so the planner knows it. */
    private final class Stub extends Dispatcher {
        private final AtomicInteger planned = new AtomicInteger();
        private final int most;

        /** @param most plans before the server fails for good */
        Stub(int most) {
            this.most = most;
        }

        @Override
        public MockResponse dispatch(RecordedRequest request) {
            try {
                return answer(
                        JSON.readTree(Objects.requireNonNull(request.getBody()).utf8()));
            } catch (IOException noJson) {
                throw new AssertionError(noJson);
            }
        }

        private MockResponse answer(JsonNode asked) {
            String shape = asked.at("/response_format/json_schema/name").asText();
            ArrayNode messages = (ArrayNode) asked.path("messages");
            String message = messages.get(messages.size() - 1).path("content").asText();
            if (planned.get() >= most) {
                return new MockResponse.Builder().code(503).body("{}").build();
            }
            ObjectNode answer = shape.equals("reading") ? reading(message) : plan(message, asked);
            if (shape.equals("plan")) {
                planned.incrementAndGet();
            }
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

        private ObjectNode reading(String message) {
            String title = title(message.replace("> ", ""));
            ObjectNode reading = JSON.createObjectNode();
            reading.put("intent", "request").put("language", "en").put("summary", "About “" + title + "”.");
            List.of("wishes", "parties", "amounts", "dates").forEach(reading::putArray);
            return reading.put("steering", false).put("steering_quote", "");
        }

        private String title(String text) {
            return byRules.keySet().stream()
                    .filter(title -> text.contains(title.substring(0, Math.min(16, title.length())))
                            || text.contains(marker(title)))
                    .findFirst()
                    .orElse("");
        }

        /** What a mention says, for its title is the program's. */
        private static String marker(String title) {
            return title.contains("kimprints")
                    ? "Bakenessergracht print"
                    : title.contains("winter opening") ? "Winter opening hours" : "\u0000";
        }

        private ObjectNode plan(String message, JsonNode asked) {
            List<Step> steps = byRules.getOrDefault(title(message), List.of());
            ObjectNode plan = JSON.createObjectNode();
            if (steps.stream().anyMatch(step -> !asked.toString().contains("\"" + step.skill() + "\""))) {
                // Not this agent's to plan: the X agent has the skill.
                plan.put("decision", "plan")
                        .put("title", "")
                        .put("why", "")
                        .put("question", "")
                        .put("agent", "x");
                plan.putArray("steps");
                return plan;
            }
            plan.put("decision", steps.isEmpty() ? "ask" : "plan")
                    .put("title", title(message))
                    .put("why", "As the rules would.");
            plan.put("question", steps.isEmpty() ? "What shall I do?" : "").put("agent", "");
            ArrayNode list = plan.putArray("steps");
            for (Step step : steps) {
                ObjectNode one = list.addObject();
                one.put("id", step.id().map(StepId::value).orElse("")).put("title", "A step");
                one.put("skill", step.skill()).put("account", step.account().orElse(""));
                ArrayNode needs = one.putArray("needs");
                step.needs().forEach(need -> needs.add(need.value()));
                one.put("on_fail", "stop").put("not_before", step.notBefore().orElse(""));
                ArrayNode arguments = one.putArray("arguments");
                arguments(step).forEach((name, values) -> {
                    ArrayNode given = arguments.addObject().put("name", name).putArray("values");
                    values.forEach(given::add);
                });
            }
            return plan;
        }
    }

    @Test
    void aModelMakesThePlansThatTheRulesWouldMake() throws IOException {
        try (MockWebServer server = new MockWebServer()) {
            server.setDispatcher(new Stub(Integer.MAX_VALUE));
            server.start();
            Path vault = vault("models");
            models(vault, server);
            Ended ran = agent(vault).run("run", "--now");
            assertEquals(0, ran.exit(), ran.err());
            assertEquals(acts(byRules), acts(plans(vault)));
            String log = agent(vault).run("log", "--json").out();
            assertTrue(log.contains("model:local/strong") && !log.contains("rule:"), log);
            Ended costs = agent(vault).run("report", "--costs", "--json");
            assertTrue(costs.out().contains("\"local/strong\""), costs.out());
        }
    }

    @Test
    void whereTheModelDiesOnTheWayTheRulesPlanTheRestAndTheLogSaysSo() throws IOException {
        try (MockWebServer server = new MockWebServer()) {
            server.setDispatcher(new Stub(2));
            server.start();
            Path vault = vault("dying");
            models(vault, server);
            Ended ran = agent(vault).run("run", "--now");
            assertEquals(0, ran.exit(), ran.err());
            String log = agent(vault).run("log", "--json").out();
            assertEquals(acts(byRules), acts(plans(vault)), log);
            assertTrue(log.contains("model:local/strong"), log);
            assertTrue(log.contains("rule:"), log);
            assertTrue(log.contains("\"ev\":\"unanswered\""), log);
            assertTrue(log.contains("to nobody"), log);
            assertEquals(0, agent(vault).run("log", "verify").exit());
        }
    }

    private static Map<String, List<String>> acts(Map<String, List<Step>> plans) {
        Map<String, List<String>> acts = new TreeMap<>();
        plans.forEach((title, steps) -> acts.put(title, new ArrayList<>(acts(steps))));
        return acts;
    }
}
