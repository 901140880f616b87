package dev.factotum.channel.email;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressesTest {
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "jo@acme.example | jo@acme.example | jo@acme.example",
                "  jo@acme.example  | jo@acme.example | jo@acme.example",
                "<jo@acme.example> | jo@acme.example | jo@acme.example",
                "Jo Peters <jo@acme.example> | jo@acme.example | Jo Peters <jo@acme.example>",
                "\"Peters, Jo\" <jo@acme.example> | jo@acme.example | \"Peters, Jo\" <jo@acme.example>",
                "Jörg Müller <j@acme.example> | j@acme.example | \"Jörg Müller\" <j@acme.example>",
                "Pat O’Brien <pat@acme.example> | pat@acme.example | \"Pat O’Brien\" <pat@acme.example>",
                "Jo.Peters+news@Mail.ACME.Example | Jo.Peters+news@mail.acme.example | Jo.Peters+news@mail.acme.example",
                "o'brien@acme.example | o'brien@acme.example | o'brien@acme.example",
                "jo@bücher.example | jo@xn--bcher-kva.example | jo@xn--bcher-kva.example"
            },
            delimiter = '|')
    void aWholeAddressIsRead(String written, String address, String header) {
        Mailbox mailbox = assertInstanceOf(Addresses.Read.Good.class, Addresses.read(written))
                .mailbox();

        assertEquals(address, mailbox.address());
        assertEquals(header, mailbox.header());
    }

    @ParameterizedTest
    @CsvSource({
        "jo@bücher.example, jo@bücher.example (xn--bcher-kva.example)",
        "jo@аcme.example, jo@аcme.example (xn--cme-5cd.example)",
        "jo@xn--cme-5cd.example, jo@аcme.example (xn--cme-5cd.example)",
        "jo@acme.example, jo@acme.example"
    })
    void aDomainInOtherLettersShowsWhatItReallyIs(String written, String shown) {
        assertEquals(
                shown,
                assertInstanceOf(Addresses.Read.Good.class, Addresses.read(written))
                        .mailbox()
                        .shown());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "jo",
                "jo@",
                "@acme.example",
                "jo@acme",
                "jo@acme.example,",
                "jo@acme.example;",
                ",jo@acme.example",
                "jo@acme.example, sam@acme.example",
                "jo@acme.example; sam@acme.example",
                "jo@acme.example sam@acme.example",
                "Jo <jo@acme.example",
                "Jo jo@acme.example>",
                "jo@@acme.example",
                "jo@acme..example",
                "jo@.acme.example",
                "jo@acme.example.",
                "jo@-acme.example",
                "jo..p@acme.example",
                ".jo@acme.example",
                "jo.@acme.example",
                "jo p@acme.example",
                "jo@[127.0.0.1]",
                "jo@127.0.0.1",
                "\"jo\"@acme.example",
                "\"jo@acme.example\"",
                "“jo@acme.example”",
                "jo’s@acme.example",
                "“Jo” <jo@acme.example>",
                "jörg@acme.example",
                "friends: jo@acme.example, sam@acme.example;",
                "undisclosed-recipients:;",
                "jo@acme.example (comment) sam@acme.example",
                "=?utf-8?q?Jo=0D=0ABcc:_evil@x.example?= <jo@acme.example>",
                "jo\u200b@acme.example",
                "jo\u202e@acme.example",
                "Jo <jo@acme.example> x",
                "jo@acme.example <jo@acme.example",
                "jo@acme.example (Jo)",
                "jo%40acme.example",
                "mailto:jo@acme.example"
            })
    void whatIsNotSurelyOneAddressIsNone(String written) {
        assertInstanceOf(Addresses.Read.Bad.class, Addresses.read(written));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jo@acme.example\r\nBcc: evil@x.example",
                "jo@acme.example\nBcc: evil@x.example",
                "jo@acme.example\rBcc: evil@x.example",
                "Jo\r\nBcc: evil@x.example <jo@acme.example>",
                "\"Jo\r\n Bcc: evil@x.example\" <jo@acme.example>",
                "jo@acme.example\u0000",
                "jo@acme.example\u2028Bcc: evil@x.example",
                "jo@acme.example\u0085Bcc: evil@x.example",
                "jo@acme.example\u000bBcc: evil@x.example"
            })
    void noAddressBringsAHeaderAlong(String written) {
        assertEquals(
                new Addresses.Read.Bad("holds a line break or an invisible character", "Type the address again."),
                Addresses.read(written));
    }

    @ParameterizedTest
    @CsvSource({
        "'jo@acme.example,', '“jo@acme.example,” has a comma or semicolon too many', Take it away.",
        "“jo@acme.example”, ““jo@acme.example”” has curly quotes, 'Write straight quotes, or none.'",
        "'\"jo@acme.example\"', '“\"jo@acme.example\"” stands in quotes, which would be sent', Take the quotes away.",
        "'a@b.example, c@d.example', '“a@b.example, c@d.example” is not one address', Write one address per line or item.",
        "jo@acme, “jo@acme” is no whole address, Write it as jo@example.com or Jo <jo@example.com>."
    })
    void theReasonHelps(String written, String reason, String hint) {
        assertEquals(new Addresses.Read.Bad(reason, hint), Addresses.read(written));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "noreply",
                "no-reply",
                "NO_REPLY",
                "no.reply",
                "donotreply",
                "do-not-reply",
                "team-noreply",
                "noreply+abc123",
                "no-reply-billing",
                "noreply2",
                "mailer-daemon",
                "MAILER-DAEMON"
            })
    void machinesAreNotWrittenTo(String local) {
        assertTrue(Addresses.readByNobody(mailbox(local)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"jo", "reply", "casinoreply", "norepl", "noah.reply", "info", "postmaster", "replyno"})
    void peopleAre(String local) {
        assertFalse(Addresses.readByNobody(mailbox(local)));
    }

    private static Mailbox mailbox(String local) {
        return assertInstanceOf(Addresses.Read.Good.class, Addresses.read(local + "@acme.example"))
                .mailbox();
    }
}
