package dev.factotum.llm;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * What makes vectors of texts, as the rest of the program sees it: budgets, retries, breakers and the usage line are behind
 * it, as with a {@link Model}. No other model is asked in place of the one that is set: its vectors could not be compared.
 * Thread-safe.
 */
public interface Embeddings {
    /** Texts of one call at most. */
    int MOST_TEXTS = 64;

    /** Bytes of one text at most: no tokenizer makes more tokens than bytes, and models take some 8,000. */
    int MOST_BYTES = 8_000;

    /** Bytes of all texts of a call, so that one call cannot use up what a minute or a small budget leaves. */
    int MOST_BYTES_OF_CALL = 100_000;

    /** Makes none. */
    Embeddings NONE = new Embeddings() {
        @Override
        public Optional<ModelName> model() {
            return Optional.empty();
        }

        @Override
        public Outcome embed(ModelName model, List<String> texts, Prompt.Payer payer) {
            return new Outcome.Silent(new Model.Outcome.Unanswered(List.of()));
        }
    };

    /** The model that the settings name at present; empty where they name none, and then nothing is asked. */
    Optional<ModelName> model();

    /** @param texts within the bounds above */
    Outcome embed(ModelName model, List<String> texts, Prompt.Payer payer) throws IOException, InterruptedException;

    /** What came of it. */
    sealed interface Outcome {
        record Made(Embedding.Vectors made) implements Outcome {}

        /** The provider did not answer, or a budget is used up. */
        record Silent(Model.Outcome.Silence why) implements Outcome {}
    }
}
