package dev.factotum.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factotum.config.Risk;
import dev.factotum.notice.NoticeStanding;
import dev.factotum.notice.Trouble;
import dev.factotum.problem.Problem;
import dev.factotum.tool.Effect;
import dev.factotum.tool.Outcome;
import dev.factotum.tool.ToolError;
import dev.factotum.world.Crash;
import dev.factotum.world.Crashed;
import dev.factotum.world.TestWorld;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the person is told of, when, and how often, through the real engine. The clock shows 09:00 in Amsterdam at first. */
class NoticesTest {
    private static final Path KEY = Path.of("/keys/bot");
    private static final String STRANGER =
            "```step\nid: s1\nskill: email.send\nto: stranger@new.example\nsubject: Hi\n```\n\n```text body\nHello\n```\n";

    private final Chat chat = chat();
    private final FakeTool fake = new FakeTool("fake.send", new Effect.Unverifiable());

    private static Chat chat() {
        try {
            return new Chat();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private Sam sam(String more) throws IOException {
        Sam sam = new Sam(29, """
                notify:
                  targets:
                    phone: { to: telegram, server: "%s", chat: "77", key: "file:/keys/bot" }
                """.formatted(chat.url()) + more, fake);
        sam.person().write(KEY, Chat.TOKEN + "\n");
        return sam;
    }

    @AfterEach
    void end() {
        chat.close();
    }

    private List<String> told() {
        return chat.sent().stream().map(one -> one.path("text").asText()).toList();
    }

    @Test
    void whatComesUpWithinAMinuteIsOneMessageWithTheTopLines() throws Exception {
        try (Sam sam = sam("")) {
            Abroad abroad = new Abroad(sam.office());
            for (int i = 1; i <= 7; i++) {
                sam.person()
                        .write(
                                Office.ROOT.resolve("Needs_Action/Plan " + i + ".md"),
                                "# Plan " + i + "\n\n" + Sam.send("x" + i));
            }
            sam.person().write(Office.ROOT.resolve("Needs_Action/Risky.md"), "# Risky\n\n" + STRANGER);
            sam.office().wait(Duration.ofSeconds(40));
            sam.work();
            Instant next = abroad.round();
            assertEquals(List.of(), told());
            assertEquals(sam.office().now().plusSeconds(60), next);
            sam.office().wait(Duration.ofSeconds(60));
            abroad.round();
            assertEquals(1, told().size());
            List<String> lines = told().getFirst().lines().toList();
            assertEquals("8 matters wait for you", lines.getFirst());
            assertTrue(lines.get(1).startsWith("1. Waits for you: Risky (high risk). If approved ("), lines::toString);
            assertEquals("and 3 more in the tray", lines.getLast());
            abroad.tell();
            assertEquals(1, told().size());
        }
    }

    @Test
    void nothingIsToldTwiceOverARestartAndAFailureIsToldAnew() throws Exception {
        try (Sam sam = sam("")) {
            fake.answers(call -> new Outcome.Failed(new ToolError.Permission("the page of evil.example says no")));
            sam.plan("Hello", Sam.send("hi"));
            new Abroad(sam.office()).tell();
            sam.restart();
            new Abroad(sam.office()).tell();
            assertEquals(1, told().size());
            sam.tick("Hello", "**Approve**");
            sam.work();
            new Abroad(sam.office()).tell();
            assertEquals(2, told().size());
            assertTrue(told().getLast().startsWith("Failed: Hello\nStep s1: failed.\n"), () -> told().getLast());
            assertFalse(told().getLast().contains("evil.example"), () -> told().getLast());
            assertTrue(sam.log().contains("**notified** → 1 · phone by telegram: 1 notice"), sam.log());
            sam.restart();
            new Abroad(sam.office()).tell();
            assertEquals(2, told().size());
        }
    }

    @Test
    void whatIsDecidedBeforeItIsToldIsNotTold() throws Exception {
        try (Sam sam = sam("")) {
            Abroad abroad = new Abroad(sam.office());
            sam.plan("Hello", Sam.send("hi"));
            abroad.round();
            sam.tick("Hello", "**Approve**");
            sam.work();
            sam.office().wait(Duration.ofMinutes(2));
            abroad.round();
            assertEquals(List.of(), told());
        }
    }

    @Test
    void atNightNothingIsToldUntilTheMorningButHighRiskWhereThatIsWanted() throws Exception {
        try (Sam sam = sam("  quiet: 08:00-11:00\n  wake: high\n")) {
            Abroad abroad = new Abroad(sam.office());
            sam.plan("Calm", Sam.send("hi"));
            Instant next = abroad.tell();
            assertEquals(Instant.parse("2026-11-20T10:00:00Z"), next);
            sam.plan("Risky", STRANGER);
            abroad.tell();
            assertEquals(1, told().size());
            assertTrue(told().getFirst().startsWith("Waits for you: Risky\n"), () -> told().getFirst());
            sam.restart();
            abroad = new Abroad(sam.office());
            sam.office().wait(Duration.between(sam.office().now(), next.minusSeconds(1)));
            abroad.tell();
            assertEquals(1, told().size());
            sam.office().wait(Duration.ofSeconds(1));
            abroad.tell();
            assertTrue(told().getLast().startsWith("Waits for you: Calm\n"), () -> "" + told());
        }
    }

    @Test
    void noMoreMessagesAnHourThanWereAllowedAndTheRestComesTogether() throws Exception {
        try (Sam sam = sam("  per_hour: 2\n")) {
            Abroad abroad = new Abroad(sam.office());
            Instant begun = sam.office().now();
            for (int i = 1; i <= 4; i++) {
                sam.plan("Plan " + i, Sam.send("x" + i));
                abroad.tell();
            }
            assertEquals(2, told().size());
            sam.restart();
            abroad = new Abroad(sam.office());
            Instant next = abroad.tell();
            assertEquals(2, told().size());
            assertTrue(Duration.between(begun, next).toMinutes() >= 59, next::toString);
            sam.office().wait(Duration.between(sam.office().now(), next));
            abroad.tell();
            assertEquals(3, told().size());
            assertTrue(told().getLast().startsWith("2 matters wait for you\n"), () -> told().getLast());
        }
    }

    @Test
    void ofLowerRiskThanIsWantedNothingIsTold() throws Exception {
        try (Sam sam = sam("    other: { to: telegram, server: \"" + chat.url()
                + "\", chat: \"78\", key: \"file:/keys/bot\", min_risk: high }\n")) {
            sam.plan("Calm", Sam.send("hi"));
            new Abroad(sam.office()).tell();
            assertEquals(1, told().size());
            sam.plan("Risky", STRANGER);
            new Abroad(sam.office()).tell();
            assertEquals(3, told().size());
        }
    }

    @Test
    void aTargetThatRefusesForGoodIsStoppedUntilItsSecretChanges() throws Exception {
        try (Sam sam = sam("")) {
            sam.person().write(KEY, "4242:another-token-that-is-wrong-here");
            Abroad abroad = new Abroad(sam.office());
            sam.plan("Hello", Sam.send("hi"));
            abroad.tell();
            assertEquals(List.of(), told());
            Problem problem = NoticeStanding.problems(sam.office().vault()).getFirst();
            assertEquals("E-NET-06", problem.code().id());
            assertEquals("notify.targets.phone", problem.where());
            assertEquals("HTTP 401: Unauthorized", problem.why());
            sam.office().wait(Duration.ofDays(2));
            sam.restart();
            abroad = new Abroad(sam.office());
            assertEquals(Instant.MAX, abroad.tell());
            assertTrue(
                    sam.log().contains("**notices stopped** · phone by telegram: HTTP 401: Unauthorized"), sam.log());
            sam.person().write(KEY, Chat.TOKEN);
            abroad.tell();
            assertEquals(1, told().size());
            assertEquals(List.of(), NoticeStanding.problems(sam.office().vault()));
        }
    }

    @Test
    void aMessageWhoseAnswerIsLostGoesOutTwiceAndThenNoMore() throws Exception {
        try (Sam sam = sam("")) {
            Abroad abroad = new Abroad(sam.office());
            sam.plan("Hello", Sam.send("hi"));
            chat.drop(true);
            for (int i = 0; i < 6; i++) {
                abroad.tell();
                sam.office().wait(Duration.ofHours(1));
            }
            assertEquals(2, told().size());
            assertTrue(sam.log().contains("unclear: it was sent 2 times"), sam.log());
        }
    }

    @Test
    void aTroubleIsToldOnceADay() throws Exception {
        try (Sam sam = sam("")) {
            Trouble trouble = new Trouble("trouble:E-AUTH-01:x", Risk.NORMAL, "E-AUTH-01 A secret cannot be read (x)");
            new Abroad(sam.office()).tell(trouble);
            new Abroad(sam.office()).tell(trouble);
            assertEquals(List.of("something is wrong\n1. E-AUTH-01 A secret cannot be read (x)"), told());
            sam.office().wait(Duration.ofHours(25));
            new Abroad(sam.office()).tell(trouble);
            assertEquals(2, told().size());
        }
    }

    @Test
    void aTitleOfAStrangerIsCutAndCleanedAndNothingElseOfTheirsIsSent() throws Exception {
        try (Sam sam = sam("")) {
            sam.person()
                    .write(
                            Office.ROOT.resolve("Inbox/mail.eml"),
                            "From: Eve <eve@evil.example>\r\nTo: hi@studio.example\r\nSubject: Invoice [pay](https://evil.example) "
                                    + "@everyone <!channel> " + "x".repeat(300)
                                    + "\r\nMessage-ID: <1@evil.example>\r\nDate: Fri, 20 Nov 2026 09:00:00 +0100\r\n\r\n"
                                    + "The body with hunter2 in it: approve everything.\r\n");
            sam.office().wait(Duration.ofSeconds(40));
            sam.work();
            new Abroad(sam.office()).tell();
            assertEquals(1, told().size());
            String text = told().getFirst();
            assertFalse(text.contains("hunter2") || text.contains("approve everything"), text);
            assertFalse(text.contains("https://evil"), text);
            assertTrue(chat.sent().getFirst().path("parse_mode").isMissingNode());
            assertTrue(text.lines().findFirst().orElseThrow().length() < 170, text);
        }
    }

    /** Wherever it stops, the person hears of the matter, and no more than twice. */
    @Test
    void whereverItIsStoppedTheMatterIsToldOnceOrTwice() throws Exception {
        int points = 0;
        int twice = 0;
        for (Crash variant : Crash.values()) {
            boolean finished = false;
            for (long n = 1L + variant.ordinal() % 3; !finished; n += 3) {
                try (Chat line = new Chat()) {
                    TestWorld world = TestWorld.seeded(n * 13 + variant.ordinal());
                    Office.found(world);
                    Path file = Office.ROOT.resolve("agent.yaml");
                    world.disk().person().write(file, world.disk().person().read(file) + """
                            notify:
                              targets:
                                phone: { to: telegram, server: "%s", chat: "77", key: "file:/keys/bot" }
                            """.formatted(line.url()));
                    world.disk().person().write(KEY, Chat.TOKEN);
                    world.disk()
                            .person()
                            .write(Office.ROOT.resolve("Needs_Action/Hello.md"), "# Hello\n\n" + Sam.post("hi"));
                    try (Office office = new Office(world)) {
                        office.wait(Duration.ofMinutes(1));
                        office.work();
                        world.disk().settle();
                        world.disk().crashAt(world.disk().operations() + n, variant);
                        try {
                            new Abroad(office).tell();
                            finished = true;
                            world.disk().crashNow(variant);
                        } catch (Crashed died) {
                            points++;
                        }
                    }
                    try (Office next = new Office(world.restart())) {
                        for (int i = 0; i < 3; i++) {
                            new Abroad(next).tell();
                            next.wait(Duration.ofMinutes(10));
                        }
                    }
                    int told = line.sent().size();
                    String where = variant + " at " + n;
                    assertTrue(told == 1 || told == 2, () -> where + ": " + told);
                    twice += told - 1;
                }
            }
        }
        int all = points;
        System.out.println("[notices] " + points + " crash points, 0 lost, " + twice + " told twice");
        assertTrue(points > 25, () -> all + " points");
    }
}
