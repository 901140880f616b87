package dev.factotum.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factotum.cli.AgentRun.Ended;
import dev.factotum.vault.MatterId;
import dev.factotum.vault.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApproveTest {
    @TempDir
    Path folder;

    private Shop shop;

    @BeforeEach
    void aVault() throws IOException {
        shop = Shop.in(folder);
    }

    private static String toStranger(String title) {
        return """
                # %s

                - [ ] **Write to somebody new**

                ```step
                skill: email.send
                account: studio
                to: stranger@elsewhere.example
                subject: Hello
                body: Hi there
                ```
                """.formatted(title);
    }

    @Test
    void whatIsDoneIsSaidToBeDoneAndNothingElseIsTakenForIt() throws IOException {
        shop.add(Shop.plan("Window lettering part 1"));
        assertEquals(0, shop.agent().run("approve", "Window lettering part 1").exit());
        shop.add(toStranger("Window lettering part 10"));

        Ended ended = shop.agent().run("approve", "Window lettering part 1", "--yes");

        assertEquals(2, ended.exit(), ended.err());
        assertTrue(ended.out().contains("is done already"), ended.out());
        assertEquals(List.of("Window lettering part 10.md"), shop.names(Stage.PENDING_APPROVAL));

        Ended part = shop.agent().run("approve", "lettering part 10", "--yes");
        assertEquals(2, part.exit(), part.err());
        assertTrue(part.err().contains("write the whole title"), part.err());
        assertEquals(List.of("Window lettering part 10.md"), shop.names(Stage.PENDING_APPROVAL));
    }

    @Test
    void anApprovedPlanRunsAtOnceAndSaysWhatCameOfIt() throws IOException {
        MatterId id = shop.add(Shop.plan("Winter hours"));

        Ended ended = shop.agent().run("approve", "winter");

        assertEquals(0, ended.exit(), ended.err());
        List<String> lines = ended.out().lines().toList();
        assertEquals("✓ Winter hours  done", lines.getFirst());
        assertTrue(lines.get(1).startsWith("  s1 → simulated: Outbox/x/"), ended.out());
        assertEquals(3, lines.size(), ended.out());
        assertEquals("done\n", shop.read("Notes/Winter hours.md"));
        assertEquals(List.of("Winter hours.md"), shop.names(Stage.COMPLETED));
        assertTrue(Files.readString(shop.file(id, "Completed")).contains("approved by sam (on the command line)"));
    }

    @Test
    void severalAreApprovedAndAWrongNameStopsAllBeforeAnythingIsDone() throws IOException {
        shop.add(Shop.plan("One"));
        shop.add(Shop.plan("Two"));

        Ended wrong = shop.agent().run("approve", "One", "Three");
        assertEquals(2, wrong.exit());
        assertEquals(2, shop.names(Stage.PENDING_APPROVAL).size());

        Ended both = shop.agent().run("approve", "One", "Two");
        assertEquals(0, both.exit(), both.err());
        assertEquals(List.of("One.md", "Two.md"), shop.names(Stage.COMPLETED));
    }

    @Test
    void aPlanWithAMistakeComesBackAndIsNoFailure() throws IOException {
        shop.add(Shop.plan("Too long").replace("Hello #Toolong", "x".repeat(300)));

        Ended ended = shop.agent().run("approve", "Too long");

        assertEquals(0, ended.exit(), ended.err());
        assertTrue(ended.out().startsWith("! Too long  is back in the tray: "), ended.out());
        assertEquals(List.of("Too long.md"), shop.names(Stage.PENDING_APPROVAL));
    }

    @Test
    void aFailedStepEndsWithOne() throws IOException {
        shop.write("Notes/Taken.md", "somebody's\n");
        shop.add(Shop.plan("Taken"));

        Ended ended = shop.agent().run("approve", "Taken");

        assertEquals(1, ended.exit());
        assertTrue(ended.out().startsWith("✗ Taken  failed and is back in the tray: Step s2"), ended.out());
        assertEquals("somebody's\n", shop.read("Notes/Taken.md"));
    }

    @Test
    void inBulkOnlyTheRiskThatIsComputedCounts() throws IOException {
        shop.add(Shop.plan("Harmless"));
        MatterId high = shop.add(toStranger("Stranger"));
        Path file = shop.file(high);
        Files.writeString(file, Files.readString(file).replace("risk: high", "risk: low"));

        Ended ended = shop.agent().run("approve", "--risk", "normal");

        assertEquals(0, ended.exit(), ended.err());
        assertTrue(ended.out().contains("· Stranger  left: high risk"), ended.out());
        assertTrue(ended.out().contains("✓ Harmless  done"), ended.out());
        assertEquals(List.of("Stranger.md"), shop.names(Stage.PENDING_APPROVAL));
    }

    @Test
    void allOfThemIncludeHighRiskOnlyWithAYes() throws IOException {
        shop.add(toStranger("Stranger"));

        Ended unasked = shop.agent().run("approve", "--all", "--no-input");
        assertEquals(2, unasked.exit());
        assertTrue(unasked.err().contains("E-COMMAND-05"), unasked.err());
        assertTrue(unasked.out().contains("Look at this first"), unasked.out());
        assertEquals(1, shop.names(Stage.PENDING_APPROVAL).size());

        assertEquals(0, shop.agent().run("approve", "--all", "--yes").exit());
        assertEquals(List.of("Stranger.md"), shop.names(Stage.COMPLETED));
    }

    @Test
    void oneOfHighRiskIsShownAndAtATerminalAskedAboutOnce() throws IOException {
        shop.add(toStranger("Stranger"));
        Traits.Screen screen = new Traits.Screen(true, false, false, java.nio.charset.StandardCharsets.UTF_8);
        Traits person = new Traits(true, screen, screen, 100);

        Ended no = shop.agent().traits(person).typing("n\n").run("approve", "Stranger");
        assertEquals(0, no.exit(), no.err());
        assertTrue(no.out().contains("If approved (SANDBOX): sends 1 email"), no.out());
        assertTrue(no.err().contains("This is high risk. Approve it? [y/N]"), no.err());
        assertEquals(1, shop.names(Stage.PENDING_APPROVAL).size());

        Ended yes = shop.agent().traits(person).typing("y\n").run("approve", "Stranger");
        assertEquals(0, yes.exit(), yes.err());
        assertEquals(List.of("Stranger.md"), shop.names(Stage.COMPLETED));
    }

    @Test
    void whereNobodyCanBeAskedHighRiskNeedsAYes() throws IOException {
        shop.add(toStranger("Stranger"));

        for (String option : List.of("--quiet", "--no-input", "--json")) {
            Ended refused = shop.agent().run("approve", "Stranger", option);
            assertEquals(2, refused.exit(), refused.err());
            assertTrue(refused.err().contains("E-COMMAND-05"), refused.err());
            assertTrue(refused.err().contains("Add --yes."), refused.err());
            assertEquals(List.of("Stranger.md"), shop.names(Stage.PENDING_APPROVAL));
        }

        Ended ended = shop.agent().run("approve", "Stranger", "--yes", "--no-input");
        assertEquals(0, ended.exit(), ended.err());
        assertTrue(ended.out().contains("stranger@elsewhere.example"), ended.out());
        assertEquals(List.of("Stranger.md"), shop.names(Stage.COMPLETED));
    }

    @Test
    void aDryRunDoesNothing() throws IOException {
        shop.add(Shop.plan("Winter hours"));

        Ended ended = shop.agent().run("approve", "--risk", "normal", "--dry-run");

        assertEquals(0, ended.exit(), ended.err());
        assertTrue(ended.out().contains("If approved"), ended.out());
        assertEquals(List.of("Winter hours.md"), shop.names(Stage.PENDING_APPROVAL));
    }

    @Test
    void whatMustWaitSaysUntilWhenAndWhy() throws IOException {
        shop.add(Shop.plan("Later").replace("id: s1", "id: s1\nnot_before: 2099-01-05 09:00"));

        Ended dated = shop.agent().run("approve", "Later");
        assertEquals(0, dated.exit(), dated.err());
        assertTrue(dated.out().startsWith("· Later  approved; waits until 5 Jan 2099 09:00 (its date)"), dated.out());
        Ended again = shop.agent().run("approve", "Later");
        assertEquals(0, again.exit());
        assertEquals("· Later  left: is approved already\n", again.out());

        shop.add(Shop.plan("Held"));
        shop.write("PAUSE.md", "# Paused\n");
        Ended held = shop.agent().run("approve", "Held");
        assertEquals(0, held.exit(), held.err());
        assertEquals("· Held  approved; waits: paused (agent resume lets it go)\n", held.out());
    }

    @Test
    void programsGetOneObject() throws IOException {
        MatterId id = shop.add(Shop.plan("Winter hours"));

        String json = shop.agent().run("approve", id.value(), "--json").out();

        assertTrue(
                json.startsWith("{\"v\":1,\"kind\":\"approve\",\"dryRun\":false,\"matters\":[{\"id\":\"" + id
                        + "\",\"title\":\"Winter hours\",\"turn\":\"executed\",\"failed\":false,\"steps\":[{\"id\":\"s1\","
                        + "\"outcome\":\"ok\",\"receipt\":\"simulated: Outbox/x/"),
                json);
        assertTrue(json.endsWith("\"left\":[]}\n"), json);
    }

    @Test
    void onAnotherMachineTheFileIsMovedAsByHand() throws IOException {
        shop.add(Shop.plan("Winter hours"));

        Ended ended = shop.elsewhere().agent().run("approve", "Winter hours");

        assertEquals(0, ended.exit(), ended.err());
        assertEquals("· Winter hours  moved to Approved as by hand; testhost acts on it\n", ended.out());
        assertEquals(List.of("Winter hours.md"), shop.names(Stage.APPROVED));
        shop.pass();
        assertEquals(List.of("Winter hours.md"), shop.names(Stage.COMPLETED));
    }

    @Test
    void whatDoesNotWaitIsNotApproved() throws IOException {
        shop.add(Shop.plan("Winter hours"));
        assertEquals(0, shop.agent().run("approve", "Winter hours").exit());

        Ended again = shop.agent().run("approve", "Winter hours");
        assertEquals(2, again.exit());
        assertEquals("· Winter hours  left: is done already\n", again.out());

        assertEquals(2, shop.agent().run("approve").exit());
        assertEquals(2, shop.agent().run("approve", "x", "--all").exit());
        assertEquals(
                "Nothing waits for you.\n", shop.agent().run("approve", "--all").out());
    }
}
