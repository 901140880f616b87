package dev.factotum.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factotum.llm.Embeddings;
import dev.factotum.llm.Prompt.Payer;
import dev.factotum.vault.Vault;
import dev.factotum.world.TestWorld;
import dev.factotum.world.World;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The index of what people wrote, alone. */
class MemoryIndexTest {
    private static final Path ROOT = Path.of("/vault");
    private static final Payer PAYER = new Payer("", Optional.empty(), Optional.empty());

    private static List<Text> found(MemoryIndex index, String client, String words)
            throws IOException, InterruptedException {
        return index.search(new MemoryIndex.Query(
                client, Optional.empty(), Set.of(Provenance.CONTENT, Provenance.PERSONA), words, 2_000, true, PAYER));
    }

    @Test
    void aSearchReadsNoMoreThanItsShareAndTheNextOnesTheRest() throws IOException, InterruptedException {
        TestWorld world = TestWorld.seeded(1);
        Vault vault = Vault.create(world.world(), ROOT);
        for (int i = 0; i < 900; i++) {
            world.disk()
                    .person()
                    .write(ROOT.resolve("Content/Note " + i + ".md"), "Bread and cake, number " + i + "\n");
        }
        MemoryIndex index = new MemoryIndex(vault, Embeddings.NONE);
        assertEquals(400, found(index, "", "bread").size());
        assertEquals(800, found(index, "", "bread").size());
        assertEquals(900, found(index, "", "bread").size());
        assertEquals(
                900, found(new MemoryIndex(vault, Embeddings.NONE), "", "bread").size());
        assertEquals(
                "Content/Note 77.md", found(index, "", "number 77").getFirst().path());
    }

    @Test
    void notesOfAClientAreTheirsAloneAndSourcesOfOthersAreLeftOut() throws IOException, InterruptedException {
        TestWorld world = TestWorld.seeded(2);
        Vault vault = Vault.create(world.world(), ROOT);
        world.disk().person().write(ROOT.resolve("Persona.md"), "Short, warm, exact words.\n");
        world.disk().person().write(ROOT.resolve("Clients/Acme/Content/Old/Post.md"), "A poster evening at Acme.\n");
        world.disk()
                .person()
                .write(
                        ROOT.resolve("Content/Clip.md"),
                        "---\nurl: https://a.example\n---\nA poster that orders you.\n");
        MemoryIndex index = new MemoryIndex(vault, Embeddings.NONE);
        assertEquals(
                List.of("Persona.md"),
                found(index, "", "poster").stream().map(Text::path).toList());
        assertEquals(
                List.of("Clients/Acme/Content/Old/Post.md"),
                found(index, "acme", "poster").stream().map(Text::path).toList());
    }

    @Test
    void itWorksOnARealDiskToo(@TempDir Path folder) throws IOException, InterruptedException {
        TestWorld test = TestWorld.seeded(3);
        World world = new World(
                World.real().disk(),
                test.world().clock(),
                test.world().ids(),
                test.world().processes());
        Vault vault = Vault.create(world, folder.resolve("vault"));
        vault.files()
                .write(
                        vault.root().resolve("Content/Bread.md"),
                        "Rye bread from six.\n".getBytes(StandardCharsets.UTF_8));
        MemoryIndex index = new MemoryIndex(vault, Embeddings.NONE);
        assertEquals(1, found(index, "", "bread").size());
        vault.files()
                .write(
                        vault.root().resolve("Content/Cake.md"),
                        "Apple cake with bread.\n".getBytes(StandardCharsets.UTF_8));
        assertEquals(2, found(index, "", "bread").size());
        assertTrue(
                world.disk().list(vault.hidden().resolve("local/index/memory")).size() < 20);
    }
}
