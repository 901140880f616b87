package dev.factotum.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factotum.cli.AgentRun.Ended;
import dev.factotum.world.TestProcesses;
import dev.factotum.world.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InitTest {
    private final Path folder;
    private final World world;

    InitTest(@TempDir Path temporary) throws IOException {
        folder = temporary.toRealPath();
        World real = World.real();
        TestProcesses process = new TestProcesses(
                ProcessHandle.current().pid(), real.processes().started(), folder.resolve("state"), Map.of());
        world = new World(real.disk(), real.clock(), real.ids(), process);
    }

    private Ended agent(Path here, String... arguments) {
        return AgentRun.in(here).world(world).run(arguments);
    }

    private static List<String> everything(Path root) throws IOException {
        List<String> all = new ArrayList<>();
        try (Stream<Path> files = Files.walk(root)) {
            Path local = root.resolve(".agent/local");
            for (Path file : files.filter(f -> !f.startsWith(local.resolve("log")) && !f.equals(local))
                    .sorted()
                    .toList()) {
                FileTime time = Files.getLastModifiedTime(file);
                all.add(root.relativize(file) + " "
                        + (Files.isDirectory(file)
                                ? ""
                                : Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1))
                        + time);
            }
        }
        return all;
    }

    @Test
    void theTemplateIsLaidDownWithTheMachinesZone() throws IOException {
        Ended ended = agent(folder, "init", "my studio");
        Path root = folder.resolve("my studio");
        assertEquals("", ended.err());
        assertEquals(0, ended.exit());
        assertTrue(ended.out().startsWith("✓ A vault stands in " + root + ": "), ended.out());
        assertTrue(ended.out().contains("\n  cd 'my studio'\n"), ended.out());
        assertTrue(Files.readString(root.resolve("agent.yaml"))
                .contains("\ntimezone: " + Init.zone().getId() + "\n"));
        assertTrue(Files.isRegularFile(root.resolve("Rules/Answer an invoice question.md")));
        assertTrue(Files.isRegularFile(root.resolve(".agent/schema/agent-1.json")));
        assertTrue(Files.isDirectory(root.resolve("Inbox")));
        assertFalse(Files.exists(root.resolve(".folders")), "the list of folders is no part of the vault");
        assertTrue(Files.readString(root.resolve("Audit_Log.md")).contains("**init**"));
    }

    @Test
    void theSkillsOfTheProgramAreTrustedAndAFolderWithAnotherFileInItIsNot() throws IOException {
        Path theirs = folder.resolve("mine/Skills/iban-check/scripts/check.py");
        Files.createDirectories(theirs.getParent());
        Files.writeString(theirs, "print('theirs')\n");
        Path more = folder.resolve("mine/Skills/payment-reminder/more.md");
        Files.createDirectories(more.getParent());
        Files.writeString(more, "Pay at once.\n");
        agent(folder, "init", "mine");
        String listed = agent(folder.resolve("mine"), "skills").out();
        assertTrue(listed.contains("iban-check        untrusted"), listed);
        assertTrue(listed.contains("payment-reminder  untrusted"), listed);
        assertTrue(listed.contains("site-watch        trusted"), listed);
    }

    @Test
    void aSecondTimeChangesNothing() throws IOException {
        agent(folder, "init");
        List<String> before = everything(folder);
        Ended again = agent(folder, "init");
        assertEquals(0, again.exit());
        assertTrue(
                again.out().startsWith("A vault stands in " + folder + " already. Nothing was changed.\n"),
                again.out());
        assertEquals(before, everything(folder));
    }

    @Test
    void inAnObsidianVaultNothingThatIsThereIsTouched() throws IOException {
        Files.createDirectories(folder.resolve(".obsidian"));
        Files.createDirectories(folder.resolve("Inbox"));
        Files.writeString(folder.resolve(".obsidian/app.json"), "{\"mine\":true}");
        Files.writeString(folder.resolve(".gitignore"), "mine\n");
        Files.writeString(folder.resolve("Inbox/old idea.md"), "my note");
        Files.writeString(folder.resolve("Handbook.md"), "my handbook");
        Ended ended = agent(folder, "init");
        assertEquals(0, ended.exit());
        assertEquals("{\"mine\":true}", Files.readString(folder.resolve(".obsidian/app.json")));
        assertEquals("mine\n", Files.readString(folder.resolve(".gitignore")));
        assertEquals("my handbook", Files.readString(folder.resolve("Handbook.md")));
        assertEquals("my note", Files.readString(folder.resolve("Inbox/old idea.md")));
        assertTrue(
                Files.readString(folder.resolve(".agent/template/Handbook.md")).contains("Handbook"));
        assertTrue(
                ended.out().contains("Left as they were: .gitignore, .obsidian/app.json, Handbook.md."), ended.out());
        assertTrue(ended.out().contains("your .gitignore does not keep mail and attachments out of git"), ended.out());
        assertTrue(ended.out().contains("Inbox holds 1 file of yours."), ended.out());
        assertTrue(ended.out().contains("CSS snippets: switch on factotum"), ended.out());
    }

    @Test
    void whatGitAndSyncToolsLeaveOutIsNeverAFolderThatWasThere() throws IOException {
        Files.createDirectories(folder.resolve("Contacts"));
        Files.createDirectories(folder.resolve("Daily"));
        Files.writeString(folder.resolve("Contacts/Jo.md"), "Jo");
        Ended ended = agent(folder, "init");
        assertEquals(0, ended.exit(), ended.err());

        List<String> rules = Files.readString(folder.resolve(".gitignore"))
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .toList();
        assertTrue(rules.containsAll(List.of("/Inbox/", "/Attachments/", "/.agent/")), rules.toString());
        assertFalse(rules.contains("/Contacts/"), rules.toString());
        assertTrue(rules.stream().allMatch(line -> line.startsWith("/")), rules.toString());
        assertFalse(Files.readString(folder.resolve(".gitattributes")).contains("* -text\n\n"));
        assertFalse(Files.readString(folder.resolve(".stignore")).contains("*.tmp"));

        assertTrue(ended.out().contains("Added, beside what was there: .gitattributes, .gitignore, "), ended.out());
        assertTrue(ended.out().contains("Rules/ ("), ended.out());
        assertTrue(ended.out().contains("Look: git sees Contacts as before"), ended.out());
    }

    @Test
    void anEmptyFolderGetsThemWhole() throws IOException {
        agent(folder, "init", "fresh");
        assertTrue(Files.readString(folder.resolve("fresh/.gitignore")).contains("\n/Contacts/\n"));
        assertTrue(Files.readString(folder.resolve("fresh/.gitattributes")).contains("\n* -text\n"));
        assertTrue(Files.readString(folder.resolve("fresh/.stignore")).contains("\n(?d)*.tmp\n"));
    }

    @Test
    void withNowhereToKeepStateNothingIsLaidDown() throws IOException {
        Files.writeString(folder.resolve("state"), "a file where a folder should be");
        Ended ended = agent(folder, "init", "studio");
        assertEquals(7, ended.exit(), ended.err());
        assertTrue(ended.err().contains("[E-VAULT-13]"), ended.err());
        assertTrue(ended.err().contains("where:  " + folder.resolve("state")), ended.err());
        assertTrue(ended.err().contains("AGENT_STATE"), ended.err());
        assertFalse(ended.err().contains("Exception"), ended.err());
        assertFalse(Files.exists(folder.resolve("studio/agent.yaml")));

        Files.delete(folder.resolve("state"));
        assertEquals(0, agent(folder, "init", "studio").exit());
    }

    @Test
    void commandsArePrintedAsTheyWorkWhereAgentIsNotOnThePath() throws IOException {
        Ended ended = AgentRun.in(folder)
                .world(world)
                .launcher("/opt/my tools/bin/agent")
                .run("init", "studio");
        assertTrue(ended.out().contains("\n  '/opt/my tools/bin/agent' watch "), ended.out());
        assertTrue(ended.out().contains("ln -s '/opt/my tools/bin/agent' ~/.local/bin/agent"), ended.out());
        assertFalse(agent(folder, "init", "other").out().contains("ln -s"));
    }

    @Test
    void whatWasBrokenOffIsNoVaultYetAndGoesOn() throws IOException {
        agent(folder, "init");
        Files.delete(folder.resolve(".agent/vault.json"));
        Files.delete(folder.resolve("Goals.md"));
        Ended again = agent(folder, "init", "--json");
        assertEquals(0, again.exit());
        assertTrue(again.out().contains("\"created\":true,\"files\":1,"), again.out());
        assertTrue(Files.exists(folder.resolve("Goals.md")));
    }

    @Test
    void insideAnotherVaultIsRefused() throws IOException {
        agent(folder, "init");
        Ended inside = agent(folder, "init", "Clients/new");
        assertEquals(2, inside.exit());
        assertTrue(inside.err().contains("[E-VAULT-11]"), inside.err());
        assertFalse(Files.exists(folder.resolve("Clients/new")));
    }

    @Test
    void aFileIsNoFolderForAVault() throws IOException {
        Files.writeString(folder.resolve("note.md"), "x");
        Ended ended = agent(folder, "init", "note.md");
        assertEquals(2, ended.exit());
        assertTrue(ended.err().contains("A vault is a folder."), ended.err());
    }
}
