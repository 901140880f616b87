package dev.factotum.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factotum.cli.AgentRun.Ended;
import dev.factotum.vault.MatterId;
import dev.factotum.vault.Stage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReviewTest {
    private static final Traits.Screen SCREEN = new Traits.Screen(true, false, false, StandardCharsets.UTF_8);
    private static final Traits PERSON = new Traits(true, SCREEN, SCREEN, 100);

    @TempDir
    Path folder;

    private Shop shop;

    @BeforeEach
    void aVault() throws IOException {
        shop = Shop.in(folder);
    }

    private AgentRun sitting(Hands hands) {
        return shop.agent().traits(PERSON).hands(hands);
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
    void onePlanIsApprovedTheOtherRejectedWithAReason() throws IOException {
        shop.add(Shop.plan("One"));
        MatterId two = shop.add(Shop.plan("Two"));

        Ended ended = sitting(ScriptedKeys.of("a", "r", "not now\n")).run("review");

        assertEquals(0, ended.exit(), ended.err());
        assertTrue(ended.out().contains("── 1 of 2 ──"), ended.out());
        assertTrue(ended.out().contains("✓ One  done"), ended.out());
        assertTrue(ended.out().endsWith("1 approved, 1 rejected; nothing waits any more.\n"), ended.out());
        assertEquals(List.of("One.md"), shop.names(Stage.COMPLETED));
        assertTrue(Files.readString(shop.file(two)).contains("> not now"));
        assertTrue(shop.agent().run("show", "One").out().contains("approved by sam (in agent review)"));
    }

    @Test
    void thePlanIsShownWarningsFirst() throws IOException {
        shop.add(toStranger("Stranger"));

        String out = sitting(ScriptedKeys.of("q")).run("review").out();

        int title = out.indexOf("\nStranger\n");
        int look = out.indexOf("Look at this first");
        int line = out.indexOf("If approved (SANDBOX): sends 1 email from studio@ to");
        int step = out.indexOf(" 1 [ ] Write to somebody new");
        assertTrue(0 < title && title < look && look < line && line < step, out);
        assertTrue(out.contains("       to        stranger@elsewhere.example"), out);
    }

    @Test
    void highRiskAsksForTheKeyTwice() throws IOException {
        shop.add(toStranger("Stranger"));

        Ended once = sitting(ScriptedKeys.of("a", "n", "q")).run("review");
        assertEquals(0, once.exit(), once.err());
        assertEquals(1, shop.names(Stage.PENDING_APPROVAL).size());

        Ended twice = sitting(ScriptedKeys.of("a", "a")).run("review");
        assertEquals(0, twice.exit(), twice.err());
        assertEquals(List.of("Stranger.md"), shop.names(Stage.COMPLETED));
    }

    @Test
    void aStepIsLeftOutAndTakenInAgainByItsNumber() throws IOException {
        MatterId id = shop.add(Shop.plan("One"));
        String before = Files.readString(shop.file(id));

        Ended ended = sitting(ScriptedKeys.of("1", "q")).run("review");
        assertEquals(0, ended.exit(), ended.err());
        assertEquals(before.replace("- [ ] **Post it**", "- [-] **Post it**"), Files.readString(shop.file(id)));
        assertTrue(ended.out().contains("If approved (LIVE): writes 1 note at Notes/One.md"), ended.out());

        sitting(ScriptedKeys.of("1", "q")).run("review");
        assertEquals(before, Files.readString(shop.file(id)));

        Ended rest = sitting(ScriptedKeys.of("1", "9", "a")).run("review");
        assertEquals(0, rest.exit(), rest.err());
        assertTrue(rest.out().contains("There is no step 9."), rest.out());
        assertFalse(Files.exists(shop.root().resolve("Outbox/x")), "the step that was left out did not run");
        assertEquals("done\n", shop.read("Notes/One.md"));
    }

    @Test
    void theEditorIsWaitedForAndTheDifferenceShown() throws IOException {
        MatterId id = shop.add(Shop.plan("One"));
        Path file = shop.file(id);
        Programs editor = (command, at) -> {
            assertEquals(List.of("ed", "-s", file.toString()), command);
            Files.writeString(file, Files.readString(file).replace("Hello #One", "Hello #Two"));
            return 0;
        };

        Ended ended = sitting(ScriptedKeys.of(editor, "e", "d", "a"))
                .variable("EDITOR", "ed -s")
                .run("review");

        assertEquals(0, ended.exit(), ended.err());
        assertTrue(ended.out().contains("What you changed\n@@ "), ended.out());
        assertTrue(ended.out().contains("-Hello #One\n+Hello #Two\n"), ended.out());
        assertTrue(ended.out().contains("revision 1 as proposed → the file now"), ended.out());
        assertTrue(ended.out().contains("✓ One  done"), ended.out());
    }

    @Test
    void changesAreAskedForInWordsAndTheAnswerIsShown() throws IOException {
        shop.write("Rules/Post.md", """
                ---
                when: { kind: request }
                ---
                # Answer

                - [ ] **Post**

                ```step
                skill: x.post
                text: Hello
                ```
                """);
        MatterId id = shop.add("Please tell our followers about the winter hours.");

        Ended ended = sitting(ScriptedKeys.of("c", "shorter\n", "q")).run("review");

        assertEquals(0, ended.exit(), ended.err());
        assertTrue(
                ended.out().contains("is back in the tray: You asked for changes, and no model is set up"),
                ended.out());
        Path file = shop.file(id);
        assertTrue(file.startsWith(shop.root().resolve("Pending_Approval")));
        String note = Files.readString(file);
        assertTrue(note.contains("\n## Tell the agent\n\nshorter\n"), note);
        assertTrue(note.contains("Your words stand under “Tell the agent”."), note);
        assertTrue(shop.agent().run("show", id.value()).out().contains("shorter"));
        String ledger = shop.read(".agent/ledger/open/" + id + ".ndjson");
        assertTrue(ledger.contains("\"why\":\"shorter\""), ledger);
    }

    @Test
    void wordsThatWouldOpenAPartOfTheNoteStayWords() throws IOException {
        MatterId id = shop.add(Shop.plan("One"));

        sitting(ScriptedKeys.of("c", "```step\n", "c", "# Another title\n", "c", "%% hide\n", "q"))
                .run("review");

        Path file = shop.file(id);
        String shown = shop.agent().run("show", "One").out();
        assertTrue(shown.contains("Keep a note"), shown);
        assertEquals(0, shop.agent().run("approve", "One").exit());
        assertEquals(List.of(file.getFileName().toString()), shop.names(Stage.COMPLETED));
    }

    @Test
    void controlCAtAQuestionEndsItAndDecidesNothing() throws IOException {
        MatterId id = shop.add(Shop.plan("One"));
        String before = Files.readString(shop.file(id));

        for (String question : List.of("c", "r")) {
            Ended ended = sitting(ScriptedKeys.of(question, "make it\u0003\n")).run("review");
            assertEquals(130, ended.exit(), ended.err());
        }

        assertEquals(before, Files.readString(shop.file(id)));
    }

    @Test
    void arrowsGoForthAndBackAndQuitLeavesEverything() throws IOException {
        shop.add(Shop.plan("One"));
        shop.add(Shop.plan("Two"));

        Ended ended = sitting(ScriptedKeys.of("→", "←", "n", "b", "?", "q")).run("review");

        assertEquals(0, ended.exit(), ended.err());
        assertEquals(
                List.of("── 1 of 2 ", "── 2 of 2 ", "── 1 of 2 ", "── 2 of 2 ", "── 1 of 2 "),
                ended.out()
                        .lines()
                        .filter(l -> l.startsWith("──"))
                        .map(l -> l.substring(0, 10))
                        .toList());
        assertTrue(ended.out().endsWith("0 approved, 0 rejected; 2 wait.\n"), ended.out());
        assertEquals(2, shop.names(Stage.PENDING_APPROVAL).size());
    }

    @Test
    void whatChangedSinceItWasShownIsNotApproved() throws IOException {
        MatterId id = shop.add(Shop.plan("One"));
        Path file = shop.file(id);
        Keys sly = new Keys() {
            private int asked;

            @Override
            public int next() throws IOException {
                asked++;
                if (asked == 1) {
                    Files.writeString(file, Files.readString(file).replace("Hello #One", "Buy now"));
                }
                return asked == 1 ? 'a' : 'q';
            }

            @Override
            public Optional<String> line() {
                return Optional.empty();
            }

            @Override
            public Optional<String> hidden() {
                return Optional.empty();
            }

            @Override
            public void close() {}
        };

        Ended ended = sitting(new Hands(input -> sly, Hands.NONE.programs())).run("review");

        assertEquals(0, ended.exit(), ended.err());
        assertTrue(ended.out().contains("it changed meanwhile; nothing was decided"), ended.out());
        assertTrue(ended.out().contains("│ Buy now"), ended.out());
        assertEquals(List.of("One.md"), shop.names(Stage.PENDING_APPROVAL));
    }

    @Test
    void allKeysAreExplainedOnRequest() throws IOException {
        shop.add(Shop.plan("One"));

        String out = sitting(ScriptedKeys.of("?", "s", "o", "q")).run("review").out();

        assertTrue(out.contains("1  leave step 1 out, or take it in again"), out);
        assertTrue(out.contains("History\n"), out);
        assertTrue(out.contains("Nothing on this machine opens obsidian://open?path="), out);
    }

    @Test
    void controlCEndsItWithItsOwnCode() throws IOException {
        shop.add(Shop.plan("One"));

        assertEquals(130, sitting(ScriptedKeys.of("\u0003")).run("review").exit());
        assertEquals(1, shop.names(Stage.PENDING_APPROVAL).size());
    }

    @Test
    void whatLeftTheTrayMeanwhileIsSkipped() throws IOException {
        MatterId id = shop.add(Shop.plan("One"));
        Path file = shop.file(id);
        Programs mover = (command, at) -> {
            Files.move(file, shop.root().resolve("Rejected").resolve(file.getFileName()));
            return 0;
        };

        Ended ended = sitting(ScriptedKeys.of(mover, "e")).run("review");

        assertEquals(0, ended.exit(), ended.err());
        assertTrue(ended.out().contains("It is no longer in the tray."), ended.out());
    }

    @Test
    void aFailedStepEndsWithOne() throws IOException {
        shop.write("Notes/Taken.md", "somebody's\n");
        shop.add(Shop.plan("Taken"));

        Ended ended = sitting(ScriptedKeys.of("a", "q")).run("review");

        assertEquals(1, ended.exit());
        assertTrue(ended.out().contains("came back: a step failed"), ended.out());
    }

    @Test
    void withoutATerminalTheListIsPrintedWithNumbers() throws IOException {
        shop.add(Shop.plan("One"));
        shop.add(toStranger("Stranger"));

        Ended ended = shop.agent().run("review");

        assertEquals(0, ended.exit(), ended.err());
        assertEquals(
                """
                @1   Stranger  high risk
                     If approved (SANDBOX): sends 1 email from studio@ to stranger@elsewhere.example (new)
                @2   One  normal risk
                """,
                ended.out()
                        .lines()
                        .filter(l -> !l.contains("posts 1"))
                        .map(l -> l + "\n")
                        .reduce("", String::concat));
        assertTrue(ended.err().contains("agent approve @1"), ended.err());
        assertEquals(0, shop.agent().run("approve", "@2").exit());
        assertEquals(List.of("One.md"), shop.names(Stage.COMPLETED));
        assertTrue(shop.agent().run("review", "--json").out().contains("\"title\":\"Stranger\",\"risk\":\"high\""));
    }

    @Test
    void onAnotherMachineDecisionsAreMoves() throws IOException {
        MatterId one = shop.add(Shop.plan("One"));
        shop.add(Shop.plan("Two"));
        shop.add(Shop.plan("Three"));

        Ended ended = shop.elsewhere()
                .agent()
                .traits(PERSON)
                .hands(ScriptedKeys.of("a", "r", "\n", "c", "shorter, please\n"))
                .run("review");

        assertEquals(0, ended.exit(), ended.err());
        assertEquals(List.of("One.md"), shop.names(Stage.APPROVED));
        assertEquals(List.of("Two.md"), shop.names(Stage.REJECTED));
        assertEquals(List.of("Three.md"), shop.names(Stage.NEEDS_ACTION));
        assertTrue(shop.read("Needs_Action/Three.md").contains("## Tell the agent\n\nshorter, please\n"));
        assertTrue(shop.file(one).startsWith(shop.root().resolve("Approved")));
    }
}
