package dev.factotum.cli;

import dev.factotum.config.ModelSettings;
import dev.factotum.config.Settings;
import dev.factotum.config.SettingsFile;
import dev.factotum.llm.Endpoint;
import dev.factotum.llm.ModelFault;
import dev.factotum.llm.ModelName;
import dev.factotum.llm.Probe;
import dev.factotum.problem.Problem;
import dev.factotum.vault.Vault;
import dev.factotum.world.Threads;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Asks each model that the settings name, at each place that shares its calls, one small question. */
final class OnlineChecks {
    private static final String EMBEDDINGS = "models.embeddings";
    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final int AT_ONCE = 8;
    private static final int MOST = 64;

    private final Session session;
    private final Vault vault;
    private final Duration longest;

    OnlineChecks(Session session, Vault vault) {
        this(session, vault, LONGEST);
    }

    /** @param longest for all models together */
    OnlineChecks(Session session, Vault vault, Duration longest) {
        this.session = session;
        this.vault = vault;
        this.longest = longest;
    }

    /** One question. @param vectors true where a vector is asked for */
    private record Ask(ModelName model, String where, Endpoint place, boolean vectors) {
        Probe.Outcome of(Probe probe) throws IOException, InterruptedException {
            return vectors ? probe.embed(model, place) : probe.ask(model, place);
        }

        ModelLook look(Probe.Outcome outcome) {
            return new ModelLook(model.toString(), place.name(), where, place.free(), outcome);
        }
    }

    List<Check> look() throws IOException, InterruptedException {
        if (!(new SettingsFile(vault.world(), vault.root()).load(session.environment())
                instanceof SettingsFile.Loaded.Good good)) {
            return List.of(Check.note("models", "none was asked, for the settings cannot be read", ""));
        }
        Settings settings = good.settings();
        session.logbook().ifPresent(log -> log.settings(settings.log()));
        ConcurrentLinkedQueue<Problem> warnings = new ConcurrentLinkedQueue<>();
        Mind mind = new Mind(
                vault,
                () -> settings,
                secret -> session.logbook().ifPresent(log -> log.conceal(secret)),
                warnings::add,
                session::interrupted,
                Optional.empty());
        Map<ModelName, String> models = models(settings);
        if (models.isEmpty()) {
            return List.of(Check.note(
                    "models", "none is set up: rules plan, and people are asked", "Add models.default to agent.yaml."));
        }
        List<Ask> asks = new ArrayList<>();
        List<Check> checks = new ArrayList<>();
        models.forEach((model, where) -> {
            mind.of(model).forEach(place -> asks.add(new Ask(model, where, place, where.equals(EMBEDDINGS))));
            for (Problem wrong = warnings.poll(); wrong != null; wrong = warnings.poll()) {
                checks.add(Check.problem(
                        "model",
                        model + " (" + where + "): " + wrong.where() + ": " + wrong.what() + ": " + wrong.why(),
                        wrong.next(),
                        wrong.code().exit()));
            }
        });
        Probe probe = new Probe(vault, () -> settings, warnings::add);
        checks.addAll(answers(probe, asks.subList(0, Math.min(MOST, asks.size()))));
        if (asks.size() > MOST) {
            checks.add(Check.note("models", (asks.size() - MOST) + " more were not asked", ""));
        }
        warnings.forEach(
                warning -> checks.add(Check.note("models", warning.what() + " " + warning.why(), warning.next())));
        return checks;
    }

    /** Each once, with the setting that names it first. */
    static Map<ModelName, String> models(Settings settings) {
        Map<ModelName, String> models = new LinkedHashMap<>();
        if (settings.models().usual().isEmpty()) {
            return models;
        }
        ModelSettings named = settings.models();
        named.usual().ifPresent(name -> put(models, name, "models.default"));
        named.cheap().ifPresent(name -> put(models, name, "models.cheap"));
        named.embeddings().ifPresent(name -> put(models, name, EMBEDDINGS));
        named.fallback().forEach(name -> put(models, name, "models.fallback"));
        named.balance().keySet().stream().sorted().forEach(name -> put(models, name, "models.balance"));
        settings.agents().forEach(agent -> {
            String file = "Agents/" + agent.name() + ".md: ";
            agent.model().ifPresent(name -> put(models, name, file + "model"));
            agent.fallback().forEach(name -> put(models, name, file + "fallback"));
        });
        return models;
    }

    private static void put(Map<ModelName, String> models, String name, String where) {
        ModelName.parse(name).ifPresent(model -> models.putIfAbsent(model, where));
    }

    private List<Check> answers(Probe probe, List<Ask> asks) throws IOException, InterruptedException {
        Semaphore room = new Semaphore(AT_ONCE);
        List<Callable<Probe.Outcome>> questions = new ArrayList<>();
        for (Ask ask : asks) {
            questions.add(() -> {
                room.acquire();
                try {
                    return ask.of(probe);
                } finally {
                    room.release();
                }
            });
        }
        List<Check> checks = new ArrayList<>();
        try (ExecutorService threads = Threads.perTask("probe", (thread, fault) -> {})) {
            List<Future<Probe.Outcome>> answers =
                    threads.invokeAll(questions, longest.toMillis(), TimeUnit.MILLISECONDS);
            for (int at = 0; at < asks.size(); at++) {
                checks.add(asks.get(at).look(outcome(answers.get(at))).check());
            }
        }
        return checks;
    }

    private Probe.Outcome outcome(Future<Probe.Outcome> answer) throws IOException, InterruptedException {
        try {
            return answer.get();
        } catch (CancellationException late) {
            return new Probe.Outcome.Fails(
                    new ModelFault.Transient("no answer came within " + longest.toSeconds() + " s"));
        } catch (ExecutionException failed) {
            switch (failed.getCause()) {
                case IOException disk -> throw disk;
                case UncheckedIOException disk -> throw Failures.cause(disk);
                case RuntimeException fault -> throw fault;
                case null, default -> throw new IllegalStateException(failed);
            }
        }
    }
}
