package dev.factotum.memory;

import dev.factotum.memory.MemoryIndex.Aim;
import dev.factotum.memory.MemoryIndex.Query;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.FieldExistsQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.search.TermQuery;

/** Searches in one state of the index. Whose a text is, is part of each query: nothing of another client is ever found. */
final class Searching {
    private static final int MOST_TERMS = 64;
    private static final int MOST_LACKING = 512;
    private static final SortField LATEST = new SortField(Remembered.AT, SortField.Type.LONG, true);
    private static final SortField BY_KEY = new SortField(Remembered.KEY, SortField.Type.STRING);

    private final IndexSearcher searcher;
    private final Analyzer analyzer;

    Searching(DirectoryReader index, Analyzer analyzer) {
        this.searcher = new IndexSearcher(index);
        this.analyzer = analyzer;
    }

    /** Whether anything can be found, whatever its words. */
    boolean any(Query query) throws IOException {
        return searcher.search(wanted(query).build(), 1).scoreDocs.length > 0;
    }

    /** @param aim empty where words alone are compared */
    List<Remembered> found(Query query, Optional<Aim> aim) throws IOException {
        List<Remembered> byWords = byWords(query);
        Set<Remembered> found =
                new LinkedHashSet<>(aim.isPresent() ? Fusion.of(byWords, byVector(query, aim.get())) : byWords);
        if (query.rest() && found.size() < query.most()) {
            found.addAll(remembered(wanted(query).build(), query.most(), new Sort(LATEST, BY_KEY)));
        }
        return found.stream().limit(query.most()).toList();
    }

    /**
     * Texts of a client without a vector to compare with this one, the newest first.
     *
     * @param mostBytes of all such vectors in the index: where there are as many, no text lacks one
     */
    List<Remembered> lacking(String client, Aim aim, long mostBytes) throws IOException {
        long room = mostBytes / Float.BYTES / aim.vector().length - searcher.count(new FieldExistsQuery(aim.field()));
        if (room <= 0) {
            return List.of();
        }
        BooleanQuery lacking = new BooleanQuery.Builder()
                .add(new TermQuery(new Term(Remembered.CLIENT, client)), Occur.FILTER)
                .add(new FieldExistsQuery(Remembered.KEY), Occur.FILTER)
                .add(new TermQuery(new Term(Remembered.VECTOR, aim.field())), Occur.MUST_NOT)
                .build();
        return remembered(lacking, (int) Math.min(room, MOST_LACKING), new Sort(LATEST, BY_KEY));
    }

    /** Whether this very text still stands there. */
    boolean holds(Remembered text) throws IOException {
        TermQuery query = new TermQuery(new Term(Remembered.KEY, text.key()));
        return remembered(query, 1, new Sort(BY_KEY)).contains(text);
    }

    private List<Remembered> byWords(Query query) throws IOException {
        Set<String> terms = terms(query.words());
        if (terms.isEmpty()) {
            return List.of();
        }
        BooleanQuery.Builder wanted = wanted(query).setMinimumNumberShouldMatch(1);
        for (String term : terms) {
            wanted.add(new TermQuery(new Term(Remembered.WORDS, term)), Occur.SHOULD);
        }
        return remembered(wanted.build(), query.most(), new Sort(SortField.FIELD_SCORE, LATEST, BY_KEY));
    }

    private List<Remembered> byVector(Query query, Aim aim) throws IOException {
        KnnFloatVectorQuery near = new KnnFloatVectorQuery(
                aim.field(), aim.vector(), query.most(), wanted(query).build());
        return remembered(near, query.most(), new Sort(SortField.FIELD_SCORE, LATEST, BY_KEY));
    }

    /** Whose, of what kind, and who stands behind it. */
    private static BooleanQuery.Builder wanted(Query query) {
        BooleanQuery.Builder wanted = new BooleanQuery.Builder();
        wanted.add(new TermQuery(new Term(Remembered.CLIENT, query.client())), Occur.FILTER);
        query.kind().ifPresent(kind -> wanted.add(new TermQuery(new Term(Remembered.KIND, kind)), Occur.FILTER));
        BooleanQuery.Builder anyOf = new BooleanQuery.Builder();
        query.provenance()
                .forEach(one -> anyOf.add(new TermQuery(new Term(Remembered.PROVENANCE, one.name())), Occur.SHOULD));
        return wanted.add(anyOf.build(), Occur.FILTER);
    }

    private Set<String> terms(String words) throws IOException {
        Set<String> terms = new LinkedHashSet<>();
        try (TokenStream tokens = analyzer.tokenStream(Remembered.WORDS, words)) {
            CharTermAttribute term = tokens.addAttribute(CharTermAttribute.class);
            tokens.reset();
            while (terms.size() < MOST_TERMS && tokens.incrementToken()) {
                terms.add(term.toString());
            }
            tokens.end();
        }
        return terms;
    }

    private List<Remembered> remembered(org.apache.lucene.search.Query query, int most, Sort sort) throws IOException {
        List<Remembered> found = new ArrayList<>();
        for (ScoreDoc hit : searcher.search(query, most, sort).scoreDocs) {
            found.add(Remembered.of(searcher.storedFields().document(hit.doc)));
        }
        return found;
    }
}
