package dev.factotum.crew;

import dev.factotum.llm.Embeddings;
import dev.factotum.llm.ModelName;
import dev.factotum.llm.Prompt;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Tells the audit log of every call for vectors; why there are none it tells once, until there are some again. Thread-safe. */
public final class NotedEmbeddings implements Embeddings {
    private final Embeddings embeddings;
    private final CallBook calls;
    private final AtomicReference<Optional<String>> told = new AtomicReference<>(Optional.empty());

    public NotedEmbeddings(Embeddings embeddings, CallBook calls) {
        this.embeddings = embeddings;
        this.calls = calls;
    }

    @Override
    public Optional<ModelName> model() {
        return embeddings.model();
    }

    @Override
    public Outcome embed(ModelName model, List<String> texts, Prompt.Payer payer)
            throws IOException, InterruptedException {
        Outcome outcome = embeddings.embed(model, texts, payer);
        Optional<String> why =
                outcome instanceof Outcome.Silent(var silence) ? Asking.silence(silence) : Optional.empty();
        boolean known = told.getAndSet(why).equals(why);
        if (why.isEmpty() || !known) {
            calls.note(model, payer, outcome);
        }
        return outcome;
    }
}
