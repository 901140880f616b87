package dev.factotum.bench;

import dev.factotum.audit.AuditLog;
import dev.factotum.config.Settings;
import dev.factotum.config.SettingsFile;
import dev.factotum.crew.CallBook;
import dev.factotum.crew.Cycle;
import dev.factotum.crew.Cycle.Asker;
import dev.factotum.crew.Cycle.Question;
import dev.factotum.crew.Cycle.Report;
import dev.factotum.crew.Cycle.Shape;
import dev.factotum.llm.Endpoint;
import dev.factotum.llm.Endpoints;
import dev.factotum.llm.ModelFault;
import dev.factotum.llm.ModelName;
import dev.factotum.llm.Prompt;
import dev.factotum.llm.Purpose;
import dev.factotum.llm.Reply;
import dev.factotum.llm.Switchboard;
import dev.factotum.vault.Vault;
import dev.factotum.world.Clock;
import dev.factotum.world.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A fifth of a hundred agents in a tenth of five minutes, against a provider that answers after 100 ms, takes 4 calls a
 * second and refuses three in a row now and then; beside it the same questions straight at such a provider.
 */
final class CycleSpeed {
    private static final ModelName MODEL = new ModelName("host", "small");
    private static final int AGENTS = 20;
    private static final Shape SHAPE = new Shape(10, Duration.ofSeconds(2), 8, Duration.ofSeconds(30));

    private final Path folder;
    private final Clock clock = World.real().clock();

    /** @param folder empty */
    CycleSpeed(Path folder) {
        this.folder = folder;
    }

    List<Row> rows() throws IOException, InterruptedException {
        FakeHost bare = host();
        List<Asker> askers = askers();
        long begun = clock.nanos();
        int questions = 0;
        for (Asker asker : askers) {
            for (Question question : asker.questions()) {
                straight(bare, question.prompt());
                questions++;
            }
        }
        double baseline = (clock.nanos() - begun) / 1e9;
        FakeHost host = host();
        Report report = cycle(host, askers);
        return List.of(
                new Row("a cycle of 20 agents, window 30 s", report.took().toMillis() / 1e3, "s", baseline, 0),
                Row.atLeast("its questions answered", report.answered(), "of", questions, 1),
                new Row("its calls, 429s among them", host.calls(), "calls", bare.calls(), 0),
                new Row("its 429s", host.refused(), "calls", bare.refused(), 0),
                new Row("its questions failed or left out", report.failed() + report.skipped(), "of", questions, 0));
    }

    private FakeHost host() {
        return new FakeHost(clock, 4, 25, Duration.ofSeconds(1));
    }

    private void straight(FakeHost host, Prompt prompt) throws InterruptedException {
        while (host.call("small", prompt) instanceof Reply.Failure failure
                && failure.fault() instanceof ModelFault.RateLimited limited) {
            clock.pause(Duration.between(clock.instant(), limited.until()));
        }
    }

    private Report cycle(FakeHost host, List<Asker> askers) throws IOException, InterruptedException {
        Path root = folder.resolve("vault");
        Vault.create(World.real(), root);
        Files.writeString(root.resolve("agent.yaml"), "version: 1\ntimezone: Europe/Amsterdam\nowner: sam\n");
        Path real = root.toRealPath();
        Vault vault = Vault.open(World.real(), real);
        if (!(new SettingsFile(World.real(), real).load(Optional.empty())
                instanceof SettingsFile.Loaded.Good(Settings settings, List<?> ignored))) {
            throw new IOException("the settings of " + root + " do not load");
        }
        Endpoints endpoints = new Endpoints() {
            @Override
            public List<Endpoint> of(ModelName model) {
                return List.of(new Endpoint("host", host, true, "mark"));
            }

            @Override
            public List<ModelName> fallback() {
                return List.of();
            }
        };
        try (AuditLog audit = new AuditLog(vault, settings.zone())) {
            audit.recover();
            Switchboard switchboard = new Switchboard(vault, () -> settings, endpoints, problem -> {});
            return new Cycle(switchboard, new CallBook(audit, clock), clock)
                    .run(askers, SHAPE, () -> false, (asker, question, outcome) -> {});
        }
    }

    /** Two questions of every other agent, three of the rest. */
    private static List<Asker> askers() {
        List<Asker> askers = new ArrayList<>();
        for (int i = 0; i < AGENTS; i++) {
            List<Question> questions = new ArrayList<>();
            for (int q = 0; q < 2 + i % 2; q++) {
                Prompt prompt = new Prompt(
                        Purpose.WRITE,
                        new Prompt.Payer("agent-" + i, Optional.empty(), Optional.empty()),
                        "Be brief.",
                        List.of(new Prompt.Turn.User("Question " + q)),
                        Optional.empty(),
                        List.of(),
                        50,
                        Optional.empty());
                questions.add(new Question(List.of(MODEL), prompt, "A post"));
            }
            askers.add(new Asker("agent-" + i, questions));
        }
        return askers;
    }
}
