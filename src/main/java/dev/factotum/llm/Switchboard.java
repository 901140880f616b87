package dev.factotum.llm;

import dev.factotum.config.Settings;
import dev.factotum.config.Settings.ClientSettings;
import dev.factotum.problem.Problem;
import dev.factotum.vault.Vault;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Asks the models that were wanted, then those the settings name for when these do not answer. A provider that fails for a
 * moment is asked again after 1, 2 and 4 s and then passed over for a cycle; one that asks to wait for a moment is waited
 * for; whatever else goes wrong sends the question to the next model at once. Every attempt that leaves this machine has its
 * usage line. Vectors are asked for in the same way, of their one model. Thread-safe.
 */
public final class Switchboard implements Model, Embeddings {
    private static final int MOST_MODELS = 8;

    private final Supplier<Settings> settings;
    private final Attempts.Desk desk;
    private final Answers answers;

    /**
     * @param settings as they hold at present
     * @param warnings hears once of each budget that is nearly used up, in its day or month
     */
    public Switchboard(Vault vault, Supplier<Settings> settings, Endpoints endpoints, Consumer<Problem> warnings) {
        this(vault, settings, endpoints, warnings, () -> false);
    }

    /** @param ending true once the program was asked to end: nothing is waited for any more */
    public Switchboard(
            Vault vault,
            Supplier<Settings> settings,
            Endpoints endpoints,
            Consumer<Problem> warnings,
            BooleanSupplier ending) {
        this.settings = settings;
        this.desk =
                new Attempts.Desk(vault.world().clock(), endpoints, new UsageBook(vault, settings), warnings, ending);
        this.answers = new Answers(vault);
    }

    @Override
    public Model.Outcome ask(List<ModelName> wanted, Prompt prompt) throws IOException, InterruptedException {
        if (wanted.isEmpty()) {
            return new Model.Outcome.Unanswered(List.of());
        }
        Optional<Answers.Kept> kept = answers.kept(wanted, prompt);
        if (kept.isPresent()) {
            return new Model.Outcome.Answered(kept.get().answer(), kept.get().by(), List.of(), true);
        }
        Set<ModelName> models = new LinkedHashSet<>(wanted);
        models.addAll(desk.endpoints().fallback());
        Attempts<Reply> attempts = new Attempts<>(desk, new Asked(wanted, prompt, payer(prompt.payer())));
        return switch (attempts.through(models.stream().limit(MOST_MODELS).toList())) {
            case Attempts.Came.Answered<Reply>(Reply.Answer answer, ModelName by, var switched) ->
                new Model.Outcome.Answered(answer, by, switched, false);
            case Attempts.Came.Answered<Reply>(Reply.Failure failure, ModelName by, var switched) ->
                throw new IllegalStateException("a failure was taken for an answer: " + failure.fault());
            case Attempts.Came.Nothing<Reply>(Model.Outcome.Silence silence) -> silence;
        };
    }

    @Override
    public void used(String matter) throws IOException {
        answers.forget(matter);
    }

    @Override
    public Optional<ModelName> model() {
        return settings.get().models().embeddings().flatMap(ModelName::parse);
    }

    @Override
    public Embeddings.Outcome embed(ModelName model, List<String> texts, Prompt.Payer payer)
            throws IOException, InterruptedException {
        Attempts<Embedding> attempts = new Attempts<>(desk, new Compared(List.copyOf(texts), payer(payer)));
        return switch (attempts.through(List.of(model))) {
            case Attempts.Came.Answered<Embedding>(Embedding.Vectors made, ModelName by, var switched) ->
                new Embeddings.Outcome.Made(made);
            case Attempts.Came.Answered<Embedding>(Reply.Failure failure, ModelName by, var switched) ->
                throw new IllegalStateException("a failure was taken for vectors: " + failure.fault());
            case Attempts.Came.Nothing<Embedding>(Model.Outcome.Silence silence) ->
                new Embeddings.Outcome.Silent(silence);
        };
    }

    private Prompt.Payer payer(Prompt.Payer payer) {
        Settings present = settings.get();
        Optional<String> client = payer.client()
                .map(name -> present.client(name).map(ClientSettings::name).orElse(name.strip()));
        return new Prompt.Payer(payer.agent(), client, payer.matter());
    }

    /** A prompt on its way. */
    private final class Asked implements Attempts.Question<Reply> {
        private final List<ModelName> wanted;
        private final Prompt prompt;
        private final Prompt.Payer payer;
        private final Estimate estimate;

        Asked(List<ModelName> wanted, Prompt prompt, Prompt.Payer payer) {
            this.wanted = wanted;
            this.prompt = prompt;
            this.payer = payer;
            this.estimate = Estimate.of(prompt);
        }

        @Override
        public Purpose purpose() {
            return prompt.purpose();
        }

        @Override
        public Prompt.Payer payer() {
            return payer;
        }

        @Override
        public Estimate estimate() {
            return estimate;
        }

        @Override
        public Reply put(Endpoint place, String model) throws InterruptedException {
            return place.provider().call(model, prompt);
        }

        @Override
        public void keep(Reply reply, ModelName by) throws IOException {
            if (reply instanceof Reply.Answer answer) {
                answers.keep(wanted, prompt, new Answers.Kept(answer, by));
            }
        }
    }

    /** Texts on their way to become vectors; who wanted them keeps them. */
    private record Compared(List<String> texts, Prompt.Payer payer) implements Attempts.Question<Embedding> {
        @Override
        public Purpose purpose() {
            return Purpose.EMBED;
        }

        @Override
        public Estimate estimate() {
            return Estimate.of(texts);
        }

        @Override
        public Embedding put(Endpoint place, String model) throws InterruptedException {
            return place.embedder().embed(model, texts);
        }

        @Override
        public void keep(Embedding answer, ModelName by) {}
    }
}
