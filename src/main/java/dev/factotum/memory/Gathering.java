package dev.factotum.memory;

import dev.factotum.vault.Vault;
import dev.factotum.world.FileFacts;
import dev.factotum.world.FileTooLargeException;
import dev.factotum.world.Sighted;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field.Store;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;

/** Brings the index up to the notes, by what the disk says of them, so many a time. */
final class Gathering implements IndexFolder.Change {
    private static final int MOST_READ = 400;
    private static final int MOST_FILES = 100_000;
    private static final String FILE = "file";
    private static final String SHELF = "shelf";
    private static final String FACTS = "facts";

    private final Vault vault;
    private final TextReader reader;

    Gathering(Vault vault) {
        this.vault = vault;
        this.reader = new TextReader(vault);
    }

    /** @param noted what was last looked at, by shelf */
    @Override
    public void make(IndexWriter writer, DirectoryReader before, Map<String, String> noted) throws IOException {
        int left = MOST_READ;
        for (Shelf shelf : Shelf.all(vault)) {
            left -= gather(shelf, writer, before, noted, left);
        }
    }

    /** @return how many files were read */
    private int gather(Shelf shelf, IndexWriter writer, DirectoryReader before, Map<String, String> noted, int left)
            throws IOException {
        String name = vault.root().relativize(shelf.folder()).toString();
        Optional<FileFacts> facts = vault.world().disk().facts(shelf.folder());
        String state = facts.map(there -> there.modified().toString()).orElse("");
        if (shelf.settled() && state.equals(noted.get(name)) || facts.isEmpty() && !noted.containsKey(name)) {
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
            writer.deleteDocuments(new Term(Remembered.PATH, path));
            writer.addDocument(file(name, path, fresh));
            int number = 0;
            for (Text text : texts(shelf, one)) {
                writer.addDocument(new Remembered(path + "#" + number++, text).document());
            }
        }
        for (String gone : known.keySet()) {
            writer.deleteDocuments(new Term(Remembered.PATH, gone));
        }
        if (whole && !facts.isEmpty()) {
            noted.put(name, state);
        } else {
            noted.remove(name);
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
            known.put(file.get(Remembered.PATH), file.get(FACTS));
        }
        return known;
    }

    private static Document file(String shelf, String path, String facts) {
        Document document = new Document();
        document.add(new StringField("type", FILE, Store.NO));
        document.add(new StringField(SHELF, shelf, Store.NO));
        document.add(new StringField(Remembered.PATH, path, Store.YES));
        document.add(new StoredField(FACTS, facts));
        return document;
    }
}
