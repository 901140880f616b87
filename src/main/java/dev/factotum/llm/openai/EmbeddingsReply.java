package dev.factotum.llm.openai;

import com.fasterxml.jackson.databind.JsonNode;
import dev.factotum.llm.Embedding;
import dev.factotum.llm.ModelFault;
import dev.factotum.llm.Reply;
import dev.factotum.llm.wire.Caller.Got;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Takes vectors only as they were asked for: one for each text, all of one length, none without a direction. */
record EmbeddingsReply(String provider, String model, int texts, Got.Body body) {
    Embedding read() {
        JsonNode data = body.json().path("data");
        if (!data.isArray() || data.size() != texts) {
            return unusable("answered " + data.size() + " vectors for " + texts + (texts == 1 ? " text" : " texts"));
        }
        float[][] vectors = new float[texts][];
        for (int i = 0; i < texts; i++) {
            JsonNode one = data.path(i);
            int index =
                    one.path("index").isMissingNode() ? i : one.path("index").asInt(-1);
            if (index < 0 || index >= texts || vectors[index] != null) {
                return unusable("does not say which text each vector is of");
            }
            Optional<float[]> vector = vector(one.path("embedding"));
            if (vector.isEmpty()) {
                return unusable("answered a vector that is none: it must have 1 to " + Embedding.LONGEST
                        + " numbers, not all of them 0");
            }
            vectors[index] = vector.get();
        }
        List<float[]> all = Arrays.asList(vectors);
        long lengths = all.stream().mapToInt(vector -> vector.length).distinct().count();
        return lengths == 1
                ? new Embedding.Vectors(
                        all,
                        body.json().path("model").asText(model),
                        EmbeddingsProvider.use(body.json()),
                        body.requestId())
                : unusable("answered vectors of " + lengths + " different lengths");
    }

    /** Brought to length one; empty where it has no direction. */
    private static Optional<float[]> vector(JsonNode numbers) {
        if (!numbers.isArray() || numbers.isEmpty() || numbers.size() > Embedding.LONGEST) {
            return Optional.empty();
        }
        double[] read = new double[numbers.size()];
        double squares = 0;
        for (int i = 0; i < read.length; i++) {
            read[i] = numbers.path(i).isNumber() ? numbers.path(i).doubleValue() : Double.NaN;
            squares += read[i] * read[i];
        }
        double length = Math.sqrt(squares);
        if (!Double.isFinite(length) || length < Float.MIN_NORMAL) {
            return Optional.empty();
        }
        float[] vector = new float[read.length];
        for (int i = 0; i < read.length; i++) {
            vector[i] = (float) (read[i] / length);
        }
        return Optional.of(vector);
    }

    private Embedding unusable(String what) {
        return new Reply.Failure(
                new ModelFault.Unusable(provider + ": " + model + " " + what),
                EmbeddingsProvider.use(body.json()),
                body.requestId());
    }
}
