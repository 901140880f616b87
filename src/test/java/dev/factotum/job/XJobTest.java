package dev.factotum.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factotum.channel.x.FakeX;
import dev.factotum.http.Resolver;
import dev.factotum.plan.Draft;
import dev.factotum.plan.PlanEdit;
import dev.factotum.plan.PlanText;
import dev.factotum.vault.MatterId;
import dev.factotum.world.Crash;
import dev.factotum.world.Crashed;
import dev.factotum.world.TestWorld;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Posts on X through the real engine: nothing twice, nothing lost, nothing said that is not so. */
class XJobTest {
    private static final Path ROOT = Office.ROOT;
    private static final List<String> THREAD = List.of("First of all", "Second & last but one", "Third <end>");

    private TestWorld world = TestWorld.seeded(9).withEnvironment(Map.of("X_TOKEN", "canary-token"));
    private FakeX x = served();
    private Duration lost = Duration.ZERO;

    private FakeX served() {
        try {
            return new FakeX(world.clock());
        } catch (IOException noPort) {
            throw new IllegalStateException(noPort);
        }
    }

    @BeforeEach
    void aShopOnX() throws IOException {
        Office.found(world);
        world.disk().person().write(ROOT.resolve("agent.yaml"), """
                version: 1
                timezone: Europe/Amsterdam
                owner: sam
                accounts:
                  shop: { channel: x, user: "@shop", mode: live, server: "%s", key: "env:X_TOKEN" }
                """.formatted(x.address()));
        world.clock().advance(Duration.ofMinutes(1));
    }

    @AfterEach
    void end() {
        x.close();
        String all = world.disk().person().files(ROOT).toString();
        assertFalse(all.contains("canary-token"), all);
    }

    /** A process; the first look-up of a host may take long. */
    private Office office() throws IOException {
        Resolver resolver = host -> {
            world.clock().advance(lost);
            lost = Duration.ZERO;
            return List.of(InetAddress.getLoopbackAddress());
        };
        return Office.connected(world, resolver);
    }

    private void work(Duration time) throws IOException {
        try (Office office = office()) {
            office.workOn(time);
        }
    }

    /** Another process on the same disk. */
    private void restart() {
        world = world.restart().withEnvironment(Map.of("X_TOKEN", "canary-token"));
    }

    private void plan(String step) throws IOException {
        world.disk().person().write(ROOT.resolve("Needs_Action/Post.md"), "# Post\n\n" + step);
        world.clock().advance(Duration.ofSeconds(40));
        try (Office office = office()) {
            office.work();
        }
    }

    private void approve() {
        world.disk().person().move(ROOT.resolve("Pending_Approval/Post.md"), ROOT.resolve("Approved/Post.md"));
    }

    private void posted(String step) throws IOException {
        plan(step);
        approve();
        work(Duration.ofHours(3));
    }

    private static String post(String text) {
        return "- [ ] **Post**\n\n```step\nskill: x.post\ntext: " + text + "\n```\n";
    }

    private static String thread() {
        return "- [ ] **Thread**\n\n```step\nskill: x.thread\nposts:\n  - " + String.join("\n  - ", THREAD) + "\n```\n";
    }

    private String note(String stage) {
        return world.disk().person().files(ROOT.resolve(stage)).entrySet().stream()
                .filter(file -> file.getKey().endsWith("Post.md"))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow(() ->
                        new AssertionError(world.disk().person().files(ROOT).keySet()));
    }

    private boolean in(String stage) {
        return world.disk().person().files(ROOT.resolve(stage)).keySet().stream()
                .anyMatch(name -> name.endsWith("Post.md"));
    }

    @Test
    void thePriceIsKnownBeforeApproval() throws IOException {
        plan(post("Good morning") + "\n" + post("See https://example.com/sale") + "\n" + thread());

        String tray = note("Pending_Approval");
        assertTrue(tray.contains("posts 1 text on X as @shop for 0.015 USD"), tray);
        assertTrue(tray.contains("posts 1 text with a link on X as @shop for 0.20 USD"), tray);
        assertTrue(tray.contains("posts 1 thread of 3 posts on X as @shop for 0.045 USD"), tray);
    }

    @Test
    void aPostIsOutOnceAndItsAddressIsTheReceipt() throws IOException {
        posted(post("Good morning"));

        assertEquals(List.of("Good morning"), x.ours());
        String note = note("Completed");
        assertTrue(note.contains("/status/" + x.posts().getFirst().id()), note);
    }

    static final List<Consumer<FakeX>> LOST = List.of(
            x -> x.cutAfter("POST /2/tweets"),
            x -> x.proxyPageAfter("POST /2/tweets"),
            x -> {
                x.cutAfter("POST /2/tweets");
                x.lag(Duration.ofSeconds(20));
            },
            x -> {
                x.cutAfter("POST /2/tweets");
                x.ahead(Duration.ofMinutes(10));
            },
            x -> {
                x.cutAfter("POST /2/tweets");
                x.ahead(Duration.ofMinutes(-10));
            },
            x -> {
                x.cutAfter("POST /2/tweets");
                x.refuse("GET /2/users/me", 503, "down");
            });

    @ParameterizedTest
    @FieldSource("LOST")
    void aPostWhoseAnswerIsLostIsFoundAndNotSentAgain(Consumer<FakeX> fault) throws IOException {
        fault.accept(x);
        posted(post("Fish & chips: https://example.com/sale"));

        assertEquals(1, x.asked("POST /2/tweets"));
        assertEquals(1, x.ours().size());
        assertTrue(in("Completed"), () -> note("Pending_Approval"));
    }

    @Test
    void anAnswerThatComesTooLateIsOneThatIsLost() throws IOException {
        plan(post("Good morning"));
        approve();
        lost = Duration.ofMillis(29_900);
        x.stallAfter("POST /2/tweets");
        work(Duration.ofHours(3));

        assertEquals(1, x.asked("POST /2/tweets"));
        assertTrue(in("Completed"), () -> note("Pending_Approval"));
    }

    @Test
    void aPostThatNeverArrivedIsAskedForAndNotSentAgain() throws IOException {
        x.cutBefore("POST /2/tweets");
        posted(post("Good morning"));

        assertEquals(1, x.asked("POST /2/tweets"));
        assertEquals(List.of(), x.ours());
        assertTrue(note("Pending_Approval").contains("> [!question] Unclear at step"), () -> note("Pending_Approval"));
        assertEquals(4, x.asked("GET /2/users/42/tweets"));
    }

    @Test
    void anOlderPostOfTheSameWordsIsNoProof() throws IOException {
        x.says("42", "Good morning", Optional.empty());
        world.clock().advance(Duration.ofMinutes(5));
        posted(post("Good morning"));

        assertEquals(1, x.ours().size());
        assertTrue(note("Pending_Approval").contains("stands on X from before"), () -> note("Pending_Approval"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void aThreadWhoseAnswerIsLostAnywhereGoesOnBehindIt(int lostAt) throws IOException {
        for (int i = 1; i < lostAt; i++) {
            x.pass("POST /2/tweets");
        }
        x.cutAfter("POST /2/tweets");
        posted(thread());

        assertEquals(THREAD, x.ours());
        assertEquals(3, x.asked("POST /2/tweets"));
        String note = note("Completed");
        x.posts()
                .forEach(post ->
                        assertTrue(world.disk().person().files(ROOT).toString().contains(post.id()), note));
        assertEquals(Optional.of(x.posts().get(1).id()), x.posts().get(2).answers());
    }

    @Test
    void aThreadThatIsRefusedInTheMiddleSaysWhatIsOutAndGoesOnAfterTheNextApproval() throws IOException {
        x.pass("POST /2/tweets");
        x.refuse(
                "POST /2/tweets",
                403,
                "{\"title\":\"Forbidden\",\"detail\":\"You are not permitted to perform this action.\",\"status\":403}");
        posted(thread());

        String tray = note("Pending_Approval");
        assertTrue(tray.contains("post 1 of 3 is out (https://x.com/"), tray);
        assertTrue(tray.contains("post 2 was not taken"), tray);
        approve();
        work(Duration.ofHours(3));
        assertEquals(THREAD, x.ours());
        assertTrue(in("Completed"));
    }

    @Test
    void aThreadThatMeetsALimitWaitsAndGoesOn() throws IOException {
        x.pass("POST /2/tweets");
        x.refuse(
                "POST /2/tweets",
                429,
                "{\"errors\":[{\"code\":88,\"message\":\"Rate limit exceeded\"}]}",
                "x-rate-limit-remaining",
                "0",
                "x-rate-limit-reset",
                Long.toString(
                        world.clock().instant().plus(Duration.ofMinutes(14)).getEpochSecond()));
        posted(thread());

        assertEquals(THREAD, x.ours());
        assertEquals(4, x.asked("POST /2/tweets"));
        assertTrue(in("Completed"));
    }

    @Test
    void usedUpCreditsAreNeverTriedAgainByThemselves() throws IOException {
        x.refuse(
                "POST /2/tweets",
                402,
                "{\"title\":\"Payment Required\",\"detail\":\"credits depleted\",\"type\":\"https://api.x.com/2/problems/credits-depleted\"}",
                "x-rate-limit-remaining",
                "99");
        posted(post("Good morning"));

        assertEquals(1, x.asked("POST"));
        assertTrue(note("Pending_Approval").contains("credits"), () -> note("Pending_Approval"));
        approve();
        work(Duration.ofMinutes(20));
        assertEquals(1, x.asked("POST"));
    }

    @Test
    void aPictureWhoseUploadIsLostIsUploadedAgainAndPostedOnce() throws IOException {
        world.disk().person().write(ROOT.resolve("Notes/a.png"), "no picture at all");
        x.cutAfter("POST /2/media/upload");
        posted(post("A picture")
                .replace("```\n", "media:\n  - Notes/a.png\n```\n")
                .replace("```step\nmedia:\n  - Notes/a.png\n", "```step\n"));

        assertEquals(List.of("A picture"), x.ours());
        assertEquals(2, x.asked("POST /2/media/upload"));
        assertEquals(1, x.asked("POST /2/tweets"));
    }

    @Test
    void whatIsOutIsNotWrittenOver() throws IOException {
        x.pass("POST /2/tweets");
        x.refuse("POST /2/tweets", 403, "{\"title\":\"Forbidden\",\"detail\":\"No.\"}");
        posted(thread());
        Path tray = ROOT.resolve("Pending_Approval/Post.md");
        world.disk().person().write(tray, note("Pending_Approval").replace("First of all", "Let me begin anew"));
        approve();
        work(Duration.ofHours(3));

        assertEquals(List.of("First of all"), x.ours());
        assertTrue(note("Pending_Approval").contains("post 1 is out with other words"), () -> note("Pending_Approval"));
    }

    @Test
    void aThreadIsTakenBackByTheUndoPlanWhateverAnswerIsLost() throws IOException {
        posted(thread());
        Matcher id = Pattern.compile("(?m)^id: ([0-9A-Z]{26})$").matcher(note("Completed"));
        assertTrue(id.find());
        String plan;
        try (Office office = office()) {
            Draft draft = office.undoer().of(new MatterId(id.group(1)), "Post").draft();
            plan = new PlanEdit(PlanText.parse("# Undo\n", "Undo.md"))
                    .steps(draft)
                    .apply();
        }
        world.disk().person().write(ROOT.resolve("Needs_Action/Undo.md"), plan);
        world.clock().advance(Duration.ofSeconds(40));
        work(Duration.ofSeconds(1));
        String tray = world.disk().person().read(ROOT.resolve("Pending_Approval/Undo.md"));
        assertTrue(tray.contains("deletes 1 thread of 3 posts on X as @shop for 0.03 USD"), tray);
        world.disk().person().move(ROOT.resolve("Pending_Approval/Undo.md"), ROOT.resolve("Approved/Undo.md"));
        x.cutAfter("DELETE");
        work(Duration.ofHours(3));

        assertEquals(List.of(), x.ours());
        assertEquals(2, world.disk().person().files(ROOT.resolve("Completed")).size());
    }

    @Test
    void aMentionBecomesOneMatterAndItsAnswerIsKnownToBeSummoned() throws Exception {
        String theirs = x.says("7", "@shop are you open?", Optional.empty());
        for (int i = 0; i < 2; i++) {
            try (Office office = office()) {
                office.hear();
                office.work();
            }
        }
        Map<String, String> notes = world.disk().person().files(ROOT.resolve("Pending_Approval"));
        assertEquals(1, notes.size(), notes::toString);
        String name = notes.keySet().iterator().next();
        String answers =
                "- [ ] **Answer**\n\n```step\nskill: x.post\ntext: Until six.\nreply_to: https://x.com/jo/status/"
                        + theirs + "\n```\n\n"
                        + "- [ ] **Answer another**\n\n```step\nskill: x.post\ntext: You too.\nreply_to: 77\n```\n\n";
        world.disk()
                .person()
                .write(
                        ROOT.resolve("Pending_Approval/" + name),
                        notes.getOrDefault(name, "")
                                .replaceFirst(
                                        "(?m)^- \\[ \\] \\*\\*Approve", Matcher.quoteReplacement(answers) + "$0"));
        world.clock().advance(Duration.ofSeconds(40));
        work(Duration.ofMinutes(1));
        String tray =
                world.disk().person().files(ROOT.resolve("Pending_Approval")).toString();
        assertTrue(tray.contains("posts 1 reply on X as @shop for 0.01 USD"), tray);
        assertTrue(
                tray.contains(
                        "posts 1 reply on X as @shop (X takes a reply only where it was mentioned) for 0.015 USD"),
                tray);
    }

    /** Each way to stop the process at each operation on the disk while a thread is under way. */
    @Test
    void aProcessThatDiesAnywhereLeavesNothingTwiceAndNothingUnsaid() throws IOException {
        int stopped = 0;
        int step = Campaign.full() ? 1 : 31;
        for (int n = 1 + step / 2; n < 400; n += step) {
            try (FakeX other = again()) {
                plan(thread());
                approve();
                world.disk().settle();
                world.disk().crashAt(world.disk().operations() + n, Crash.LOST_ALL);
                boolean died = false;
                try {
                    work(Duration.ofMinutes(5));
                } catch (Crashed dead) {
                    died = true;
                }
                if (!died) {
                    world.disk().crashNow(Crash.LOST_ALL);
                }
                restart();
                world.clock().advance(Duration.ofMinutes(2));
                work(Duration.ofHours(3));
                stopped += died ? 1 : 0;
                String at = "operation " + n + ": " + other.ours();
                assertEquals(other.ours().stream().distinct().toList(), other.ours(), at);
                if (in("Completed")) {
                    assertEquals(THREAD, other.ours(), at);
                } else {
                    assertTrue(in("Pending_Approval") || in("Approved"), at);
                    String note = in("Pending_Approval") ? note("Pending_Approval") : note("Approved");
                    assertTrue(note.contains("[!question]") || other.ours().isEmpty(), at + "\n" + note);
                }
            }
        }
        assertTrue(stopped > 5, "stopped " + stopped + " times");
    }

    private FakeX again() throws IOException {
        x.close();
        world = TestWorld.seeded(9).withEnvironment(Map.of("X_TOKEN", "canary-token"));
        x = served();
        aShopOnX();
        return x;
    }
}
