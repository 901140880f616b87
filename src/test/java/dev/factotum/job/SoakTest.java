package dev.factotum.job;

import static dev.factotum.job.Office.ROOT;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.factotum.channel.email.wire.PostOffice;
import dev.factotum.channel.email.wire.Scissors;
import dev.factotum.channel.mastodon.FakeMastodon;
import dev.factotum.channel.port.FakeServer;
import dev.factotum.intake.Arrivals;
import dev.factotum.tool.Watcher;
import dev.factotum.world.Crash;
import dev.factotum.world.Person;
import dev.factotum.world.TestWorld;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Two hours of an office with a mailbox and an account, in fast time: mails, mentions and posts, servers that go away, break
 * off and take what they do not confirm, and three restarts, one of them after a power failure. A fortieth of it in the plain
 * build, all of it with {@code -Pcampaign}.
 */
class SoakTest {
    private static final int ROUNDS = Campaign.full() ? 120 : 12;
    private static final Duration ROUND = Duration.ofHours(2).dividedBy(ROUNDS);
    private static final int MAILS = Campaign.full() ? 1000 : 25;
    private static final int MENTIONS = Campaign.full() ? 500 : 15;
    private static final int POSTS = Campaign.full() ? 300 : 8;
    private static final Map<String, String> ENVIRONMENT = Map.of("MAIL", PostOffice.WORD);

    private static final String ANSWER = """
            ---
            when:
              kind: email
              subject: /invoice/i
            ---
            # Answer {{from.name}}

            ```step
            skill: email.reply
            ```

            ```text body
            We have your mail.
            ```
            """;

    private static final String THANK = """
            ---
            when:
              kind: mention
              body: /question/i
            ---
            # Thank {{from.name}}

            ```step
            skill: mastodon.post
            reply_to: {{url}}
            ```

            ```text text
            Thank you {{from.name}}!
            ```
            """;

    private static final String NEWS = """
            ---
            when:
              any:
                - { subject: /news/i }
                - { body: /just saying/i }
            then: complete
            ---
            # Nothing to do
            """;

    private static final Pattern WHOM = Pattern.compile("jo[0-9]+@acme\\.example");

    private final Random chance = Campaign.chance("SoakTest");
    private final FakeMastodon fedi = new FakeMastodon();
    private int mails;
    private int mentions;
    private int posts;
    private int troubles;
    private int asked;

    private static Office open(TestWorld world) throws IOException {
        return new Office(world);
    }

    private static TestWorld founded(String imap, String smtp, String server) throws IOException {
        TestWorld world = TestWorld.seeded(78).withEnvironment(ENVIRONMENT);
        Office.found(world);
        Person person = world.disk().person();
        person.write(ROOT.resolve("agent.yaml"), """
            version: 1
            timezone: Europe/Amsterdam
            owner: sam
            accounts:
              studio: { channel: email, mode: live, handle: hi@studio.example, key: "env:MAIL", since: 2000-01-01, watch: 1m, imap: "%s none", smtp: "%s none" }
              fedi: { channel: mastodon, mode: live, handle: "@studio@craft.example", server: "%s", key: "env:MAIL", watch: 1m }
            """.formatted(imap, smtp, server));
        person.write(ROOT.resolve("Rules/Answer invoices.md"), ANSWER);
        person.write(ROOT.resolve("Rules/Thank.md"), THANK);
        person.write(ROOT.resolve("Rules/News.md"), NEWS);
        world.disk().settle();
        return world;
    }

    @Test
    @Timeout(1200)
    void inTwoHoursEverythingIsSeenOnceAndDoneOnce() throws Exception {
        try (PostOffice post = new PostOffice();
                Scissors in = new Scissors(post.imap().port(), 0, true);
                Scissors out = new Scissors(post.smtp().port(), 0, true)) {
            TestWorld world = founded(in.host().toString(), out.host().toString(), fedi.address());
            fedi.livesBy(world.clock());
            Office office = open(world);
            for (int round = 0; round < ROUNDS; round++) {
                arrive(post, world, round);
                trouble(in, out);
                hear(office);
                office.work();
                approve(post, office);
                office.wait(Duration.ofSeconds(40));
                office.work();
                office.wait(ROUND.minusSeconds(40));
                if (round == ROUNDS / 4 || round == ROUNDS / 2 || round == ROUNDS * 3 / 4) {
                    office.close();
                    if (round == ROUNDS / 2) {
                        world.disk().crashNow(Crash.LOST_ALL);
                    }
                    world = world.restart().withEnvironment(ENVIRONMENT);
                    office = open(world);
                }
            }
            in.away(false);
            out.away(false);
            for (int i = 0; i < 12; i++) {
                office.wait(Duration.ofHours(1));
                hear(office);
                office.workOn(Duration.ofMinutes(30));
                approve(post, office);
                office.wait(Duration.ofSeconds(40));
                office.workOn(Duration.ofMinutes(30));
            }
            counted(post, office, world);
            office.close();
        } finally {
            fedi.close();
        }
    }

    private void arrive(PostOffice post, TestWorld world, int round) {
        for (; mails < MAILS * (round + 1) / ROUNDS; mails++) {
            String subject = (mails % 5 == 0 ? "Invoice " : "News ") + mails;
            post.comes(PostOffice.letter(
                    "Jo <jo" + mails + "@acme.example>", "<m" + mails + "@acme.example>", subject, "Text " + mails));
        }
        for (; mentions < MENTIONS * (round + 1) / ROUNDS; mentions++) {
            String words = mentions % 5 == 0 ? "a question, number " : "just saying, number ";
            fedi.notifies(fedi.writes(
                    "jo" + mentions + "@a.example", "<p>@studio " + words + mentions + ".</p>", "public", ""));
        }
        for (; posts < POSTS * (round + 1) / ROUNDS; posts++) {
            world.disk()
                    .person()
                    .write(
                            ROOT.resolve("Approved/Post " + posts + ".md"),
                            "# Post " + posts
                                    + "\n\n```step\nskill: mastodon.post\naccount: fedi\ntext: Our post number " + posts
                                    + ".\n```\n");
        }
    }

    private void trouble(Scissors in, Scissors out) {
        in.away(chance.nextInt(10) == 0);
        out.away(chance.nextInt(10) == 0);
        int dice = chance.nextInt(8);
        troubles += dice < 6 ? 1 : 0;
        switch (dice) {
            case 0 -> fedi.doneButDropped("POST /api/v1/statuses");
            case 1 -> fedi.doneButAnswered("POST /api/v1/statuses", FakeServer.badGateway());
            case 2 -> fedi.answerOnce("POST /api/v1/statuses", FakeServer.json(503, "{}"));
            case 3 -> fedi.answerOnce("GET /api/v1/notifications", FakeServer.badGateway());
            case 4 -> in.cutAfter(1 + chance.nextInt(40));
            case 5 -> out.cutAfter(1 + chance.nextInt(20));
            default -> {}
        }
    }

    private static void hear(Office office) throws IOException, InterruptedException {
        Arrivals arrivals = new Arrivals(office.vault(), office.intake());
        for (Watcher watcher : office.lines().watchers()) {
            Instant due = arrivals.due(watcher);
            if (!due.isAfter(office.now())) {
                arrivals.look(watcher);
            }
        }
    }

    /** A person lets everything go; where they are asked, they look and say what is so. */
    private void approve(PostOffice post, Office office) {
        office.notes("Pending_Approval").forEach((name, text) -> {
            Path tray = ROOT.resolve("Pending_Approval");
            if (text.contains("^arrived-s1")) {
                Matcher whom = WHOM.matcher(text);
                String box = whom.find() && post.mails(whom.group(), "INBOX").isEmpty()
                        ? "Step s1 did not arrive"
                        : "Step s1 did arrive";
                office.person().write(tray.resolve(name), text.replace("- [ ] " + box, "- [x] " + box));
                asked++;
            }
            office.person().move(tray.resolve(name), ROOT.resolve("Approved").resolve(name));
        });
    }

    private void counted(PostOffice post, Office office, TestWorld world) {
        Map<String, String> kept = world.disk().person().files(ROOT.resolve("Attachments"));
        List<String> wrong = new ArrayList<>();
        for (int i = 0; i < MAILS; i++) {
            String id = "<m" + i + "@acme.example>";
            once(
                    wrong,
                    "mail " + i,
                    kept.values().stream().filter(text -> text.contains(id)).count());
        }
        for (int i = 0; i < MENTIONS; i++) {
            String words = ", number " + i + ".";
            once(
                    wrong,
                    "mention " + i,
                    kept.values().stream().filter(text -> text.contains(words)).count());
        }
        assertEquals(Map.of(), office.notes("Pending_Approval"));
        List<String> standing = fedi.posts();
        for (int i = 0; i < POSTS; i++) {
            String text = "<p>Our post number " + i + ".</p>";
            once(wrong, "post " + i, standing.stream().filter(text::equals).count());
        }
        for (int i = 0; i < MENTIONS; i += 5) {
            String thanks = "jo" + i + "@a.example!";
            once(
                    wrong,
                    "thanks " + i,
                    standing.stream().filter(one -> one.contains(thanks)).count());
        }
        for (int i = 0; i < MAILS; i += 5) {
            String who = "jo" + i + "@acme.example";
            once(wrong, "answer " + i, post.mails(who, "INBOX").size());
        }
        assertEquals(List.of(), wrong);
        int effects = POSTS + (MENTIONS + 4) / 5 + (MAILS + 4) / 5;
        assertEquals(List.of(), new VaultChecker(world.disk().person(), ROOT).atRest());
        System.out.println("SoakTest: " + MAILS + " mails and " + MENTIONS + " mentions seen once each, " + effects
                + " posts and answers done once each, " + asked + " of them after a person looked, " + troubles
                + " troubles, 3 restarts, in two hours of fast time");
    }

    private static void once(List<String> wrong, String what, long times) {
        if (times != 1) {
            wrong.add(what + ": " + times + " times");
        }
    }
}
