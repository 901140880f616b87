package dev.factotum.memory;

import dev.factotum.llm.Embedding;
import java.io.IOException;
import org.apache.lucene.codecs.Codec;
import org.apache.lucene.codecs.FilterCodec;
import org.apache.lucene.codecs.KnnVectorsFormat;
import org.apache.lucene.codecs.KnnVectorsReader;
import org.apache.lucene.codecs.KnnVectorsWriter;
import org.apache.lucene.codecs.lucene99.Lucene99HnswVectorsFormat;
import org.apache.lucene.codecs.perfield.PerFieldKnnVectorsFormat;
import org.apache.lucene.index.SegmentReadState;
import org.apache.lucene.index.SegmentWriteState;

/**
 * The library's own format, taking vectors of the length that models make; by itself it takes 1,024 numbers. What is
 * written has the usual names, so it is read without this.
 */
final class LongVectors extends KnnVectorsFormat {
    private final KnnVectorsFormat usual;

    private LongVectors(KnnVectorsFormat usual) {
        super(usual.getName());
        this.usual = usual;
    }

    static Codec codec() {
        PerFieldKnnVectorsFormat format = new PerFieldKnnVectorsFormat() {
            @Override
            public KnnVectorsFormat getKnnVectorsFormatForField(String field) {
                return new LongVectors(new Lucene99HnswVectorsFormat());
            }
        };
        Codec usual = Codec.getDefault();
        return new FilterCodec(usual.getName(), usual) {
            @Override
            public KnnVectorsFormat knnVectorsFormat() {
                return format;
            }
        };
    }

    @Override
    public KnnVectorsWriter fieldsWriter(SegmentWriteState state) throws IOException {
        return usual.fieldsWriter(state);
    }

    @Override
    public KnnVectorsReader fieldsReader(SegmentReadState state) throws IOException {
        return usual.fieldsReader(state);
    }

    @Override
    public int getMaxDimensions(String field) {
        return Embedding.LONGEST;
    }
}
