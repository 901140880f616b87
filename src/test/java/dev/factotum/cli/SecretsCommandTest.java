package dev.factotum.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factotum.cli.AgentRun.Ended;
import dev.factotum.world.TestClock;
import dev.factotum.world.World;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
class SecretsCommandTest {
    private static final Traits.Screen SCREEN = new Traits.Screen(true, false, false, StandardCharsets.UTF_8);
    private static final Traits TERMINAL = new Traits(true, SCREEN, SCREEN, 100);

    @TempDir
    Path folder;

    private final Map<String, String> variables = new HashMap<>();
    private final TestClock clock = new TestClock(Instant.parse("2026-11-20T08:00:00Z"));
    private Path vault = Path.of("");

    @BeforeEach
    void aVault() {
        vault = folder.resolve("vault");
        assertEquals(0, at(folder).run("init", vault.toString()).exit());
    }

    private AgentRun at(Path here) {
        World real = Elsewhere.world(folder.resolve("state"), variables);
        return AgentRun.in(here).world(new World(real.disk(), clock, real.ids(), real.processes()));
    }

    private void use(String name) throws IOException {
        Files.writeString(
                vault.resolve("agent.yaml"),
                "accounts:\n  shop: { channel: x, handle: shop, key: \"secret:" + name + "\" }\n");
    }

    private Ended set(String name) {
        return at(vault).typing("canary-" + name + "\n").run("secrets", "set", name, "--stdin");
    }

    @Test
    void aSecretIsListedWithItsAgeAndItsUseAndNeverItsValue() throws IOException {
        use("shop");
        assertEquals(
                "missing  secret:shop is named in agent.yaml:2. Next: agent secrets set shop\n",
                at(vault).run("secrets").out());
        Ended set = set("shop");
        assertEquals(0, set.exit(), set.err());
        assertEquals("Kept shop, sealed, outside every vault.\n", set.out());
        assertEquals("Used in agent.yaml:2; it holds from the next call on.\n", set.err());
        set("other");
        clock.advance(Duration.ofDays(12));

        assertEquals("""
                other  12 days old    sealed    not used in this vault
                shop   12 days old    sealed    agent.yaml:2
                """, at(vault).run("secrets", "list").out());
        assertTrue(at(vault).run("secrets", "--json").out().contains("\"usedIn\":[\"agent.yaml:2\"]"));
        String log = at(vault).run("log").out();
        assertTrue(log.contains("shop: set"), log);
    }

    @Test
    void aPersonTypesItUnseen() throws IOException {
        Ended set = at(vault)
                .traits(TERMINAL)
                .hands(ScriptedKeys.of("canary-typed\n"))
                .run("secrets", "set", "shop");
        assertEquals(0, set.exit(), set.err());
        assertTrue(set.err().startsWith("The value of “shop” (not shown): \n"), set.err());
        assertFalse((set.out() + set.err()).contains("canary"));
        Ended nobody = at(vault).run("secrets", "set", "shop");
        assertEquals(2, nobody.exit());
        assertTrue(nobody.err().contains("--stdin"), nobody.err());
    }

    @Test
    void aPassphraseIsAskedForTwiceAndThenOnce() throws IOException {
        Ended set = at(vault)
                .traits(TERMINAL)
                .hands(ScriptedKeys.inTurn("canary-typed\n", "correct horse\n", "correct horse\n"))
                .run("secrets", "set", "shop", "--passphrase");
        assertEquals(0, set.exit(), set.err());
        assertFalse(Files.exists(folder.resolve("state/secrets.key")));

        Ended wrong = at(vault)
                .traits(TERMINAL)
                .hands(ScriptedKeys.inTurn("canary-new\n", "wrong horse\n"))
                .run("secrets", "rotate", "shop");
        assertEquals(5, wrong.exit(), wrong.err());
        assertTrue(wrong.err().contains("E-AUTH-06"), wrong.err());
        variables.put("AGENT_PASSPHRASE", "correct horse");
        assertEquals(0, set("another").exit());
    }

    @Test
    void whatIsInUseIsRemovedByForceAlone() throws IOException {
        use("shop");
        set("shop");
        Ended asked = at(vault).run("secrets", "remove", "shop");
        assertEquals(2, asked.exit());
        assertTrue(asked.err().contains("agent.yaml:2"), asked.err());
        Ended no = at(vault).traits(TERMINAL).typing("n\n").run("secrets", "remove", "shop");
        assertEquals("Nothing was removed.\n", no.out());
        assertEquals(0, at(vault).run("secrets", "remove", "shop", "--force").exit());
        Ended gone = at(vault).run("secrets", "remove", "shop", "--force");
        assertEquals(5, gone.exit());
        assertTrue(gone.err().contains("E-AUTH-01"), gone.err());
    }

    @Test
    void anOldSecretIsSaidAtSeventyFiveDaysAndFailsTheDoctorAtNinety() throws IOException {
        use("shop");
        set("shop");
        clock.advance(Duration.ofDays(74));
        assertFalse(at(vault).run("status").out().contains("E-AUTH-04"));
        clock.advance(Duration.ofDays(1));
        Ended status = at(vault).run("status");
        assertTrue(status.out().contains("The secret “shop” should be changed"), status.out());
        Ended doctor = at(vault).run("doctor");
        assertTrue(doctor.out().contains("shop: it was set 75 days ago"), doctor.out());
        assertFalse(doctor.out().contains("problem  secrets"), doctor.out());
        clock.advance(Duration.ofDays(15));
        assertEquals(5, at(vault).run("doctor").exit());

        assertEquals(
                0,
                at(vault)
                        .typing("canary-new")
                        .run("secrets", "rotate", "shop", "--stdin")
                        .exit());
        assertTrue(at(vault).run("doctor").out().contains("1 is kept, none is old"));
    }

    @Test
    void aDamagedStoreIsSaidByEveryOneWhoLooks() throws IOException {
        use("shop");
        set("shop");
        Files.writeString(folder.resolve("state/secrets.json"), "{\"v\":1,");

        for (String[] command : new String[][] {{"secrets"}, {"secrets", "set", "shop", "--stdin"}}) {
            Ended ended = at(vault).typing("canary").run(command);
            assertEquals(5, ended.exit(), ended.err());
            assertTrue(ended.err().contains("E-AUTH-05"), ended.err());
        }
        assertTrue(at(vault).run("status").out().contains("The store of secrets cannot be read"));
        assertEquals(5, at(vault).run("doctor").exit());
    }

    @Test
    void aStateFolderThatCannotBeWrittenIsADiskProblem() throws IOException {
        Files.writeString(folder.resolve("file"), "");
        World real = Elsewhere.world(folder.resolve("file/state"), variables);
        Ended set = AgentRun.in(folder).world(real).typing("canary").run("secrets", "set", "shop", "--stdin");
        assertEquals(7, set.exit(), set.err());
        assertTrue(set.err().contains("E-DISK"), set.err());
    }

    @Test
    void outsideOfAVaultSecretsAreKeptAsWell() {
        assertEquals(
                0,
                at(folder)
                        .typing("canary")
                        .run("secrets", "set", "shop", "--stdin")
                        .exit());
        assertTrue(at(folder).run("secrets").out().startsWith("shop  0 days old"));
    }
}
