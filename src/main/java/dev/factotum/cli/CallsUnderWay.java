package dev.factotum.cli;

import dev.factotum.llm.Embedder;
import dev.factotum.llm.Provider;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The calls that wait for a provider, so that Ctrl-C need not. A thread is interrupted while it waits for an answer and at no
 * other moment, for an interrupt would close the file it is writing. Thread-safe.
 */
final class CallsUnderWay {
    private final Set<Waiting> waiting = ConcurrentHashMap.newKeySet();

    /** One thread while it waits. */
    private static final class Waiting {
        private final Thread thread = Thread.currentThread();
        private boolean over;

        synchronized void interrupt() {
            if (!over) {
                thread.interrupt();
            }
        }

        /** An interrupt that came with the answer is taken back. */
        synchronized void end() {
            over = true;
            Thread.interrupted();
        }
    }

    /** The same provider, whose calls can be ended. */
    Provider endable(Provider provider) {
        return (model, prompt) -> waitedFor(() -> provider.call(model, prompt));
    }

    /** The same way of making vectors, whose calls can be ended. */
    Embedder endableVectors(Embedder embedder) {
        return (model, texts) -> waitedFor(() -> embedder.embed(model, texts));
    }

    /** A call that waits for a provider. */
    private interface Call<E> {
        E end() throws InterruptedException;
    }

    private <E> E waitedFor(Call<E> call) throws InterruptedException {
        Waiting mine = new Waiting();
        waiting.add(mine);
        try {
            return call.end();
        } finally {
            waiting.remove(mine);
            mine.end();
        }
    }

    /** Ends the waits there are. */
    void end() {
        waiting.forEach(Waiting::interrupt);
    }
}
