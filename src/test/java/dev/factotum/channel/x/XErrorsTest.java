package dev.factotum.channel.x;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factotum.tool.Outcome;
import dev.factotum.tool.ToolError;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Each error of platforms.md 1.8, as an answer to a post. */
class XErrorsTest {
    /** @param error the class that is made of it @param says a part of what the person reads */
    record Row(int status, String body, List<String> headers, String error, String says) {}

    private static Row row(int status, String body, String error, String says, String... headers) {
        return new Row(status, body, List.of(headers), error, says);
    }

    private static String problem(String title, String detail, String type) {
        return "{\"title\":\"" + title + "\",\"detail\":\"" + detail + "\",\"type\":\"" + type + "\"}";
    }

    static final List<Row> ROWS = List.of(
            row(
                    400,
                    "{\"errors\":[{\"parameters\":{\"text\":[\"\"]},\"message\":\"text is missing\"}],\"title\":\"Invalid Request\",\"type\":\"https://api.twitter.com/2/problems/invalid-request\"}",
                    "Validation",
                    "text is missing"),
            row(401, problem("Unauthorized", "Unauthorized", "about:blank"), "Auth", "no longer taken"),
            row(
                    402,
                    problem("Payment Required", "credits depleted", "https://api.x.com/2/problems/credits-depleted"),
                    "Quota",
                    "buy more",
                    "x-rate-limit-remaining",
                    "99"),
            row(
                    403,
                    problem(
                            "Forbidden",
                            "You are not allowed to create a Tweet with duplicate content.",
                            "about:blank"),
                    "Duplicate",
                    "stands on X from before"),
            row(
                    403,
                    problem(
                            "Forbidden",
                            "Reply to this conversation is not allowed because you have not been mentioned or otherwise engaged by the author",
                            "about:blank"),
                    "Permission",
                    "only where the author mentioned or quoted"),
            row(
                    403,
                    problem("Client Forbidden", "not enrolled", "https://api.twitter.com/2/problems/client-forbidden"),
                    "Permission",
                    "not enrolled"),
            row(
                    403,
                    problem(
                            "Unsupported Authentication",
                            "Application-Only is forbidden for this endpoint",
                            "https://api.twitter.com/2/problems/unsupported-authentication"),
                    "Auth",
                    "the token of a user"),
            row(403, problem("Forbidden", "There is a maximum of one cashtag", "about:blank"), "Validation", "cashtag"),
            row(403, problem("Forbidden", "Your Tweet contains an invalid URL", "about:blank"), "Validation", "URL"),
            row(
                    403,
                    "{\"errors\":[{\"code\":226,\"message\":\"This request looks like it might be automated\"}]}",
                    "ContentPolicy",
                    "automated"),
            row(
                    404,
                    problem("Not Found Error", "gone", "https://api.twitter.com/2/problems/resource-not-found"),
                    "NotFound",
                    "gone"),
            row(410, problem("Gone", "retired", "about:blank"), "VersionSunset", "retired"),
            row(429, "{\"errors\":[{\"code\":88,\"message\":\"Rate limit exceeded\"}]}", "RateLimited", "Rate limit"),
            row(
                    429,
                    problem(
                            "UsageCapExceeded",
                            "Usage cap exceeded",
                            "https://api.twitter.com/2/problems/usage-capped"),
                    "Quota",
                    "by the month"),
            row(413, "<html>too large</html>", "Validation", "HTTP 413"));

    private final LiveX live = opened();

    private static LiveX opened() {
        try {
            return new LiveX();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @AfterEach
    void end() {
        live.close();
    }

    private ToolError failed(String tool, String arguments) {
        Outcome outcome = live.call(tool, arguments);
        return assertInstanceOf(Outcome.Failed.class, outcome, outcome::toString)
                .error();
    }

    @ParameterizedTest
    @FieldSource("ROWS")
    void anErrorIsWhatTheTableSaysAndNothingIsOut(Row row) {
        live.x()
                .refuse(
                        "POST /2/tweets",
                        row.status(),
                        row.body(),
                        row.headers().toArray(String[]::new));
        ToolError error = failed("x.post", "{'text': 'Good morning'}");

        assertEquals(row.error(), error.getClass().getSimpleName());
        assertTrue(error.message().contains(row.says()), error::message);
        assertEquals(List.of(), live.x().ours());
    }

    @Test
    void whatOnlyAPersonMendsIsNotAskedAgain() {
        live.x().refuse("POST /2/tweets", 402, problem("Payment Required", "credits depleted", "about:blank"));
        failed("x.post", "{'text': 'Good morning'}");
        for (String call : List.of("{'text': 'Good morning'}", "{'text': 'Something else'}")) {
            assertInstanceOf(ToolError.Quota.class, failed("x.post", call));
        }
        assertInstanceOf(ToolError.Quota.class, failed("x.search", "{'query': 'paint'}"));
        assertEquals(1, live.x().requests().size());
    }

    @Test
    void aLimitHoldsUntilItsResetForItsOwnKindOfCallOnly() {
        Instant now = live.world().clock().instant();
        live.x()
                .refuse(
                        "POST /2/tweets",
                        429,
                        "{}",
                        "x-rate-limit-remaining",
                        "5",
                        "x-rate-limit-reset",
                        Long.toString(now.plus(Duration.ofMinutes(3)).getEpochSecond()),
                        "x-user-limit-24hour-remaining",
                        "0",
                        "x-user-limit-24hour-reset",
                        Long.toString(now.plus(Duration.ofHours(9)).getEpochSecond()));
        ToolError.RateLimited limited =
                assertInstanceOf(ToolError.RateLimited.class, failed("x.post", "{'text': 'Good morning'}"));
        assertEquals(now.plus(Duration.ofHours(9)), limited.until());
        failed("x.post", "{'text': 'Good morning'}");
        assertEquals(1, live.x().requests().size());
        assertInstanceOf(Outcome.Done.class, live.call("x.hide_reply", "{'reply': '9'}"));
        live.world().clock().advance(Duration.ofHours(9).plusSeconds(1));
        assertInstanceOf(Outcome.Done.class, live.call("x.post", "{'text': 'Good morning'}"));
    }

    @Test
    void aLimitWithoutHeadersIsAQuarterOfAnHour() {
        live.x().refuse("POST /2/tweets", 429, "{}");
        ToolError.RateLimited limited =
                assertInstanceOf(ToolError.RateLimited.class, failed("x.post", "{'text': 'Good morning'}"));
        assertEquals(live.world().clock().instant().plus(Duration.ofMinutes(15)), limited.until());
    }

    @Test
    void aResetByAClockThatIsAheadIsReadByThatClock() {
        Instant theirs = live.world().clock().instant().plus(Duration.ofMinutes(10));
        live.x()
                .refuse(
                        "POST /2/tweets",
                        429,
                        "{}",
                        "date",
                        java.time.format.DateTimeFormatter.RFC_1123_DATE_TIME.format(
                                theirs.atOffset(java.time.ZoneOffset.UTC)),
                        "x-rate-limit-remaining",
                        "0",
                        "x-rate-limit-reset",
                        Long.toString(theirs.plusSeconds(60).getEpochSecond()));
        ToolError.RateLimited limited =
                assertInstanceOf(ToolError.RateLimited.class, failed("x.post", "{'text': 'Good morning'}"));
        assertEquals(live.world().clock().instant().plusSeconds(60), limited.until());
    }

    @Test
    void readsThatFailForNowMayBeTriedAgain() {
        for (int status : List.of(500, 502, 503, 504)) {
            live.x().refuse("GET /2/tweets", status, "<html>Bad gateway</html>");
            assertInstanceOf(ToolError.Transient.class, failed("x.lookup", "{'posts': ['5']}"));
            live.call("x.hide_reply", "{'reply': '9'}");
        }
    }

    @Test
    void anAnswerThatIsNoListIsNoEmptyList() {
        live.x().refuse("GET /2/tweets/search", 200, "<html>Log in to the hotel</html>");
        assertInstanceOf(ToolError.Transient.class, failed("x.search", "{'query': 'paint'}"));
    }

    @Test
    void partOfAListIsTaken() {
        live.x()
                .refuse(
                        "GET /2/tweets",
                        200,
                        "{\"data\":[{\"id\":\"1\",\"text\":\"a\"}],\"errors\":[{\"resource_id\":\"2\",\"resource_type\":\"tweet\",\"title\":\"Not Found Error\",\"type\":\"https://api.x.com/2/problems/resource-not-found\"}]}");
        Outcome.Done done = assertInstanceOf(Outcome.Done.class, live.call("x.lookup", "{'posts': ['1', '2']}"));
        assertEquals("1", done.outputs().path("ids").asText());
    }

    @Test
    void aTokenInAnAnswerIsNotRepeated() {
        live.x().refuse("POST /2/tweets", 400, problem("Bad", "your token canary-token is odd", "about:blank"));
        assertFalse(failed("x.post", "{'text': 'Hi'}").message().contains("canary"));
    }
}
