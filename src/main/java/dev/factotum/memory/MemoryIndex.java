package dev.factotum.memory;

import dev.factotum.vault.Claims.Claim;
import dev.factotum.vault.Vault;
import dev.factotum.world.FileFacts;
import dev.factotum.world.FileTooLargeException;
import dev.factotum.world.Sighted;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.standard.StandardAnalyzer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field.Store;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.SerialMergeScheduler;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.search.TermQuery;

/**
 * What people wrote and approved, found by its words: an index in {@code .agent/local/index/memory} that can be deleted at
 * any time. It follows the notes by what the disk says of them, so many a time. Thread-safe.
 */
final class MemoryIndex {
    private static final int MOST_READ = 400;
    private static final int MOST_FILES = 100_000;
    private static final int MOST_TERMS = 64;
    private static final String FILE = "file";
    private static final String SHELF = "shelf";
    private static final String PATH = "path";
    private static final String FACTS = "facts";

    /** It tells of modules that would make it faster, on standard error; held, for levels of forgotten loggers are lost. */
    private static final Logger TELLS = Logger.getLogger("org.apache.lucene");

    private final Vault vault;
    private final Path folder;
    private final TextReader reader;
    private final Analyzer analyzer = new StandardAnalyzer();
    private final ReentrantLock lock = new ReentrantLock();

    MemoryIndex(Vault vault) {
        this.vault = vault;
        this.folder = vault.hidden().resolve("local/index/memory");
        this.reader = new TextReader(vault);
        TELLS.setLevel(Level.OFF);
    }

    /**
     * What is looked for.
     *
     * @param client folded name; empty for what is no client's: one's texts are never found for another
     * @param kind of the matter; empty for any
     */
    record Query(String client, Optional<String> kind, Set<Provenance> provenance, String words, int most) {}

    /** The most fitting first, the newest of equals. An index that cannot be read is made anew, once. */
    List<Text> search(Query query) throws IOException {
        lock.lock();
        try {
            try {
                update();
                return found(query);
            } catch (IOException | UncheckedIOException | IllegalArgumentException spoilt) {
                drop();
                update();
                return found(query);
            }
        } catch (UncheckedIOException refused) {
            throw new IOException(refused);
        } finally {
            lock.unlock();
        }
    }

    private DiskDirectory directory() {
        return new DiskDirectory(vault.world().disk(), vault.files(), folder);
    }

    private void drop() throws IOException {
        DiskDirectory directory = directory();
        for (String name : directory.listAll()) {
            directory.deleteFile(name);
        }
    }

    /** Another process that is at it does it for us. */
    @SuppressWarnings("try") // holding the claim is its whole use
    private void update() throws IOException {
        Optional<Claim> claim = vault.claims().claim("index:memory");
        if (claim.isEmpty()) {
            return;
        }
        try (Claim held = claim.get();
                DiskDirectory directory = directory()) {
            IndexWriterConfig config = new IndexWriterConfig(analyzer).setMergeScheduler(new SerialMergeScheduler());
            try (IndexWriter writer = new IndexWriter(directory, config);
                    DirectoryReader before = DirectoryReader.open(writer)) {
                Map<String, String> looked =
                        new HashMap<>(before.getIndexCommit().getUserData());
                int left = MOST_READ;
                for (Shelf shelf : Shelf.all(vault)) {
                    left -= update(shelf, writer, before, looked, left);
                }
                if (writer.hasUncommittedChanges()) {
                    writer.setLiveCommitData(looked.entrySet());
                    writer.commit();
                } else {
                    writer.rollback();
                }
            }
        }
    }

    /** @return how many files were read */
    private int update(Shelf shelf, IndexWriter writer, DirectoryReader before, Map<String, String> looked, int left)
            throws IOException {
        String name = vault.root().relativize(shelf.folder()).toString();
        Optional<FileFacts> facts = vault.world().disk().facts(shelf.folder());
        String state = facts.map(there -> there.modified().toString()).orElse("");
        if (shelf.settled() && state.equals(looked.get(name)) || facts.isEmpty() && !looked.containsKey(name)) {
            return 0;
        }
        Map<String, String> known = known(before, name);
        int read = 0;
        boolean whole = true;
        for (Sighted one : sighted(shelf)) {
            String path =
                    vault.root().relativize(shelf.folder().resolve(one.name())).toString();
            String fresh = one.facts().size() + " " + one.facts().modified() + " "
                    + one.facts().key();
            if (fresh.equals(known.remove(path))) {
                continue;
            }
            if (read >= left) {
                whole = false;
                continue;
            }
            read++;
            writer.deleteDocuments(new Term(PATH, path));
            writer.addDocument(file(name, path, fresh));
            for (Text text : texts(shelf, one)) {
                writer.addDocument(document(text));
            }
        }
        for (String gone : known.keySet()) {
            writer.deleteDocuments(new Term(PATH, gone));
        }
        if (whole && !facts.isEmpty()) {
            looked.put(name, state);
        } else {
            looked.remove(name);
        }
        return read;
    }

    private List<Text> texts(Shelf shelf, Sighted one) throws IOException {
        try {
            return reader.read(
                    shelf.folder().resolve(one.name()),
                    shelf.origin(),
                    shelf.client(),
                    one.facts().modified());
        } catch (FileTooLargeException | NoSuchFileException none) {
            return List.of();
        }
    }

    private List<Sighted> sighted(Shelf shelf) throws IOException {
        try {
            return vault.world().disk().sight(shelf.folder(), shelf::holds).stream()
                    .filter(one -> one.facts().kind() == FileFacts.Kind.FILE)
                    .toList();
        } catch (NoSuchFileException none) {
            return List.of();
        }
    }

    /** What the index last saw of a shelf: path to facts. */
    private static Map<String, String> known(DirectoryReader before, String shelf) throws IOException {
        Map<String, String> known = new HashMap<>();
        IndexSearcher searcher = new IndexSearcher(before);
        for (ScoreDoc hit : searcher.search(new TermQuery(new Term(SHELF, shelf)), MOST_FILES).scoreDocs) {
            Document file = searcher.storedFields().document(hit.doc);
            known.put(file.get(PATH), file.get(FACTS));
        }
        return known;
    }

    private static Document file(String shelf, String path, String facts) {
        Document document = new Document();
        document.add(new StringField("type", FILE, Store.NO));
        document.add(new StringField(SHELF, shelf, Store.NO));
        document.add(new StringField(PATH, path, Store.YES));
        document.add(new StoredField(FACTS, facts));
        return document;
    }

    private static Document document(Text text) {
        Document document = new Document();
        document.add(new StringField(PATH, text.path(), Store.YES));
        document.add(new StringField("client", text.client(), Store.YES));
        document.add(new StringField("kind", text.kind(), Store.YES));
        document.add(new StringField("skill", text.skill(), Store.YES));
        document.add(new StringField("provenance", text.provenance().name(), Store.YES));
        document.add(new NumericDocValuesField("at", text.at().toEpochMilli()));
        document.add(new StoredField("at", text.at().toEpochMilli()));
        document.add(new TextField("words", text.words(), Store.YES));
        return document;
    }

    private List<Text> found(Query query) throws IOException {
        List<Text> found = new ArrayList<>();
        try (DiskDirectory directory = directory()) {
            if (!DirectoryReader.indexExists(directory)) {
                return found;
            }
            try (DirectoryReader open = DirectoryReader.open(directory)) {
                IndexSearcher searcher = new IndexSearcher(open);
                Sort sort = new Sort(SortField.FIELD_SCORE, new SortField("at", SortField.Type.LONG, true));
                for (ScoreDoc hit : searcher.search(lucene(query), query.most(), sort).scoreDocs) {
                    found.add(text(searcher.storedFields().document(hit.doc)));
                }
            }
        }
        return found;
    }

    private BooleanQuery lucene(Query query) throws IOException {
        BooleanQuery.Builder wanted = new BooleanQuery.Builder();
        wanted.add(new TermQuery(new Term("client", query.client())), Occur.FILTER);
        query.kind().ifPresent(kind -> wanted.add(new TermQuery(new Term("kind", kind)), Occur.FILTER));
        BooleanQuery.Builder anyOf = new BooleanQuery.Builder();
        query.provenance().forEach(one -> anyOf.add(new TermQuery(new Term("provenance", one.name())), Occur.SHOULD));
        wanted.add(anyOf.build(), Occur.FILTER);
        for (String term : terms(query.words())) {
            wanted.add(new TermQuery(new Term("words", term)), Occur.SHOULD);
        }
        return wanted.build();
    }

    private Set<String> terms(String words) throws IOException {
        Set<String> terms = new LinkedHashSet<>();
        try (TokenStream tokens = analyzer.tokenStream("words", words)) {
            CharTermAttribute term = tokens.addAttribute(CharTermAttribute.class);
            tokens.reset();
            while (terms.size() < MOST_TERMS && tokens.incrementToken()) {
                terms.add(term.toString());
            }
            tokens.end();
        }
        return terms;
    }

    private static Text text(Document document) {
        return new Text(
                document.get("path"),
                document.get("client"),
                document.get("kind"),
                document.get("skill"),
                Provenance.valueOf(document.get("provenance")),
                Instant.ofEpochMilli(document.getField("at").numericValue().longValue()),
                document.get("words"));
    }
}
