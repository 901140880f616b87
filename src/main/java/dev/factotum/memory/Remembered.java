package dev.factotum.memory;

import dev.factotum.llm.ModelName;
import dev.factotum.vault.Digest;
import java.time.Instant;
import java.util.Comparator;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field.Store;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.util.BytesRef;

/**
 * A text as it stands in the index.
 *
 * @param key its note and its place among the note's texts
 */
record Remembered(String key, Text text) {
    static final String PATH = "path";
    static final String KEY = "key";
    static final String CLIENT = "client";
    static final String KIND = "kind";
    static final String PROVENANCE = "provenance";
    static final String AT = "at";
    static final String WORDS = "words";

    /** The field of its vector; it has none before one was made. */
    static final String VECTOR = "vector";

    /** The newest first, and always in the same order. */
    static final Comparator<Remembered> NEWEST =
            Comparator.comparing((Remembered one) -> one.text().at()).reversed().thenComparing(Remembered::key);

    /** Where the vectors of a model stand: other models' cannot be compared with them, nor those of another length. */
    static String field(ModelName model, int dimension) {
        return "vector-" + Digest.of(model.toString()).hex().substring(0, 16) + "-" + dimension;
    }

    static Remembered of(Document document) {
        Text text = new Text(
                document.get(PATH),
                document.get(CLIENT),
                document.get(KIND),
                document.get("skill"),
                Provenance.valueOf(document.get(PROVENANCE)),
                Instant.ofEpochMilli(document.getField(AT).numericValue().longValue()),
                document.get(WORDS));
        return new Remembered(document.get(KEY), text);
    }

    Document document() {
        Document document = new Document();
        document.add(new StringField(PATH, text.path(), Store.YES));
        document.add(new StringField(KEY, key, Store.YES));
        document.add(new SortedDocValuesField(KEY, new BytesRef(key)));
        document.add(new StringField(CLIENT, text.client(), Store.YES));
        document.add(new StringField(KIND, text.kind(), Store.YES));
        document.add(new StringField("skill", text.skill(), Store.YES));
        document.add(new StringField(PROVENANCE, text.provenance().name(), Store.YES));
        document.add(new NumericDocValuesField(AT, text.at().toEpochMilli()));
        document.add(new StoredField(AT, text.at().toEpochMilli()));
        document.add(new TextField(WORDS, text.words(), Store.YES));
        return document;
    }

    Document document(String field, float[] vector) {
        Document document = document();
        document.add(new StringField(VECTOR, field, Store.NO));
        document.add(new KnnFloatVectorField(field, vector, VectorSimilarityFunction.DOT_PRODUCT));
        return document;
    }
}
