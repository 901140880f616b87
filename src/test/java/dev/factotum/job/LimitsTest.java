package dev.factotum.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factotum.tool.Effect;
import dev.factotum.tool.Outcome;
import dev.factotum.tool.ToolError;
import java.io.IOException;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How much may happen in a day, who may let it happen, and how long a plan may be. */
class LimitsTest {
    private static final String CLIENT = """
            ---
            domains: [acme.example]
            approvers: { low: [mia], normal: [mia], high: [mia] }
            ---
            """;

    private static String note(int number) {
        return "- [ ] **Note**\n\n```step\nskill: vault.note\npath: Notes/%d.md\ntext: done\n```\n".formatted(number);
    }

    private static String notes(int most) {
        return IntStream.rangeClosed(1, most).mapToObj(LimitsTest::note).collect(Collectors.joining("\n"));
    }

    private static Sam capped(int most) throws IOException {
        return new Sam(31, "policy: { per_day: { vault.note: " + most + ", x.post: 1 } }\n");
    }

    @Test
    void noMoreStepsOfOnePlanRunInADayThanThePolicyAllows() throws IOException {
        try (Sam sam = capped(2)) {
            sam.write("Approved/Six.md", "# Six\n\n" + notes(6));
            sam.work();
            assertEquals(2, sam.office().notes("Notes").size());
            assertTrue(sam.tray("Six").contains("policy.per_day allows 2 × vault.note a day."), sam.tray("Six"));
        }
    }

    @Test
    void noMoreOfManyPlansRunAndARestartGivesNoMore() throws IOException {
        try (Sam sam = capped(3)) {
            for (int i = 1; i <= 8; i++) {
                sam.write("Approved/Plan " + i + ".md", "# Plan " + i + "\n\n" + note(i));
            }
            sam.work();
            assertEquals(3, sam.office().notes("Notes").size());
            assertEquals(5, sam.office().notes("Pending_Approval").size());
            sam.restart();
            sam.write("Approved/One more.md", "# One more\n\n" + note(9));
            sam.work();
            assertEquals(3, sam.office().notes("Notes").size());
        }
    }

    @Test
    void twoProcessesShareTheCap() throws IOException {
        try (Sam sam = capped(1)) {
            sam.write("Approved/One.md", "# One\n\n" + note(1));
            try (Office other = sam.another()) {
                other.work();
            }
            sam.write("Approved/Two.md", "# Two\n\n" + note(2));
            sam.work();
            assertEquals(1, sam.office().notes("Notes").size());
        }
    }

    @Test
    void anotherDayHasItsOwn() throws IOException {
        try (Sam sam = capped(1)) {
            sam.write("Approved/One.md", "# One\n\n" + note(1));
            sam.work();
            sam.office().wait(Duration.ofDays(1));
            sam.write("Approved/Two.md", "# Two\n\n" + note(2));
            sam.work();
            assertEquals(2, sam.office().notes("Notes").size());
        }
    }

    @Test
    void whatFailedDidNothingAndTakesNoPlace() throws IOException {
        FakeTool live = new FakeTool("vault.fake", new Effect.Unverifiable());
        try (Sam sam = new Sam(31, "policy: { per_day: { vault.fake: 1 } }\n", live)) {
            live.answers(call -> new Outcome.Failed(new ToolError.Validation("no")));
            sam.write("Approved/One.md", "# One\n\n```step\nskill: vault.fake\ntext: hi\n```\n");
            sam.work();
            live.answers(call -> FakeTool.done("ok"));
            sam.move("One", "Approved");
            sam.work();
            assertEquals(2, live.reached().size());
            assertEquals(1, sam.office().notes("Completed").size());
        }
    }

    @Test
    void simulatedCallsTakeNoPlace() throws IOException {
        try (Sam sam = capped(1)) {
            sam.write("Approved/Posts.md", "# Posts\n\n" + Sam.post("one") + "\n" + Sam.post("two"));
            sam.work();
            assertEquals(2, sam.office().notes("Outbox/x").size());
        }
    }

    private static Sam withClients() throws IOException {
        Sam sam = new Sam(37, "");
        sam.person().write(Office.ROOT.resolve("Clients/Acme BV/Client.md"), CLIENT);
        sam.person().write(Office.ROOT.resolve("Clients/Other/Client.md"), "---\nlanguage: nl\n---\n");
        sam.restart();
        return sam;
    }

    @Test
    void aClientIsTheirsHoweverItsNameIsWritten() throws IOException {
        try (Sam sam = withClients()) {
            sam.write("Approved/Hello.md", "---\nclient: aCME bv\n---\n# Hello\n\n" + Sam.post("hi"));
            sam.work();
            assertEquals("", sam.sent("x"));
            assertTrue(
                    sam.tray("Hello").contains("Clients/Acme BV/Client.md lets only mia approve normal risk."),
                    sam.tray("Hello"));
        }
    }

    @Test
    void aClientThatNobodyKnowsIsAMistake() throws IOException {
        try (Sam sam = withClients()) {
            sam.write("Approved/Hello.md", "---\nclient: Acme\n---\n# Hello\n\n" + Sam.post("hi"));
            sam.work();
            assertEquals("", sam.sent("x"));
            assertTrue(
                    sam.tray("Hello").contains("there is no Clients/Acme/Client.md. Known: Acme BV, Other."),
                    sam.tray("Hello"));
        }
    }

    @Test
    void anAgentThatNobodyKnowsMayUseNothing() throws IOException {
        try (Sam sam = new Sam(11, "")) {
            String waits = sam.plan("Post", Sam.post("hello"));
            assertFalse(waits.contains("there is no agent"), waits);
            sam.edit("Post", "approve: false", "approve: true\nagent: Offfice");
            sam.work();
            assertTrue(sam.tray("Post").contains("there is no agent “Offfice”"), sam.tray("Post"));
        }
    }

    @Test
    void whatAPolicyRefusesIsSaidOnTopOfTheNote() throws IOException {
        try (Sam sam = new Sam(13, "")) {
            sam.plan("Post", Sam.post("hello"));
            sam.edit("Post", "kind: ", "agent: Offfice\nkind: ");
            sam.work();
            assertTrue(
                    sam.tray("Post").contains("Step s1 cannot run: the property agent refuses it: there is no agent"),
                    sam.tray("Post"));
        }
    }

    @Test
    void aTickInQuotesIsATick() throws IOException {
        try (Sam sam = new Sam(14, "")) {
            sam.plan("Post", Sam.post("hi"));
            sam.edit("Post", "approve: false", "approve: \"true\"");
            sam.work();
            assertTrue(sam.sent("x").contains("hi"), sam.sent("x"));
        }
    }

    @Test
    void aWordInPlaceOfATickIsSaidToBeNone() throws IOException {
        try (Sam sam = new Sam(12, "")) {
            sam.plan("Post", Sam.post("hello"));
            sam.edit("Post", "approve: false", "approve: yes");
            sam.work();
            assertTrue(sam.tray("Post").contains("*approve* holds “yes”, which is no tick"), sam.tray("Post"));
            assertTrue(sam.tray("Post").contains("approve: yes"), sam.tray("Post"));
            sam.edit("Post", "approve: yes", "approve: false");
            sam.work();
            assertFalse(sam.tray("Post").contains("which is no tick"), sam.tray("Post"));
        }
    }

    @Test
    void aMatterStaysTheClientsThatItCameFrom() throws IOException {
        try (Sam sam = withClients()) {
            sam.person().write(Office.ROOT.resolve("Inbox/mail.eml"), """
                    From: Jo Peters <jo@acme.example>
                    To: hi@studio.example
                    Subject: Where is invoice 1042?
                    Message-ID: <k7q2m9v5@acme.example>

                    Hi, could you send invoice 1042 again? Thanks, Jo
                    """.replace("\n", "\r\n"));
            sam.work();
            String name = sam.office().only("Pending_Approval").getKey().replace(".md", "");
            sam.edit(name, "client: Acme BV", "client: Other");
            sam.move(name, "Approved");
            sam.work();
            assertEquals("", sam.sent("email"));
            assertTrue(sam.tray(name).contains("lets only mia approve"), sam.tray(name));
        }
    }

    @Test
    void aLongPlanIsNotHeldAgainstItselfForEveryStep() throws IOException {
        FakeTool fake = new FakeTool("fake.send", new Effect.Unverifiable());
        try (Sam sam = new Sam(41, "", fake)) {
            int steps = 60;
            sam.write(
                    "Approved/Long.md",
                    "# Long\n\n"
                            + IntStream.range(0, steps)
                                    .mapToObj(i -> Sam.send("n" + i))
                                    .collect(Collectors.joining("\n")));
            sam.work();
            assertEquals(steps, fake.reached().size());
            assertTrue(fake.checks() < 10 * steps, fake.checks() + " checks for " + steps + " steps");
        }
    }

    @Test
    void aFileThatIsAttachedIsLookedAtAgainBeforeItsStep() throws IOException {
        FakeTool fake = new FakeTool("fake.send", new Effect.Unverifiable());
        try (Sam sam = new Sam(43, "", fake)) {
            sam.person().write(Office.ROOT.resolve("Content/a.txt"), "approved");
            fake.answers(call -> {
                sam.person().write(Office.ROOT.resolve("Content/a.txt"), "changed");
                return FakeTool.done("ok");
            });
            sam.write(
                    "Approved/Mail.md",
                    "# Mail\n\n" + Sam.send("first") + "\n- [ ] **Mail**\n\n```step\nskill: email.send\n"
                            + "account: studio\nto: jo@acme.example\nsubject: Hi\nbody: Hello\nattach: Content/a.txt\n```\n");
            sam.work();
            sam.work();
            assertEquals(1, fake.reached().size());
            assertEquals("", sam.sent("email"));
            assertTrue(sam.tray("Mail").contains("Changed after approval"), sam.tray("Mail"));
            assertFalse(sam.tray("Mail").contains("[x] **Mail**"), sam.tray("Mail"));
        }
    }
}
