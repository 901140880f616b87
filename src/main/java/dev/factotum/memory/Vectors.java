package dev.factotum.memory;

import dev.factotum.llm.Embeddings;
import dev.factotum.llm.ModelName;
import dev.factotum.llm.Prompt.Payer;
import dev.factotum.vault.Claims.Claim;
import dev.factotum.vault.Vault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Vectors of texts: those that were paid for before, and of the others so many a time as are asked for in four calls.
 * Thread-safe.
 */
final class Vectors {
    /** Calls for texts that one search makes at most; the next one goes on. */
    private static final int MOST_CALLS = 4;

    private final Vault vault;
    private final Embeddings embeddings;
    private final VectorCache texts;
    private final VectorCache questions;

    Vectors(Vault vault, Embeddings embeddings) {
        this.vault = vault;
        this.embeddings = embeddings;
        this.texts = new VectorCache(vault, VectorCache.Kind.TEXTS);
        this.questions = new VectorCache(vault, VectorCache.Kind.QUESTIONS);
    }

    /** The model to compare by; empty where none is set. */
    Optional<ModelName> model() {
        return embeddings.model();
    }

    /** Of what is looked for; empty where nobody makes it at present. */
    Optional<float[]> ofQuestion(ModelName model, String words, Payer payer) throws IOException, InterruptedException {
        String text = cut(words);
        Optional<float[]> kept = text.isBlank() ? Optional.empty() : questions.kept(model, text);
        if (kept.isPresent() || text.isBlank()) {
            return kept;
        }
        if (embeddings.embed(model, List.of(text), payer) instanceof Embeddings.Outcome.Made(var made)) {
            questions.keep(model, text, made.vectors().getFirst());
            return Optional.of(made.vectors().getFirst());
        }
        return Optional.empty();
    }

    /**
     * Of as many of these texts as there are at present, by text.
     *
     * @param dimension how long the vectors are that they are compared with; a kept one of another length is made anew
     * @param payer all the texts are this client's
     */
    Map<String, float[]> of(ModelName model, int dimension, Collection<String> wanted, Payer payer)
            throws IOException, InterruptedException {
        Map<String, float[]> found = new LinkedHashMap<>();
        Map<String, Set<String>> missing = new LinkedHashMap<>();
        for (String text : wanted) {
            String cut = cut(text);
            Optional<float[]> kept = texts.kept(model, cut).filter(vector -> vector.length == dimension);
            kept.ifPresent(vector -> found.put(text, vector));
            if (kept.isEmpty()) {
                missing.computeIfAbsent(cut, none -> new LinkedHashSet<>()).add(text);
            }
        }
        if (!missing.isEmpty()) {
            ask(model, dimension, missing, payer, found);
        }
        return found;
    }

    /**
     * One process at a time: two would pay the same texts twice. Where the model has come to make vectors of another
     * length, what was looked for before is asked anew.
     */
    private void ask(
            ModelName model, int dimension, Map<String, Set<String>> missing, Payer payer, Map<String, float[]> found)
            throws IOException, InterruptedException {
        Optional<Claim> held = vault.claims().claim("index:vectors");
        if (held.isEmpty()) {
            return;
        }
        try (Claim claim = held.get()) {
            for (List<String> some : calls(missing.keySet())) {
                claim.confirm();
                if (!(embeddings.embed(model, some, payer) instanceof Embeddings.Outcome.Made(var made))) {
                    return;
                }
                for (int i = 0; i < some.size(); i++) {
                    texts.keep(model, some.get(i), made.vectors().get(i));
                }
                if (made.dimension() != dimension) {
                    questions.clear();
                    return;
                }
                for (int i = 0; i < some.size(); i++) {
                    float[] vector = made.vectors().get(i);
                    missing.getOrDefault(some.get(i), Set.of()).forEach(text -> found.put(text, vector));
                }
            }
        }
    }

    private static List<List<String>> calls(Collection<String> texts) {
        List<List<String>> calls = new ArrayList<>();
        List<String> call = new ArrayList<>();
        int bytes = 0;
        for (String text : texts) {
            int length = text.getBytes(StandardCharsets.UTF_8).length;
            if (!call.isEmpty()
                    && (call.size() == Embeddings.MOST_TEXTS || bytes + length > Embeddings.MOST_BYTES_OF_CALL)) {
                calls.add(call);
                call = new ArrayList<>();
                bytes = 0;
            }
            if (calls.size() == MOST_CALLS) {
                return calls;
            }
            call.add(text);
            bytes += length;
        }
        calls.add(call);
        return calls;
    }

    /** Its beginning, as far as a model takes it, without half a character at the end. */
    private static String cut(String text) {
        String stripped = text.strip();
        if (stripped.length() * 3L <= Embeddings.MOST_BYTES) {
            return stripped;
        }
        int bytes = 0;
        int at = 0;
        while (at < stripped.length()) {
            int letter = stripped.codePointAt(at);
            bytes += letter < 0x80 ? 1 : letter < 0x800 ? 2 : letter < 0x10000 ? 3 : 4;
            if (bytes > Embeddings.MOST_BYTES) {
                return stripped.substring(0, at);
            }
            at += Character.charCount(letter);
        }
        return stripped;
    }
}
