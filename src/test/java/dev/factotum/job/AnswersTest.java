package dev.factotum.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factotum.config.NoticeSettings.Target;
import dev.factotum.engine.Gesture;
import dev.factotum.notice.answer.Answered;
import dev.factotum.notice.answer.MailAnswers;
import dev.factotum.notice.answer.Press;
import dev.factotum.tool.Effect;
import dev.factotum.world.Crash;
import dev.factotum.world.Crashed;
import dev.factotum.world.TestWorld;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Approval from the lock screen, through the real engine: what counts, once, and what never does. */
class AnswersTest {
    private static final Duration GRACE = Duration.ofSeconds(11);
    private static final String SAM = "1001";
    private static final String MIA = "1002";
    private static final Path KEY = Path.of("/keys/bot");

    private final Chat chat = chat();
    private final FakeTool fake = new FakeTool("fake.send", new Effect.Unverifiable());
    private final Sam sam = founded("");
    private Abroad abroad = new Abroad(sam.office());

    private static Chat chat() {
        try {
            return new Chat();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private Sam founded(String more) {
        try {
            Sam one = new Sam(23, settings() + more, fake);
            one.person().write(KEY, Chat.TOKEN + "\n");
            return one;
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private String settings() {
        return """
                notify:
                  targets:
                    phone: { to: telegram, server: "%s", chat: "77", key: "file:/keys/bot", people: { "1001": sam, "1002": mia } }
                    desk: { to: email, account: studio, address: sam@studio.example, people: { "sam@studio.example": sam } }
                """.formatted(chat.url());
    }

    @AfterEach
    void inOrder() {
        sam.close();
        chat.close();
    }

    private void restart() throws IOException {
        sam.restart();
        abroad = new Abroad(sam.office());
    }

    /** A plan of low risk that was put before the person by chat. */
    private void asked() throws IOException, InterruptedException {
        sam.plan("Hello", Sam.send("hi"));
        abroad.tell();
        assertEquals(1, chat.sent().size());
    }

    private void graceIsOver() throws IOException, InterruptedException {
        sam.office().wait(GRACE);
        abroad.settle();
    }

    private boolean waits() {
        return sam.person().exists(Sam.TRAY.resolve("Hello.md"));
    }

    @Test
    void anApprovalCountsAfterTheGraceTimeAndRunsOnce() throws Exception {
        asked();
        String text = chat.sent().getFirst().path("text").asText();
        assertTrue(text.startsWith("Waits for you: Hello\nIf approved ("), text);
        assertTrue(text.contains("Risk: "), text);
        assertTrue(text.endsWith("obsidian://open?vault=vault&file=Pending_Approval%2FHello"), text);
        chat.press(1, "Approve", SAM);
        abroad.hear();
        assertEquals(0, fake.reached().size());
        assertEquals(List.of("Approved by sam; it counts in 10 s."), chat.toasts());
        abroad.settle();
        assertEquals(0, fake.reached().size());
        graceIsOver();
        assertEquals(1, fake.reached().size());
        abroad.settle();
        graceIsOver();
        assertEquals(1, fake.reached().size());
        assertTrue(sam.log().contains("by sam (telegram)"), sam.log());
        assertTrue(
                sam.office().only("Completed").getValue().contains("approved by sam (in Telegram)"),
                () -> "" + sam.office().notes("Completed"));
        assertEquals(
                "Hello\nApproved by sam.", chat.edits().getLast().path("text").asText());
    }

    @Test
    void whatIsTakenBackWithinTheGraceTimeDoesNotCount() throws Exception {
        asked();
        chat.press(1, "Approve", SAM);
        abroad.hear();
        chat.press(1, "Undo", SAM);
        abroad.hear();
        graceIsOver();
        assertEquals(0, fake.reached().size());
        assertTrue(waits());
        assertEquals(2, chat.sent().size());
        chat.press(2, "Approve", SAM);
        abroad.hear();
        graceIsOver();
        assertEquals(1, fake.reached().size());
    }

    @Test
    void afterTheGraceTimeNothingIsTakenBack() throws Exception {
        asked();
        chat.press(1, "Approve", SAM);
        abroad.hear();
        sam.office().wait(GRACE);
        chat.press(1, "Undo", SAM);
        abroad.hear();
        abroad.settle();
        assertEquals(1, fake.reached().size());
        assertEquals(
                "It is decided; what can be taken back is in the vault.",
                chat.toasts().getLast());
    }

    @Test
    void aRejectionLaysItAside() throws Exception {
        asked();
        chat.press(1, "Reject", SAM);
        abroad.hear();
        graceIsOver();
        assertEquals(0, fake.reached().size());
        assertTrue(sam.person().exists(Office.ROOT.resolve("Rejected/Hello.md")));
    }

    @Test
    void forgedCodesStrangersAndOtherChatsAreRefused() throws Exception {
        asked();
        String approve = chat.data(1, "Approve");
        chat.press("77", 1, "a:" + "A".repeat(22), SAM);
        chat.press("77", 1, "a:", SAM);
        chat.press("77", 1, "a:" + "x".repeat(60), SAM);
        chat.press("77", 1, approve.substring(0, approve.length() - 1) + (approve.endsWith("A") ? "B" : "A"), SAM);
        chat.press("77", 1, "nonsense", SAM);
        chat.press("78", 1, approve, SAM);
        chat.press("77", 1, approve, "4711");
        abroad.hear();
        graceIsOver();
        assertEquals(0, fake.reached().size());
        assertTrue(waits());
        assertEquals("You cannot answer here.", chat.toasts().getLast());
        assertEquals(1, chat.sent().size());
        chat.press("77", 1, approve, SAM);
        abroad.hear();
        graceIsOver();
        assertEquals(1, fake.reached().size());
    }

    @Test
    void theSamePressAgainAndTheSameUpdateAgainCountOnce() throws Exception {
        asked();
        String approve = chat.data(1, "Approve");
        chat.press("77", 1, approve, SAM);
        abroad.hear();
        chat.press("77", 1, approve, SAM);
        chat.press("77", 1, approve, MIA);
        abroad.hear();
        graceIsOver();
        chat.press("77", 1, approve, SAM);
        abroad.hear();
        graceIsOver();
        assertEquals(1, fake.reached().size());
        assertEquals(
                List.of(
                        "Approved by sam; it counts in 10 s.",
                        "sam has approved it already.",
                        "sam has approved it already.",
                        "This message was used already; a newer one counts."),
                chat.toasts());
        assertEquals(List.of(0L, 101L, 103L), chat.offsets());
    }

    @Test
    void twoWhoPressAtOnceDecideOnce() throws Exception {
        asked();
        chat.press(1, "Approve", SAM);
        chat.press(1, "Reject", MIA);
        abroad.hear();
        graceIsOver();
        assertEquals(1, fake.reached().size());
        assertFalse(sam.person().exists(Office.ROOT.resolve("Rejected/Hello.md")));
    }

    @Test
    void twoProcessesThatCarryItOutAtOnceDoItOnce() throws Exception {
        asked();
        chat.press(1, "Approve", SAM);
        abroad.hear();
        sam.office().wait(GRACE);
        try (Office other = sam.another()) {
            Abroad second = new Abroad(other);
            CountDownLatch start = new CountDownLatch(1);
            List<Thread> threads = List.of(
                    Thread.ofVirtual().unstarted(() -> settled(abroad, start)),
                    Thread.ofVirtual().unstarted(() -> settled(second, start)));
            threads.forEach(Thread::start);
            start.countDown();
            for (Thread thread : threads) {
                thread.join();
            }
            abroad.settle();
        }
        assertEquals(1, fake.reached().size());
    }

    private static void settled(Abroad abroad, CountDownLatch start) {
        try {
            start.await();
            abroad.settle();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aPlanThatChangedSinceTheMessageIsRefusedAndPutBeforeThemAnew() throws Exception {
        asked();
        sam.edit("Hello", "hi", "something else");
        sam.office().wait(Duration.ofMinutes(1));
        chat.press(1, "Approve", SAM);
        abroad.hear();
        graceIsOver();
        assertEquals(0, fake.reached().size());
        assertEquals(
                "The plan was changed since that message. This is how it stands now.",
                chat.toasts().getLast());
        assertEquals(2, chat.sent().size());
        chat.press(1, "Approve", SAM);
        chat.press(2, "Approve", SAM);
        abroad.hear();
        graceIsOver();
        assertEquals(1, fake.reached().size());
    }

    @Test
    void aPlanThatChangesWithinTheGraceTimeIsNotApproved() throws Exception {
        asked();
        chat.press(1, "Approve", SAM);
        abroad.hear();
        sam.edit("Hello", "hi", "something else");
        graceIsOver();
        assertEquals(0, fake.reached().size());
        assertTrue(waits());
        assertTrue(
                chat.edits().getLast().path("text").asText().contains("its steps were changed since"),
                () -> "" + chat.edits());
        assertEquals(2, chat.sent().size());
    }

    @Test
    void aPlanThatWasDecidedInTheVaultMeanwhileIsLeftAlone() throws Exception {
        asked();
        chat.press(1, "Approve", SAM);
        abroad.hear();
        sam.tick("Hello", "Reject");
        sam.work();
        abroad.settle();
        assertEquals(0, fake.reached().size());
        chat.press(1, "Approve", SAM);
        abroad.hear();
        assertEquals(0, fake.reached().size());
    }

    @Test
    void highRiskHasNoButtonsAndIsNeverApprovedFromAfar() throws Exception {
        sam.plan(
                "Hello",
                "```step\nid: s1\nskill: email.send\nto: stranger@new.example\nsubject: Hi\n```\n\n```text body\nHello\n```\n");
        abroad.tell();
        assertTrue(chat.sent().getFirst().path("text").asText().contains("Risk: high."), () -> "" + chat.sent());
        assertTrue(chat.sent().getFirst().path("reply_markup").isMissingNode());
        var asked = waiting();
        String code = abroad.answers().issue(target("phone"), "77", asked);
        Answered answered = abroad.answers().take(new Press(Press.Act.APPROVE, code, "77", SAM, Gesture.TELEGRAM, ""));
        assertEquals(new Answered.No("It cannot be decided from here: open it in the vault."), answered);
        var turn = sam.office().desk().decide(asked.file(), asked.bound(), "sam", Gesture.TELEGRAM, true);
        assertTrue(turn.toString().contains("High risk is never approved in Telegram."), turn::toString);
        assertTrue(waits());
    }

    private Target target(String name) {
        return Objects.requireNonNull(
                sam.office().settings().notices().targets().get(name));
    }

    private dev.factotum.engine.Asked waiting() throws IOException {
        return dev.factotum.engine.Asked.of(sam.office().outside(), sam.office().settings(), sam.seen("Hello"))
                .orElseThrow();
    }

    @Test
    void peopleAndTheirGesturesHoldForTheChatToo() throws Exception {
        sam.close();
        try (Sam strict = founded("approval:\n  people:\n    sam: { may: normal, gestures: [tick] }\n"
                + "    mia: { may: normal, gestures: [telegram] }\n")) {
            Abroad there = new Abroad(strict.office());
            strict.plan("Hello", Sam.send("hi"));
            there.tell();
            chat.press(1, "Approve", SAM);
            there.hear();
            strict.office().wait(GRACE);
            there.settle();
            assertEquals(0, fake.reached().size());
            assertTrue(
                    chat.edits().getLast().path("text").asText().contains("does not take this gesture from sam"),
                    () -> "" + chat.edits());
            chat.press(2, "Approve", MIA);
            there.hear();
            strict.office().wait(GRACE);
            there.settle();
            assertEquals(1, fake.reached().size());
        }
    }

    @Test
    void aCodeIsWorthNothingAfterADayOrOnceANewerMessageIsOut() throws Exception {
        asked();
        String old = chat.data(1, "Approve");
        chat.press(1, "Show", SAM);
        abroad.hear();
        assertTrue(chat.sent().get(1).path("text").asText().contains("· s1 fake.send"), () -> "" + chat.sent());
        chat.press("77", 1, old, SAM);
        abroad.hear();
        graceIsOver();
        assertEquals(0, fake.reached().size());
        sam.office().wait(Duration.ofHours(25));
        chat.press(2, "Approve", SAM);
        abroad.hear();
        graceIsOver();
        assertEquals(0, fake.reached().size());
        assertEquals(
                "That message is too old. This is how it stands.", chat.toasts().getLast());
        chat.press(3, "Approve", SAM);
        abroad.hear();
        graceIsOver();
        assertEquals(1, fake.reached().size());
    }

    @Test
    void aRestartBetweenPressAndEffectLosesAndDoublesNothing() throws Exception {
        asked();
        restart();
        chat.press(1, "Approve", SAM);
        abroad.hear();
        restart();
        abroad.hear();
        sam.office().wait(GRACE);
        abroad.settle();
        restart();
        abroad.settle();
        abroad.hear();
        assertEquals(1, fake.reached().size());
        assertEquals(1, chat.toasts().size());
    }

    @Test
    void aBotThatCannotBeHeardIsAskedAgainAndNothingPressedMeanwhileIsLost() throws Exception {
        asked();
        chat.press(1, "Approve", SAM);
        chat.contest(true);
        var looked = abroad.hear();
        assertEquals(sam.office().now().plusSeconds(30), looked.next());
        assertEquals(
                "HTTP 409: Conflict: terminated", looked.wrong().orElseThrow().message());
        sam.person().write(KEY, "4242:another-token-that-is-wrong-here");
        assertEquals(
                sam.office().now().plus(Duration.ofMinutes(5)), abroad.hear().next());
        assertFalse(abroad.hear().toString().contains("another-token"));
        sam.person().write(KEY, Chat.TOKEN);
        chat.contest(false);
        abroad.hear();
        graceIsOver();
        assertEquals(1, fake.reached().size());
    }

    @Test
    void afterAQuietWeekTheChatIsHeardThoughItCountsFromSomewhereElse() throws Exception {
        asked();
        chat.press(1, "Show", SAM);
        abroad.hear();
        sam.office().wait(Duration.ofDays(8));
        sam.plan("Second", Sam.send("hello"));
        abroad.tell();
        chat.countFrom(7);
        int message = chat.sent().size();
        chat.press(message, "Show 2", SAM);
        abroad.hear();
        assertEquals(message + 1, chat.sent().size());
    }

    @Test
    void aPlanThatCannotRunIsToldWithoutWhatItQuotes() throws Exception {
        sam.plan("Hello", "```step\nid: s1\nskill: email.send\nto: hunter2 at evil\nsubject: Hi\n```\n");
        abroad.tell();
        String text = chat.sent().getFirst().path("text").asText();
        assertTrue(text.contains("the plan must be mended first"), text);
        assertFalse(text.contains("hunter2"), text);
        assertTrue(chat.sent().getFirst().path("reply_markup").isMissingNode());
    }

    @Test
    void aReplyByMailCountsOnceByItsCodeAndFromItsAddressAlone() throws Exception {
        sam.plan("Hello", Sam.send("hi"));
        var desk = target("desk");
        String code = abroad.answers().issue(desk, "sam@studio.example", waiting());
        MailAnswers mail = new MailAnswers(abroad.answers());
        String reply = "approve " + code + "\n\n> Waits for you: Hello\n";
        assertEquals(Optional.empty(), mail.take("sam@studio.example", "Thanks!\n> approve " + code));
        assertTrue(mail.take("eve@evil.example", reply).orElseThrow() instanceof Answered.No);
        assertTrue(mail.take("Sam@Studio.Example", reply).orElseThrow() instanceof Answered.Counts);
        assertTrue(mail.take("sam@studio.example", reply).orElseThrow() instanceof Answered.No);
        graceIsOver();
        assertEquals(1, fake.reached().size());
        assertTrue(sam.log().contains("by sam (mail)"), sam.log());
    }

    @Test
    void noCodeIsKeptAndTheTokenIsInNoFile() throws Exception {
        asked();
        String code = chat.data(1, "Approve").substring(2);
        assertEquals(22, code.length());
        chat.press(1, "Approve", SAM);
        abroad.hear();
        graceIsOver();
        sam.person().files(Office.ROOT).forEach((name, text) -> {
            assertFalse(text.contains(code), name);
            assertFalse(text.contains("hunter2"), name);
        });
    }

    /** Wherever it stops between the press and the effect, the step runs once. */
    @Test
    void whereverItIsStoppedItRunsOnce() throws Exception {
        int points = 0;
        for (Crash variant : List.of(Crash.BEFORE, Crash.AFTER, Crash.LOST_ALL)) {
            boolean finished = false;
            for (long n = 1L + variant.ordinal(); !finished; n += Campaign.full() ? 1 : 41) {
                FakeTool tool = new FakeTool("fake.send", new Effect.Read());
                try (Chat line = new Chat();
                        Trip trip = new Trip(n * 7 + variant.ordinal(), line, tool)) {
                    trip.asked();
                    line.press(1, "Approve", SAM);
                    trip.world().disk().settle();
                    trip.world().disk().crashAt(trip.world().disk().operations() + n, variant);
                    try {
                        trip.through(GRACE);
                        finished = true;
                        trip.world().disk().crashNow(variant);
                    } catch (Crashed died) {
                        points++;
                    }
                    trip.restart();
                    trip.through(GRACE);
                    trip.through(Duration.ofMinutes(2));
                    String where = variant + " at " + n;
                    assertEquals(1, trip.completed(), where);
                    assertEquals(1, trip.done(), where);
                }
            }
        }
        int all = points;
        System.out.println("[answers] " + points + " crash points, approved once each");
        assertTrue(points > 10, () -> all + " points");
    }

    /** One vault and its chat through a stop. */
    private static final class Trip implements AutoCloseable {
        private final FakeTool tool;
        private TestWorld world;
        private Office office;
        private Abroad abroad;

        Trip(long seed, Chat line, FakeTool tool) throws IOException {
            this.tool = tool;
            this.world = TestWorld.seeded(seed);
            Office.found(world);
            Path file = Office.ROOT.resolve("agent.yaml");
            world.disk().person().write(file, world.disk().person().read(file) + """
                    notify:
                      targets:
                        phone: { to: telegram, server: "%s", chat: "77", key: "file:/keys/bot", people: { "1001": sam } }
                    """.formatted(line.url()));
            world.disk().person().write(KEY, Chat.TOKEN);
            world.disk().person().write(Office.ROOT.resolve("Needs_Action/Hello.md"), "# Hello\n\n" + Sam.send("hi"));
            world.disk().settle();
            this.office = new Office(world, List.of(tool));
            this.abroad = new Abroad(office);
        }

        TestWorld world() {
            return world;
        }

        void asked() throws IOException, InterruptedException {
            office.wait(Duration.ofMinutes(1));
            office.work();
            abroad.tell();
        }

        void through(Duration time) throws IOException, InterruptedException {
            abroad.hear();
            office.wait(time);
            abroad.settle();
            office.work();
            abroad.settle();
        }

        void restart() throws IOException {
            world = world.restart();
            office = new Office(world, List.of(tool));
            abroad = new Abroad(office);
        }

        int completed() {
            return office.notes("Completed").size();
        }

        long done() {
            return office.person()
                    .read(Office.ROOT.resolve("Audit_Log.md"))
                    .lines()
                    .filter(line -> line.contains("**done**") || line.contains("**simulated**"))
                    .count();
        }

        @Override
        public void close() {
            office.close();
        }
    }
}
