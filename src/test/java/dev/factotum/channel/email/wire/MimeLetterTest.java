package dev.factotum.channel.email.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.factotum.channel.email.wire.Outgoing.Box;
import dev.factotum.channel.email.wire.Outgoing.Enclosed;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MimeLetterTest {
    static final String KEY = "0123456789abcdef0123456789abcdef";

    @Test
    void anAnswerSaysWhatItAnswers() {
        assertEquals(
                """
                Date: Fri, 20 Nov 2026 08:00:00 +0000
                From: Studio <hi@studio.example>
                To: Jo Peters <jo@acme.example>,
                 sam@acme.example
                Message-ID: <0123456789abcdef0123456789abcdef@studio.example>
                In-Reply-To: <q7@acme.example>
                References: <q1@acme.example>
                 <q7@acme.example>
                Subject: Re: Invoice 1042
                MIME-Version: 1.0
                Content-Type: text/plain; charset=UTF-8
                Content-Transfer-Encoding: quoted-printable
                X-Idempotency-Key: 0123456789abcdef0123456789abcdef

                Hi Jo,

                50=C2=A0% =E2=80=93 =F0=9F=91=8B
                """, text(mail("Re: Invoice 1042", "Hi Jo,\n\n50\u00a0% – 👋", List.of(), false, Optional.empty())));
    }

    @Test
    void theSameMailIsTheSameBytes() {
        Enclosed file = new Enclosed("a.pdf", "application/pdf", new byte[] {1, 2, 3});
        assertEquals(
                text(mail("s", "b", List.of(file), false, Optional.empty())),
                text(mail("s", "b", List.of(file), false, Optional.empty())));
    }

    @Test
    void aFileKeepsItsNameAndBytes() throws Exception {
        byte[] bytes = new byte[100_000];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i * 31);
        }
        byte[] mail = MimeLetter.bytes(mail(
                "Ein sehr langer Betreff mit Umlauten: äöüß – und noch viel mehr, als in eine Zeile passt",
                "b",
                List.of(new Enclosed("Angebot „Müller“ 2026 – endgültig, wirklich.pdf", "application/pdf", bytes)),
                false,
                Optional.empty()));
        MimeMessage read = new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(mail));
        MimeMultipart parts = (MimeMultipart) read.getContent();
        assertEquals(
                "Ein sehr langer Betreff mit Umlauten: äöüß – und noch viel mehr, als in eine Zeile passt",
                read.getSubject());
        assertEquals(
                "Angebot „Müller“ 2026 – endgültig, wirklich.pdf",
                parts.getBodyPart(1).getFileName());
        assertEquals(
                List.of(java.util.Arrays.hashCode(bytes), 2),
                List.of(
                        java.util.Arrays.hashCode(
                                parts.getBodyPart(1).getInputStream().readAllBytes()),
                        parts.getCount()));
        for (String line : new String(mail, StandardCharsets.UTF_8).split("\r\n", -1)) {
            assertEquals(true, line.length() <= 998 && line.chars().allMatch(c -> c < 0x7F), line);
        }
    }

    @Test
    void mailToManyCanBeLeftAndAnAutomaticOneSaysSo() {
        String text = text(mail("s", "b", List.of(), true, Optional.of("https://studio.example/leave?u=1")));
        assertEquals(
                "Auto-Submitted: auto-replied\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\n"
                        + "List-Unsubscribe: <https://studio.example/leave?u=1>\n",
                text.lines()
                        .filter(line -> line.startsWith("Auto") || line.startsWith("List"))
                        .sorted()
                        .map(line -> line + "\n")
                        .reduce("", String::concat));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nBcc: x@y.example", "a\nb", "a\rb", "a\u0000", "a\u2028b", "a\u0085b", "a\r\n b"})
    void whatWouldBeginAHeaderIsRefused(String subject) {
        assertThrows(
                IllegalArgumentException.class,
                () -> MimeLetter.bytes(mail(subject, "b", List.of(), false, Optional.empty())));
        assertThrows(
                IllegalArgumentException.class,
                () -> MimeLetter.bytes(mail(
                        "s", "b", List.of(new Enclosed(subject, "text/plain", new byte[0])), false, Optional.empty())));
    }

    static Outgoing mail(
            String subject, String body, List<Enclosed> files, boolean automatic, Optional<String> unsubscribe) {
        return new Outgoing(
                KEY,
                "<" + KEY + "@studio.example>",
                Instant.parse("2026-11-20T08:00:00Z"),
                new Box("hi@studio.example", "Studio"),
                List.of(new Box("jo@acme.example", "Jo Peters"), new Box("sam@acme.example", "")),
                List.of(),
                List.of(),
                subject,
                "<q7@acme.example>",
                "<q1@acme.example> <q7@acme.example>",
                body,
                files,
                automatic,
                unsubscribe);
    }

    private static String text(Outgoing mail) {
        return new String(MimeLetter.bytes(mail), StandardCharsets.UTF_8).replace("\r\n", "\n");
    }
}
