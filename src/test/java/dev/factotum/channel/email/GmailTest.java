package dev.factotum.channel.email;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factotum.channel.port.Act;
import dev.factotum.channel.port.Ground;
import dev.factotum.channel.port.Health;
import dev.factotum.channel.port.Line;
import dev.factotum.channel.sandbox.Arguments;
import dev.factotum.channel.sandbox.Trial;
import dev.factotum.config.Settings.AccountSettings;
import dev.factotum.http.Http;
import dev.factotum.http.Resolver;
import dev.factotum.secret.Secrets;
import dev.factotum.tool.Account;
import dev.factotum.tool.Call;
import dev.factotum.tool.Conversation;
import dev.factotum.tool.Mode;
import dev.factotum.tool.Outcome;
import dev.factotum.tool.ToolError;
import dev.factotum.tool.ToolId;
import dev.factotum.tool.Verification;
import dev.factotum.tool.Watcher;
import dev.factotum.tool.Watcher.News;
import dev.factotum.vault.Vault;
import dev.factotum.world.TestWorld;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The mailbox behind Gmail's API. */
class GmailTest {
    private static final Path ROOT = Path.of("/vault");
    private static final String TOKEN = "ya29.a-token-of-a-person";
    private static final Account STUDIO = new Account("studio", "email", "hi@studio.example", Mode.LIVE);
    private static final Conversation JO = new Conversation(
            Optional.of("Jo Peters <jo@acme.example>"),
            Optional.of("Invoice 1042"),
            Optional.of("<q7@acme.example>"),
            List.of("<q1@acme.example>"),
            Optional.empty());
    private static final String REPLY = "{'to':['jo@acme.example'],'subject':'Re: Invoice 1042','body':'Hi'}";

    private final TestWorld world = TestWorld.seeded(9).withEnvironment(Map.of("GMAIL", TOKEN));
    private final FakeGmail gmail;

    GmailTest() throws IOException {
        gmail = new FakeGmail();
    }

    @BeforeEach
    void begin() throws IOException {
        Vault.create(world.world(), ROOT);
    }

    @AfterEach
    void end() {
        gmail.close();
    }

    /** Another process, or the same: nothing of it is remembered but by the disk. */
    private Line line(String since) throws IOException {
        Ground ground = new Ground(
                Vault.open(world.world(), ROOT),
                new Http(world.clock(), Resolver.system()),
                new Secrets(world.world(), ROOT, secret -> {}));
        return new EmailChannel()
                .open(
                        new AccountSettings(
                                "studio",
                                "email",
                                "hi@studio.example",
                                Map.of("api", "gmail", "server", gmail.address(), "key", "env:GMAIL", "since", since)),
                        ground);
    }

    private Act act(String tool) throws IOException {
        return line("now").act(new ToolId(tool)).orElseThrow();
    }

    private static Call call(String json, Conversation conversation) {
        return Trial.call(Trial.KEY, STUDIO, Trial.json(json), List.of(), conversation, Trial.AT);
    }

    private Outcome reply() throws IOException, InterruptedException {
        return act("email.reply").call(new Arguments(Trial.json(REPLY), true), call(REPLY, JO));
    }

    private Verification verified() throws IOException, InterruptedException {
        return act("email.reply").verify(new Arguments(Trial.json(REPLY), true), call(REPLY, JO));
    }

    @Test
    void aReplyGoesIntoItsThread() throws Exception {
        gmail.comes("m7", "Message-ID: <q7@acme.example>\r\n\r\nHi".getBytes(StandardCharsets.UTF_8));
        Outcome.Done done = assertInstanceOf(Outcome.Done.class, reply());
        assertEquals("<" + Trial.KEY + "@studio.example>", done.receipt().text());
        assertEquals(
                "GET /gmail/v1/users/me/messages?q=rfc822msgid:q7@acme.example&maxResults=1",
                gmail.asked().get(0));
        assertTrue(
                gmail.asked().get(1).startsWith("POST /gmail/v1/users/me/messages/send {\"raw\":\""),
                gmail.asked().get(1));
        assertTrue(
                gmail.asked().get(1).endsWith("\",\"threadId\":\"thread-m7\"}"),
                gmail.asked().get(1));
        String mail = gmail.sent().getFirst();
        assertTrue(mail.contains("\r\nIn-Reply-To: <q7@acme.example>\r\n"), mail);
        assertTrue(mail.contains("\r\nX-Idempotency-Key: " + Trial.KEY + "\r\n"), mail);
        assertEquals(2, gmail.asked().size());
    }

    @ParameterizedTest
    @EnumSource(FakeGmail.Fault.class)
    void aSendIsNeverSentTwiceNorClaimedNorLost(FakeGmail.Fault fault) throws Exception {
        gmail.fault(fault);
        Outcome outcome = reply();
        boolean stored = fault != FakeGmail.Fault.DROP_BEFORE;
        switch (fault) {
            case NONE, DRIFT -> assertInstanceOf(Outcome.Done.class, outcome);
            case DROP_AFTER, DROP_BEFORE, PROXY_PAGE, NO_JSON -> {
                assertInstanceOf(Outcome.Unknown.class, outcome);
                Verification seen = verified();
                assertEquals(stored, seen instanceof Verification.Found, seen.toString());
            }
        }
        assertEquals(stored ? 1 : 0, gmail.sent().size());
        assertEquals(
                1, gmail.asked().stream().filter(one -> one.startsWith("POST")).count());
    }

    @Test
    void aMailThatGmailRenamedIsKnownByItsKey() throws Exception {
        gmail.replacesMessageIds();
        gmail.fault(FakeGmail.Fault.DROP_AFTER);
        assertInstanceOf(Outcome.Unknown.class, reply());
        assertInstanceOf(Verification.Found.class, verified());
        assertTrue(
                gmail.asked().stream()
                        .anyMatch(one -> one.contains("subject:%22Re:%20Invoice%201042%22")
                                || one.contains("subject:\"Re: Invoice 1042\"")),
                gmail.asked().toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400|{'error':{'code':400,'message':'Invalid To header','errors':[{'reason':'invalidArgument'}]}}|Validation",
                "400|{'error':{'code':400,'message':'Mail service not enabled','errors':[{'reason':'failedPrecondition'}]}}|Permission",
                "400|{'error':'invalid_grant','error_description':'Token has been expired or revoked.'}|Auth",
                "401|{'error':{'code':401,'message':'Invalid Credentials','errors':[{'reason':'authError'}]}}|Auth",
                "403|{'error':{'code':403,'errors':[{'reason':'insufficientPermissions'}]}}|Auth",
                "403|{'error':{'code':403,'errors':[{'reason':'dailyLimitExceeded'}]}}|RateLimited",
                "403|{'error':{'code':403,'errors':[{'reason':'userRateLimitExceeded'}]}}|RateLimited",
                "403|{'error':{'code':403,'errors':[{'reason':'rateLimitExceeded'}]}}|RateLimited",
                "403|{'error':{'code':403,'errors':[{'reason':'domainPolicy'}]}}|Permission",
                "403|<html>forbidden</html>|Permission",
                "404|{'error':{'code':404}}|NotFound",
                "413|too large|Validation",
                "429|{'error':{'code':429,'message':'User-rate limit exceeded.  Retry after 2026-11-20T08:20:00.000Z'}}|RateLimited",
                "429||RateLimited",
                "500|{'error':{'code':500}}|Transient",
                "503|<html>away</html>|Transient"
            })
    void anErrorMeansWhatItsRowSays(int code, String body, String expected) throws Exception {
        gmail.answers(code, body == null ? "" : body.replace('\'', '"'));
        Health.Ill ill = assertInstanceOf(Health.Ill.class, line("now").health());
        assertEquals(expected, ill.error().getClass().getSimpleName());
        assertEquals(-1, ill.error().message().indexOf(TOKEN));
        if (body != null && body.contains("Retry after")) {
            assertEquals(
                    "2026-11-20T08:20:00Z",
                    assertInstanceOf(ToolError.RateLimited.class, ill.error())
                            .until()
                            .toString());
        }
    }

    @Test
    void aLimitWithAndWithoutItsHeaderParksTheAccountUntilThen() throws Exception {
        gmail.answers(429, "{}", "retry-after", "120");
        Health.Ill ill = assertInstanceOf(Health.Ill.class, line("now").health());
        assertEquals(
                TestWorld.START.plusSeconds(120),
                assertInstanceOf(ToolError.RateLimited.class, ill.error()).until());
        int calls = gmail.asked().size();
        assertInstanceOf(Health.Ill.class, line("now").health());
        assertEquals(calls, gmail.asked().size(), "nobody asks before then");
        world.clock().advance(java.time.Duration.ofSeconds(121));
        assertInstanceOf(Health.Well.class, line("now").health());
    }

    @Test
    void aTokenThatIsRefusedIsNotTriedAgainBySend() throws Exception {
        gmail.answers(401, "{}");
        Outcome.Failed failed = assertInstanceOf(Outcome.Failed.class, reply());
        assertInstanceOf(ToolError.Auth.class, failed.error());
        assertEquals(List.of(), gmail.sent());
    }

    @Test
    void aLargeMailGoesUpAsItIs() throws Exception {
        String json = "{'to':['jo@acme.example'],'subject':'s','body':'" + "é".repeat(600_000) + "'}";
        assertInstanceOf(
                Outcome.Done.class,
                act("email.send").call(new Arguments(Trial.json(json), true), call(json, Conversation.NONE)));
        String asked = gmail.asked().get(0);
        assertTrue(
                asked.startsWith("POST /upload/gmail/v1/users/me/messages/send?uploadType=multipart --=_factotum\r\n"
                        + "Content-Type: application/json; charset=UTF-8\r\n\r\n{}\r\n--=_factotum\r\n"
                        + "Content-Type: message/rfc822\r\n\r\nDate: "),
                asked.substring(0, 200));
        assertEquals(1, gmail.sent().size());
    }

    @Test
    void draftsLabelsAndMovesAreAskedForAsTheApiHasThem() throws Exception {
        gmail.comes("m7", "Message-ID: <q7@acme.example>\r\n\r\nHi".getBytes(StandardCharsets.UTF_8));
        String draft = "{'subject':'Re: Invoice 1042','body':'Hi'}";
        assertInstanceOf(
                Outcome.Done.class, act("email.draft").call(new Arguments(Trial.json(draft), true), call(draft, JO)));
        assertTrue(gmail.asked().getLast().startsWith("POST /gmail/v1/users/me/drafts {\"message\":{\"raw\":\""));
        assertEquals(
                List.of(
                        "POST /gmail/v1/users/me/messages/m7/modify {\"addLabelIds\":[\"L1\"],\"removeLabelIds\":[]}",
                        "POST /gmail/v1/users/me/messages/m7/modify {\"addLabelIds\":[\"L2\"],\"removeLabelIds\":[\"INBOX\"]}",
                        "POST /gmail/v1/users/me/messages/m7/modify {\"addLabelIds\":[],\"removeLabelIds\":[\"UNREAD\"]}",
                        "POST /gmail/v1/users/me/messages/m7/modify {\"addLabelIds\":[],\"removeLabelIds\":[\"INBOX\"]}"),
                List.of(
                        filed("email.label", "{'label':'invoices'}"),
                        filed("email.move", "{'folder':'Paid'}"),
                        filed("email.label", "{'label':'seen'}"),
                        filed("email.move", "{'folder':'Archive'}")));
        assertTrue(gmail.asked().contains("POST /gmail/v1/users/me/labels {\"name\":\"Paid\"}"));
    }

    private String filed(String tool, String json) throws IOException, InterruptedException {
        assertInstanceOf(Outcome.Done.class, act(tool).call(new Arguments(Trial.json(json), true), call(json, JO)));
        return gmail.asked().getLast();
    }

    @Test
    void newMailComesOnceThroughPagesOfWhichOneIsEmpty() throws Exception {
        gmail.comes("old", letter("old"));
        Watcher watcher = line("now").watchers().getFirst();
        List<String> taken = new ArrayList<>();
        Optional<String> cursor = looked(watcher, Optional.empty(), taken);
        assertEquals(List.of(), taken);
        gmail.comes("a1", letter("a1"));
        gmail.comes("a2", letter("a2"));
        gmail.comes("a3", letter("a3"));
        for (int i = 0; i < 4; i++) {
            cursor = looked(watcher, cursor, taken);
        }
        assertEquals(List.of("gmail:a1", "gmail:a2", "gmail:a3"), taken);
        looked(watcher, cursor, taken);
        assertEquals(3, taken.size());
    }

    @Test
    void aHistoryThatGmailForgotIsMadeUpForByAList() throws Exception {
        Watcher watcher = line("now").watchers().getFirst();
        List<String> taken = new ArrayList<>();
        Optional<String> cursor = looked(watcher, Optional.empty(), taken);
        gmail.comes("a1", letter("a1"));
        gmail.forgetsHistory();
        looked(watcher, cursor, taken);
        assertEquals(List.of("gmail:a1"), taken);
        assertTrue(
                gmail.asked().stream().anyMatch(one -> one.contains("after:2026/11/18")),
                gmail.asked().toString());
    }

    @Test
    void aMailOfAHundredMegabytesIsToldOfAndOurOwnIsNone() throws Exception {
        gmail.comes("big1", letter("big1"));
        gmail.comes(
                "own",
                ("From: hi@studio.example\r\nMessage-ID: <" + Trial.KEY + "@studio.example>\r\nX-Idempotency-Key: "
                                + Trial.KEY + "\r\n\r\nHi")
                        .getBytes(StandardCharsets.UTF_8));
        Watcher watcher = line("7d").watchers().getFirst();
        News.Items items = assertInstanceOf(News.Items.class, watcher.look(Optional.empty()));
        assertEquals(1, items.items().size());
        String notice = new String(items.items().getFirst().content(), StandardCharsets.UTF_8);
        assertTrue(notice.contains("Subject: big1\r\n") && notice.contains("105 MB"), notice);
        assertTrue(gmail.asked().stream().anyMatch(one -> one.contains("is:unread after:2026/11/13")));
    }

    private static Optional<String> looked(Watcher watcher, Optional<String> cursor, List<String> taken)
            throws InterruptedException {
        News.Items items = assertInstanceOf(News.Items.class, watcher.look(cursor));
        items.items().forEach(item -> taken.add(item.key()));
        return items.cursor();
    }

    private static byte[] letter(String subject) {
        return ("From: jo@acme.example\r\nSubject: " + subject + "\r\nMessage-ID: <" + subject
                        + "@acme.example>\r\n\r\nHi")
                .getBytes(StandardCharsets.UTF_8);
    }
}
