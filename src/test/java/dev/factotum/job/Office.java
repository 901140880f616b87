package dev.factotum.job;

import dev.factotum.audit.AuditLog;
import dev.factotum.channel.Channels;
import dev.factotum.channel.port.Ground;
import dev.factotum.channel.port.Lines;
import dev.factotum.config.Settings;
import dev.factotum.config.SettingsFile;
import dev.factotum.crew.CallBook;
import dev.factotum.crew.Guide;
import dev.factotum.crew.ModelPlanner;
import dev.factotum.crew.PromptBook;
import dev.factotum.engine.Assessor.EngineVault;
import dev.factotum.engine.Desk;
import dev.factotum.engine.Engine;
import dev.factotum.engine.EngineParts;
import dev.factotum.engine.Pass;
import dev.factotum.engine.Planner;
import dev.factotum.engine.Request;
import dev.factotum.engine.Requests;
import dev.factotum.engine.Undoer;
import dev.factotum.http.Http;
import dev.factotum.http.Resolver;
import dev.factotum.intake.Arrivals;
import dev.factotum.intake.Intake;
import dev.factotum.intake.IntakeOutcome;
import dev.factotum.mcp.server.Backroom;
import dev.factotum.mcp.server.Requester;
import dev.factotum.mcp.server.Serving;
import dev.factotum.memory.Learner;
import dev.factotum.memory.Memory;
import dev.factotum.memory.Suggestions;
import dev.factotum.rule.RuleBook;
import dev.factotum.secret.Secrets;
import dev.factotum.skill.SkillBook;
import dev.factotum.skill.SkillRuns;
import dev.factotum.tool.Tool;
import dev.factotum.tool.Toolbox;
import dev.factotum.tool.Watcher;
import dev.factotum.vault.MatterId;
import dev.factotum.vault.Readiness;
import dev.factotum.vault.Vault;
import dev.factotum.world.LeapGuard;
import dev.factotum.world.Person;
import dev.factotum.world.TestWorld;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;

/** One process at work in a vault on a {@link TestWorld}, wired as the program wires itself. */
final class Office implements AutoCloseable {
    static final Path ROOT = Path.of("/vault");

    private static final String SETTINGS = """
            version: 1
            timezone: Europe/Amsterdam
            owner: sam
            accounts:
              studio: { channel: email, user: hi@studio.example }
              shop: { channel: x, user: "@shop" }
            """;

    private static final String ANSWER_RULE = """
            ---
            when:
              kind: email
              subject: /invoice/i
            priority: 50
            ---
            # Answer {{from.name}} about the invoice

            - [ ] **Reply to {{from.name}}**

            ```step
            skill: email.reply
            ```

            ```text body
            Hi {{from.first}}, we have your question about "{{subject}}" and answer within a day.
            ```

            - [ ] **Tell everybody**

            ```step
            skill: x.post
            text: Invoices are going out today.
            ```
            """;

    private static final Map<String, Settings> KNOWN = new ConcurrentHashMap<>();

    /** What a dead process holds is taken after this long at the latest. */
    private static final Duration STANDS_STILL = Duration.ofSeconds(91);

    private final TestWorld world;
    private final BooleanSupplier interrupted;
    private final Vault vault;
    private final AuditLog audit;
    private final Lines lines;
    private final Intake intake;
    private final Engine engine;
    private final Desk desk;
    private final Undoer undoer;
    private final Toolbox toolbox;
    private final Settings settings;
    private final List<String> remembered = new ArrayList<>();

    /** Lays down a vault that is wholly durable. */
    static void found(TestWorld world) throws IOException {
        world.disk().capacity(1 << 20);
        Vault.create(world.world(), ROOT);
        world.disk().capacity(Long.MAX_VALUE);
        Person person = world.disk().person();
        person.write(ROOT.resolve("agent.yaml"), SETTINGS);
        person.write(ROOT.resolve("Rules/Answer invoices.md"), ANSWER_RULE);
        world.disk().settle();
    }

    Office(TestWorld world) throws IOException {
        this(world, List.of());
    }

    /** @param more tools beside the program's own */
    Office(TestWorld world, List<? extends Tool> more) throws IOException {
        this(world, more, () -> false);
    }

    /** @param interrupted true once the person has pressed Ctrl-C */
    Office(TestWorld world, List<? extends Tool> more, BooleanSupplier interrupted) throws IOException {
        this(world, more, interrupted, Optional.empty());
    }

    /** @param model plans what no rule plans */
    Office(TestWorld world, List<? extends Tool> more, BooleanSupplier interrupted, Optional<Thinker> model)
            throws IOException {
        this(world, more, interrupted, model, Resolver.system());
    }

    /** @param resolver finds the hosts of the servers of live accounts */
    static Office connected(TestWorld world, Resolver resolver) throws IOException {
        return new Office(world, List.of(), () -> false, Optional.empty(), resolver);
    }

    private Office(
            TestWorld world,
            List<? extends Tool> more,
            BooleanSupplier interrupted,
            Optional<Thinker> model,
            Resolver resolver)
            throws IOException {
        this.world = world;
        this.interrupted = interrupted;
        this.vault = Vault.open(world.world(), ROOT);
        vault.sweep();
        this.settings = settings(world);
        this.audit = new AuditLog(vault, settings.zone());
        audit.recover();
        this.lines = new Lines(
                Channels.connectable(),
                new Ground(vault, new Http(world.clock(), resolver), new Secrets(world.world(), ROOT, secret -> {})),
                () -> settings);
        List<Tool> tools = new ArrayList<>(Channels.all(vault, settings.zone(), lines));
        tools.addAll(more);
        this.toolbox = new Toolbox(tools);
        this.intake = new Intake(vault, () -> settings, new Readiness(Readiness.Settle.LOCAL));
        List<Planner> planners = new ArrayList<>();
        planners.add(new Requests(new EngineVault(vault, toolbox), () -> settings));
        planners.add(new Suggestions());
        planners.add(new RuleBook(world.disk(), ROOT.resolve("Rules"), toolbox));
        model.map(asked -> new ModelPlanner(
                        new EngineVault(vault, toolbox),
                        asked,
                        asked.model(vault, settings),
                        new PromptBook(world.disk(), ROOT.resolve("Prompts")),
                        new CallBook(audit, world.clock()),
                        new Memory(vault, asked.embeddings(audit, world.clock())),
                        () -> guides(vault)))
                .ifPresent(planners::add);
        EngineParts parts = new EngineParts(
                vault,
                () -> settings,
                toolbox,
                audit,
                planners,
                intake,
                (address, client) ->
                        remembered.add(address + client.map(c -> " for " + c).orElse("")),
                new Learner(vault),
                interrupted,
                new LeapGuard(world.clock()),
                event -> {});
        this.engine = new Engine(parts);
        this.undoer = new Undoer(parts);
        this.desk = new Desk(parts);
    }

    /** The skills that were trusted in this vault; their scripts are never run here. */
    private static List<Guide> guides(Vault vault) {
        try {
            Secrets secrets = new Secrets(vault.world(), vault.root(), secret -> {});
            return new SkillBook(vault, new SkillRuns(vault, secrets))
                    .trusted().stream()
                            .map(skill -> new Guide(skill.name(), skill.description(), skill.body(), skill.allowed()))
                            .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Settings are read once for each text of theirs: a crash makes no difference to them, and they take long. */
    private static Settings settings(TestWorld world) throws IOException {
        Map<String, String> files = world.disk().person().files(ROOT.resolve("Clients"));
        String text = world.disk().person().read(ROOT.resolve("agent.yaml")) + files;
        Settings known = KNOWN.get(text);
        if (known != null) {
            return known;
        }
        if (!(new SettingsFile(world.world(), ROOT).load(Optional.empty())
                instanceof SettingsFile.Loaded.Good(Settings settings, List<?> warnings))) {
            throw new AssertionError("the settings do not load");
        }
        KNOWN.put(text, settings);
        return settings;
    }

    /** Asks every live account for news, once; answers how much became matters. */
    int hear() throws IOException, InterruptedException {
        int taken = 0;
        List<Watcher> watchers = lines.live().stream()
                .flatMap(live -> live.line().watchers().stream())
                .toList();
        for (Watcher watcher : watchers) {
            Arrivals.Looked looked = new Arrivals(vault, intake).look(watcher);
            if (looked.problem().isPresent()) {
                throw new AssertionError(looked.problem().get());
            }
            taken += looked.taken();
        }
        return taken;
    }

    /** Works until nothing is left to do now. */
    List<Pass> work() throws IOException {
        List<Pass> passes = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            boolean taken = intake.pass(false).stream().anyMatch(IntakeOutcome.Taken.class::isInstance);
            Pass pass = engine.pass();
            if (!pass.faults().isEmpty()) {
                throw new AssertionError(pass.faults().getFirst());
            }
            passes.add(pass);
            if (!taken && !pass.worked() && !pass.again()) {
                return passes;
            }
        }
        throw new AssertionError("the work does not come to rest");
    }

    /** Works, and lets the time pass to whatever is due by itself within so long. */
    void workOn(Duration within) throws IOException {
        Instant end = now().plus(within);
        for (int i = 0; i < 40; i++) {
            if (interrupted.getAsBoolean()) {
                return;
            }
            Pass last = work().getLast();
            if (last.busy() > 0 && now().isBefore(end)) {
                wait(STANDS_STILL);
                continue;
            }
            Instant due = last.due();
            if (!due.isBefore(end)) {
                return;
            }
            wait(Duration.between(now(), due).plusMillis(1));
        }
        throw new AssertionError("there is always something due");
    }

    /** Another program asks for something; answers the matter's id. */
    String asks(Request request, String key) throws IOException {
        return Requester.ask(new EngineVault(vault, toolbox), settings, backroom(), request, key);
    }

    /** This office as other programs see it. */
    Serving serving() {
        return new Serving(new EngineVault(vault, toolbox), () -> settings, backroom());
    }

    private Backroom backroom() {
        return new Backroom() {
            @Override
            public String preview(MatterId id, Request request) {
                return intake.preview(id, request);
            }

            @Override
            public void take(MatterId id, Request request) throws IOException {
                IntakeOutcome outcome = intake.request(id, request);
                if (!(outcome instanceof IntakeOutcome.Taken)) {
                    throw new AssertionError(outcome);
                }
            }

            @Override
            public void plan(Path note) throws IOException {
                engine.pass(List.of(note));
            }

            @Override
            public List<Remembered> remembered(String words, Optional<String> client, int most) {
                return List.of();
            }
        };
    }

    Vault vault() {
        return vault;
    }

    EngineVault outside() {
        return new EngineVault(vault, toolbox);
    }

    Settings settings() {
        return settings;
    }

    AuditLog audit() {
        return audit;
    }

    /** Addresses that were to be remembered, each as often as it was. */
    List<String> remembered() {
        return List.copyOf(remembered);
    }

    Intake intake() {
        return intake;
    }

    /** The accounts that are live. */
    Lines lines() {
        return lines;
    }

    Desk desk() {
        return desk;
    }

    Undoer undoer() {
        return undoer;
    }

    Person person() {
        return world.disk().person();
    }

    /** Time passes for everybody. */
    void wait(Duration time) {
        world.clock().advance(time);
    }

    Instant now() {
        return world.clock().instant();
    }

    /** The text of every note in a stage, by path relative to it. */
    Map<String, String> notes(String stage) {
        return person().files(ROOT.resolve(stage));
    }

    /** The only note in a stage. */
    Map.Entry<String, String> only(String stage) {
        Map<String, String> notes = notes(stage);
        if (notes.size() != 1) {
            throw new AssertionError(stage + " holds " + notes.keySet());
        }
        return notes.entrySet().iterator().next();
    }

    @Override
    public void close() {
        lines.close();
        audit.close();
    }
}
