package dev.factotum.cli;

import dev.factotum.config.ModelSettings;
import dev.factotum.config.Settings;
import dev.factotum.config.Settings.AgentSettings;
import dev.factotum.crew.CrewModels;
import dev.factotum.http.Http;
import dev.factotum.http.Resolver;
import dev.factotum.llm.Embedder;
import dev.factotum.llm.Embeddings;
import dev.factotum.llm.Endpoint;
import dev.factotum.llm.Endpoints;
import dev.factotum.llm.Model;
import dev.factotum.llm.ModelName;
import dev.factotum.llm.Prompt;
import dev.factotum.llm.Provider;
import dev.factotum.llm.Switchboard;
import dev.factotum.llm.provider.Providers;
import dev.factotum.problem.Problem;
import dev.factotum.secret.Secrets;
import dev.factotum.vault.Vault;
import dev.factotum.world.World;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The models of a vault, wired: who is asked for what, through which provider, at whose cost. Nothing of it is made before a
 * model is first asked. Thread-safe.
 */
final class Mind implements CrewModels, Endpoints, Model, Embeddings {
    private final Vault vault;
    private final Supplier<Settings> settings;
    private final Consumer<String> conceal;
    private final Consumer<Problem> warnings;
    private final BooleanSupplier ending;
    private final CallsUnderWay calls = new CallsUnderWay();
    private final Optional<ModelName> only;
    private @Nullable Switchboard switchboard;
    private @Nullable Wired wired;

    /**
     * @param conceal takes each secret before it is used, as the program's log does
     * @param warnings hears of budgets that are nearly used up
     * @param ending true once the program was asked to end
     * @param only the one model that is asked, whatever the settings say; empty for those of the settings
     */
    Mind(
            Vault vault,
            Supplier<Settings> settings,
            Consumer<String> conceal,
            Consumer<Problem> warnings,
            BooleanSupplier ending,
            Optional<ModelName> only) {
        this.ending = ending;
        this.only = only;
        this.vault = vault;
        this.settings = settings;
        this.conceal = conceal;
        this.warnings = warnings;
    }

    /** The providers of one state of the settings. */
    private record Wired(ModelSettings settings, Providers providers) {}

    /** An agent's own, then its fallbacks, then the vault's; none where the vault names none, whatever its agents name. */
    @Override
    public List<ModelName> planning(Optional<AgentSettings> agent) {
        if (only.isPresent()) {
            return List.of(only.get());
        }
        Optional<ModelName> usual = models().usual().flatMap(ModelName::parse);
        if (usual.isEmpty()) {
            return List.of();
        }
        Set<ModelName> models = new LinkedHashSet<>();
        agent.flatMap(AgentSettings::model).flatMap(ModelName::parse).ifPresent(models::add);
        agent.map(AgentSettings::fallback)
                .orElse(List.of())
                .forEach(name -> ModelName.parse(name).ifPresent(models::add));
        models.add(usual.get());
        return List.copyOf(models);
    }

    @Override
    public List<ModelName> reading(Optional<AgentSettings> agent) {
        if (only.isPresent()) {
            return List.of(only.get());
        }
        List<ModelName> planning = planning(agent);
        Optional<ModelName> cheap = models().cheap().flatMap(ModelName::parse);
        return planning.isEmpty() ? planning : cheap.map(List::of).orElse(planning);
    }

    @Override
    public List<ModelName> fallback() {
        if (only.isPresent()) {
            return List.of();
        }
        return models().fallback().stream()
                .flatMap(name -> ModelName.parse(name).stream())
                .toList();
    }

    @Override
    public List<Endpoint> of(ModelName model) {
        List<Endpoint> endpoints = new ArrayList<>();
        List<String> shared = models().balance().get(model.toString());
        for (String name : shared == null ? List.of(model.toString()) : shared) {
            ModelName.parse(name).flatMap(one -> endpoint(model, one)).ifPresent(endpoints::add);
        }
        return endpoints;
    }

    /** What keeps this model from being asked at all, as far as the settings tell. */
    Optional<Problem> wrong(ModelName model) {
        return providers().named(model.provider()) instanceof Providers.Named.Wrong(Problem problem)
                ? Optional.of(problem)
                : Optional.empty();
    }

    private Optional<Endpoint> endpoint(ModelName asked, ModelName place) {
        return switch (providers().named(place.provider())) {
            case Providers.Named.Ready(Provider provider, Embedder embedder, boolean free, String mark) -> {
                boolean renamed = !place.model().equals(asked.model());
                Provider ended = calls.endable(provider);
                Provider as = renamed ? (model, prompt) -> ended.call(place.model(), prompt) : ended;
                Embedder vectors = calls.endableVectors(embedder);
                Embedder same = renamed ? (model, texts) -> vectors.embed(place.model(), texts) : vectors;
                yield Optional.of(new Endpoint(place.provider(), as, same, free, mark));
            }
            case Providers.Named.Wrong(Problem problem) -> {
                warnings.accept(problem);
                yield Optional.empty();
            }
        };
    }

    @Override
    public Model.Outcome ask(List<ModelName> wanted, Prompt prompt) throws IOException, InterruptedException {
        return switchboard().ask(wanted, prompt);
    }

    @Override
    public void used(String matter) throws IOException {
        switchboard().used(matter);
    }

    /** None where one model alone is asked, for it makes no vectors. */
    @Override
    public Optional<ModelName> model() {
        return only.isPresent() ? Optional.empty() : models().embeddings().flatMap(ModelName::parse);
    }

    @Override
    public Embeddings.Outcome embed(ModelName model, List<String> texts, Prompt.Payer payer)
            throws IOException, InterruptedException {
        return switchboard().embed(model, texts, payer);
    }

    /** Whatever waits for a model's answer waits no longer. */
    void end() {
        calls.end();
    }

    private ModelSettings models() {
        return settings.get().models();
    }

    private synchronized Switchboard switchboard() {
        Switchboard known = switchboard;
        if (known == null) {
            known = new Switchboard(vault, settings, this, warnings, ending);
            switchboard = known;
        }
        return known;
    }

    private synchronized Providers providers() {
        ModelSettings present = models();
        Wired known = wired;
        if (known == null || !known.settings().equals(present)) {
            World world = vault.world();
            Secrets secrets = new Secrets(world, vault.root(), conceal);
            Http http = new Http(world.clock(), Resolver.system());
            known = new Wired(present, new Providers(present, http, secrets, world.clock()));
            wired = known;
        }
        return known.providers();
    }
}
