package dev.factotum.config;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code models:} of agent.yaml. Models are named as {@code provider/model}.
 *
 * @param usual the model that is asked where nothing else is said; empty where none is set, and then no model is asked
 * @param cheap the model for reading, comments and votes
 * @param embeddings the model that makes vectors of texts; empty where none is set, and then words alone are compared
 * @param fallback models asked, in this order, where the first does not answer
 * @param balance models that share the calls of one, by its name
 * @param rulesLast true where rules plan only what no model answers
 * @param providers by name; a provider that is known by its name alone need not be among them
 */
public record ModelSettings(
        Optional<String> usual,
        Optional<String> cheap,
        Optional<String> embeddings,
        List<String> fallback,
        Map<String, List<String>> balance,
        Map<String, ProviderSettings> providers,
        boolean rulesLast) {
    /** Where nothing is set. */
    public static final ModelSettings NONE = new ModelSettings(
            Optional.empty(), Optional.empty(), Optional.empty(), List.of(), Map.of(), Map.of(), false);

    public ModelSettings {
        fallback = List.copyOf(fallback);
        balance = Map.copyOf(balance);
        providers = Map.copyOf(providers);
    }

    /**
     * One entry of {@code models.providers}.
     *
     * @param kind openai, anthropic or compatible
     * @param api responses or chat
     * @param key a reference to a secret, never the secret
     * @param timeout how long one call may take
     * @param rest its other keys, lists parted by commas
     */
    public record ProviderSettings(
            String name,
            Optional<String> kind,
            Optional<String> baseUrl,
            Optional<String> api,
            Optional<String> key,
            Optional<Duration> timeout,
            Map<String, String> rest) {
        public ProviderSettings {
            rest = Map.copyOf(rest);
        }

        /** The key may stand there in clear, against all advice. */
        @Override
        public String toString() {
            return "ProviderSettings[" + name + "]";
        }
    }
}
