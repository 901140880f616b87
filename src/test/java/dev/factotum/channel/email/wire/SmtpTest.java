package dev.factotum.channel.email.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.factotum.job.Campaign;
import dev.factotum.tool.ToolError;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SmtpTest {
    private static final List<String> TO = List.of("jo@acme.example", "sam@acme.example");

    @Test
    void aMailArrivesAtEachReceiverWithoutItsBcc() {
        try (PostOffice office = new PostOffice()) {
            byte[] mail = PostOffice.letter(PostOffice.US, "<k@studio.example>", "Hi", ".\r\n..x\r\nende");
            Delivery sent = new Smtp(office.smtp(), PostOffice.login(), PostOffice.patience())
                    .send(
                            ("Bcc: sam@acme.example\r\n" + text(mail)).getBytes(StandardCharsets.UTF_8),
                            PostOffice.US,
                            TO);
            assertInstanceOf(Delivery.Accepted.class, sent);
            for (String one : TO) {
                List<String> there = office.mails(one, "INBOX");
                assertEquals(1, there.size());
                assertTrue(there.getFirst().contains("\r\n\r\n.\r\n..x\r\nende"), there.getFirst());
                assertEquals(-1, there.getFirst().indexOf("Bcc"));
            }
        }
    }

    @Test
    void aWrongPasswordIsAnAuthFaultThatShowsNoPassword() {
        try (PostOffice office = new PostOffice()) {
            Login wrong = new Login(PostOffice.US, Login.Scheme.PASSWORD, () -> "wrong but secret");
            Delivery.Refused refused = assertInstanceOf(
                    Delivery.Refused.class,
                    new Smtp(office.smtp(), wrong, PostOffice.patience())
                            .send(PostOffice.letter(PostOffice.US, "<k@x.example>", "s", "b"), PostOffice.US, TO));
            ToolError.Auth auth = assertInstanceOf(ToolError.Auth.class, refused.error());
            assertEquals(false, auth.refreshable());
            assertEquals(-1, auth.message().indexOf("secret"));
        }
    }

    @Test
    void aConnectionThatIsCutAtAnyLineNeverSendsTwiceNorLies() throws Exception {
        int unclear = 0;
        int runs = 0;
        for (int line = 1; ; line++) {
            boolean before = Campaign.full() || line % 2 == 0;
            boolean whole = true;
            for (boolean after : before ? new boolean[] {false, true} : new boolean[] {true}) {
                try (PostOffice office = new PostOffice();
                        Scissors scissors = new Scissors(office.smtp().port(), line, after)) {
                    Delivery came = new Smtp(scissors.host(), PostOffice.login(), PostOffice.patience())
                            .send(PostOffice.letter(PostOffice.US, "<k@x.example>", "s", "b"), PostOffice.US, TO);
                    runs++;
                    whole &= !scissors.cut();
                    int there = office.mails(TO.getFirst(), "INBOX").size();
                    switch (came) {
                        case Delivery.Accepted _ -> assertEquals(1, there, "line " + line);
                        case Delivery.Refused(ToolError error, boolean _) -> {
                            assertInstanceOf(ToolError.Transient.class, error);
                            assertEquals(0, there, "line " + line);
                        }
                        case Delivery.Unclear _ -> unclear++;
                    }
                }
            }
            if (whole) {
                break;
            }
        }
        assertTrue(unclear > 0 && runs > 20, unclear + " unclear of " + runs);
    }

    @Test
    void theTokenIsPutAsGoogleHasIt() throws Exception {
        try (Talker talker = new Talker(
                "220 x",
                "250-x\r\n250 AUTH XOAUTH2",
                "334 eyJzdGF0dXMiOiI0MDAifQ==",
                "535 5.7.8 ya29.vF9dft4qmTc2Nvb3RlckBhdHRhdmlzdGEuY29tCg no")) {
            Login token = new Login(
                    "someuser@example.com", Login.Scheme.TOKEN, () -> "ya29.vF9dft4qmTc2Nvb3RlckBhdHRhdmlzdGEuY29tCg");
            Optional<ToolError> health = new Smtp(talker.host(), token, PostOffice.patience()).health();
            ToolError.Auth auth = assertInstanceOf(ToolError.Auth.class, health.orElseThrow());
            assertTrue(auth.refreshable());
            assertEquals(-1, auth.message().indexOf("ya29"), auth.message());
            assertEquals(
                    "AUTH XOAUTH2 dXNlcj1zb21ldXNlckBleGFtcGxlLmNvbQFhdXRoPUJlYXJlciB5YTI5LnZGOWRmdDRxbVRjMk52YjNSbGNrQmhk"
                            + "SFJoZG1semRHRXVZMjl0Q2cBAQ==",
                    talker.heard().get(1));
        }
    }

    @Test
    void aCertificateThatNobodyKnowsIsNotBelieved() {
        GreenMail server = new GreenMail(new ServerSetup[] {
            new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTPS),
            new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAPS)
        });
        server.start();
        try {
            server.setUser(PostOffice.US, PostOffice.US, PostOffice.WORD);
            Host smtp = new Host("127.0.0.1", server.getSmtps().getPort(), Host.Security.TLS);
            Host imap = new Host("127.0.0.1", server.getImaps().getPort(), Host.Security.TLS);
            assertInstanceOf(
                    ToolError.Permission.class,
                    new Smtp(smtp, PostOffice.login(), PostOffice.patience())
                            .health()
                            .orElseThrow());
            Asked.Silent<?> silent = assertInstanceOf(
                    Asked.Silent.class,
                    new Filing(new Imap(imap, PostOffice.login(), PostOffice.patience())).health("INBOX"));
            assertInstanceOf(ToolError.Permission.class, silent.error());
        } finally {
            server.stop();
        }
    }

    @Test
    void withoutStarttlsNothingIsSaid() throws Exception {
        try (Talker talker = new Talker("220 x", "250-x\r\n250 AUTH PLAIN")) {
            Host host = new Host("127.0.0.1", talker.host().port(), Host.Security.STARTTLS);
            ToolError error = new Smtp(host, PostOffice.login(), PostOffice.patience())
                    .health()
                    .orElseThrow();
            assertInstanceOf(ToolError.Permission.class, error);
            assertEquals(List.of("EHLO [127.0.0.1]"), talker.heard());
        }
    }

    @Test
    void oneRefusedReceiverKeepsTheMailFromAll() throws Exception {
        try (Talker talker = new Talker(
                "220 x", "250 x", "250 ok", "250 ok", "550 5.1.1 no such user", "250 ok", "250 ok", "250 ok")) {
            Login open = new Login("", Login.Scheme.PASSWORD, () -> "");
            Delivery.Refused refused = assertInstanceOf(
                    Delivery.Refused.class,
                    new Smtp(talker.host(), open, PostOffice.patience())
                            .send(PostOffice.letter(PostOffice.US, "<k@x.example>", "s", "b"), PostOffice.US, TO));
            assertEquals(
                    "refused, sent to nobody: sam@acme.example: 550 5.1.1 no such user",
                    assertInstanceOf(ToolError.Validation.class, refused.error())
                            .message());
            assertTrue(
                    talker.heard().stream().noneMatch("DATA"::equals),
                    talker.heard().toString());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "421|4.3.2 closing|Transient",
                "450|4.2.0 greylisted|Transient",
                "451|4.7.1 later|Transient",
                "452|4.2.2 full|Transient",
                "454|4.7.0 login later|Transient",
                "530|5.7.0 login first|Auth",
                "534|5.7.9 app password|Auth",
                "535|5.7.8 wrong|Auth",
                "550|5.1.1 nobody|Validation",
                "551|not local|Validation",
                "553|bad address|Validation",
                "552|5.3.4 too big|Validation",
                "554|5.6.0 spam|ContentPolicy",
                "550|5.7.1 blocked|ContentPolicy",
                "550|5.4.5 Daily user sending limit exceeded|RateLimited",
                "554|5.2.252 SendAsDenied|Permission",
                "0||Transient"
            })
    void anAnswerMeansWhatItsClassSays(int code, String said, String expected) {
        ToolError error = SmtpReply.error(code, String.valueOf(said), false, Instant.EPOCH);
        assertEquals(expected, error.getClass().getSimpleName());
        if (error instanceof ToolError.RateLimited limited) {
            assertEquals(Instant.EPOCH.plus(Duration.ofHours(24)), limited.until());
        }
    }

    private static String text(byte[] mail) {
        return new String(mail, StandardCharsets.UTF_8);
    }
}
