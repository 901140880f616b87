package dev.factotum.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factotum.problem.CommandCode;
import dev.factotum.problem.ProblemException;
import dev.factotum.problem.VaultCode;
import dev.factotum.vault.Vault;
import dev.factotum.world.TestWorld;
import dev.factotum.world.World;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SessionTest {
    private static final Path HOME = Path.of("/home/sam");

    private final World world = TestWorld.seeded(1).world();
    private final Options options = new Options();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private Map<String, String> environment = Map.of();
    private Traits traits = Traits.PIPES;
    private String typed = "";

    @BeforeEach
    void makeVaults() throws IOException {
        Vault.create(world, HOME.resolve("work"));
        Vault.create(world, HOME.resolve("other"));
        world.disk().makeFolder(HOME.resolve("empty/.agent"));
        world.disk().makeFolder(HOME.resolve("work/Clients/Acme BV"));
    }

    @Test
    void theVaultIsFoundAboveTheFolder() throws IOException {
        assertEquals(
                HOME.resolve("work"),
                session(HOME.resolve("work/Clients/Acme BV")).vault().root());
        assertEquals(HOME.resolve("work"), session(HOME.resolve("work")).vault().root());
    }

    @Test
    void theVariableGoesBeforeTheFolderAndTheOptionBeforeTheVariable() throws IOException {
        environment = Map.of("AGENT_VAULT", "/home/sam/other");
        assertEquals(
                HOME.resolve("other"), session(HOME.resolve("work")).vault().root());

        options.vault = "../work";
        assertEquals(
                HOME.resolve("work"), session(HOME.resolve("empty")).vault().root());
    }

    @Test
    void aBlankVariableDoesNotCount() throws IOException {
        environment = Map.of("AGENT_VAULT", " ");

        assertEquals(HOME.resolve("work"), session(HOME.resolve("work")).vault().root());
    }

    @Test
    void aFolderThatHappensToHoldDotAgentIsNoVault() {
        ProblemException none = assertThrows(
                ProblemException.class, () -> session(HOME.resolve("empty")).vault());

        assertEquals(VaultCode.NOT_A_VAULT, none.problem().code());
        assertEquals("/home/sam/empty", none.problem().where());
    }

    @Test
    void anOptionThatNamesNoVaultIsNotSearchedUpwards() {
        options.vault = "Clients";

        assertThrows(ProblemException.class, () -> session(HOME.resolve("work")).vault());
    }

    @Test
    void theEnvironmentsNameComesFromTheOptionFirst() {
        environment = Map.of("AGENT_ENV", "test");
        assertEquals(Optional.of("test"), session(HOME).environment());

        options.environment = "live";
        assertEquals(Optional.of("live"), session(HOME).environment());
    }

    @Test
    void aPersonAtTheTerminalIsAskedOnStderr() throws IOException {
        traits = Traits.of(Map.of(), "012", "UTF-8");
        typed = "yes\n";

        assertEquals(Optional.of("yes"), session(HOME).ask("Approve?", "Use --yes."));
        assertEquals("Approve? ", err.toString(StandardCharsets.UTF_8));
    }

    @Test
    void nobodyIsAskedInPipesWithNoInputOrForJson() {
        assertNeedsInput();

        traits = Traits.of(Map.of(), "012", "UTF-8");
        assertTrue(session(HOME).interactive());
        options.noInput = true;
        assertNeedsInput();
        options.noInput = false;
        options.json = true;
        assertNeedsInput();
    }

    @Test
    void standardInputIsTakenUpToItsLimit() throws IOException {
        typed = "12345";
        assertArrayEquals(
                "12345".getBytes(StandardCharsets.UTF_8), session(HOME).standardInput(5));

        ProblemException tooLong =
                assertThrows(ProblemException.class, () -> session(HOME).standardInput(4));
        assertEquals(CommandCode.USAGE, tooLong.problem().code());
    }

    private void assertNeedsInput() {
        assertFalse(session(HOME).interactive());
        ProblemException refused =
                assertThrows(ProblemException.class, () -> session(HOME).ask("Approve?", "Use --yes."));
        assertEquals(CommandCode.NEEDS_INPUT, refused.problem().code());
        assertEquals("Use --yes.", refused.problem().next());
    }

    private Session session(Path here) {
        Terminal terminal = new Terminal(
                new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8)),
                new ByteArrayOutputStream(),
                err,
                traits);
        return new Session(
                new Surroundings(terminal, environment, here, () -> world, new Interrupt(code -> {})), options);
    }
}
