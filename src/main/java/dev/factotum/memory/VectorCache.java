package dev.factotum.memory;

import dev.factotum.llm.Embedding;
import dev.factotum.llm.ModelName;
import dev.factotum.vault.Digest;
import dev.factotum.vault.Vault;
import dev.factotum.world.FileTooLargeException;
import dev.factotum.world.Sighted;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * Vectors that were paid for, under {@code .agent/cache}, by the digest of their model and text; the index can be deleted
 * without losing them. Nothing is forced: what a power failure spoils is seen by its sum, and only paid again. Thread-safe.
 */
final class VectorCache {
    private static final byte[] MARK = "FVEC1\n".getBytes(StandardCharsets.US_ASCII);
    private static final long LARGEST = 1 << 16;
    private static final int SWEEP_EVERY = 200;

    private final Vault vault;
    private final Kind kind;
    private int untilSweep = SWEEP_EVERY;

    VectorCache(Vault vault, Kind kind) {
        this.vault = vault;
        this.kind = kind;
    }

    /** What the vectors are of; the oldest go where there are too many. */
    enum Kind {
        TEXTS("vector-t-", 20_000, 256L << 20),
        QUESTIONS("vector-q-", 1_000, 16L << 20);

        private final String prefix;
        private final int most;
        private final long mostBytes;

        Kind(String prefix, int most, long mostBytes) {
            this.prefix = prefix;
            this.most = most;
            this.mostBytes = mostBytes;
        }
    }

    /** Empty where it is not kept, or is spoilt. */
    Optional<float[]> kept(ModelName model, String text) throws IOException {
        try {
            return read(ByteBuffer.wrap(vault.world().disk().read(file(model, text), LARGEST)));
        } catch (NoSuchFileException | FileTooLargeException none) {
            return Optional.empty();
        }
    }

    void keep(ModelName model, String text, float[] vector) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(MARK.length + (vector.length + 2) * Integer.BYTES);
        bytes.put(MARK).putInt(vector.length);
        for (float number : vector) {
            bytes.putFloat(number);
        }
        bytes.putInt(sum(bytes));
        vault.files().writeLazily(file(model, text), bytes.array());
        sweepNowAndThen();
    }

    /** Forgets all of them. */
    void clear() throws IOException {
        for (Sighted one : vault.world().disk().sight(folder(), name -> name.startsWith(kind.prefix))) {
            delete(one);
        }
    }

    private static Optional<float[]> read(ByteBuffer bytes) {
        byte[] mark = new byte[MARK.length];
        if (bytes.remaining() < MARK.length + 2 * Integer.BYTES) {
            return Optional.empty();
        }
        bytes.get(mark);
        int length = bytes.getInt();
        boolean whole = Arrays.equals(mark, MARK)
                && length > 0
                && length <= Embedding.LONGEST
                && bytes.remaining() == (length + 1) * Integer.BYTES;
        if (!whole) {
            return Optional.empty();
        }
        float[] vector = new float[length];
        for (int i = 0; i < length; i++) {
            vector[i] = bytes.getFloat();
        }
        return sum(bytes) == bytes.getInt() ? Optional.of(vector) : Optional.empty();
    }

    /** Of all before the place that was come to. */
    private static int sum(ByteBuffer bytes) {
        CRC32 sum = new CRC32();
        sum.update(bytes.duplicate().flip());
        return (int) sum.getValue();
    }

    private Path folder() {
        return vault.hidden().resolve("cache");
    }

    private Path file(ModelName model, String text) {
        return folder().resolve(kind.prefix + Digest.of(model + "\n" + text).hex() + ".bin");
    }

    private synchronized void sweepNowAndThen() throws IOException {
        if (--untilSweep > 0) {
            return;
        }
        untilSweep = SWEEP_EVERY;
        List<Sighted> newest =
                new ArrayList<>(vault.world().disk().sight(folder(), name -> name.startsWith(kind.prefix)));
        newest.sort(
                Comparator.comparing((Sighted one) -> one.facts().modified()).reversed());
        int count = 0;
        long bytes = 0;
        for (Sighted one : newest) {
            count++;
            bytes += one.facts().size();
            if (count > kind.most || bytes > kind.mostBytes) {
                delete(one);
            }
        }
    }

    private void delete(Sighted one) throws IOException {
        try {
            vault.world().disk().delete(folder().resolve(one.name()));
        } catch (NoSuchFileException goneAlready) {
            return;
        }
    }
}
