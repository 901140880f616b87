package dev.factotum.job;

import dev.factotum.job.FakeSkill.Kind;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Files of every kind on their way in, up to their plan or the question that they raise. */
final class IntakeScenarios {
    static final String MAIL = crlf("""
            From: Jo Peters <jo@acme.example>
            To: hi@studio.example
            Subject: Where is invoice 1042?
            Message-ID: <k7q2m9v5@acme.example>
            Date: Fri, 20 Nov 2026 08:55:00 +0100
            MIME-Version: 1.0
            Content-Type: multipart/mixed; boundary="b"

            --b
            Content-Type: text/plain; charset=utf-8

            Hi, could you send invoice 1042 again? Thanks, Jo
            --b
            Content-Type: application/pdf; name="order.pdf"
            Content-Disposition: attachment; filename="order.pdf"

            %PDF-1.4
            --b--
            """);

    /** From the drop to the record, with a person's words in between. */
    static final String MAIN_JOB = "a mail from its arrival to the answer";

    private static final String CLIPPING = """
            ---
            source: https://a.example
            ---
            # Deal

            buy
            """;

    private static final String CSV = """
            date,amount,currency,name
            2026-11-19,-12.50,EUR,Paper
            2026-11-20,1240.00,EUR,Acme BV
            """;

    private static final byte[] BYTES = "\0\1\2 no text \u00fe\u00ff".getBytes(StandardCharsets.ISO_8859_1);

    private IntakeScenarios() {}

    static List<Scenario> all() {
        return List.of(
                one("a note", "Inbox/note.md", "plan 5 posts\n"),
                one("a text", "Inbox/note.txt", "plan 5 posts\n"),
                one("a mail with an attachment", "Inbox/mail.eml", MAIL),
                one("a statement", "Inbox/november.csv", CSV),
                one("a statement in its folder", "Bank_Transactions/november.csv", CSV),
                scenario("unknown bytes", stand -> stand.person().write(Stand.ROOT.resolve("Inbox/thing.bin"), BYTES)),
                one("a clipping in the tray", "Pending_Approval/deal.md", CLIPPING),
                one("a clipping", "Inbox/deal.md", CLIPPING),
                one("a note in Needs_Action", "Needs_Action/thought.md", "# A thought\n\nplan 5 posts\n"),
                twice("a mail twice", "mail.eml", MAIL),
                twice("a note twice", "note.md", "plan 5 posts\n"),
                new Scenario(
                        MAIN_JOB,
                        List.of(),
                        stand -> {},
                        List.of(
                                Scenario.part("intake", stand -> stand.write("Inbox/mail.eml", MAIL)),
                                Scenario.part("execution", stand -> {
                                    stand.inTray("- [ ] **Approve", "- [x] **Approve");
                                    stand.inTray("## Why", "My own words stay.\n\n## Why");
                                }))),
                new Scenario(
                        "a plan by hand in Approved",
                        List.of("one"),
                        stand -> {},
                        List.of(Scenario.part(
                                "execution",
                                stand -> stand.write(
                                        "Approved/Signal.md",
                                        "# Signal\n\n" + ExecutionScenarios.step(Kind.KEYED, "one")),
                                Overseer.SEES_TO_IT))));
    }

    private static Scenario one(String name, String file, String text) {
        return scenario(name, stand -> stand.write(file, text));
    }

    private static Scenario scenario(String name, Scenario.Act drop) {
        return new Scenario(
                name,
                List.of(),
                stand -> {},
                List.of(
                        Scenario.part("intake", drop),
                        Scenario.part("rejection", stand -> stand.moveAll("Pending_Approval", "Rejected"))));
    }

    private static Scenario twice(String name, String file, String text) {
        return new Scenario(
                name,
                List.of(),
                stand -> {
                    stand.write("Inbox/" + file, text);
                    stand.wait(java.time.Duration.ofSeconds(40));
                    Overseer.WORKS.on(stand);
                    stand.world().disk().settle();
                },
                List.of(Scenario.part("intake", stand -> stand.write("Inbox/again " + file, text))));
    }

    private static String crlf(String text) {
        return text.replace("\n", "\r\n");
    }
}
