package dev.factotum.llm;

import java.util.List;

/**
 * One provider's way of making vectors of texts. One call is one attempt, as with a {@link Provider}. Thread-safe. Failures
 * are values; an exception is a fault of ours.
 */
public interface Embedder {
    /** @param model the provider's own name of the model; @param texts at least one, as {@link Embeddings} bounds them */
    Embedding embed(String model, List<String> texts) throws InterruptedException;

    /** Of a provider that makes none. */
    static Embedder none(String provider) {
        return (model, texts) -> new Reply.Failure(
                new ModelFault.Invalid(provider + ": it makes no vectors of texts; name another in models.embeddings"),
                TokenUse.NONE,
                "",
                false);
    }
}
