package dev.factotum.llm;

import java.util.Optional;

/** A model as people write it: {@code openai/gpt-5-mini}. The model's own name may hold further slashes. */
public record ModelName(String provider, String model) {
    public ModelName {
        if (provider.isBlank() || model.isBlank()) {
            throw new IllegalArgumentException("not a model: " + provider + "/" + model);
        }
    }

    /** Empty where the text is not {@code provider/model}. */
    public static Optional<ModelName> parse(String text) {
        int slash = text.strip().indexOf('/');
        return slash < 1 || slash == text.strip().length() - 1
                ? Optional.empty()
                : Optional.of(new ModelName(
                        text.strip().substring(0, slash), text.strip().substring(slash + 1)));
    }

    @Override
    public String toString() {
        return provider + "/" + model;
    }
}
