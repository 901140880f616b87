package dev.factotum.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factotum.cli.AgentRun.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgentsTest {
    private static final String X = """
            ---
            role: X agent
            skills: [x.*, content.draft]
            handles: [mention@x]
            ---

            Write short posts.
            """;

    @TempDir
    Path folder;

    private Shop shop;

    @BeforeEach
    void aVaultWithOneAgent() throws IOException {
        shop = Shop.in(folder);
        shop.write("Agents/x.md", X);
    }

    @Test
    void agentsAreListedWithWhatTheyTake() {
        assertEquals(new Ended(0, "x  X agent · mention@x\n", ""), shop.agent().run("agents"));
        Ended json = shop.agent().run("agents", "--json");
        assertTrue(json.out().contains("\"reach\":[\"private data\",\"foreign words\",\"a way out\"]"), json.out());
    }

    @Test
    void oneIsShownWithWhatItMayUseAndItsInstructions() {
        Ended shown = shop.agent().run("agents", "show", "X");
        assertEquals("""
                x  X agent
                Takes:    mention@x
                May use:  content.draft, x.delete, x.hide_reply, x.lookup, x.post, x.search, x.thread
                Reach:    private data + foreign words + a way out

                Write short posts.
                """, shown.out());
        assertEquals(2, shop.agent().run("agents", "show", "nobody").exit());
    }

    @Test
    void whatIsOddAboutThemIsNamed() throws IOException {
        assertEquals(0, shop.agent().run("agents", "check").exit());
        shop.write("Agents/y.md", X.replace("x.*", "telex.*").replace("Write short posts.", ""));
        Ended odd = shop.agent().run("agents", "check");
        assertEquals(2, odd.exit());
        assertTrue(odd.err().contains("nothing here offers the skill `telex.*`"), odd.err());
        assertTrue(odd.err().contains("`mention@x` is handled by x already"), odd.err());
        assertTrue(odd.err().contains("it has no instructions"), odd.err());
        shop.write("Agents/X.md", X);
        odd = shop.agent().run("agents", "check");
        assertTrue(
                odd.err().contains("its name is read as that of X, which comes first, so it gets no work"), odd.err());
    }

    @Test
    void aMistypedPlaceholderAndAMistypedFileOfAPromptAreNamed() throws IOException {
        shop.write(
                "Prompts/plan.md",
                "---\nversion: 3\n---\n# Instructions\n\nYou are {{agent.nmae}}.\n\n# Message\n\n{{{own}}}\n");
        shop.write("Prompts/chekc.md", "Words.\n");
        Ended odd = shop.agent().run("agents", "check");
        assertEquals(2, odd.exit(), odd.out());
        assertTrue(odd.err().contains("Did you mean {{agent.name}}?"), odd.err());
        assertTrue(odd.err().contains("Prompts/chekc.md") && odd.err().contains("Did you mean check.md?"), odd.err());
    }

    @Test
    void aTrialShowsThePromptAndWritesNothing() throws IOException {
        shop.write("Persona.md", "---\ntone: dry\nnever: [emojis]\n---\n\nA printer speaks.\n");
        Ended tried = shop.agent().run("agents", "try", "x", "Say", "hello", "--dry-run");
        assertEquals(0, tried.exit(), tried.err());
        assertTrue(tried.out().contains("You are **x**, X agent,"), tried.out());
        assertTrue(tried.out().contains("- tone: dry\n- never: emojis\n\nA printer speaks."), tried.out());
        assertTrue(tried.out().contains("- `x.post`: "), tried.out());
        assertFalse(tried.out().contains("`email.send`"), tried.out());
        assertTrue(tried.out().contains("# A trial\n\nSay hello"), tried.out());
        assertFalse(Files.exists(shop.root().resolve("Audit_Log.md")));
        assertTrue(shop.agent().run("agents", "try", "x", "hello").out().contains("No model is set up for this agent"));
    }
}
