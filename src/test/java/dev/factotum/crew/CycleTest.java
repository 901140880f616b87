package dev.factotum.crew;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factotum.audit.AuditLog;
import dev.factotum.bench.FakeHost;
import dev.factotum.config.Settings;
import dev.factotum.config.SettingsFile;
import dev.factotum.crew.Cycle.Asker;
import dev.factotum.crew.Cycle.Question;
import dev.factotum.crew.Cycle.Report;
import dev.factotum.crew.Cycle.Shape;
import dev.factotum.llm.Endpoint;
import dev.factotum.llm.Endpoints;
import dev.factotum.llm.ModelFault;
import dev.factotum.llm.ModelName;
import dev.factotum.llm.Prompt;
import dev.factotum.llm.Provider;
import dev.factotum.llm.Purpose;
import dev.factotum.llm.Reply;
import dev.factotum.llm.Switchboard;
import dev.factotum.llm.TokenUse;
import dev.factotum.vault.CrashSweep;
import dev.factotum.vault.Vault;
import dev.factotum.world.TestWorld;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** Many agents in one cycle, on a clock that passes as fast as they wait. */
class CycleTest {
    private static final ModelName MODEL = new ModelName("host", "small");
    private static final ModelName OTHER = new ModelName("other", "small");
    private static final Shape ONE_BY_ONE = new Shape(10, Duration.ofSeconds(30), 1, Duration.ofMinutes(5));

    private final TestWorld world;
    private final FakeHost host;
    private final Map<String, Provider> providers = new HashMap<>();
    private final AtomicInteger answers = new AtomicInteger();

    CycleTest() throws IOException {
        world = CrashSweep.vault(1, TestWorld::seeded);
        host = new FakeHost(world.clock(), 4, 50, Duration.ofSeconds(2));
        providers.put("host", host);
        world.disk().person().write(CrashSweep.ROOT.resolve("agent.yaml"), "timezone: Europe/Amsterdam\n");
    }

    private Report run(List<Asker> askers, Shape shape, BooleanSupplier stop) throws IOException, InterruptedException {
        Vault vault = Vault.open(world.world(), CrashSweep.ROOT);
        Settings settings = assertInstanceOf(
                        SettingsFile.Loaded.Good.class,
                        new SettingsFile(world.world(), CrashSweep.ROOT).load(Optional.empty()))
                .settings();
        Endpoints endpoints = new Endpoints() {
            @Override
            public List<Endpoint> of(ModelName model) {
                return Optional.ofNullable(providers.get(model.provider())).stream()
                        .map(provider -> new Endpoint(model.provider(), provider, true, "mark"))
                        .toList();
            }

            @Override
            public List<ModelName> fallback() {
                return List.of();
            }
        };
        try (AuditLog audit = new AuditLog(vault, settings.zone())) {
            Switchboard switchboard = new Switchboard(vault, () -> settings, endpoints, problem -> {});
            Cycle cycle = new Cycle(switchboard, new CallBook(audit, world.clock()), world.clock());
            return cycle.run(askers, shape, stop, (asker, question, outcome) -> answers.incrementAndGet());
        }
    }

    /** Two questions of every other agent, three of the rest. */
    private static List<Asker> agents(int count, ModelName model) {
        List<Asker> agents = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String name = model.provider() + "-agent-" + i;
            List<Question> questions = new ArrayList<>();
            for (int q = 0; q < 2 + i % 2; q++) {
                Prompt prompt = new Prompt(
                        Purpose.WRITE,
                        new Prompt.Payer(name, Optional.empty(), Optional.empty()),
                        "Be brief.",
                        List.of(new Prompt.Turn.User("Question " + q)),
                        Optional.empty(),
                        List.of(),
                        50,
                        Optional.empty());
                questions.add(new Question(List.of(model), prompt, "A post"));
            }
            agents.add(new Asker(name, questions));
        }
        return agents;
    }

    private List<String> lines(String folder) {
        return world.disk().person().files(CrashSweep.ROOT.resolve(".agent").resolve(folder)).entrySet().stream()
                .filter(file -> file.getKey().endsWith(".ndjson"))
                .flatMap(file -> file.getValue().lines())
                .toList();
    }

    private long logged(String event) {
        return lines("audit").stream()
                .filter(line -> line.contains("\"ev\":\"" + event + "\""))
                .count();
    }

    private static String counts(Report report) {
        return report.asked() + " asked, " + report.answered() + " answered, " + report.failed() + " failed, "
                + report.skipped() + " skipped";
    }

    @Test
    void aHundredAgentsAskWithinTheirFiveMinutesAndNoCallIsLost() throws Exception {
        Report report = run(agents(100, MODEL), ONE_BY_ONE, CycleTest::never);
        assertEquals("250 asked, 250 answered, 0 failed, 0 skipped", counts(report));
        assertEquals(List.of(), report.passedOver());
        assertEquals("265 calls, 15 refused, 0 for coming too fast", said());
        assertEquals(265, lines("usage").size(), "every call has its line");
        assertEquals(
                15,
                lines("usage").stream()
                        .filter(line -> line.contains("rate_limited"))
                        .count());
        assertEquals(250, logged("asked"));
        assertEquals(250, answers.get());
        assertTrue(report.took().compareTo(Duration.ofSeconds(270)) > 0, report::toString);
        assertTrue(report.took().compareTo(Duration.ofSeconds(290)) < 0, report::toString);
    }

    private static boolean never() {
        return false;
    }

    private String said() {
        return host.calls() + " calls, " + host.refused() + " refused, " + host.crowded() + " for coming too fast";
    }

    @Test
    void agentsOfAModelThatDoesNotAnswerArePassedOverAndCounted() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        providers.put("other", (model, prompt) -> {
            calls.incrementAndGet();
            return new Reply.Failure(new ModelFault.Billing("no credits", Optional.empty()), TokenUse.NONE, "");
        });
        List<Asker> askers = new ArrayList<>(agents(10, OTHER));
        askers.addAll(agents(10, MODEL));
        Report report = run(askers, ONE_BY_ONE, CycleTest::never);
        assertEquals("50 asked, 25 answered, 10 failed, 15 skipped", counts(report));
        assertEquals(10, report.passedOver().size());
        assertEquals(
                new Cycle.PassedOver(
                        "other-agent-1", 2, "no model answered; the last, other/small, wants to be paid first"),
                report.passedOver().get(1));
        assertEquals(1, calls.get(), "a bill is asked about once");
        assertEquals(calls.get() + host.calls(), lines("usage").size());
        assertEquals(10, logged("unanswered"));
        assertEquals(10, logged("passed_over"));
    }

    @Test
    void whatDoesNotFitIntoTheCycleIsLeftOutAndCounted() throws Exception {
        providers.put("other", (model, prompt) -> {
            world.clock().pause(Duration.ofSeconds(20));
            return new Reply.Answer("yes", List.of(), model, TokenUse.NONE, "");
        });
        Report report = run(agents(20, OTHER), ONE_BY_ONE, CycleTest::never);
        assertEquals("50 asked, 15 answered, 0 failed, 35 skipped", counts(report));
        assertEquals(15, lines("usage").size());
        assertEquals(Duration.ofMinutes(5), report.took().truncatedTo(java.time.temporal.ChronoUnit.SECONDS));
    }

    @Test
    void whoStopsItGetsTheCountOfWhatIsLeftOut() throws Exception {
        Report report = run(agents(100, MODEL), ONE_BY_ONE, () -> answers.get() >= 40);
        assertEquals("250 asked, 40 answered, 0 failed, 210 skipped", counts(report));
    }

    @Test
    void eightAtOnceLoseNoCallEither() throws Exception {
        Report report = run(agents(100, MODEL), Shape.USUAL, CycleTest::never);
        assertEquals(250, report.asked());
        assertEquals(250, report.answered() + report.failed() + report.skipped());
        assertEquals(report.answered() + report.failed(), answers.get());
        assertEquals(host.calls(), lines("usage").size());
        assertTrue(host.mostAtOnce() <= 8, () -> host.mostAtOnce() + " at once");
    }

    @Test
    void aCycleWhoseLastBatchWouldBeginAfterItsEndIsRefused() {
        assertThrows(
                IllegalArgumentException.class, () -> new Shape(10, Duration.ofSeconds(40), 8, Duration.ofMinutes(5)));
    }
}
