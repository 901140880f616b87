package dev.factotum.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.factotum.cli.AgentRun.Ended;
import dev.factotum.vault.Stage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunTest {
    private static final Traits.Screen SCREEN = new Traits.Screen(true, false, false, StandardCharsets.UTF_8);
    private static final Traits TERMINAL = new Traits(true, SCREEN, SCREEN, 100);

    private final Shop shop;

    RunTest(@TempDir Path folder) throws IOException {
        shop = Shop.in(folder);
    }

    private void old(String path, String text) throws IOException {
        Path file = shop.write(path, text);
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(600)));
    }

    private void move(String from, String to) throws IOException {
        Files.move(shop.root().resolve(from), shop.root().resolve(to));
    }

    private Map<String, String> bytes() throws IOException {
        Map<String, String> all = new TreeMap<>();
        try (Stream<Path> files = Files.walk(shop.root())) {
            Path log = shop.root().resolve(".agent/local/log");
            for (Path file : files.filter(Files::isRegularFile)
                    .filter(f -> !f.startsWith(log))
                    .toList()) {
                all.put(file.toString(), Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
        return all;
    }

    @Test
    void aDroppedPlanIsPlannedMovedAndCarriedOutInPlainWords() throws IOException {
        old("Inbox/Winter hours.md", Shop.plan("Winter hours"));
        Ended planned = shop.agent().run("run");
        assertEquals(0, planned.exit(), planned.err());
        assertTrue(planned.out().contains("taken in    Winter hours  plan\n"), planned.out());
        assertTrue(planned.out().contains("planned     Winter hours  as you wrote it\n"), planned.out());
        assertTrue(planned.out().contains("\n1 planned.\n1 waits for you.\nNext: agent review"), planned.out());
        move("Pending_Approval/Winter hours.md", "Approved/Winter hours.md");
        Ended done = shop.agent().run("run");
        assertEquals(0, done.exit(), done.err());
        assertTrue(done.out().contains("approved    Winter hours  by sam (moved in the folder)\n"), done.out());
        assertTrue(done.out().contains("simulated   Winter hours  s1 x.post → simulated: Outbox/x/"), done.out());
        assertTrue(done.out().contains("\n1 carried out.\nNothing waits for you.\n"), done.out());
        assertEquals(List.of("Winter hours.md"), shop.names(Stage.COMPLETED));
    }

    @Test
    void aRoundThatFindsNothingChangesNotOneByte() throws IOException {
        old("Inbox/Winter hours.md", Shop.plan("Winter hours"));
        shop.agent().run("run");
        Map<String, String> before = bytes();
        for (int i = 0; i < 3; i++) {
            assertTrue(shop.agent().run("run").out().startsWith("Nothing to do.\n"));
        }
        assertEquals(before, bytes());
    }

    /** A wrong date would let what waits run out; a person who was away for long runs it once more. */
    @Test
    void aClockFarAheadOfTheLastRoundIsSaidOnceAndNothingIsDone() throws IOException {
        old("Inbox/Winter hours.md", Shop.plan("Winter hours"));
        Instant month = Instant.now().minus(Duration.ofDays(40));
        shop.write(".agent/seen", month.truncatedTo(ChronoUnit.HOURS) + "\n");
        Ended ahead = shop.agent().run("run");
        assertEquals(2, ahead.exit(), ahead.err());
        assertTrue(ahead.err().contains("[E-VAULT-16]"), ahead.err());
        assertTrue(ahead.err().contains("the last round was 40 days ago by this clock"), ahead.err());
        assertEquals(List.of("Winter hours.md"), shop.names(Stage.INBOX));
        assertEquals(0, shop.agent().run("run").exit());
        assertEquals(List.of("Winter hours.md"), shop.names(Stage.PENDING_APPROVAL));
    }

    @Test
    void fromCronAYoungNoteIsLeftAndSaid() throws IOException {
        shop.write("Inbox/fresh.md", "# Fresh\n\nStill typing");
        shop.write("Approved/By hand.md", Shop.plan("By hand"));
        Ended ended = shop.agent().run("run");
        assertEquals(0, ended.exit());
        assertTrue(ended.out().contains("may still be writing: fresh.md, Approved/By hand.md."), ended.out());
        assertEquals(List.of("fresh.md"), shop.names(Stage.INBOX));
    }

    private static void future(Path file) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(86_400)));
    }

    @Test
    void fromCronAFileWhoseTimeLiesInTheFutureIsTakenOnceTwoLooksAgree() throws IOException {
        future(shop.write("Inbox/tomorrow.md", "# Tomorrow\n\nWritten on a wrong clock"));
        Ended ended = shop.agent().run("run");
        assertEquals(0, ended.exit(), ended.err());
        assertEquals(List.of(), shop.names(Stage.INBOX));
        assertEquals(List.of("tomorrow.md"), shop.names(Stage.PENDING_APPROVAL));
    }

    @Test
    void fromCronATickInANoteWhoseTimeLiesInTheFutureCountsOnceTwoLooksAgree() throws IOException {
        Path note = shop.file(shop.add(Shop.plan("Winter hours")));
        Files.writeString(note, Files.readString(note).replace("- [ ] **Approve**", "- [x] **Approve**"));
        future(note);
        Ended ended = shop.agent().run("run");
        assertEquals(0, ended.exit(), ended.err());
        assertEquals(List.of("Winter hours.md"), shop.names(Stage.COMPLETED));
    }

    @Test
    void withNowAYoungNoteThatStandsStillIsTaken() throws IOException {
        shop.write("Inbox/fresh.md", "# Fresh\n\nDone typing");
        Ended ended = shop.agent().run("run", "--now");
        assertEquals(0, ended.exit(), ended.err());
        assertEquals(List.of(), shop.names(Stage.INBOX));
        assertEquals(List.of("fresh.md"), shop.names(Stage.PENDING_APPROVAL));
    }

    @Test
    void withNowAYoungPlanThatSomebodyPutStraightIntoApprovedRuns() throws IOException {
        shop.write("Approved/By hand.md", Shop.plan("By hand"));
        Ended ended = shop.agent().run("run", "--now");
        assertEquals(0, ended.exit(), ended.err());
        assertEquals(List.of("By hand.md"), shop.names(Stage.COMPLETED));
    }

    @Test
    void inATerminalATicksGraceIsWaitedOutInSight() throws IOException {
        shop.write("agent.yaml", shop.read("agent.yaml") + "approval: { grace: 2s }\n");
        shop.add(Shop.plan("Winter"));
        Path file = shop.root().resolve("Pending_Approval/Winter.md");
        Files.writeString(file, Files.readString(file).replace("- [ ] **Approve**", "- [x] **Approve**"));
        Ended ended = shop.agent().traits(TERMINAL).run("run");
        assertEquals(0, ended.exit(), ended.err());
        assertTrue(ended.err().contains("Your tick is taken up in 2 s"), ended.err());
        assertTrue(ended.out().contains("by sam (ticked in the note)"), ended.out());
        assertEquals(List.of("Winter.md"), shop.names(Stage.COMPLETED));
    }

    @Test
    void fromCronATickWaitsForTheNextRound() throws IOException {
        shop.add(Shop.plan("Winter"));
        Path file = shop.root().resolve("Pending_Approval/Winter.md");
        Files.writeString(file, Files.readString(file).replace("- [ ] **Approve**", "- [x] **Approve**"));
        shop.agent().run("run");
        assertEquals(List.of("Winter.md"), shop.names(Stage.PENDING_APPROVAL));
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(60)));
        shop.agent().run("run");
        assertEquals(List.of("Winter.md"), shop.names(Stage.COMPLETED));
    }

    @Test
    void aFailedStepEndsWithOneAndAReturnedPlanDoesNot() throws IOException {
        shop.write("Notes", "a file where a folder should be");
        shop.add(Shop.plan("Winter"));
        shop.add(
                "# Long\n\n```step\nskill: x.post\naccount: shop\n```\n\n```text text\n" + "x".repeat(300) + "\n```\n");
        move("Pending_Approval/Long.md", "Approved/Long.md");
        Ended returned = shop.agent().run("run");
        assertEquals(0, returned.exit(), returned.out());
        assertTrue(returned.out().contains("1 came back to you"), returned.out());
        move("Pending_Approval/Winter.md", "Approved/Winter.md");
        Ended failed = shop.agent().run("run");
        assertEquals(1, failed.exit(), failed.out());
        assertTrue(failed.out().contains("1 failed"), failed.out());
        assertEquals(List.of("Long.md", "Winter.md"), shop.names(Stage.PENDING_APPROVAL));
    }

    @Test
    void whatDoesNotFitIntoTheTimeGivenIsLeftForTheNextRun() throws IOException {
        for (int i = 0; i < 30; i++) {
            old("Inbox/Plan " + i + ".md", Shop.plan("Plan " + i));
        }
        Ended ended = shop.agent().run("run", "--max-time", "1ms");
        assertEquals(0, ended.exit(), ended.err());
        assertTrue(ended.out().contains("The time is up; what is left is taken up by the next run."), ended.out());
        Ended rest = shop.agent().run("run", "--max-time", "10m");
        assertTrue(rest.out().contains("30 wait for you."), rest.out());
        assertEquals(2, shop.agent().run("run", "--max-time", "soon").exit());
    }

    @Test
    void aCheckEndsWithThreeWhereAPersonIsNeeded() throws IOException {
        assertEquals(0, shop.agent().run("run", "--check").exit());
        old("Inbox/Winter.md", Shop.plan("Winter"));
        assertEquals(3, shop.agent().run("run", "--check").exit());
    }

    @Test
    void aQuietRunWithNothingToDoSaysNothing() throws IOException {
        Ended idle = shop.agent().run("run", "-q", "--now");
        assertEquals("", idle.out() + idle.err());

        shop.add(Shop.plan("Winter hours"));
        Ended waiting = shop.agent().run("run", "-q", "--now");
        assertEquals("", waiting.out() + waiting.err());
    }

    @Test
    void whatIsSaidToComeNextNamesNoNumberThatWasNotPrinted() throws IOException {
        shop.add(Shop.plan("Winter hours"));

        String run = shop.agent().run("run", "--now").out();
        assertTrue(run.contains("Next: agent review"), run);
        assertFalse(run.contains("@1"), run);
        String status = shop.agent().run("status").out();
        assertTrue(status.contains("agent show @1 explains one"), status);
        assertEquals(0, shop.agent().run("show", "@1").exit());
    }

    @Test
    void aDryRunSaysWhatWouldBeTakenUpAndChangesNothing() throws IOException {
        shop.add(Shop.plan("Approved one"));
        shop.add(Shop.plan("Ticked one"));
        move("Pending_Approval/Approved one.md", "Approved/Approved one.md");
        Path ticked = shop.root().resolve("Pending_Approval/Ticked one.md");
        Files.writeString(ticked, Files.readString(ticked).replace("- [ ] Reject", "- [x] Reject"));
        old("Inbox/mail.eml", "From: a@b.example\n\nHi");
        old("Bank_Transactions/nov.csv", "a\n");
        old("Needs_Action/raw.md", "# Raw\n");
        Map<String, String> before = bytes();
        Ended ended = shop.agent().run("run", "--dry-run");
        assertEquals(new Ended(0, """
                would take in  mail.eml
                would take in  nov.csv
                would plan  raw.md
                would act on your decision in  Ticked one
                would carry out  Approved one
                """, ""), ended);
        assertEquals(before, bytes());
        JsonNode json = new ObjectMapper()
                .readTree(shop.agent().run("run", "--dry-run", "--json").out());
        assertEquals(2, json.path("take").size());
        assertEquals("Approved one", json.path("execute").get(0).asText());
    }

    @Test
    void programsGetCounts() throws IOException {
        old("Inbox/Winter.md", Shop.plan("Winter"));
        JsonNode json =
                new ObjectMapper().readTree(shop.agent().run("run", "--json").out());
        assertEquals("run", json.path("kind").asText());
        assertEquals(1, json.path("taken").asInt());
        assertEquals(1, json.path("planned").asInt());
        assertEquals(0, json.path("executed").asInt());
        assertEquals(1, json.path("waiting").asInt());
        assertTrue(json.path("problems").isEmpty());
    }

    @Test
    void onAnotherMachineItOnlyShows() throws IOException {
        shop.add(Shop.plan("Winter"));
        move("Pending_Approval/Winter.md", "Approved/Winter.md");
        Ended ended = shop.elsewhere().agent().run("run");
        assertEquals(4, ended.exit());
        assertTrue(ended.out().contains("1 approved"), ended.out());
        assertTrue(ended.err().contains("steps of this vault run on testhost"), ended.err());
        assertEquals(List.of("Winter.md"), shop.names(Stage.APPROVED));
    }

    @Test
    void aStepForLaterIsSaidWithItsTime() throws IOException {
        shop.add(Shop.plan("Winter").replace("account: shop", "account: shop\nnot_before: 2099-01-05 09:00"));
        move("Pending_Approval/Winter.md", "Approved/Winter.md");
        Ended ended = shop.agent().run("run");
        assertTrue(ended.out().contains("Goes on 5 Jan 2099 09:00: Winter"), ended.out());
    }

    @Test
    void theDashboardIsMadeAndFollows() throws IOException {
        shop.add(Shop.plan("Winter"));
        shop.agent().run("run");
        assertTrue(shop.read("Dashboard.md").contains("- [[Winter]] · "), shop.read("Dashboard.md"));
        move("Pending_Approval/Winter.md", "Approved/Winter.md");
        shop.agent().run("run");
        assertFalse(shop.read("Dashboard.md").contains("### Waiting for you"), shop.read("Dashboard.md"));
        assertTrue(shop.read("Dashboard.md").contains("[[Winter]] · done"), shop.read("Dashboard.md"));
    }
}
