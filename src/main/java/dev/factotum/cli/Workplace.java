package dev.factotum.cli;

import dev.factotum.audit.AuditEvent;
import dev.factotum.audit.AuditLog;
import dev.factotum.channel.port.AccountTroubles;
import dev.factotum.config.LiveSettings;
import dev.factotum.config.Settings;
import dev.factotum.config.Settings.AgentSettings;
import dev.factotum.config.SettingsFile;
import dev.factotum.crew.ModelPlanner;
import dev.factotum.crew.PromptBook;
import dev.factotum.crew.Rehearsal;
import dev.factotum.crew.Roster;
import dev.factotum.crew.Simulation;
import dev.factotum.engine.Assessor.EngineVault;
import dev.factotum.engine.Desk;
import dev.factotum.engine.Engine;
import dev.factotum.engine.EngineParts;
import dev.factotum.engine.PastMatters;
import dev.factotum.engine.Planner;
import dev.factotum.engine.Recollection;
import dev.factotum.engine.Requests;
import dev.factotum.intake.Arrivals;
import dev.factotum.intake.Intake;
import dev.factotum.intake.IntakeOutcome;
import dev.factotum.llm.Embeddings;
import dev.factotum.mcp.client.Servers;
import dev.factotum.mcp.server.Backroom;
import dev.factotum.memory.Learner;
import dev.factotum.memory.Memory;
import dev.factotum.memory.Suggestions;
import dev.factotum.problem.Problem;
import dev.factotum.problem.ProblemException;
import dev.factotum.rule.RuleBook;
import dev.factotum.tool.Toolbox;
import dev.factotum.vault.DiskTrouble;
import dev.factotum.vault.PipelineScan;
import dev.factotum.vault.Readiness;
import dev.factotum.vault.Readiness.Settle;
import dev.factotum.vault.Vault;
import dev.factotum.world.LeapGuard;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The wiring: a vault with everything that works in it. One per command run; closed at its end. */
final class Workplace implements AutoCloseable {
    /** How long a young file is watched by those who are in a hurry. */
    static final Duration GLANCE = Duration.ofMillis(1500);

    private static final int MOST_SWEPT = 10_000;

    private final Vault vault;
    private final LiveSettings settings;
    private final AuditLog audit;
    private final Tooling tooling;
    private final RuleBook rules;
    private final PromptBook prompts;
    private final Planners planners;
    private final Memory memory;
    private final ModelPlanner planner;
    private final Intake intake;
    private final Lookouts lookouts;
    private final boolean hurried;
    private final boolean once;
    private final EngineParts parts;
    private final Tidings tidings;
    private final Optional<Logbook> logbook;

    private Workplace(
            Session session,
            Vault vault,
            LiveSettings settings,
            boolean hurried,
            boolean once,
            Consumer<AuditEvent> listener)
            throws IOException {
        this.vault = vault;
        this.logbook = session.logbook();
        this.hurried = hurried;
        this.once = once;
        this.settings = settings;
        this.audit = new AuditLog(vault, settings.settings().zone());
        this.tooling = Tooling.of(session, vault, settings::settings);
        Toolbox toolbox = tooling.toolbox(settings.settings().zone());
        this.rules = new RuleBook(vault.world().disk(), vault.root().resolve("Rules"), toolbox);
        this.prompts = new PromptBook(vault.world().disk(), vault.root().resolve("Prompts"));
        this.planners = new Planners(
                vault,
                settings::settings,
                toolbox,
                audit,
                logbook,
                listener,
                session::interrupted,
                session::onInterrupt,
                tooling::guides);
        Mind mind = planners.mind();
        this.memory = new Memory(vault, planners.vectors(mind));
        this.planner = planners.asking(mind, prompts, memory);
        Settle usual = hurried ? new Settle(GLANCE, GLANCE) : Settle.of(vault);
        Settle settle = once ? usual.glancing(GLANCE) : usual;
        this.intake = new Intake(vault, settings::settings, new Readiness(settle));
        this.lookouts = new Lookouts(new Arrivals(vault, intake), vault.world().clock(), tooling::watchers);
        session.onInterrupt(lookouts::close);
        this.parts = new EngineParts(
                vault,
                settings::settings,
                toolbox,
                audit,
                List.of(
                        new Requests(new EngineVault(vault, toolbox), settings::settings),
                        new Suggestions(),
                        rules(false),
                        planner,
                        rules(true)),
                intake,
                new AddressBook(vault),
                new Learner(vault),
                session::interrupted,
                new LeapGuard(vault.world().clock()),
                listener);
        this.tidings = new Tidings(parts, tooling.http(), tooling.secrets());
        session.onInterrupt(tidings::stop);
    }

    /** The rules, where they stand in this place among the planners at present. */
    private Planner rules(boolean last) {
        return item -> settings.settings().models().rulesLast() == last ? rules.plan(item) : new Planner.Answer.Pass();
    }

    /** @param listener hears of every event as it is recorded; called from many threads */
    static Workplace open(Session session, Consumer<AuditEvent> listener) throws IOException {
        return at(session, session.vault(), false, listener);
    }

    /**
     * For a round of work after which the process ends: what it cannot tell by the time of a file, it can only tell by
     * looking twice within 1.5 s.
     *
     * @param hurried takes for finished what did not change for 1.5 s, however young it is
     */
    static Workplace once(Session session, boolean hurried, Consumer<AuditEvent> listener) throws IOException {
        return at(session, session.vault(), hurried, true, listener);
    }

    /** In a vault that is not the one the session means. */
    static Workplace at(Session session, Vault vault, boolean hurried, Consumer<AuditEvent> listener)
            throws IOException {
        return at(session, vault, hurried, false, listener);
    }

    private static Workplace at(
            Session session, Vault vault, boolean hurried, boolean once, Consumer<AuditEvent> listener)
            throws IOException {
        SettingsFile file = new SettingsFile(vault.world(), vault.root());
        return switch (file.load(session.environment())) {
            case SettingsFile.Loaded.Bad(List<Problem> problems) -> throw new ProblemException(problems.getFirst());
            case SettingsFile.Loaded.Good good -> {
                session.opened(vault);
                session.logbook().ifPresent(log -> {
                    log.listen();
                    log.settings(good.settings().log());
                });
                yield new Workplace(
                        session, vault, new LiveSettings(file, session.environment(), good), hurried, once, listener);
            }
        };
    }

    /** Puts right what dead processes left behind; once, before the first work. */
    void begin() throws IOException {
        vault.sweep();
        audit.recover();
        Takeover.record(vault, audit);
        vault.reserve().ensure();
        vault.files().sweepUndo(MOST_SWEPT);
    }

    Vault vault() {
        return vault;
    }

    Settings settings() {
        return settings.settings();
    }

    LiveSettings live() {
        return settings;
    }

    /** What is odd in the settings but stops nothing. */
    List<Problem> warnings() {
        return settings.problems();
    }

    /** What is wrong in settings and rules at present. */
    List<Problem> problems() {
        List<Problem> all = new ArrayList<>(settings.problems());
        all.addAll(rules.check());
        all.addAll(lookouts.problems());
        all.addAll(tooling.servers().problems());
        all.addAll(standing());
        all.addAll(SecretAge.problems(vault));
        all.addAll(tidings.problems());
        return all;
    }

    private List<Problem> standing() {
        try {
            return AccountTroubles.problems(vault);
        } catch (IOException unreadable) {
            return List.of(DiskTrouble.of("How accounts fare could not be read", unreadable));
        }
    }

    /** The program's own log; empty where this work is none of a command. */
    Optional<Logbook> logbook() {
        return logbook;
    }

    AuditLog audit() {
        return audit;
    }

    /** Those who are asked for news. */
    Lookouts lookouts() {
        return lookouts;
    }

    /** Those who tell people and programs elsewhere. */
    Tidings tidings() {
        return tidings;
    }

    /** True where the process ends after a round of work. */
    boolean once() {
        return once;
    }

    EngineParts parts() {
        return parts;
    }

    Intake intake() {
        return intake;
    }

    /** Takes in what lies in the intake folders and is finished. */
    List<IntakeOutcome> takeIn() throws IOException {
        return intake.pass(hurried);
    }

    Engine engine() {
        return once ? new Engine(parts, GLANCE) : new Engine(parts);
    }

    /** Decisions by command. */
    Desk desk() {
        return new Desk(parts);
    }

    Roster roster() {
        return new Roster(vault, settings.settings(), parts.toolbox());
    }

    /** The prompts in force. */
    PromptBook prompts() {
        return prompts;
    }

    /**
     * An agent tried on a text.
     *
     * @param dry true where no model is asked, nor for what the past teaches
     */
    Rehearsal rehearsal(AgentSettings agent, String text, boolean dry) {
        ModelPlanner asked =
                dry ? planners.asking(planners.mind(), prompts, new Memory(vault, Embeddings.NONE)) : planner;
        return new Rehearsal(asked, outside(), settings.settings(), agent, text);
    }

    /**
     * Past matters planned once more, told nothing of the past: what was learnt from them would give the answers away.
     *
     * @param other prompts than those in force
     */
    Simulation simulation(Mind mind, Optional<PromptBook> other) {
        return new Simulation(
                new PastMatters(parts),
                planners.asking(mind, other.orElse(prompts), Recollection.NONE),
                vault.world().clock());
    }

    /** What the server of other programs needs of this work. */
    Backroom backroom() {
        return new OpenBackroom(intake, engine(), memory);
    }

    Planners planners() {
        return planners;
    }

    /** The servers of {@code mcp.json}. */
    Servers servers() {
        return tooling.servers();
    }

    private EngineVault outside() {
        return new EngineVault(vault, parts.toolbox());
    }

    PipelineScan scan() {
        return new PipelineScan(vault, false);
    }

    @Override
    public void close() {
        tidings.close();
        lookouts.close();
        tooling.close();
        audit.close();
    }
}
