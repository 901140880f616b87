package dev.factotum.channel.email;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.channel.sandbox.Action;
import dev.factotum.channel.sandbox.Arguments;
import dev.factotum.channel.sandbox.Letter;
import dev.factotum.channel.sandbox.Trial;
import dev.factotum.tool.Account;
import dev.factotum.tool.AttachedFile;
import dev.factotum.tool.Conversation;
import dev.factotum.tool.Deed;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmailTest {
    private static final Action SEND = new EmailSend();
    private static final Action REPLY = new EmailReply();
    private static final Account STUDIO = Trial.account("email", "hi@studio.example");
    private static final Conversation JO = new Conversation(
            Optional.of("Jo Peters <jo@acme.example>"),
            Optional.of("Invoice 1042"),
            Optional.of("<q7@acme.example>"),
            List.of("<q1@acme.example>"),
            Optional.empty());

    @Test
    void aNormalMailHasNoFault() {
        assertEquals("", faults(SEND, Trial.json("""
                {"to": ["Jo Peters <jo@acme.example>", "sam@acme.example"], "cc": ["\\"Peters, An\\" <an@acme.example>"],
                 "subject": "Offer: “fresh” paint – 12 m²; #1", "body": "Hi Jo,\\n\\nyes: 50% of 1,240.00 €\\n\\nRegards 👋🏽"}
                """)));
    }

    @Test
    void anEmptyMailIsToldAllThatIsMissing() {
        assertEquals("""
                to names nobody → Write an address such as jo@example.com.
                subject is empty → Write what the mail is about.
                body is empty → Write the mail's text.""", faults(SEND, Trial.json("{'to': [], 'subject': ' ', 'body': '\\n'}")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hi\r\nBcc: evil@x.example",
                "hi\nBcc: evil@x.example",
                "hi\rBcc: evil@x.example",
                "hi\u0000",
                "hi\u2028Bcc: evil@x.example",
                "hi\u2029x",
                "hi\u0085x",
                "hi\u000cx",
                "\r\n\r\nbody"
            })
    void noSubjectBringsAHeaderAlong(String subject) {
        assertEquals(
                "subject holds a line break or a control character → Write it on one line.",
                faults(SEND, mail().put("subject", subject)));
    }

    @Test
    void aMailReachesAHundredAndNotOneMore() {
        assertEquals("", faults(SEND, to(98).put("cc", "a@b.example").put("bcc", "c@d.example")));
        assertEquals(
                "to has 101 addresses with cc and bcc; 100 are allowed → Send it in parts.",
                faults(SEND, to(99).put("cc", "a@b.example").put("bcc", "c@d.example")));
    }

    @Test
    void attachmentsComeToTwentyMegabytesAndNotAByteMore() {
        AttachedFile large = Trial.file("attach", "plan.pdf", 19_999_999);

        assertEquals("", faults(SEND, mail(), large, Trial.file("attach", "a.txt", 1)));
        assertEquals(
                "attach comes to 20.1 MB; 20 MB are allowed → Send fewer or smaller files, or a link.",
                faults(SEND, mail(), large, Trial.file("attach", "a.txt", 2)));
    }

    @Test
    void anAttachmentsNameStaysInItsHeader() {
        assertEquals(
                "attach has a file whose name holds an invisible character → Rename the file.",
                faults(SEND, mail(), Trial.file("attach", "a.pdf\r\nX: y", 1)));
        assertEquals(
                "attach has a file whose name holds an invisible character → Rename the file.",
                faults(SEND, mail(), Trial.file("attach", "fdp\u202e.exe", 1)));
    }

    @Test
    void nobodyWritesToAMachine() {
        assertEquals(
                "to has no-reply@acme.example, which nobody reads → Write a person's address, or skip the step.",
                faults(SEND, mail().put("to", "Acme <no-reply@acme.example>")));
    }

    @Test
    void aReferenceIsLookedAtWhenItIsResolved() {
        ObjectNode mail = mail().put("to", "${s1.address}");

        assertEquals("", faults(SEND, mail));
        assertFalse(SEND.check(new Arguments(mail, true), List.of(), STUDIO).isEmpty());
    }

    @Test
    void theDeedNamesEveryReceiverByAddress() {
        Deed deed = SEND.deed(
                Trial.written(
                        Trial.json(
                                "{'to': ['Jo <Jo@Acme.example>'], 'cc': ['sam@x.example'], 'bcc': ['${s1.boss}'], 'body': 'x'}")),
                STUDIO);

        assertEquals("sends 1 email from studio@ to Jo@acme.example, sam@x.example, ${s1.boss}", Trial.shown(deed));
        assertEquals(
                List.of("to", "cc", "bcc"),
                deed.recipients().stream().map(Deed.Recipient::argument).toList());
        assertFalse(deed.publish());
        assertEquals("emails", deed.plural());
    }

    @Test
    void withoutAnAccountTheDeedNamesNoSender() {
        assertEquals("sends 1 email to jo@acme.example", Trial.shown(SEND.deed(Trial.written(mail()), Trial.NOBODY)));
    }

    @Test
    void aReplyFindsItsReceiverAndSubject() {
        assertEquals(
                "{\"body\":\"Hi\",\"to\":[\"jo@acme.example\"],\"subject\":\"Re: Invoice 1042\"}",
                REPLY.complete(Trial.json("{'body': 'Hi'}"), JO).toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"Peters, Jo\" <jo@acme.example>",
                "Peters, Jo <jo@acme.example>",
                "Acme: sales <jo@acme.example>",
                "Jo; Bo <jo@acme.example>",
                "“Jo” Peters <jo@acme.example>",
                "jo@acme.example"
            })
    void aSenderOfAnyNameIsAnswered(String from) {
        Conversation conversation = new Conversation(
                Optional.of(from), Optional.of("Hello"), Optional.empty(), List.of(), Optional.empty());
        ObjectNode completed = REPLY.complete(Trial.json("{'body': 'Hi'}"), conversation);

        assertEquals("{\"body\":\"Hi\",\"to\":[\"jo@acme.example\"],\"subject\":\"Re: Hello\"}", completed.toString());
        assertEquals("", faults(REPLY, completed));
    }

    @Test
    void whatThePersonWroteStands() {
        ObjectNode written = Trial.json("{'body': 'Hi', 'to': ['an@acme.example'], 'subject': 'Something else'}");

        assertEquals(written, REPLY.complete(written, JO));
    }

    @Test
    void aSenderThatIsNoAddressIsNotAnswered() {
        Conversation hostile = new Conversation(
                Optional.of("jo@acme.example\r\nBcc: evil@x.example"),
                Optional.of("hi\"\ncc: [\"evil@x.example\"]"),
                Optional.empty(),
                List.of(),
                Optional.empty());
        ObjectNode completed = REPLY.complete(Trial.json("{'body': 'Hi'}"), hostile);

        assertEquals("{\"body\":\"Hi\",\"subject\":\"Re: hi\\\" cc: [\\\"evil@x.example\\\"]\"}", completed.toString());
        assertEquals(
                "to has nobody to answer: this matter has no sender with a mail address, or a machine or a list sent it → Write to: with an address, or take email.send.",
                faults(REPLY, completed));
    }

    @Test
    void theMessageIdFollowsFromTheKey() {
        assertEquals(Map.of("message_id", "<" + Trial.KEY + "@studio.example>"), SEND.prepare(Trial.KEY, STUDIO));
        assertEquals(
                Map.of("message_id", "<" + Trial.KEY + "@sandbox.invalid>"), SEND.prepare(Trial.KEY, Trial.NOBODY));
    }

    @Test
    void aReplyReadsAsAMailInItsThread() {
        ObjectNode arguments = REPLY.complete(
                Trial.json("{'body': 'Hi Jo,\\n\\nhere it is. #thanks', 'cc': ['\"Peters, An\" <an@acme.example>']}"),
                JO);
        Letter letter = REPLY.letter(
                Trial.written(arguments), Trial.call(Trial.KEY, STUDIO, arguments, List.of(), JO, Trial.AT));

        assertEquals("""
                From: hi@studio.example
                To: jo@acme.example
                Cc: "Peters, An" <an@acme.example>
                Subject: Re: Invoice 1042
                Message-ID: <3dca774e0b1f4c5a9e8d7c6b5a493827@studio.example>
                In-Reply-To: <q7@acme.example>
                References: <q1@acme.example> <q7@acme.example>

                Hi Jo,

                here it is. #thanks""", letter.content());
        assertEquals(
                "{\"message_id\":\"<3dca774e0b1f4c5a9e8d7c6b5a493827@studio.example>\"}",
                letter.outputs().toString());
    }

    @Test
    void aNewMailStartsAThreadOfItsOwn() {
        Letter letter =
                SEND.letter(Trial.written(mail()), Trial.call(Trial.KEY, STUDIO, mail(), List.of(), JO, Trial.AT));

        assertTrue(letter.content()
                .startsWith("From: hi@studio.example\nTo: jo@acme.example\nSubject: Hello\nMessage-ID: "));
        assertFalse(letter.content().contains("In-Reply-To"));
    }

    private static ObjectNode mail() {
        return Trial.json("{'to': ['jo@acme.example'], 'subject': 'Hello', 'body': 'Hi'}");
    }

    private static ObjectNode to(int count) {
        ObjectNode mail = mail();
        var to = mail.putArray("to");
        for (int i = 0; i < count; i++) {
            to.add("p" + i + "@acme.example");
        }
        return mail;
    }

    private static String faults(Action action, ObjectNode arguments, AttachedFile... files) {
        return Trial.shown(action.check(Trial.written(arguments), List.of(files), STUDIO));
    }
}
