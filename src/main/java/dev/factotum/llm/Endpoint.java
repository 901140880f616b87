package dev.factotum.llm;

/**
 * One place where a model is asked. A model may have several, at one provider or at many; calls are spread over them. Where
 * the model has another name there, the provider given here sees to it.
 *
 * @param embedder its way of making vectors
 * @param name tells it from all others, in every process; the provider's own name where it has but one
 * @param free true where nothing is paid, as with a model on this machine
 * @param mark differs once its settings or its key differ; holds no secret
 */
public record Endpoint(String name, Provider provider, Embedder embedder, boolean free, String mark) {
    /** Of a provider that makes no vectors. */
    public Endpoint(String name, Provider provider, boolean free, String mark) {
        this(name, provider, Embedder.none(name), free, mark);
    }
}
