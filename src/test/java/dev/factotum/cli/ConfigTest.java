package dev.factotum.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factotum.cli.AgentRun.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigTest {
    @TempDir
    Path folder;

    private Shop shop;

    @BeforeEach
    void aVault() throws IOException {
        shop = Shop.in(folder);
    }

    @Test
    void aSettingIsPrintedWithThePlaceItCameFrom() {
        assertEquals(
                new Ended(0, "owner = sam  agent.yaml:3\n", ""), shop.agent().run("config", "get", "owner"));
        assertEquals(
                new Ended(0, "approval.grace = 10s  default\n", ""),
                shop.agent().run("config", "get", "approval.grace"));
        assertEquals(new Ended(0, """
                        {"v":1,"kind":"config","values":[\
                        {"key":"accounts.shop.channel","value":"x","source":"agent.yaml:6"},\
                        {"key":"accounts.shop.user","value":"@shop","source":"agent.yaml:6"}]}
                        """, ""), shop.agent().run("config", "get", "accounts.shop", "--json"));
    }

    @Test
    void aSecretWrittenOutIsNeverShown() throws IOException {
        String settings = shop.read("agent.yaml");
        shop.write("agent.yaml", settings.replace("user: \"@shop\" }", "user: \"@shop\", key: mysecret123 }"));
        String clear = "accounts.shop.key = (set in clear; see E-AUTH-02)";

        assertTrue(shop.agent().run("config", "get", "accounts.shop.key").out().startsWith(clear));
        Ended all = shop.agent().run("config", "get");
        assertTrue(all.out().contains(clear), all.out());
        assertFalse((all.out() + all.err()).contains("mysecret"), all.out() + all.err());
        assertFalse(shop.agent().run("config", "get", "--json").out().contains("mysecret"));

        Ended again = shop.agent().run("config", "set", "accounts.shop.key", "mysecret456");
        assertEquals(2, again.exit(), again.out());
        Ended mended = shop.agent().run("config", "set", "accounts.shop.key", "env:SHOP_KEY");
        assertEquals(0, mended.exit(), mended.err());
        assertTrue(mended.out().contains("was (set in clear; see E-AUTH-02)"), mended.out());
        assertFalse((shop.read("Audit_Log.md") + mended.out()).contains("mysecret"), mended.out());
        assertTrue(shop.agent()
                .run("config", "get", "accounts.shop.key")
                .out()
                .startsWith("accounts.shop.key = env:SHOP_KEY"));
    }

    @Test
    void anEnvironmentWithoutSettingsIsSaidByCommandsThatOnlyLookToo() {
        for (String[] command : new String[][] {
            {"--env", "nosuch", "config", "get", "timezone"},
            {"--env", "nosuch", "log"},
            {"--env", "nosuch", "log", "verify"}
        }) {
            Ended ended = shop.agent().run(command);

            assertEquals(2, ended.exit(), ended.out());
            assertTrue(ended.err().contains("The environment `nosuch` has no settings [E-CONFIG-04]"), ended.err());
        }
        assertEquals(0, shop.agent().run("--env", "nosuch", "pause").exit(), "the kill switch asks for nothing");
    }

    @Test
    void aKeyThatNothingReadsIsNotSet() throws IOException {
        String before = shop.read("agent.yaml");

        Ended ended = shop.agent().run("config", "set", "nosuch.key", "1");

        assertEquals(2, ended.exit(), ended.out());
        assertTrue(ended.err().contains("`nosuch` is no key that is known [E-CONFIG-03]"), ended.err());
        assertEquals(before, shop.read("agent.yaml"));
    }

    @Test
    void aKeyThatNothingSetsIsAProblem() {
        Ended ended = shop.agent().run("config", "get", "no.such.key");

        assertEquals(2, ended.exit());
        assertTrue(ended.err().startsWith("agent: Nothing is set under no.such.key. [E-CONFIG-03]\n"), ended.err());
    }

    @Test
    void aValueIsSetWithoutTouchingAnythingElseAndTheLogSaysSo() throws IOException {
        String before = shop.read("agent.yaml");

        Ended ended = shop.agent().run("config", "set", "owner", "mia");

        assertEquals(new Ended(0, "owner = mia  agent.yaml:3, was sam\n", ""), ended);
        assertEquals(before.replace("owner: sam", "owner: mia"), shop.read("agent.yaml"));
        String log = shop.agent().run("log").out();
        assertTrue(log.contains("config") && log.contains("owner: sam → mia") && log.contains("by sam"), log);
    }

    @Test
    void aWrongValueIsRefusedAndNothingIsWritten() throws IOException {
        String before = shop.read("agent.yaml");

        Ended ended = shop.agent().run("config", "set", "approval.grace", "soon");

        assertEquals(2, ended.exit());
        assertTrue(ended.err().contains("E-CONFIG-01"), ended.err());
        assertEquals(before, shop.read("agent.yaml"));
    }

    @Test
    void aKeyThatIsASlipAwayFromAKnownOneStopsTheFile() throws IOException {
        shop.write("agent.yaml", "version: 1\ntimezone: UTC\npolcy:\n  recipients: { unknown: high }\nmine: kept\n");

        Ended ended = shop.agent().run("config", "validate");

        assertEquals(2, ended.exit(), ended.out());
        assertTrue(ended.err().contains("`polcy` is no key that is known"), ended.err());
        assertTrue(ended.err().contains("it looks like `policy`"), ended.err());
        assertTrue(shop.agent().run("status").out().contains("polcy"), "status shows it");
        assertEquals(2, shop.agent().run("run").exit());
    }

    @Test
    void aMistypedKeyOfModelsIsNotedAndAModelOfNobodyIsAProblem() throws IOException {
        shop.write("agent.yaml", "version: 1\ntimezone: UTC\nmodels:\n  defualt: openai/m1\n");
        Ended noted = shop.agent().run("config", "validate");
        assertEquals(0, noted.exit(), noted.err());
        assertTrue(noted.err().contains("`models.defualt` is no key that is known"), noted.err());
        assertTrue(noted.err().contains("Did you mean `default`?"), noted.err());

        shop.write("agent.yaml", """
                version: 1
                timezone: UTC
                models:
                  default: stubb/m1
                  providers:
                    stub: { base_url: "http://127.0.0.1:1/v1", key: none }
                """);
        Ended wrong = shop.agent().run("config", "validate");
        assertEquals(2, wrong.exit(), wrong.out());
        assertTrue(wrong.err().contains("No provider of models is called `stubb`"), wrong.err());
        assertTrue(wrong.err().contains("models.default"), wrong.err());
        assertTrue(wrong.err().contains("Did you mean `stub`?"), wrong.err());
    }

    @Test
    void aReadOnlyFileIsNotSet() throws IOException {
        Path file = shop.root().resolve("agent.yaml");
        String before = Files.readString(file);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r--r--"));

        Ended ended = shop.agent().run("config", "set", "approval.grace", "5s");

        assertEquals(7, ended.exit(), ended.err());
        assertTrue(ended.err().contains("agent.yaml is read-only. [E-DISK-03]"), ended.err());
        assertEquals(before, Files.readString(file));
    }

    @Test
    void anotherMachineTakesOverTheSteps() throws IOException {
        Ended ended = shop.elsewhere().agent().run("config", "set", "executor", "this");

        assertEquals(0, ended.exit(), ended.err());
        assertTrue(ended.out().contains("runs the steps of this vault in 1"), ended.out());
        assertTrue(shop.elsewhere().vault().executor().begins().isPresent());
        assertEquals(4, shop.elsewhere().agent().run("run").exit());
        assertTrue(shop.elsewhere().agent().run("run").err().contains("[E-VAULT-14]"));
        assertTrue(shop.elsewhere().agent().run("status").out().contains("its work begins"));
        assertEquals(false, shop.vault().executor().here());
    }

    @Test
    void everyProblemOfEveryFileIsNamed() throws IOException {
        shop.write("agent.yaml", "version: 1\ntimezone: Mars/Base\nfoo: 1\n");
        shop.write("Rules/Broken.md", "---\nwhen: { subject: /(/ }\n---\n# X\n");

        Ended ended = shop.agent().run("config", "validate");

        assertEquals(2, ended.exit());
        assertTrue(ended.err().contains("agent.yaml:2"), ended.err());
        assertTrue(ended.err().contains("agent.yaml:3"), ended.err());
        assertTrue(ended.err().contains("Rules/Broken.md"), ended.err());
        assertTrue(ended.out().endsWith(" to note.\n"), ended.out());
    }

    @Test
    void settingsThatAreWellAreSaidToBe() {
        assertEquals(
                new Ended(0, "✓ Settings, clients, agents, contacts and rules are all well.\n", ""),
                shop.agent().run("config", "validate"));
    }

    @Test
    void schemasAreOfSettingsAndOfTools() {
        Ended settings = AgentRun.in(Path.of("/nowhere")).run("config", "schema", "agent");
        assertEquals(0, settings.exit(), settings.err());
        assertTrue(settings.out().contains("\"Factotum: agent.yaml\""), settings.out());

        Ended tool = shop.agent().run("config", "schema", "x.post");
        assertEquals(0, tool.exit(), tool.err());
        assertTrue(tool.out().contains("\"reply_to\""), tool.out());

        Ended none = shop.agent().run("config", "schema", "fax.send");
        assertEquals(2, none.exit());
        assertTrue(none.err().contains("x.post"), none.err());
    }

    @Test
    void configAloneSaysWhatThereIs() {
        Ended ended = shop.agent().run("config");

        assertEquals(2, ended.exit());
        assertTrue(ended.err().contains("get, set, validate or schema"), ended.err());
    }
}
