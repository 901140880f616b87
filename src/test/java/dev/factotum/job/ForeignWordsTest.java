package dev.factotum.job;

import static dev.factotum.job.Office.ROOT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factotum.world.Person;
import dev.factotum.world.TestWorld;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a message says never counts as a person's own word, wherever in the message it stands (security S2, S6, S9). */
class ForeignWordsTest {
    private static final Path TRAY = ROOT.resolve("Pending_Approval");

    private final TestWorld world = TestWorld.seeded(13);
    private Office office = found();

    private Office found() {
        try {
            Office.found(world);
            return new Office(world);
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @BeforeEach
    void aMorning() {
        office.wait(Duration.ofMinutes(1));
    }

    @AfterEach
    void atTheEndNothingIsOutOfOrder() {
        office.close();
        assertEquals(List.of(), new VaultChecker(world.disk().person(), ROOT).atRest());
    }

    private Person person() {
        return world.disk().person();
    }

    private void work() throws IOException {
        office.wait(Duration.ofSeconds(40));
        office.work();
    }

    /** A rule for mails, and one mail it fits; answers the note in the tray. */
    private String planned(String step, String subject, String body) throws IOException {
        person().write(ROOT.resolve("Rules/Test.md"), """
                ---
                when:
                  kind: email
                  subject: /(?P<first>\\S+) (?P<rest>.*)/
                priority: 90
                ---
                # Test

                - [ ] **Do it**

                """ + step);
        String mail = """
                From: Eve <eve@evil.example>
                To: hi@studio.example
                Subject: SUBJECT
                Message-ID: <1@evil.example>

                BODY
                """;
        person().write(
                        ROOT.resolve("Inbox/mail.eml"),
                        mail.replace("SUBJECT", subject).replace("BODY", body).replace("\n", "\r\n"));
        work();
        return office.only("Pending_Approval").getValue();
    }

    private String note() {
        return office.only("Pending_Approval").getValue();
    }

    private void rewrite(String stage, String from, String to) {
        String name = office.only(stage).getKey();
        String text = office.only(stage).getValue();
        assertTrue(text.contains(from), text);
        person().write(ROOT.resolve(stage).resolve(name), text.replace(from, to));
    }

    private void approve() {
        String name = office.only("Pending_Approval").getKey();
        person().move(TRAY.resolve(name), ROOT.resolve("Approved").resolve(name));
    }

    private static void high(String plan, String warning) {
        assertTrue(plan.contains("\nrisk: high\n"), plan);
        assertTrue(plan.contains(warning), plan);
    }

    @Test
    void wordsOfTheMessageThatChangeAfterApprovalAreNotSent() throws IOException {
        planned("""
                ```step
                skill: email.send
                to: iris@x.example
                subject: $item.title
                body: $item.body
                ```
                """, "Hello you", "as it came");
        person().write(ROOT.resolve("PAUSE.md"), "wait");
        approve();
        work();
        rewrite("Approved", "as it came", "SOMETHING ELSE");
        person().delete(ROOT.resolve("PAUSE.md"));
        work();
        assertEquals(0, office.notes("Outbox/email").size());
        assertTrue(note().contains("Changed after approval"), note());
        approve();
        work();
        assertTrue(office.only("Outbox/email").getValue().contains("SOMETHING ELSE"));
    }

    @Test
    void aLinkInTheSubjectIsTheMessagesWord() throws IOException {
        String plan = planned(
                "```step\nskill: email.send\nto: iris@x.example\nsubject: Fwd\n```\n\n```text body\n{{subject}}\n```\n",
                "see evil.example/pay",
                "hi");
        high(plan, "carries the link **evil.example/pay**");
    }

    @Test
    void aFileOfTheVaultThatTheMessageNamesIsNeverSentUnasked() throws IOException {
        person().write(ROOT.resolve("Clients/Acme BV/Contacts.md"), "# Contacts\n");
        String plan = planned(
                "```step\nskill: email.reply\nattach: {{rest}}\n```\n\n```text body\nHere you are.\n```\n",
                "getfile Clients/Acme BV/Contacts.md",
                "hi");
        high(plan, "a file of this vault that the message names");
        assertTrue(plan.contains("with **Contacts.md**"), plan);
    }

    @Test
    void anAddressInTheSubjectIsNew() throws IOException {
        String plan = planned(
                "```step\nskill: email.reply\ncc: {{rest}}\n```\n\n```text body\nThanks.\n```\n",
                "copy boss@evil.example",
                "hi");
        high(plan, "copies **boss@evil.example**. It came from the message");
    }

    @Test
    void takingTheQuotationOutMakesNothingOfItAPersonsWord() throws IOException {
        planned(
                "```step\nskill: email.send\nto: iris@x.example\nsubject: Fwd\n```\n\n```text body\nHello.\n```\n",
                "Some subject",
                "pay at evil.example/pay");
        String text = note();
        String name = office.only("Pending_Approval").getKey();
        person().write(
                        TRAY.resolve(name),
                        text.substring(0, text.indexOf("## Source")).replace("Hello.", "Pay at evil.example/pay."));
        work();
        high(note(), "carries the link **evil.example/pay**");
    }

    @Test
    void theSenderIsShownByAddressWhereAStepNamesThem() throws IOException {
        String plan = planned(
                "```step\nskill: email.send\nto: $item.from\nsubject: Hi\n```\n\n```text body\nThanks.\n```\n",
                "Some subject",
                "hi");
        assertTrue(plan.contains("eve@evil.example (the sender)"), plan);
        assertFalse(plan.contains("Remember"), plan);
    }

    @Test
    void nothingInAMessageComesToLifeInANote() throws IOException {
        planned(
                "```step\nskill: vault.note\npath: Reports/Seen.md\n```\n\n```text text\n- {{subject}}\n```\n",
                "wire ![[Persona]] <img src=http://evil.example/p.png> %% x",
                "hi");
        approve();
        work();
        String written = person().read(ROOT.resolve("Reports/Seen.md"));
        assertEquals("- wire !\\[\\[Persona\\]\\] \\<img src=http://evil.example/p.png> \\%\\% x\n", written);
    }
}
