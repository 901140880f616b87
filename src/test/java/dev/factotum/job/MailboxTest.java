package dev.factotum.job;

import static dev.factotum.job.Office.ROOT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factotum.channel.email.wire.Host;
import dev.factotum.channel.email.wire.PostOffice;
import dev.factotum.channel.email.wire.Scissors;
import dev.factotum.intake.Arrivals;
import dev.factotum.tool.Watcher;
import dev.factotum.world.Person;
import dev.factotum.world.TestWorld;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A mailbox that is connected, through the engine, with a connection that is cut. */
class MailboxTest {
    private static final String ONE_STEP = """
            ---
            when:
              kind: email
              subject: /invoice/i
              not:
                has: machine
            priority: 60
            ---
            # Answer {{from.name}}

            - [ ] **Reply**

            ```step
            skill: email.reply
            ```

            ```text body
            We have your mail.
            ```
            """;

    private TestWorld world = TestWorld.seeded(77);

    /** In a vault of its own. */
    private Office office(Host imap, Host smtp) throws IOException {
        world = TestWorld.seeded(77).withEnvironment(Map.of("MAIL", PostOffice.WORD));
        Office.found(world);
        Person person = world.disk().person();
        person.write(ROOT.resolve("Rules/Answer invoices.md"), ONE_STEP);
        person.write(
                ROOT.resolve("agent.yaml"),
                person.read(ROOT.resolve("agent.yaml"))
                        .replace(
                                "studio: { channel: email, user: hi@studio.example }",
                                "studio: { channel: email, mode: live, handle: hi@studio.example, key: \"env:MAIL\", "
                                        + "since: 2000-01-01, imap: \"" + imap + " none\", smtp: \"" + smtp
                                        + " none\" }"));
        world.disk().settle();
        return new Office(world);
    }

    /** Asks for news as often as needed until a look brings nothing more. */
    private void takeIn(Office office, int looks) throws Exception {
        Watcher watcher = office.lines().live().getFirst().line().watchers().getFirst();
        for (int i = 0; i < looks; i++) {
            new Arrivals(office.vault(), office.intake()).look(watcher);
            office.wait(Duration.ofHours(7));
        }
    }

    private static void approveAll(Office office) {
        for (String note : office.notes("Pending_Approval").keySet()) {
            office.person()
                    .move(
                            ROOT.resolve("Pending_Approval").resolve(note),
                            ROOT.resolve("Approved").resolve(note));
        }
    }

    @Test
    void aHundredMailsAreAHundredMattersAndAHundredAnswers() throws Exception {
        int mails = Campaign.full() ? 100 : 12;
        try (PostOffice post = new PostOffice();
                Scissors in = new Scissors(post.imap().port(), 40, true)) {
            IntStream.range(0, mails)
                    .forEach(i -> post.comes(PostOffice.letter(
                            "Jo <jo" + i + "@acme.example>",
                            "<m" + i + "@acme.example>",
                            "Invoice " + i,
                            "Text " + i)));
            try (Office office = office(in.host(), post.smtp())) {
                takeIn(office, 4);
                office.work();
                assertTrue(in.cut());
                assertEquals(mails, office.notes("Pending_Approval").size());
                approveAll(office);
                office.wait(Duration.ofSeconds(40));
                office.workOn(Duration.ofHours(4));
                assertTrue(
                        office.notes("Pending_Approval").keySet().stream()
                                .noneMatch(name -> name.startsWith("Invoice")),
                        office.notes("Pending_Approval").keySet().toString());
                assertEquals(Map.of(), office.notes("Approved"));
                for (int i = 0; i < mails; i++) {
                    assertEquals(
                            1, post.mails("jo" + i + "@acme.example", "INBOX").size(), "answer " + i);
                }
                assertEquals(mails, post.mails(PostOffice.US, "Sent").size());
            }
        }
    }

    @Test
    void anAnswerIsSentOnceWhereverTheConnectionIsCut() throws Exception {
        Map<String, Integer> ends = new TreeMap<>();
        boolean whole = false;
        for (int line = 1; !whole; line += Campaign.full() ? 1 : 9) {
            try (PostOffice post = new PostOffice();
                    Scissors out = new Scissors(post.smtp().port(), line, line % 2 == 0);
                    Office office = office(post.imap(), out.host())) {
                post.comes(PostOffice.letter("Jo <jo@acme.example>", "<m1@acme.example>", "Invoice 1", "Text"));
                takeIn(office, 1);
                office.work();
                approveAll(office);
                office.wait(Duration.ofSeconds(40));
                office.workOn(Duration.ofDays(1));
                String waiting =
                        String.join("\n", office.notes("Pending_Approval").values());
                int there = post.mails("jo@acme.example", "INBOX").size();
                if (!waiting.isEmpty()) {
                    assertTrue(waiting.contains("^arrived-s1"), waiting);
                    answer(office, there == 1 ? "Step s1 did arrive" : "Step s1 did not arrive");
                    there = post.mails("jo@acme.example", "INBOX").size();
                }
                assertEquals(1, there, "cut at line " + line);
                assertEquals(1, office.notes("Completed").size(), "cut at line " + line);
                ends.merge(waiting.isEmpty() ? "sent" : "asked", 1, Integer::sum);
                whole = !out.cut();
            }
        }
        assertTrue(ends.getOrDefault("sent", 0) > 1 && ends.getOrDefault("asked", 0) > 0, ends.toString());
    }

    /** The person says what became of it. */
    private static void answer(Office office, String box) throws IOException {
        String name = office.only("Pending_Approval").getKey();
        String text = office.only("Pending_Approval").getValue();
        assertTrue(text.contains("- [ ] " + box), text);
        office.person()
                .write(
                        ROOT.resolve("Pending_Approval").resolve(name),
                        text.replace("- [ ] " + box, "- [x] " + box).replace("- [ ] **Approve**", "- [x] **Approve**"));
        office.wait(Duration.ofSeconds(40));
        office.workOn(Duration.ofHours(1));
    }

    @Test
    void aHostileMailboxCostsNothingButNotes() throws Exception {
        try (PostOffice post = new PostOffice()) {
            List<byte[]> mails = HostileMails.all(Campaign.full());
            mails.forEach(post::comes);
            try (Office office = office(post.imap(), post.smtp())) {
                takeIn(office, 2);
                office.workOn(Duration.ofMinutes(10));
                Map<String, String> tray = office.notes("Pending_Approval");
                int known = tray.size()
                        + office.notes("Completed").size()
                        + office.notes("Needs_Action").size();
                assertEquals(mails.size(), known, tray.keySet().toString());
                approveAll(office);
                office.wait(Duration.ofSeconds(40));
                office.workOn(Duration.ofMinutes(10));
                assertEquals(List.of(), post.mails("evil@bad.example", "INBOX"));
                assertEquals(List.of(), post.mails("robot@acme.example", "INBOX"));
                for (String sent : post.mails(PostOffice.US, "Sent")) {
                    assertTrue(sent.lines().noneMatch(line -> line.startsWith("Bcc:")), sent);
                    assertTrue(sent.lines().allMatch(line -> line.length() < 998), sent);
                    assertEquals(
                            1,
                            sent.lines().filter(line -> line.startsWith("To:")).count());
                }
                int answers = post.mails(PostOffice.US, "Sent").size();
                takeIn(office, 3);
                office.workOn(Duration.ofMinutes(10));
                assertEquals(answers, post.mails(PostOffice.US, "Sent").size());
            }
        }
    }
}
