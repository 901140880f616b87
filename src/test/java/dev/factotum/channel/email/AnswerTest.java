package dev.factotum.channel.email;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.factotum.tool.Conversation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswerTest {
    @ParameterizedTest
    @CsvSource({
        "Invoice 1042, Re: Invoice 1042",
        "Re: Invoice 1042, Re: Invoice 1042",
        "RE: re:AW: Antw: Invoice, Re: Invoice",
        "Re[2]: Invoice, Re: Invoice",
        "Regarding: x, Re: Regarding: x",
        "'', Re:",
        "'  Re:  ', Re:",
        "Fwd: Invoice, Re: Fwd: Invoice"
    })
    void theSubjectIsAnsweredOnce(String subject, String expected) {
        assertEquals(expected, Answer.subject(subject));
    }

    @Test
    void aSubjectStaysOnOneLine() {
        assertEquals("Re: hi Bcc: evil@x.example", Answer.subject("hi\r\nBcc: evil@x.example"));
        assertEquals("Re: a b c d", Answer.subject("a\u2028b\u0000c\u0085d"));
    }

    @Test
    void theThreadEndsWithTheMailAnswered() {
        Conversation conversation = conversation("c@x.example", "<a@x.example>", "<b@x.example>", "<c@x.example>");

        assertEquals(Optional.of("<c@x.example>"), Answer.inReplyTo(conversation));
        assertEquals("<a@x.example> <b@x.example> <c@x.example>", Answer.references(conversation));
    }

    @Test
    void aLongThreadKeepsItsFirstAndItsLastTen() {
        List<String> ids = new ArrayList<>();
        for (int i = 1; i <= 40; i++) {
            ids.add("<" + i + "@x.example>");
        }
        String references = Answer.references(conversation("last@x.example", ids.toArray(String[]::new)));

        assertEquals(
                "<1@x.example> <32@x.example> <33@x.example> <34@x.example> <35@x.example> <36@x.example>"
                        + " <37@x.example> <38@x.example> <39@x.example> <40@x.example> <last@x.example>",
                references);
    }

    @Test
    void aMessageIdThatIsNoneIsLeftOut() {
        Conversation hostile = conversation(
                "a@x.example>\r\nBcc: evil@x.example\r\nX: <b@x.example",
                "no-at-sign",
                "<two words@x>",
                "<ok@x.example>");

        assertEquals(Optional.empty(), Answer.inReplyTo(hostile));
        assertEquals("<ok@x.example>", Answer.references(hostile));
    }

    private static Conversation conversation(String messageId, String... references) {
        return new Conversation(
                Optional.empty(), Optional.empty(), Optional.of(messageId), List.of(references), Optional.empty());
    }
}
