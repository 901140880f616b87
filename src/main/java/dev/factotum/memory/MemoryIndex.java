package dev.factotum.memory;

import dev.factotum.llm.Embeddings;
import dev.factotum.llm.ModelName;
import dev.factotum.llm.Prompt.Payer;
import dev.factotum.problem.ProblemException;
import dev.factotum.vault.Vault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.standard.StandardAnalyzer;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.Term;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What people wrote and approved, found by its words and, where a model makes vectors, by what it means: an index in
 * {@code .agent/local/index/memory} that can be deleted at any time. Thread-safe.
 */
final class MemoryIndex {
    private static final Logger LOG = LoggerFactory.getLogger(MemoryIndex.class);

    /** The index is read whole: some 10,000 vectors of 1,536 numbers. */
    private static final long MOST_BYTES = 64L << 20;

    private final long mostBytes;
    private final IndexFolder folder;
    private final Gathering gathering;
    private final Vectors vectors;
    private final Analyzer analyzer = new StandardAnalyzer();
    private final ReentrantLock lock = new ReentrantLock();

    MemoryIndex(Vault vault, Embeddings embeddings) {
        this(vault, embeddings, MOST_BYTES);
    }

    /** @param mostBytes of vectors: texts beyond are found by their words */
    MemoryIndex(Vault vault, Embeddings embeddings, long mostBytes) {
        this.mostBytes = mostBytes;
        this.folder = new IndexFolder(vault, analyzer);
        this.gathering = new Gathering(vault);
        this.vectors = new Vectors(vault, embeddings);
    }

    /**
     * What is looked for.
     *
     * @param client folded name; empty for what is no client's: one's texts are never found for another
     * @param kind of the matter; empty for any
     * @param rest whether what does not fit follows, the newest first
     * @param payer of the vector of the words
     */
    record Query(
            String client,
            Optional<String> kind,
            Set<Provenance> provenance,
            String words,
            int most,
            boolean rest,
            Payer payer) {}

    /** Where the vectors stand that the words are compared with, and theirs. */
    record Aim(String field, float[] vector) {}

    /** The most fitting first, the newest of equals. Nothing waits for a provider while the index is locked. */
    List<Text> search(Query query) throws IOException, InterruptedException {
        boolean any = whole(() -> {
            folder.change(gathering);
            return folder.look(index -> new Searching(index, analyzer).any(query))
                    .orElse(false);
        });
        Optional<ModelName> model = any ? vectors.model() : Optional.empty();
        Optional<Aim> aim = model.isPresent() ? aim(model.get(), query) : Optional.empty();
        List<Remembered> found = whole(() -> folder.look(index -> new Searching(index, analyzer).found(query, aim))
                .orElse(List.of()));
        return found.stream().map(Remembered::text).toList();
    }

    /** Whatever keeps vectors from being made, the words are compared all the same. */
    private Optional<Aim> aim(ModelName model, Query query) throws InterruptedException {
        try {
            Optional<float[]> vector = vectors.ofQuestion(model, query.words(), query.payer());
            if (vector.isEmpty()) {
                return Optional.empty();
            }
            Aim aim = new Aim(Remembered.field(model, vector.get().length), vector.get());
            fill(model, aim, query);
            return Optional.of(aim);
        } catch (IOException | ProblemException failed) {
            LOG.atWarn().addKeyValue("error", failed.getClass().getSimpleName()).log("vectors");
            return Optional.empty();
        }
    }

    /** Gives texts of this client the vectors that they lack, so many a time, at this client's cost. */
    private void fill(ModelName model, Aim aim, Query query) throws IOException, InterruptedException {
        List<Remembered> lacking =
                whole(() -> folder.look(index -> new Searching(index, analyzer).lacking(query.client(), aim, mostBytes))
                        .orElse(List.of()));
        if (lacking.isEmpty()) {
            return;
        }
        Set<String> words = new LinkedHashSet<>();
        lacking.forEach(one -> words.add(one.text().words()));
        Payer payer = new Payer("", query.payer().client(), Optional.empty());
        Map<String, float[]> made = vectors.of(model, aim.vector().length, words, payer);
        if (!made.isEmpty()) {
            whole(() -> {
                folder.change((writer, before, noted) -> put(writer, before, lacking, made, aim.field()));
                return true;
            });
        }
    }

    /** A text that has changed since is left for the next time. */
    private void put(
            IndexWriter writer,
            DirectoryReader before,
            List<Remembered> lacking,
            Map<String, float[]> made,
            String field)
            throws IOException {
        Searching searching = new Searching(before, analyzer);
        for (Remembered one : lacking) {
            float[] vector = made.get(one.text().words());
            if (vector != null && searching.holds(one)) {
                writer.updateDocument(new Term(Remembered.KEY, one.key()), one.document(field, vector));
            }
        }
    }

    /** Something done with the index. */
    private interface Work<T> {
        T done() throws IOException;
    }

    /** An index that cannot be read is made anew, once. */
    private <T> T whole(Work<T> work) throws IOException {
        lock.lock();
        try {
            try {
                return work.done();
            } catch (IOException | UncheckedIOException | IllegalArgumentException spoilt) {
                folder.drop();
                folder.change(gathering);
                return work.done();
            }
        } catch (UncheckedIOException refused) {
            throw new IOException(refused);
        } finally {
            lock.unlock();
        }
    }
}
