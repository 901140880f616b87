package dev.factotum.llm;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.factotum.config.Settings;
import dev.factotum.config.SettingsFile;
import dev.factotum.problem.Problem;
import dev.factotum.vault.CrashSweep;
import dev.factotum.vault.Vault;
import dev.factotum.world.TestWorld;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** A vault in memory with models that are asked in it. */
final class Office implements Endpoints {
    static final Path ROOT = CrashSweep.ROOT;
    static final ModelName MINI = new ModelName("openai", "gpt-5-mini");
    static final ModelName HAIKU = new ModelName("anthropic", "claude-haiku-4-5");
    static final ModelName LOCAL = new ModelName("local", "small");
    static final String MATTER = "01KAGRZ3M8D2V6Q4T0X9N5C7BH";

    final TestWorld world;
    final Vault vault;
    final Map<String, List<Endpoint>> endpoints = new LinkedHashMap<>();
    final List<ModelName> fallback = new ArrayList<>();
    final List<Problem> warnings = new ArrayList<>();
    Settings settings;
    private AtomicInteger asked = new AtomicInteger();
    final Switchboard switchboard;

    private Office(TestWorld world) throws IOException {
        this.world = world;
        this.vault = Vault.open(world.world(), ROOT);
        this.settings = load(world, vault);
        this.switchboard = new Switchboard(vault, () -> settings, this, warnings::add);
    }

    static Office open(String yaml) throws IOException {
        TestWorld world = CrashSweep.vault(1, TestWorld::seeded);
        world.disk().person().write(ROOT.resolve("agent.yaml"), "timezone: Europe/Amsterdam\n" + yaml);
        return of(world);
    }

    static Office of(TestWorld world) throws IOException {
        return new Office(world);
    }

    private static Settings load(TestWorld world, Vault vault) throws IOException {
        SettingsFile.Loaded loaded = new SettingsFile(world.world(), vault.root()).load(Optional.empty());
        return assertInstanceOf(SettingsFile.Loaded.Good.class, loaded, loaded::toString)
                .settings();
    }

    /** A person writes a file of settings. */
    Office with(String file, String text) throws IOException {
        world.disk().person().write(ROOT.resolve(file), text);
        settings = load(world, vault);
        return this;
    }

    /** The same vault in a new process; the providers stay who they are. */
    Office restart() throws IOException {
        Office next = of(world.restart());
        next.endpoints.putAll(endpoints);
        next.fallback.addAll(fallback);
        next.asked = asked;
        return next;
    }

    Office provider(String name, Scripted provider) {
        endpoints.put(name, List.of(new Endpoint(name, provider, name.equals("local"), "mark-1")));
        return this;
    }

    @Override
    public List<Endpoint> of(ModelName model) {
        return endpoints.getOrDefault(model.provider(), List.of());
    }

    @Override
    public List<ModelName> fallback() {
        return fallback;
    }

    static Prompt prompt(Purpose purpose, String text) {
        return prompt(purpose, text, new Prompt.Payer("x", Optional.of("Acme BV"), Optional.of(MATTER)));
    }

    static Prompt prompt(Purpose purpose, String text, Prompt.Payer payer) {
        return new Prompt(
                purpose,
                payer,
                "Be brief.",
                List.of(new Prompt.Turn.User(text)),
                Optional.empty(),
                List.of(),
                200,
                Optional.empty());
    }

    Model.Outcome ask(Prompt prompt, ModelName... wanted) throws IOException {
        try {
            return switchboard.ask(List.of(wanted), prompt);
        } catch (InterruptedException nobodyDoes) {
            throw new AssertionError(nobodyDoes);
        }
    }

    UsageBook book() {
        return new UsageBook(vault, () -> settings);
    }

    /** Asks so many different questions. */
    List<Model.Outcome> askMany(int count, ModelName... wanted) {
        return IntStream.range(0, count)
                .mapToObj(i -> {
                    try {
                        return ask(prompt(Purpose.WRITE, "question " + asked.getAndIncrement()), wanted);
                    } catch (IOException failed) {
                        throw new AssertionError(failed);
                    }
                })
                .toList();
    }

    List<UsageLine> lines() throws IOException {
        List<UsageLine> lines = new ArrayList<>();
        UsageFiles files = new UsageFiles(vault);
        for (var day : files.days(any -> true)) {
            files.day(day).read(0, text -> lines.add(UsageLine.parse(text).orElseThrow()));
        }
        return lines;
    }

    Usage sum() throws IOException {
        return lines().stream().reduce(Usage.NONE, Usage::plus, Usage::plus);
    }

    String read(String file) {
        return world.disk().person().read(ROOT.resolve(file));
    }
}
