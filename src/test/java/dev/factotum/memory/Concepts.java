package dev.factotum.memory;

import dev.factotum.llm.Embedding;
import dev.factotum.llm.Embeddings;
import dev.factotum.llm.Model;
import dev.factotum.llm.ModelFault;
import dev.factotum.llm.ModelName;
import dev.factotum.llm.Prompt;
import dev.factotum.llm.TokenUse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Makes vectors by a few words that mean the same, and remembers what it was asked and for whom. */
final class Concepts implements Embeddings {
    private static final List<List<String>> ALIKE = List.of(
            List.of("bread", "loaf", "brot", "bakery"),
            List.of("poster", "placard", "print"),
            List.of("holiday", "closed"));

    final List<List<String>> calls = new ArrayList<>();
    final List<Prompt.Payer> payers = new ArrayList<>();
    Optional<ModelName> model = Optional.of(new ModelName("stub", "vectors"));
    int dimension = 8;
    boolean down;

    @Override
    public Optional<ModelName> model() {
        return model;
    }

    @Override
    public Outcome embed(ModelName asked, List<String> texts, Prompt.Payer payer) {
        calls.add(List.copyOf(texts));
        payers.add(payer);
        return down
                ? new Outcome.Silent(new Model.Outcome.Unanswered(
                        List.of(new Model.Switch(asked, new ModelFault.Transient("HTTP 503")))))
                : new Outcome.Made(new Embedding.Vectors(
                        texts.stream().map(this::vector).toList(), asked.model(), TokenUse.NONE, ""));
    }

    /** All texts it was asked for, from the first call on. */
    Stream<String> texts() {
        return calls.stream().flatMap(List::stream);
    }

    private float[] vector(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        float[] vector = new float[dimension];
        vector[dimension - 1] = 0.1f;
        for (int i = 0; i < ALIKE.size(); i++) {
            vector[i] = ALIKE.get(i).stream().anyMatch(lower::contains) ? 1 : 0;
        }
        double length = 0;
        for (float number : vector) {
            length += number * number;
        }
        for (int i = 0; i < dimension; i++) {
            vector[i] /= (float) Math.sqrt(length);
        }
        return vector;
    }
}
