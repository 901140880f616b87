package dev.factotum.intake;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MailReaderTest {
    private static Mail read(String mail) {
        return MailReader.read(mail.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] bytes(String head, byte[] body) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(head.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
        all.writeBytes(body);
        return all.toByteArray();
    }

    @Test
    void aPlainMailIsReadWithItsConversation() {
        Mail mail = read("""
                From: "Peters, Jo" <Jo@Acme.example>
                Reply-To: invoices@acme.example
                To: Studio <hello@lantern.example>, "x, y" <b@z.example>
                Cc: <accounts@acme.example>
                Subject: Invoice
                  1042
                Message-ID: <abc@acme.example>
                References: <one@a> <two@b>
                In-Reply-To: <two@b>

                Hi,
                could you send it?\s\s
                """);
        assertEquals(Optional.of("\"Peters, Jo\" <jo@acme.example>"), mail.from());
        assertEquals(Optional.of("invoices@acme.example"), mail.replyTo());
        assertEquals(List.of("hello@lantern.example", "b@z.example", "accounts@acme.example"), mail.to());
        assertEquals(Optional.of("Invoice 1042"), mail.subject());
        assertEquals(Optional.of("<abc@acme.example>"), mail.messageId());
        assertEquals(List.of("<one@a>", "<two@b>"), mail.references());
        assertEquals("Hi,\ncould you send it?", mail.text());
        assertEquals(List.of(), mail.notes());
        assertEquals(Optional.empty(), mail.auto());
    }

    @Test
    void aSenderIsWrittenSoThatAStrictReaderTakesItForOneMailbox() throws AddressException {
        for (String name : List.of(
                "\"Peters, Jo\"",
                "\"Acme: sales\"",
                "\"Jo; Bo\"",
                "“Jo” Peters",
                "\"Jo \\\"the pen\\\" Peters\"",
                "=?utf-8?Q?Peters=2C_Jo_=28Acme=29?=",
                "J. R. Peters",
                "Jo Peters")) {
            String from =
                    read("From: " + name + " <jo@acme.example>\n\nHi").from().orElseThrow();
            InternetAddress[] parsed = InternetAddress.parse(from, true);
            assertEquals(1, parsed.length, from);
            assertEquals("jo@acme.example", parsed[0].getAddress(), from);
            assertEquals("Message from " + parsed[0].getPersonal(), "Message from " + Mailboxes.plainName(from));
        }
    }

    @Test
    void encodedHeadersAndQuotedPrintableAreRead() {
        Mail mail = read("""
                From: =?utf-8?Q?J=C3=BCrgen_M=C3=BCller?= <jm@a.example>
                Subject: =?utf-8?B?UmVjaG51bmcgZsO8ciBOb3Zl?= =?utf-8?B?bWJlcg==?=
                MIME-Version: 1.0
                Content-Type: text/plain; charset=iso-8859-1
                Content-Transfer-Encoding: quoted-printable

                Gr=FC=DFe, 5 =80
                """);
        assertEquals(Optional.of("Jürgen Müller <jm@a.example>"), mail.from());
        assertEquals(Optional.of("Rechnung für November"), mail.subject());
        assertEquals("Grüße, 5 €", mail.text());
    }

    @Test
    void aCharacterSplitBetweenTwoEncodedWordsSurvives() {
        byte[] umlaut = "ü".getBytes(StandardCharsets.UTF_8);
        String first = Base64.getEncoder().encodeToString(new byte[] {'a', umlaut[0]});
        String second = Base64.getEncoder().encodeToString(new byte[] {umlaut[1], 'b'});
        assertEquals("aüb c", EncodedWords.decode("=?UTF-8?B?" + first + "?=\r\n =?utf-8?b?" + second + "?= c"));
        assertEquals("x =?utf-8?X?broken?= y", EncodedWords.decode("x =?utf-8?X?broken?= y"));
        assertEquals("né", EncodedWords.decode("=?x-unknown-charset?Q?n=C3=A9?="));
    }

    @Test
    void japaneseMailIsReadInItsOwnCharset() {
        byte[] body = "請求書を送ります。".getBytes(Charset.forName("ISO-2022-JP"));
        Mail mail = MailReader.read(bytes("""
                From: =?ISO-2022-JP?B?GyRCOzNFRBsoQg==?= <yamada@a.example>
                Subject: =?ISO-2022-JP?B?GyRCQEE1YT1xGyhC?=
                Content-Type: text/plain; charset="ISO-2022-JP"
                Content-Transfer-Encoding: 7bit

                """, body));
        assertEquals("請求書を送ります。", mail.text());
        assertEquals(Optional.of("請求書"), mail.subject());
        assertEquals(Optional.of("山田 <yamada@a.example>"), mail.from());
    }

    @Test
    void wrongAndUnknownCharsetsFallBackWithANote() {
        byte[] windows = "Zoë’s café".getBytes(Charset.forName("windows-1252"));
        Mail wrong = MailReader.read(bytes("From: a@b.example\nContent-Type: text/plain; charset=utf-8\n\n", windows));
        assertEquals("Zoë’s café", wrong.text());
        assertTrue(
                wrong.notes().toString().contains("does not fit its bytes"),
                wrong.notes().toString());
        Mail unknown = read("From: a@b.example\nContent-Type: text/plain; charset=\"klingon-8\"\n\nnuqneH é\n");
        assertEquals("nuqneH é", unknown.text());
        assertTrue(
                unknown.notes().toString().contains("klingon-8"),
                unknown.notes().toString());
        Mail silent = MailReader.read(bytes("From: a@b.example\nSubject: caf\u00e9\n\n", windows));
        assertEquals(Optional.of("café"), silent.subject());
        assertEquals("Zoë’s café", silent.text());
    }

    @Test
    void anAlternativeGivesItsPlainTextAndAttachmentsKeepTheirBytes() {
        Mail mail = read("""
                From: a@b.example
                MIME-Version: 1.0
                Content-Type: multipart/mixed; boundary="outer"

                preamble
                --outer
                Content-Type: multipart/alternative; boundary=inner

                --inner
                Content-Type: text/plain

                The plain text.
                --inner
                Content-Type: text/html

                <p>The <b>HTML</b> text.</p>
                --inner--
                --outer
                Content-Type: application/pdf; name="=?utf-8?Q?Rechnung_M=C3=A4rz=2Epdf?="
                Content-Disposition: attachment;
                 filename*0*=utf-8''Rechnung%20M%C3%A4rz;
                 filename*1=.pdf
                Content-Transfer-Encoding: base64

                JVBERi0xLjQKAAECAw==
                --outer
                Content-Type: image/png
                Content-ID: <logo>
                Content-Transfer-Encoding: base64

                iVBORw0KGgo=
                --outer--
                """);
        assertEquals("The plain text.", mail.text());
        assertEquals(
                List.of("Rechnung März.pdf", "part 2.png"),
                mail.parts().stream().map(Part::name).toList());
        assertArrayEquals(
                new byte[] {'%', 'P', 'D', 'F', '-', '1', '.', '4', '\n', 0, 1, 2, 3},
                mail.parts().getFirst().bytes());
    }

    @Test
    void mailOfHtmlAloneBecomesTextThatShowsWhereLinksLead() {
        Mail mail = read("""
                From: a@b.example
                Content-Type: text/html; charset=utf-8

                <html><head><style>p{}</style></head><body><p>Hello&nbsp;Jo,</p><ul><li>one</li><li>two</li></ul>
                <a href="https://evil.example/x">your bank</a><script>alert(1)</script></body></html>
                """);
        assertEquals("Hello Jo,\n\n- one\n- two\n\nyour bank <https://evil.example/x>", mail.text());
    }

    @Test
    void aForwardedMessageIsShownAndKeptWhole() {
        Mail mail = read("""
                From: a@b.example
                Content-Type: multipart/mixed; boundary=b

                --b
                Content-Type: text/plain

                See below.
                --b
                Content-Type: message/rfc822

                From: Mia <mia@c.example>
                Subject: Inner
                Content-Type: multipart/mixed; boundary=c

                --c

                Inner text.
                --c
                Content-Type: application/zip; name=z.zip

                zip
                --c--
                --b--
                """);
        assertEquals(
                "See below.\n\nForwarded message\nFrom: Mia <mia@c.example>\nSubject: Inner\n\nInner text.",
                mail.text());
        assertEquals(List.of("Inner.eml"), mail.parts().stream().map(Part::name).toList());
    }

    @Test
    void signedEncryptedAndTnefPartsAreKeptAsFiles() {
        Mail mail = read("""
                From: a@b.example
                Content-Type: multipart/signed; boundary=s; protocol="application/pkcs7-signature"

                --s
                Content-Type: text/plain

                Signed words.
                --s
                Content-Type: application/pkcs7-signature

                MIIG
                --s
                Content-Type: application/ms-tnef

                tnef
                --s--
                """);
        assertEquals("Signed words.", mail.text());
        assertEquals(
                List.of("part 1.p7s", "part 2.dat"),
                mail.parts().stream().map(Part::name).toList());
    }

    @Test
    void brokenMailGivesWhatThereIs() {
        Mail noBoundary = read("""
                From: a@b.example
                Subject: broken
                Content-Type: multipart/mixed

                --x
                Content-Type: text/plain

                words in it
                --x--
                """);
        assertTrue(noBoundary.text().contains("words in it"), noBoundary.text());
        Mail unclosed = read("From: a@b.example\nContent-Type: multipart/mixed; boundary=q\n\n--q\n\nend is missing\n");
        assertEquals("end is missing", unclosed.text());
        Mail noHeaders = read("just some words\nand more\n");
        assertTrue(noHeaders.text().contains("and more"), noHeaders.text());
        assertTrue(noHeaders.notes().toString().contains("no sender"));
        assertEquals("", MailReader.read(new byte[0]).text());
        byte[] garbage = new byte[5000];
        new java.util.Random(7).nextBytes(garbage);
        assertFalse(MailReader.read(garbage).notes().isEmpty());
        Mail badBase64 = read("From: a@b.example\nContent-Transfer-Encoding: base64\n\n!!!! no base64 at all ????\n");
        assertEquals(Optional.of("a@b.example"), badBase64.from());
        Mail unknownEncoding = read("From: a@b.example\nContent-Transfer-Encoding: x-zip\n\nraw words\n");
        assertEquals("raw words", unknownEncoding.text());
    }

    @Test
    void hugeHeadersAndEndlessNestingAreBounded() {
        Mail huge = read(
                "From: a@b.example\nSubject: " + "x".repeat(500_000) + "\nX: " + "y ".repeat(200_000) + "\n\nbody\n");
        assertTrue(huge.subject().orElseThrow().length() <= 2_000);
        assertEquals("body", huge.text());
        StringBuilder nested = new StringBuilder("From: a@b.example\n");
        for (int i = 0; i < 50; i++) {
            nested.append("Content-Type: multipart/mixed; boundary=b")
                    .append(i)
                    .append("\n\n--b")
                    .append(i)
                    .append('\n');
        }
        Mail deep = read(nested.append("\ndeep\n").toString());
        assertTrue(
                deep.notes().toString().contains("more parts, or nests"),
                deep.notes().toString());
        StringBuilder wide = new StringBuilder("From: a@b.example\nContent-Type: multipart/mixed; boundary=w\n\n");
        wide.repeat("--w\nContent-Type: application/x\n\nx\n", 300);
        assertTrue(read(wide.append("--w--\n").toString()).parts().size() <= 200);
    }

    @Test
    void machinesAreToldFromPeople() {
        assertEquals(
                Optional.of("list"),
                read("From: a@b.example\nList-Id: <news.b.example>\n\nx\n").auto());
        assertEquals(
                Optional.of("list"),
                read("From: a@b.example\nPrecedence: bulk\n\nx\n").auto());
        assertEquals(
                Optional.of("reply"),
                read("From: a@b.example\nAuto-Submitted: auto-replied\n\nx\n").auto());
        assertEquals(
                Optional.empty(),
                read("From: a@b.example\nAuto-Submitted: no\n\nx\n").auto());
        assertEquals(
                Optional.of("bounce"),
                read("From: MAILER-DAEMON@mx.example\nContent-Type: multipart/report; report-type=delivery-status; boundary=r\n\n--r\n\nnot delivered\n--r--\n")
                        .auto());
    }

    @Test
    void whateverAMachineMarksAsSentByItselfIsKnownAsSuch() {
        assertEquals(
                Optional.of("notice"),
                read("From: a@b.example\nAuto-Submitted: auto-generated\n\nx\n").auto());
        assertEquals(
                Optional.of("notice"),
                read("Return-Path: <>\nFrom: a@b.example\n\nx\n").auto());
        assertEquals(
                Optional.of("reply"),
                read("From: a@b.example\nAuto-Submitted: Auto-Replied; owner-email=a@b.example\n\nx\n")
                        .auto());
        assertEquals(
                Optional.of("list"),
                read("From: a@b.example\nPrecedence: junk\n\nx\n").auto());
        assertEquals(
                Optional.empty(),
                read("From: a@b.example\nAuto-Submitted: no (a person)\n\nx\n").auto());
    }

    @Test
    void aHostileSenderOrSubjectStaysOneLine() {
        Mail mail = read("""
                From: "hi\\"\\ncc: [evil@x.example]" <jo@acme.example>
                Subject: =?utf-8?Q?hi"=0Acc:_["evil@x.example"]?=

                x
                """);
        assertEquals(Optional.of("hi\" cc: [\"evil@x.example\"]"), mail.subject());
        assertTrue(
                mail.from().orElseThrow().endsWith("<jo@acme.example>"),
                mail.from().toString());
        assertEquals(1, mail.from().orElseThrow().lines().count());
        assertEquals(Optional.empty(), read("From: nobody at all\n\nx\n").from());
        assertEquals(
                Optional.of("a@b.example"),
                read("From: \"evil@x.example\" <a@b.example>\n\nx\n")
                        .from()
                        .map(f -> Mailboxes.addresses(f).getLast()));
    }
}
