package dev.factotum.notice.way;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factotum.config.NoticeSettings.Target;
import dev.factotum.config.NoticeSettings.Way;
import dev.factotum.config.Risk;
import dev.factotum.http.Http;
import dev.factotum.http.Resolver;
import dev.factotum.secret.Secrets;
import dev.factotum.tool.ToolError;
import dev.factotum.world.Processes;
import dev.factotum.world.TestWorld;
import dev.factotum.world.World;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The exact request of each way of telling, and what each of its answers means (platforms.md 11). */
class NotifiersTest {
    private static final String TOKEN = "4242:hunter2hunter2hunter2hunter2hunt";
    private static final Letter LETTER = new Letter(
            "Waits for you: Pay *now* <!channel> @everyone [x](https://evil.example)",
            List.of("If approved (LIVE): sends 1 email", "Risk: high."),
            Risk.HIGH,
            Optional.of("obsidian://open?vault=v&file=Pending_Approval%2FPay"),
            List.of(List.of(new Letter.Button("Approve", "a:code"))));

    private final MockWebServer server = new MockWebServer();
    private final TestWorld world = TestWorld.seeded(3);

    @BeforeEach
    void serve() throws IOException {
        server.start(InetAddress.getLoopbackAddress(), 0);
    }

    @AfterEach
    void end() {
        server.close();
    }

    private String url() {
        return "http://127.0.0.1:" + server.getPort();
    }

    private Notifier notifier(Way way) {
        return notifier(way, world.world());
    }

    private Notifier notifier(Way way, World within) {
        world.disk().person().write(Path.of("/vault/agent.yaml"), "");
        world.disk().person().write(Path.of("/keys/bot"), TOKEN);
        world.disk().person().write(Path.of("/keys/ntfy"), "tk_hunter2hunter2");
        world.disk().person().write(Path.of("/keys/slack"), url() + "/services/T0/B0/hunter2");
        world.disk().person().write(Path.of("/keys/discord"), url() + "/api/v10/webhooks/1/hunter2");
        Map<Way, String> keys = Map.of(
                Way.TELEGRAM, "file:/keys/bot",
                Way.NTFY, "file:/keys/ntfy",
                Way.SLACK, "file:/keys/slack",
                Way.DISCORD, "file:/keys/discord");
        Target target = new Target(
                "one",
                way,
                Risk.LOW,
                Optional.ofNullable(keys.get(way)),
                Optional.of(url()),
                "alerts",
                "77",
                "studio",
                "sam@studio.example",
                Map.of());
        Http http = new Http(world.clock(), Resolver.system());
        Mailer mailer = (account, to, subject, text, key) ->
                new Sent.Done(account + " " + to + " " + subject + " " + text.length() + " " + key.length());
        Secrets secrets = new Secrets(within, Path.of("/vault"), secret -> {});
        return new Notifiers(within, http, secrets, mailer, "Linux").of(target);
    }

    private Sent send(Way way, MockResponse.Builder answer) throws InterruptedException {
        server.enqueue(answer.build());
        Sent sent = notifier(way).send(LETTER);
        assertFalse(sent.toString().contains("hunter2"), sent::toString);
        return sent;
    }

    private static MockResponse.Builder answer(int status, String body) {
        return new MockResponse.Builder().code(status).body(body);
    }

    private RecordedRequest request() throws InterruptedException {
        return server.takeRequest();
    }

    private static String body(RecordedRequest request) {
        return Objects.requireNonNull(request.getBody()).utf8();
    }

    @Test
    void ntfyTakesOneObjectWithItsTopic() throws Exception {
        Sent sent = send(Way.NTFY, answer(200, "{\"id\":\"sPs71M8A2T\",\"time\":1,\"event\":\"message\"}"));

        assertEquals(new Sent.Done("sPs71M8A2T"), sent);
        RecordedRequest request = request();
        assertEquals("POST / HTTP/1.1", request.getRequestLine());
        assertEquals("Bearer tk_hunter2hunter2", request.getHeaders().get("authorization"));
        assertEquals("""
                {"topic":"alerts","title":"Waits for you: Pay *now* <!channel> @everyone [x](https://evil.example)",\
                "message":"If approved (LIVE): sends 1 email\\nRisk: high.\\nobsidian://open?vault=v&file=Pending_Approval%2FPay",\
                "priority":4,"click":"obsidian://open?vault=v&file=Pending_Approval%2FPay"}""", body(request));
    }

    @Test
    void slackTakesPlainTextInWhichNothingIsAMention() throws Exception {
        assertEquals(new Sent.Done("ok"), send(Way.SLACK, answer(200, "ok")));

        RecordedRequest request = request();
        assertEquals("POST /services/T0/B0/hunter2 HTTP/1.1", request.getRequestLine());
        assertNull(request.getHeaders().get("authorization"));
        assertEquals("""
                {"text":"Waits for you: Pay *now* &lt;!channel&gt; @everyone [x](https://evil.example)\\n\
                If approved (LIVE): sends 1 email\\nRisk: high.\\nobsidian://open?vault=v&amp;file=Pending_Approval%2FPay",\
                "mrkdwn":false,"parse":"none","link_names":false,"unfurl_links":false,"unfurl_media":false}""", body(request));
    }

    @Test
    void discordIsAskedForTheIdAndToldToMentionNobody() throws Exception {
        assertEquals(new Sent.Done("1187"), send(Way.DISCORD, answer(200, "{\"id\":\"1187\",\"content\":\"x\"}")));

        RecordedRequest request = request();
        assertEquals("POST /api/v10/webhooks/1/hunter2?wait=true HTTP/1.1", request.getRequestLine());
        String body = body(request);
        assertTrue(body.endsWith("\"flags\":4,\"allowed_mentions\":{\"parse\":[]}}"), body);
        assertTrue(
                body.contains("Pay \\\\*now\\\\* \\\\<!channel\\\\> \\\\@everyone \\\\[x\\\\]\\\\(https\\\\://"), body);
        assertTrue(body.contains("\\nobsidian://open?vault=v&file=Pending_Approval%2FPay\""), body);
    }

    @Test
    void telegramTakesTextWithoutAParseModeAndButtons() throws Exception {
        assertEquals(
                new Sent.Done("9"),
                send(Way.TELEGRAM, answer(200, "{\"ok\":true,\"result\":{\"message_id\":9,\"text\":\"x\"}}")));

        RecordedRequest request = request();
        assertEquals("POST /bot" + TOKEN + "/sendMessage HTTP/1.1", request.getRequestLine());
        assertEquals("""
                {"chat_id":"77","text":"Waits for you: Pay *now* <!channel> @everyone [x](https://evil.example)\\n\
                If approved (LIVE): sends 1 email\\nRisk: high.\\nobsidian://open?vault=v&file=Pending_Approval%2FPay",\
                "link_preview_options":{"is_disabled":true},\
                "reply_markup":{"inline_keyboard":[[{"text":"Approve","callback_data":"a:code"}]]}}""", body(request));
    }

    @Test
    void aChatThatMovedIsFollowedOnce() throws Exception {
        server.enqueue(answer(
                        400,
                        "{\"ok\":false,\"error_code\":400,\"description\":\"group chat was upgraded\",\"parameters\":{\"migrate_to_chat_id\":-100123}}")
                .build());
        assertEquals(
                new Sent.Done("10"), send(Way.TELEGRAM, answer(200, "{\"ok\":true,\"result\":{\"message_id\":10}}")));
        request();
        assertTrue(body(request()).startsWith("{\"chat_id\":\"-100123\""));
    }

    @Test
    void theMailGoesOutByItsAccountUnderAKeyOfItsOwn() throws Exception {
        Sent sent = notifier(Way.EMAIL).send(LETTER);
        assertEquals(
                new Sent.Done("studio sam@studio.example " + LETTER.title() + " "
                        + (LETTER.body().length() + 1) + " 32"),
                sent);
    }

    @Test
    void theDesktopIsToldByArgumentsAndNoShell() throws Exception {
        List<List<String>> started = new ArrayList<>();
        World within = new World(world.disk(), world.clock(), world.ids(), new Told(started));
        assertEquals(new Sent.Done("shown"), notifier(Way.DESKTOP, within).send(LETTER));
        assertEquals(
                List.of(
                        List.of(
                                "notify-send",
                                "--app-name=Factotum",
                                "--urgency=critical",
                                "--",
                                LETTER.title(),
                                "If approved (LIVE): sends 1 email\nRisk: high.\nobsidian://open?vault=v&amp;file=Pending_Approval%2FPay")),
                started);
        Sent mac = new Desktop(new Told(started), "Mac OS X").send(LETTER);
        assertEquals(new Sent.Done("shown"), mac);
        assertEquals("osascript", started.getLast().getFirst());
        assertEquals(LETTER.title(), started.getLast().get(3));
        assertFalse(started.getLast().get(2).contains("Pay"));
        Sent none = notifier(Way.DESKTOP).send(LETTER);
        assertEquals(
                new Sent.Failed(new ToolError.Transient("notify-send cannot be started")), none, "no such program");
    }

    /** Remembers what was to be started. */
    private record Told(List<List<String>> commands) implements Processes {
        @Override
        public Ran run(List<String> command, Duration deadline, int mostOutput) {
            commands.add(command);
            return new Ran.Ended(0, new byte[0]);
        }

        @Override
        public long pid() {
            return 1;
        }

        @Override
        public Instant started() {
            return Instant.EPOCH;
        }

        @Override
        public String bootId() {
            return UNKNOWN_BOOT;
        }

        @Override
        public String host() {
            return "here";
        }

        @Override
        public String user() {
            return "sam";
        }

        @Override
        public boolean alive(long other, Instant since) {
            return false;
        }

        @Override
        public Path stateFolder() {
            return Path.of("/state");
        }

        @Override
        public Map<String, String> environment() {
            return Map.of();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400|invalid_payload|Validation|true",
                "400|no_text|Validation|true",
                "403|action_prohibited|Permission|true",
                "403|invalid_token|Auth|true",
                "404|channel_not_found|NotFound|true",
                "404|no_service|NotFound|true",
                "404|no_team|NotFound|true",
                "404|no_active_hooks|NotFound|true",
                "403|posting_to_general_channel_denied|Permission|true",
                "410|channel_is_archived|NotFound|true",
                "403|team_disabled|NotFound|true",
                "500|rollup_error|Transient|false",
                "429|ratelimited|RateLimited|false"
            })
    void theErrorsOfSlack(int status, String said, String kind, boolean dead) throws Exception {
        failed(send(Way.SLACK, answer(status, said).addHeader("Retry-After", "30")), kind, dead, 30);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400|{\"code\":50035,\"message\":\"Invalid Form Body\",\"errors\":{}}|Validation|true",
                "401|{\"code\":50027,\"message\":\"Invalid Webhook Token\"}|Auth|true",
                "403|{\"code\":50013,\"message\":\"Missing Permissions\"}|Permission|true",
                "404|{\"code\":10015,\"message\":\"Unknown Webhook\"}|NotFound|true",
                "429|{\"message\":\"You are being rate limited.\",\"retry_after\":64.57,\"global\":false}|RateLimited|false",
                "503|<html>busy</html>|Transient|false"
            })
    void theErrorsOfDiscord(int status, String said, String kind, boolean dead) throws Exception {
        failed(send(Way.DISCORD, answer(status, said).addHeader("Retry-After", "65")), kind, dead, 64);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400|{\"code\":40009,\"http\":400,\"error\":\"invalid topic\"}|Validation|true",
                "401|{\"code\":40101,\"http\":401,\"error\":\"unauthorized\"}|Auth|true",
                "403|{\"code\":40301,\"http\":403,\"error\":\"forbidden\"}|Auth|true",
                "413|{\"code\":41301,\"http\":413,\"error\":\"too large\"}|Validation|true",
                "429|{\"code\":42901,\"http\":429,\"error\":\"limit reached\"}|RateLimited|false",
                "429|{\"code\":42908,\"http\":429,\"error\":\"limit reached: daily message quota reached\"}|RateLimited|false",
                "507|{\"code\":50701,\"http\":507,\"error\":\"no room\"}|Transient|false"
            })
    void theErrorsOfNtfy(int status, String said, String kind, boolean dead) throws Exception {
        failed(send(Way.NTFY, answer(status, said).addHeader("Retry-After", "30")), kind, dead, 30);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400|{\"ok\":false,\"error_code\":400,\"description\":\"Bad Request: chat not found\"}|Validation|true",
                "401|{\"ok\":false,\"error_code\":401,\"description\":\"Unauthorized\"}|Auth|true",
                "403|{\"ok\":false,\"error_code\":403,\"description\":\"Forbidden: bot was blocked by the user\"}|Permission|true",
                "409|{\"ok\":false,\"error_code\":409,\"description\":\"Conflict: terminated by other getUpdates\"}|Transient|false",
                "429|{\"ok\":false,\"error_code\":429,\"description\":\"Too Many Requests: retry after 35\",\"parameters\":{\"retry_after\":35}}|RateLimited|false",
                "500|oops|Transient|false"
            })
    void theErrorsOfTelegram(int status, String said, String kind, boolean dead) throws Exception {
        failed(send(Way.TELEGRAM, answer(status, said)), kind, dead, 35);
    }

    private static void failed(Sent sent, String kind, boolean dead, int seconds) {
        Sent.Failed failed = assertInstanceOf(Sent.Failed.class, sent);
        assertEquals(kind, failed.error().getClass().getSimpleName(), sent::toString);
        assertEquals(dead, failed.dead(), sent::toString);
        if (failed.error() instanceof ToolError.RateLimited limited) {
            assertEquals(
                    seconds, Duration.between(TestWorld.START, limited.until()).toSeconds());
        }
    }

    @ParameterizedTest
    @CsvSource({"NTFY", "SLACK", "DISCORD", "TELEGRAM"})
    void anAnswerThatCannotBeTrustedIsUnclear(Way way) throws Exception {
        assertInstanceOf(Sent.Unclear.class, send(way, answer(502, "<html>Bad Gateway</html>")));
        assertInstanceOf(Sent.Unclear.class, send(way, answer(504, "")));
        assertInstanceOf(Sent.Unclear.class, send(way, answer(200, "<html>Sign in to the hotel</html>")));
        assertInstanceOf(
                Sent.Unclear.class,
                send(way, new MockResponse.Builder().onResponseStart(new SocketEffect.CloseSocket(true, true, true))));
        server.close();
        Sent sent = notifier(way).send(LETTER);
        assertEquals("Transient", ((Sent.Failed) sent).error().getClass().getSimpleName());
        assertFalse(sent.toString().contains("hunter2"), sent::toString);
    }

    @Test
    void wordsOfOthersAreOneShortLine() {
        assertEquals(
                "Pay now: https: //evil.example then",
                Plain.title("Pay\u202e now:\r\n\u001b[31m https://evil.example\tthen".replace("[31m", "")));
        assertEquals(120, Plain.title("x".repeat(500)).length());
    }
}
