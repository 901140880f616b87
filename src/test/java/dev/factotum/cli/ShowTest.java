package dev.factotum.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factotum.cli.AgentRun.Ended;
import dev.factotum.vault.MatterId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShowTest {
    @TempDir
    Path folder;

    private Shop shop;

    @BeforeEach
    void aVault() throws IOException {
        shop = Shop.in(folder);
    }

    @Test
    void aWaitingPlanTellsWhatWillHappenAndWhatToDoNext() throws IOException {
        MatterId id = shop.add(Shop.plan("Winter hours"));
        String end = id.value().substring(20);

        String out = shop.agent().run("show", "winter").out();

        assertTrue(out.startsWith("Winter hours\nnormal risk · plan\nwaits for your decision\n"), out);
        assertTrue(out.contains("\nIf approved: posts 1 text on X as @shop (SANDBOX) · writes 1 note"), out);
        assertTrue(out.contains("""

                 1 [ ] Post it
                       s1 · x.post · shop (sandbox)
                       text
                       │ Hello #Winterhours
                 2 [ ] Keep a note
                       s2 · vault.note · vault (live)
                       path      Notes/Winter hours.md
                       text      done
                """), out);
        assertTrue(out.contains("Planned by a person\n"), out);
        assertTrue(
                out.endsWith("Next  agent approve " + end + "\n      agent review " + end
                        + "  to change it\n      agent reject " + end + "\n"),
                out);
    }

    @Test
    void aFinishedMatterTellsWhoApprovedItAndWhatCameOfEachStep() throws IOException {
        shop.add(Shop.plan("Winter hours"));
        assertEquals(0, shop.agent().run("approve", "winter").exit());

        String out = shop.agent().run("show", "winter").out();

        assertTrue(out.contains("\n  approved by sam (on the command line), revision 1, risk normal, "), out);
        assertTrue(out.contains(" 1 [x] Post it\n"), out);
        assertTrue(out.contains("       → simulated: Outbox/x/"), out);
        assertTrue(out.contains("step s2 was done → "), out);
        assertTrue(out.contains("drafts a plan that takes it back"), out);
    }

    @Test
    void aFinishedMatterIsSaidToBeWhereItsFileIs() throws IOException {
        MatterId id = shop.add(Shop.plan("Winter hours"));
        assertEquals(0, shop.agent().run("approve", "winter").exit());
        String where = shop.root().relativize(shop.file(id, "Completed")).toString();
        assertTrue(where.matches("Completed/[0-9]{4}-[0-9]{2}/Winter hours.md"), where);

        String out = shop.agent().run("show", "winter").out();
        assertTrue(out.contains("\n" + where + " "), out);
        String json = shop.agent().run("show", "winter", "--json").out();
        assertTrue(json.contains("\"" + where + "\""), json);
    }

    @Test
    void aMistakeIsShownWithItsLineAsAtApproval() throws IOException {
        MatterId id = shop.add(Shop.plan("Winter hours"));
        Path file = shop.file(id);
        String text = Files.readString(file).replace("path: Notes/Winter hours.md", "path Notes");
        Files.writeString(file, text);
        int line = text.lines().toList().indexOf("path Notes") + 1;

        Ended ended = shop.agent().run("show", "winter");

        assertEquals(0, ended.exit(), ended.err());
        assertTrue(ended.out().contains("This plan cannot run\n  ! line " + line + ", step s2: "), ended.out());
        assertTrue(
                ended.out().contains("Next  mend line " + line + " of Pending_Approval/Winter hours.md"), ended.out());
    }

    @Test
    void aFailureTellsTheErrorAndTheCallout() throws IOException {
        shop.write("Notes/Taken.md", "somebody's\n");
        shop.add(Shop.plan("Taken"));
        assertEquals(1, shop.agent().run("approve", "Taken").exit());

        String out = shop.agent().run("show", "Taken").out();

        assertTrue(out.contains("came back: a step failed\n  Step s2 (vault.note) failed: "), out);
        assertTrue(out.contains(" 2 [!] Keep a note\n"), out);
        assertTrue(out.contains("       → failed: "), out);
    }

    @Test
    void theRuleThatFiredIsNamedAndTheOthersOnRequest() throws IOException {
        shop.write("Rules/Post.md", """
                ---
                when: { subject: winter }
                ---
                # Post

                - [ ] **Post**

                ```step
                skill: x.post
                text: Hello
                ```
                """);
        shop.write("Rules/Invoice.md", "---\nwhen: { kind: email }\nthen: complete\n---\n# Close it\n");
        shop.add("Winter hours");

        String out = shop.agent().run("show", "winter").out();
        assertTrue(out.contains("Planned by the rule Post\n  ✓ Post: it applied when this was planned"), out);
        assertTrue(!out.contains("Invoice:"), out);
        String all = shop.agent().run("show", "winter", "--rules").out();
        assertTrue(all.contains("  · Invoice: the kind is request, not email"), all);
    }

    @Test
    void whatNoRulePlansTellsWhyEachDidNot() throws IOException {
        shop.write("Rules/Invoice.md", "---\nwhen: { kind: email }\nthen: complete\n---\n# Close it\n");
        shop.add("Something quite different");

        String out = shop.agent().run("show", "different").out();

        assertTrue(out.contains("waits for you: nothing could plan it"), out);
        assertTrue(out.contains("Planned by nobody\n  · Invoice: the kind is request, not email"), out);
    }

    @Test
    void theTextAndTheDifferenceFromTheProposalAreShown() throws IOException {
        MatterId id = shop.add(Shop.plan("Winter hours"));
        Path file = shop.file(id);
        assertEquals(
                "Nothing was changed since revision 1 was proposed.\n",
                shop.agent().run("show", "winter", "--diff").err());
        Files.writeString(file, Files.readString(file).replace("Hello #Winterhours", "Hi"));

        assertEquals(
                Files.readString(file).stripTrailing() + "\n",
                shop.agent().run("show", "winter", "--plan").out());
        String diff = shop.agent().run("show", "winter", "--diff").out();
        assertTrue(diff.startsWith("revision 1 as proposed → the file now\n@@ "), diff);
        assertTrue(diff.contains("\n-Hello #Winterhours\n+Hi\n"), diff);
        assertEquals(2, shop.agent().run("show", "winter", "--diff", "--plan").exit());
    }

    @Test
    void programsGetTheMatterWithItsSteps() throws IOException {
        MatterId id = shop.add(Shop.plan("Winter hours"));
        assertEquals(0, shop.agent().run("approve", "winter").exit());

        String json = shop.agent().run("show", id.value(), "--json").out();

        assertTrue(
                json.startsWith("{\"v\":1,\"kind\":\"show\",\"id\":\"" + id + "\",\"title\":\"Winter hours\","
                        + "\"folder\":\"Completed\","),
                json);
        assertTrue(
                json.contains(
                        "\"steps\":[{\"id\":\"s1\",\"title\":\"Post it\",\"skill\":\"x.post\",\"account\":\"shop\","
                                + "\"run\":false,\"state\":\"done\",\"receipt\":\"simulated: Outbox/x/"),
                json);
        assertTrue(json.contains("\"approved\":{\"at\":\""), json);
    }

    @Test
    void noControlCharacterOfOthersReachesTheTerminal() throws IOException {
        shop.add("Tell \u001b[31mthem\u001b[0m \u202eall");
        Traits.Screen screen = new Traits.Screen(true, true, false, java.nio.charset.StandardCharsets.UTF_8);

        String out = shop.agent()
                .traits(new Traits(true, screen, screen, 100))
                .run("show", "them")
                .out();

        assertTrue(!out.contains("\u001b[31m") && !out.contains("\u202e"), out);
    }
}
