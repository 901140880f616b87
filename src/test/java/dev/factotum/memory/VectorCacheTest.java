package dev.factotum.memory;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factotum.llm.ModelName;
import dev.factotum.vault.Vault;
import dev.factotum.world.TestWorld;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VectorCacheTest {
    private static final ModelName MODEL = new ModelName("stub", "vectors");
    private static final Path CACHE = Path.of("/vault/.agent/cache");

    private final TestWorld world = TestWorld.seeded(1);

    private VectorCache cache(VectorCache.Kind kind) throws IOException {
        return new VectorCache(Vault.create(world.world(), Path.of("/vault")), kind);
    }

    @Test
    void aVectorIsKeptToTheLastBitForItsModelAndTextAlone() throws IOException {
        VectorCache cache = cache(VectorCache.Kind.TEXTS);
        float[] vector = {0.1f, -0.0f, Float.MIN_VALUE};
        cache.keep(MODEL, "bread", vector);

        assertArrayEquals(vector, cache.kept(MODEL, "bread").orElseThrow());
        assertEquals(Optional.empty(), cache.kept(MODEL, "brea"));
        assertEquals(Optional.empty(), cache.kept(new ModelName("stub", "other"), "bread"));
    }

    @Test
    void everyChangedOrMissingByteIsSeen() throws IOException {
        VectorCache cache = cache(VectorCache.Kind.TEXTS);
        cache.keep(MODEL, "bread", new float[] {1, 2});
        Path file = CACHE.resolve(world.disk().person().files(CACHE).keySet().stream()
                .filter(name -> name.contains("vector-t-"))
                .findFirst()
                .orElseThrow());
        byte[] whole = world.disk().read(file, 1_000);
        assertEquals(22, whole.length);
        for (int at = 0; at < whole.length; at++) {
            byte[] other = whole.clone();
            other[at] ^= 1;
            world.disk().person().write(file, other);
            assertEquals(Optional.empty(), cache.kept(MODEL, "bread"), "byte " + at);
            world.disk().person().write(file, java.util.Arrays.copyOf(whole, at));
            assertEquals(Optional.empty(), cache.kept(MODEL, "bread"), "cut at " + at);
        }
        world.disk().person().write(file, whole);
        assertTrue(cache.kept(MODEL, "bread").isPresent());
    }

    @Test
    void theOldestGoWhereThereAreTooMany() throws IOException {
        VectorCache cache = cache(VectorCache.Kind.QUESTIONS);
        for (int i = 0; i < 1_200; i++) {
            cache.keep(MODEL, "question " + i, new float[] {1});
            world.clock().advance(Duration.ofSeconds(1));
        }
        assertEquals(1_000, world.disk().person().files(CACHE).size());
        assertEquals(Optional.empty(), cache.kept(MODEL, "question 199"));
        assertTrue(cache.kept(MODEL, "question 200").isPresent());
    }
}
