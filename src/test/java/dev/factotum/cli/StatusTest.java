package dev.factotum.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.factotum.cli.AgentRun.Ended;
import dev.factotum.vault.MatterId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatusTest {
    private final Path folder;
    private final Shop shop;

    StatusTest(@TempDir Path folder) throws IOException {
        this.folder = folder;
        this.shop = Shop.in(folder);
    }

    private JsonNode json() throws IOException {
        Ended ended = shop.agent().run("status", "--json");
        assertEquals(0, ended.exit(), ended.err());
        return new ObjectMapper().readTree(ended.out());
    }

    @Test
    void oneEntryIsNotCalledEntries() throws IOException {
        assertEquals(0, shop.agent().run("pause").exit());

        String out = shop.agent().run("status").out();

        assertTrue(out.contains(" · 1 entry in the log"), out);
    }

    @Test
    void anEmptyVaultSaysSoAndWhatToDo() {
        Ended ended = shop.agent().run("status");
        assertEquals(0, ended.exit());
        assertTrue(ended.out().contains("\nNothing waits for you\n"), ended.out());
        assertTrue(ended.out().contains("\nNext: agent add"), ended.out());
    }

    @Test
    void theWordAgentAloneIsTheStatus() throws IOException {
        shop.add(Shop.plan("Winter"));
        assertEquals(shop.agent().run("status").out(), shop.agent().run().out());
        assertTrue(shop.agent().run().out().contains("Winter"));
    }

    @Test
    void theNumbersAreTakenByLaterCommands() throws IOException {
        shop.add(Shop.plan("Summer"));
        MatterId winter = shop.add(Shop.plan("Winter"));
        Ended ended = shop.agent().run("status");
        assertTrue(ended.out().contains("1 wait") || ended.out().contains("2 wait for you"), ended.out());
        assertTrue(ended.out().contains("@2"), ended.out());
        Ended open = shop.agent().run("open", "@2", "--json");
        assertTrue(open.out().contains(shop.file(winter).getFileName().toString()), open.out());
    }

    @Test
    void whatWaitsIsToldToPrograms() throws IOException {
        MatterId id = shop.add("Something that no rule knows");
        JsonNode status = json();
        assertEquals("status", status.path("kind").asText());
        assertEquals(1, status.path("v").asInt());
        JsonNode one = status.path("waiting").get(0);
        assertEquals(id.value(), one.path("id").asText());
        assertEquals("Something that no rule knows", one.path("title").asText());
        assertEquals("no_plan", one.path("why").asText());
        assertEquals(
                "Pending_Approval/Something that no rule knows.md",
                one.path("file").asText());
        assertTrue(Instant.parse(one.path("expires").asText()).isAfter(Instant.now()));
        assertEquals(1, status.path("folders").path("Pending_Approval").asInt());
        assertTrue(status.path("audit").path("ok").asBoolean());
        assertTrue(status.path("audit").path("entries").asInt() > 0);
        assertTrue(status.path("executor").path("here").asBoolean());
    }

    @Test
    void brokenSettingsAreAProblemWithItsLineAndEverythingElseIsShown() throws IOException {
        shop.add(Shop.plan("Winter"));
        shop.write("agent.yaml", "version: 1\napproval: { grace: soon }\n");
        JsonNode problem = json().path("problems").get(0);
        assertEquals("agent.yaml", problem.path("file").asText());
        assertEquals(2, problem.path("line").asInt());
        assertTrue(problem.path("code").asText().startsWith("E-CONFIG-"));
        Ended shown = shop.agent().run("status");
        assertTrue(shown.out().contains("Winter") && shown.out().contains("What is wrong"), shown.out());
    }

    @Test
    void settingsThatBreakAfterAGoodLookAreNoticed() throws IOException {
        Path file = shop.root().resolve("agent.yaml");
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(60)));
        assertFalse(shop.agent().run("status").out().contains("What is wrong"));
        assertTrue(Files.exists(shop.root().resolve(".agent/local/settings")), "the good look is kept");
        assertFalse(shop.agent().run("status").out().contains("What is wrong"));
        shop.write("agent.yaml", "version: 1\napproval: { grace: soon }\n");
        assertTrue(shop.agent().run("status").out().contains("What is wrong"));
    }

    @Test
    void aCheckEndsWithThreeWhereAPersonIsNeeded() throws IOException {
        assertEquals(0, shop.agent().run("status", "--check").exit());
        shop.add(Shop.plan("Winter"));
        assertEquals(3, shop.agent().run("status", "--check").exit());
    }

    @Test
    void aLongTrayIsCutAndShownWholeOnDemand() throws IOException {
        for (int i = 0; i < 25; i++) {
            shop.write("Pending_Approval/Note " + i + ".md", "# Note " + i + "\n");
        }
        String shown = shop.agent().run("status").out();
        assertTrue(shown.contains("and 5 more: agent status --all"), shown);
        assertTrue(shop.agent().run("status", "--all").out().contains("Note 24"));
    }

    @Test
    void onAnotherMachineItSaysWhereStepsRun() throws IOException {
        Ended ended = shop.elsewhere().agent().run("status");
        assertEquals(0, ended.exit());
        assertTrue(ended.out().contains("Steps run on testhost"), ended.out());
        assertTrue(ended.out().contains("[E-VAULT-02]"), ended.out());
    }

    @Test
    void whereNoVaultIsItSaysHowToGetOne() throws IOException {
        Path nowhere = Files.createDirectories(folder.resolve("nowhere"));
        Ended ended = AgentRun.in(nowhere).world(shop.world()).run();
        assertEquals(2, ended.exit());
        assertEquals("", ended.out());
        assertTrue(ended.err().contains("agent demo") && ended.err().contains("agent init"), ended.err());
        Ended json = AgentRun.in(nowhere).world(shop.world()).run("status", "--json");
        assertEquals(2, json.exit());
        assertTrue(json.err().contains("\"E-VAULT-01\""), json.err());
    }

    @Test
    void hostileTitlesReachNoScreenAsControls() throws IOException {
        shop.write("Pending_Approval/evil.md", "---\nclient: \"\u202Ex\"\n---\n# Pay \u001b[31mnow\u001b[2J\n");
        String shown = shop.agent().run("status").out();
        assertTrue(shown.contains("Pay "), shown);
        assertTrue(Stream.of("\u001b", "\u202E").noneMatch(shown::contains), shown);
    }
}
