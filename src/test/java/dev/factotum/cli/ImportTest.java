package dev.factotum.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factotum.cli.AgentRun.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportTest {
    @TempDir
    Path folder;

    private Shop shop;

    @BeforeEach
    void aVault() throws IOException {
        shop = Shop.in(folder);
    }

    @Test
    void aPersonaBecomesAVoiceNoteAndLosesNothing() throws IOException {
        shop.write("persona.json", """
                {"name": "Nova", "lang": "en", "adjectives": ["dry", "exact"], "avoid": ["emojis", "- [x] ticks"],
                 "bio": ["Prints by hand.", "Knows the canals."], "style": {"all": ["short"], "post": ["one thought"]},
                 "postExamples": ["The blue is mixed by hand."], "followers": 1200, "empty": null}
                """);
        assertEquals(
                "Written: Persona.md. Read it: it is what every draft is written after.\n",
                shop.agent()
                        .run("import", shop.root().resolve("persona.json").toString())
                        .out());
        assertEquals("""
                ---
                name: Nova
                language: en
                tone: "dry, exact"
                never: [emojis, "- [x] ticks"]
                ---

                # Persona

                ## Who is speaking

                - Prints by hand.
                - Knows the canals.

                ## How it sounds

                - all: short
                - post: one thought

                ## Examples

                The blue is mixed by hand.

                ## followers

                1200
                """, shop.read("Persona.md"));
        assertEquals(0, shop.agent().run("config", "validate").exit());
    }

    @Test
    void whatAPersonWroteStaysAndTheImportStandsBesideIt() throws IOException {
        shop.write("Persona.md", "Mine.\n");
        shop.write("p.json", "{\"bio\":\"Theirs.\"}");
        String file = shop.root().resolve("p.json").toString();
        Ended beside = shop.agent().run("import", file);
        assertTrue(beside.out().contains("Persona.md is yours and stays what drafts are written after"), beside.out());
        shop.agent().run("import", file);
        assertEquals("Mine.\n", shop.read("Persona.md"));
        assertTrue(shop.read("Persona (imported).md").contains("Theirs."));
        assertTrue(shop.read("Persona (imported 2).md").contains("Theirs."));
        shop.agent().run("import", file, "--client", "Acme");
        assertTrue(shop.read("Clients/Acme/Client.md").contains("Theirs."));
    }

    @Test
    void whatSaysNothingReplacesNothingAndWhatIsReplacedIsKept() throws IOException {
        byte[] template = VaultTemplate.file("Persona.md");
        Files.write(shop.root().resolve("Persona.md"), template);
        shop.write("empty.json", "{\"bio\": [], \"settings\": {\"secrets\": {\"K\": \"hush\"}}}");
        Ended refused =
                shop.agent().run("import", shop.root().resolve("empty.json").toString());
        assertEquals(2, refused.exit(), refused.out());
        assertTrue(refused.err().contains("it says nothing but secrets"), refused.err());
        shop.write("nothing.json", "{}");
        assertEquals(
                2,
                shop.agent()
                        .run("import", shop.root().resolve("nothing.json").toString())
                        .exit());
        assertArrayEquals(template, Files.readAllBytes(shop.root().resolve("Persona.md")));

        shop.write("p.json", "{\"bio\":\"Theirs.\"}");
        shop.agent().run("import", shop.root().resolve("p.json").toString());
        assertTrue(shop.read("Persona.md").contains("Theirs."));
        try (Stream<Path> undo = Files.walk(shop.root().resolve(".agent/local/undo"))) {
            Path kept = undo.filter(file -> file.toString().endsWith("Persona.md"))
                    .findFirst()
                    .orElseThrow();
            assertArrayEquals(template, Files.readAllBytes(kept));
        }
    }

    @Test
    void secretsAreLeftOutAndCountedAndConversationsCanBeRead() throws IOException {
        shop.write("c.json", """
                {"name": "Nova", "bio": "Prints.", "settings": {"voice": "calm", "secrets": {"K": "hunter2", "L": "x"}},
                 "api_key": "plain", "clients": ["use sk-1234567890abcdef"], "passions": ["ink"],
                 "messageExamples": [[{"user": "{{user1}}", "content": {"text": "Hi"}},
                   {"user": "Nova", "content": {"text": "Hello there"}}]]}
                """);
        Ended ended = shop.agent().run("import", shop.root().resolve("c.json").toString(), "--client", "New Co");
        assertEquals(0, ended.exit(), ended.err());
        assertTrue(ended.out().contains("4 values were left out"), ended.out());
        assertTrue(ended.out().contains("every draft for this client"), ended.out());
        String note = shop.read("Clients/New Co/Client.md");
        for (String secret : List.of("hunter2", "plain", "sk-1234")) {
            assertFalse(note.contains(secret), note);
        }
        assertTrue(note.contains("- Nova: Hello there\n") && !note.contains("content:"), note);
        assertTrue(note.contains("voice: calm") && note.contains("ink"), note);
        Ended valid = shop.agent().run("config", "validate");
        assertEquals(0, valid.exit());
        assertFalse((valid.out() + valid.err()).contains("name"), valid.out() + valid.err());
    }

    @Test
    void whatIsNoPersonaIsRefusedInWords() throws IOException {
        shop.write("p.json", "[1, 2]");
        Ended refused = shop.agent().run("import", shop.root().resolve("p.json").toString());
        assertEquals(2, refused.exit());
        assertTrue(refused.err().contains("it is no JSON object"), refused.err());
        assertEquals(2, shop.agent().run("import", "nowhere.json").exit());
        assertEquals(2, shop.agent().run("import", shop.root().toString()).exit());
        shop.write("deep.json", "{\"a\":".repeat(2_000) + "1" + "}".repeat(2_000));
        refused = shop.agent().run("import", shop.root().resolve("deep.json").toString());
        assertEquals(2, refused.exit(), refused.err());
        assertTrue(refused.err().contains("it is nested too deep"), refused.err());
        shop.write("large.json", "{\"a\":\"" + "b".repeat(1 << 20) + "\"}");
        refused = shop.agent().run("import", shop.root().resolve("large.json").toString());
        assertEquals(2, refused.exit(), refused.err());
        assertTrue(refused.err().contains("it has more than 1048576 bytes"), refused.err());
        shop.write("p.json", "{}");
        for (String client : List.of("../x", "..", ".", ".hidden", " ")) {
            refused = shop.agent().run("import", shop.root().resolve("p.json").toString(), "--client", client);
            assertEquals(2, refused.exit(), client);
            assertTrue(refused.err().contains("--client takes a client's name"), refused.err());
        }
    }
}
