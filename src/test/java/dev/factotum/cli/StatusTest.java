package dev.factotum.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.factotum.cli.AgentRun.Ended;
import dev.factotum.vault.Claims.Claim;
import dev.factotum.vault.MatterId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
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
    void healthIsToldToPrograms() throws IOException {
        MatterId oldest = shop.add("Something that no rule knows");
        shop.add("Something else that no rule knows");
        shop.agent().run("show", "no such matter");

        JsonNode health = json().path("health");

        assertTrue(health.path("executor").path("here").asBoolean(), health::toString);
        assertEquals(json().path("executor").path("seen"), health.path("lastWork"));
        assertFalse(health.path("watch").asBoolean(true), health::toString);
        assertFalse(health.path("paused").asBoolean(true), health::toString);
        assertTrue(health.path("disk").path("free").asLong() > 0, health::toString);
        assertTrue(health.path("disk").path("reserve").asBoolean(), health::toString);
        assertTrue(health.path("audit").path("ok").asBoolean(), health::toString);
        assertEquals(oldest.value(), health.path("oldestWaiting").path("id").asText());
        assertTrue(health.path("log").path("ok").asBoolean(), health::toString);
        assertTrue(Files.exists(Path.of(health.path("log").path("path").asText())), health::toString);
        assertTrue(health.path("errors").get(0).path("code").asText().startsWith("E-"), health::toString);
    }

    @Test
    void aWatchIsSeenWhileItRuns() throws IOException {
        Claim watch = shop.vault().holders().watching().orElseThrow();
        assertTrue(json().path("health").path("watch").asBoolean());
        watch.close();
        assertFalse(json().path("health").path("watch").asBoolean(true));
    }

    @Test
    void theLastWorkIsOneTimeHereAndOnTheDashboard() throws IOException {
        shop.write("Dashboard.md", "<!-- agent:dashboard -->\n<!-- /agent:dashboard -->\n");
        shop.agent().run("config", "set", "owner", "mia");
        shop.agent().run("run");
        Instant seen = Instant.parse(json().path("health").path("lastWork").asText());
        String shown =
                DateTimeFormatter.ofPattern("EEE d MMM HH:mm", Locale.ENGLISH).format(seen.atZone(ZoneOffset.UTC));

        assertTrue(shop.read("Dashboard.md").contains(", last at work " + shown + "."), shop.read("Dashboard.md"));
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
    void aBrokenRuleAndAKindThatDoesNotExistAreShownAlsoAfterAGoodLook() throws IOException {
        assertFalse(shop.agent().run("status").out().contains("What is wrong"));
        shop.write("Rules/Typo.md", """
                ---
                when: { kind: emial }
                ---
                # Answer

                - [ ] **Note**

                ```step
                skill: vault.note
                path: Notes/a.md
                text: done
                ```
                """);
        shop.write("Rules/Broken.md", "---\nwhen: { kind: [ }\n---\n# Broken\n");

        String out = shop.agent().run("status").out();

        assertTrue(out.contains("Rules/Typo.md: A rule can never fire: nothing is of the kind `emial`"), out);
        assertTrue(out.contains("Rules/Broken.md"), out);
        assertTrue(shop.agent().run("status", "--json").out().contains("E-ITEM-03"));
    }

    @Test
    void aNoteThatSomebodyTypesSaysWhenItIsTakenUp() throws IOException {
        shop.write("Approved/By hand.md", Shop.plan("By hand"));

        String out = shop.agent().run("status").out();

        assertTrue(out.contains("By hand  until you have stopped typing"), out);
        assertFalse(out.contains("at once"), out);
        assertTrue(
                java.util.regex.Pattern.compile("Approved\n  [0-9]{2}:[0-9]{2}:[0-9]{2}  By hand")
                        .matcher(out)
                        .find(),
                out);
    }

    @Test
    void aVaultThatIsNamedAndNotThereIsNamedBack() {
        Ended ended = shop.agent().run("--vault", "/nope", "status");
        assertEquals(2, ended.exit());
        assertTrue(ended.err().contains("No vault stands at /nope. [E-VAULT-01]"), ended.err());
    }

    @Test
    void aCopiedFolderSaysWhereTheOtherCopyIs() throws IOException {
        Path copy = folder.resolve("copy");
        try (var files = Files.walk(shop.root())) {
            for (Path file : files.toList()) {
                Path to = copy.resolve(shop.root().relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(to);
                } else {
                    Files.copy(file, to);
                }
            }
        }
        Ended ended = AgentRun.in(copy).world(shop.world()).run("run");
        assertEquals(4, ended.exit(), ended.err());
        assertTrue(ended.err().contains("Another copy of this vault runs the steps."), ended.err());
        assertTrue(ended.err().contains("run in " + shop.root() + " on this machine"), ended.err());
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
