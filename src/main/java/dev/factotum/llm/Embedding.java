package dev.factotum.llm;

import java.util.List;
import java.util.Optional;

/** What one call for vectors brought. */
public sealed interface Embedding extends CallEnd permits Embedding.Vectors, Reply.Failure {
    /** A vector longer than this is no vector of ours: what searches takes none. */
    int LONGEST = 4_096;

    /**
     * A vector for each text, in the order of the texts: all of one length, none of them zero, each of length one.
     *
     * @param model the model that made them, as its provider names it
     */
    record Vectors(List<float[]> vectors, String model, TokenUse use, String requestId) implements Embedding {
        public Vectors {
            vectors = List.copyOf(vectors);
        }

        @Override
        public Optional<ModelFault> failed() {
            return Optional.empty();
        }

        /** How many numbers each has. */
        public int dimension() {
            return vectors.isEmpty() ? 0 : vectors.getFirst().length;
        }
    }
}
