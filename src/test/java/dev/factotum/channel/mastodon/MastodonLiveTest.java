package dev.factotum.channel.mastodon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.channel.port.Connected;
import dev.factotum.channel.port.FakeServer;
import dev.factotum.channel.port.Health;
import dev.factotum.channel.port.OwnPosts;
import dev.factotum.channel.sandbox.Trial;
import dev.factotum.tool.Call;
import dev.factotum.tool.Effect;
import dev.factotum.tool.Outcome;
import dev.factotum.tool.ToolError;
import dev.factotum.tool.Verification;
import dev.factotum.world.TestWorld;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import mockwebserver3.MockResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Mastodon as it is called, and what is made of its answers. */
class MastodonLiveTest {
    private static final String POST = "mastodon.post";
    private static final String DELETE = "mastodon.delete";
    private static final String KEY = Connected.KEY;

    private final FakeMastodon server = new FakeMastodon();
    private Connected studio;

    MastodonLiveTest() throws IOException {
        studio = Connected.to(new MastodonChannel(), server.address(), "@studio@craft.example");
        server.livesBy(studio.world().clock());
    }

    @AfterEach
    void end() {
        server.close();
    }

    @Test
    void aPostGoesOutWithItsKeyAndComesBackWithItsAddress() throws Exception {
        Outcome.Done done = done(studio.call(POST, KEY, post("Hi @jo@a.example, https://studio.example/news")));

        FakeServer.Asked asked = server.last("POST /api/v1/statuses");
        assertEquals("{\"status\":\"Hi @jo@a.example, https://studio.example/news\"}", asked.body());
        assertEquals(KEY, asked.header("idempotency-key"));
        assertEquals("Bearer " + Connected.TOKEN, asked.header("authorization"));
        assertEquals("application/json", asked.header("content-type"));
        assertEquals("https://craft.example/@studio/101", done.receipt().text());
        assertFalse(done.receipt().simulated());
        assertEquals(
                "{\"id\":\"101\",\"url\":\"https://craft.example/@studio/101\"}",
                done.outputs().toString());
        assertEquals(List.of("GET /api/v2/instance", "POST /api/v1/statuses"), server.lines());
    }

    @Test
    void everythingThatAPostCanSaySaysItsRequest() throws Exception {
        studio.call(
                POST,
                KEY,
                post("Which one?")
                        .put("visibility", "unlisted")
                        .put("spoiler_text", "Wood")
                        .put("sensitive", true)
                        .put("language", "nl")
                        .put("poll_open", "3 days")
                        .put("poll_several", true)
                        .set("poll", Trial.json("{'a':['Oak','Ash']}").get("a")));

        assertEquals(Trial.json("""
                        {'status':'Which one?','visibility':'unlisted','spoiler_text':'Wood','language':'nl','sensitive':true,
                         'poll':{'options':['Oak','Ash'],'expires_in':259200,'multiple':true}}"""), server.last("POST /api/v1/statuses").json());
    }

    @Test
    void aPostForLaterWaitsOnTheServerAndCanBeTakenBack() throws Exception {
        Outcome.Done done = done(studio.call(POST, KEY, post("Soon").put("scheduled_at", "2026-11-20T10:00:00+01:00")));

        assertEquals(
                "2026-11-20T09:00:00Z",
                server.last("POST /api/v1/statuses").json().path("scheduled_at").asText());
        assertEquals("scheduled 101 for 2026-11-20T09:00:00Z", done.receipt().text());
        assertEquals("{\"id\":\"scheduled-101\"}", done.outputs().toString());
        done(studio.call(DELETE, Connected.OTHER_KEY, Trial.json("{'id':'scheduled-101'}")));
        assertEquals(0, server.waiting());

        ToolError late = failed(studio.call(POST, KEY, post("Soon").put("scheduled_at", "2026-11-20T08:04:00Z")));
        assertEquals("scheduled_at is not five minutes ahead any more", late.message());
    }

    @Test
    void filesAreUploadedWithTheirDescriptionsAndWaitedFor() throws Exception {
        studio.attach("media", "a.png", new byte[] {1, 2, 13, 10, 3});
        studio.attach("media", "b.jpg", new byte[] {4});
        server.processes(206, 206, 200);
        ObjectNode post = Trial.json("{'text':'Look','media':['a.png','b.jpg'],'alt_texts':['A \\'bench\\'']}");

        done(studio.call(POST, KEY, post));

        FakeServer.Asked first = server.asked("POST /api/v2/media").getFirst();
        assertEquals("multipart/form-data; boundary=factotum-" + KEY, first.header("content-type"));
        assertEquals("""
                --factotum-KEY
                content-disposition: form-data; name="description"
                content-type: text/plain; charset=utf-8

                A 'bench'
                --factotum-KEY
                content-disposition: form-data; name="file"; filename="a.png"
                content-type: image/png

                \u0001\u0002
                \u0003
                --factotum-KEY--
                """.replace("KEY", KEY), first.body().replace("\r\n", "\n"));
        assertEquals(3, server.asked("GET /api/v1/media/101").size());
        assertEquals(
                Trial.json("{'status':'Look','media_ids':['101','102']}"),
                server.last("POST /api/v1/statuses").json());
    }

    @Test
    void aFileThatTheServerCannotReadIsNoPost() throws Exception {
        studio.attach("media", "a.mp4", new byte[] {1});
        server.processes(422);

        ToolError error = failed(studio.call(POST, KEY, Trial.json("{'text':'Look','media':['a.mp4']}")));

        assertInstanceOf(ToolError.Validation.class, error);
        assertEquals(List.of(), server.posts());
    }

    @Test
    void aFileThatTheServerNeverFinishesIsTriedLater() throws Exception {
        studio.attach("media", "a.mp4", new byte[] {1});
        server.processes(java.util.Collections.nCopies(100, 206).toArray(Integer[]::new));

        ToolError error = failed(studio.call(POST, KEY, Trial.json("{'text':'Look','media':['a.mp4']}")));

        assertInstanceOf(ToolError.Transient.class, error);
        assertTrue(server.asked("GET /api/v1/media").size() < 30);
        assertEquals(List.of(), server.posts());
    }

    @Test
    void aFileWhoseUploadGotNoAnswerIsNoPostYet() throws Exception {
        studio.attach("media", "a.png", new byte[] {1});
        server.doneButDropped("POST /api/v2/media");

        assertInstanceOf(
                ToolError.Transient.class,
                failed(studio.call(POST, KEY, Trial.json("{'text':'Look','media':['a.png']}"))));
        assertEquals(List.of(), server.posts());
    }

    @Test
    void answersAreFoundByNumberByOurAddressAndByAnyOther() throws Exception {
        String id = server.writes("jo@a.example", "<p>Hello?</p>", "public", "")
                .path("id")
                .asText();

        for (String name : List.of(id, server.address() + "/@jo@a.example/" + id, "https://a.example/@jo/" + id)) {
            server.forget();
            done(studio.call(
                    POST,
                    Connected.KEY.replace('3', name.charAt(0)),
                    post("Yes").put("reply_to", name)));
            assertEquals(
                    Trial.json("{'status':'Yes','in_reply_to_id':'" + id + "'}"),
                    server.last("POST /api/v1/statuses").json());
        }
        assertTrue(server.lines()
                .contains("GET /api/v2/search?q=https://a.example/@jo/" + id + "&type=statuses&resolve=true&limit=5"));
    }

    @Test
    void anotherPostThanTheOneNamedIsNeverAnswered() throws Exception {
        server.answerOnce(
                "GET /api/v2/search",
                FakeServer.json(200, "{\"statuses\":[{\"id\":\"5\",\"url\":\"https://a.example/@eve/9\"}]}"));

        ToolError error = failed(studio.call(POST, KEY, post("Yes").put("reply_to", "https://a.example/@jo/9")));

        assertEquals("Mastodon finds no post at https://a.example/@jo/9", error.message());
        assertInstanceOf(ToolError.NotFound.class, error);
        assertEquals(List.of(), server.posts());
    }

    @ParameterizedTest
    @CsvSource({"direct,private", "direct,''", "private,public", "private,unlisted"})
    void whatWasSaidAmongFewIsNotAnsweredBeforeMore(String above, String mine) throws Exception {
        String id = server.writes("jo@a.example", "<p>Between us</p>", above, "")
                .path("id")
                .asText();
        ObjectNode answer = post("@jo@a.example yes").put("reply_to", id);
        if (!mine.isEmpty()) {
            answer.put("visibility", mine);
        }

        ToolError error = failed(studio.call(POST, KEY, answer));

        assertEquals("the post that this answers is for few: write visibility " + above, error.message());
        assertEquals(List.of(), server.posts());
    }

    @Test
    void theServersOwnLimitsCountAndAreAskedOnceADay() throws Exception {
        server.allows("""
                {"statuses":{"max_characters":600,"max_media_attachments":"many"},"polls":{"max_options":-1}}""");
        studio.line().health();

        done(studio.call(POST, KEY, post("a".repeat(600))));
        done(studio.call(POST, Connected.OTHER_KEY, post("b".repeat(600))));
        assertEquals(1, server.asked("GET /api/v2/instance").size());

        Connected later = studio.restarted(server.address());
        assertEquals(
                "text has 601 characters as Mastodon counts them; 600 are allowed. Shorten it by 1.",
                failed(later.call(POST, KEY, post("a".repeat(601)))).message());
        assertEquals(1, server.asked("GET /api/v2/instance").size());
        later.world().clock().advance(Duration.ofHours(25));
        server.allows("{\"statuses\":{\"max_characters\":300}}");
        later.line().health();
        assertEquals(
                "text has 400 characters as Mastodon counts them; 300 are allowed. Shorten it by 100.",
                failed(later.call(POST, "0" + KEY.substring(1), post("a".repeat(400))))
                        .message());
    }

    /** The same key again is the same post: whatever the answer was, one stands. */
    @ParameterizedTest
    @CsvSource({"drop", "gateway", "empty", "cut"})
    void aPostWithoutAnAnswerStandsOnce(String how) throws Exception {
        switch (how) {
            case "drop" -> server.doneButDropped("POST /api/v1/statuses");
            case "gateway" -> server.doneButAnswered("POST /api/v1/statuses", FakeServer.badGateway());
            case "empty" -> server.doneButAnswered("POST /api/v1/statuses", FakeServer.json(200, "{}"));
            default -> server.doneButAnswered("POST /api/v1/statuses", FakeServer.json(200, "{\"id\":\"1"));
        }
        Instant before = studio.world().clock().instant();

        assertInstanceOf(Outcome.Unknown.class, studio.call(POST, KEY, post("Once")));
        assertEquals(before.plusSeconds(5), studio.world().clock().instant());
        Outcome.Done done = done(studio.restarted(server.address()).call(POST, KEY, post("Once")));

        assertEquals(List.of("<p>Once</p>"), server.posts());
        assertEquals("https://craft.example/@studio/101", done.receipt().text());
        assertEquals(new Effect.Keyed(Duration.ofMinutes(55)), studio.act(POST).effect());
    }

    @ParameterizedTest
    @CsvSource({"true,0", "true,600", "true,-600", "false,0"})
    void afterTheHourItIsLookedForAmongOurOwn(boolean arrived, long ahead) throws Exception {
        server.shows(() -> studio.world().clock().instant().plusSeconds(ahead));
        String text = "News for @jo@a.example:\n\n1 < 2 & https://studio.example/a/very/long/way/to/the/news#now";
        server.writes("studio", "<p>" + text.replace("<", "&lt;").replace("&", "&amp;") + "</p>", "public", "");
        studio.world().clock().advance(Duration.ofHours(1));
        server.livesBy(() -> studio.world().clock().instant().plusSeconds(ahead));
        Call call = studio.asCall(KEY, post(text), studio.prepare(POST, KEY));
        if (arrived) {
            server.doneButDropped("POST /api/v1/statuses");
        } else {
            server.answerOnce("POST /api/v1/statuses", FakeServer.badGateway());
        }
        assertInstanceOf(Outcome.Unknown.class, studio.call(POST, call));
        studio.world().clock().advance(Duration.ofHours(2));

        Verification seen = studio.verify(POST, studio.asCall(KEY, post(text), call.prepared()));

        if (arrived) {
            assertEquals(
                    "https://craft.example/@studio/102",
                    assertInstanceOf(Verification.Found.class, seen).receipt().text());
        } else {
            assertInstanceOf(Verification.NotFound.class, seen);
        }
        assertInstanceOf(
                Verification.NotFound.class,
                studio.verify(POST, studio.asCall(KEY, post(text).put("visibility", "unlisted"), call.prepared())));
    }

    @Test
    void whatWaitsForItsTimeIsKnownByItsKey() throws Exception {
        ObjectNode post = post("Soon").put("scheduled_at", "2026-11-25T09:00:00Z");
        Call call = studio.asCall(KEY, post, studio.prepare(POST, KEY));
        server.doneButDropped("POST /api/v1/statuses");
        assertInstanceOf(Outcome.Unknown.class, studio.call(POST, call));
        server.forgetKeys();

        assertEquals(
                "scheduled 101 for 2026-11-25T09:00:00Z",
                assertInstanceOf(Verification.Found.class, studio.verify(POST, call))
                        .receipt()
                        .text());
        assertInstanceOf(
                Verification.NotFound.class,
                studio.verify(POST, studio.asCall(Connected.OTHER_KEY, post, call.prepared())));
    }

    @Test
    void aLookWithoutAnAnswerProvesNothing() throws Exception {
        Call call = studio.asCall(KEY, post("Hi"), studio.prepare(POST, KEY));
        server.answerOnce("GET /api/v1/accounts/7/statuses", FakeServer.badGateway());
        assertInstanceOf(Verification.NoAnswer.class, studio.verify(POST, call));
        assertInstanceOf(Verification.NoAnswer.class, studio.verify(POST, studio.asCall(KEY, post("Hi"), Map.of())));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "401 | The access token was revoked | Auth",
                "403 | This action is outside the authorized scopes | Permission",
                "404 | Record not found | NotFound",
                "410 | Gone | NotFound",
                "422 | Validation failed: Text can't be blank | Validation",
                "422 | Cannot attach files that have not finished processing. Try again in a moment! | Transient",
                "400 | Bad | Validation",
                "413 | Too large | Validation",
                "429 | Too many requests | RateLimited"
            })
    void everyErrorIsOfItsKind(int status, String words, String kind) throws Exception {
        server.answerOnce("POST /api/v1/statuses", FakeServer.json(status, "{\"error\":\"" + words + "\",\"x\":[]}"));

        ToolError error = failed(studio.call(POST, KEY, post("Hi")));

        assertEquals(kind, error.getClass().getSimpleName());
        if (status != 401) {
            assertEquals("Mastodon: HTTP " + status + ": " + words, error.message());
        }
        assertEquals(List.of(), server.posts());
    }

    @Test
    void aPageOfAProxyWithoutWordsIsSaidByItsNumber() throws Exception {
        server.answerOnce(
                "POST /api/v1/statuses",
                new MockResponse.Builder().code(403).body("<html>no</html>").build());

        assertEquals(
                "Mastodon: HTTP 403", failed(studio.call(POST, KEY, post("Hi"))).message());
    }

    @ParameterizedTest
    @CsvSource({
        "X-RateLimit-Reset,2026-11-20T08:03:00.000000Z,0,180",
        "X-RateLimit-Reset,2026-11-20T08:13:00.000000Z,600,180",
        "X-RateLimit-Reset,2026-11-20T07:53:00.000000Z,-600,180",
        "Retry-After,90,0,90",
        "X-Nothing,1,0,300"
    })
    void aLimitParksUntilItsEndByOurClock(String header, String value, long ahead, long seconds) throws Exception {
        server.shows(() -> studio.world().clock().instant().plusSeconds(ahead));
        studio.call(POST, Connected.OTHER_KEY, post("Before"));
        server.answerOnce(
                "POST /api/v1/statuses", FakeServer.json(429, "{\"error\":\"Too many requests\"}", header, value));

        ToolError.RateLimited limited =
                assertInstanceOf(ToolError.RateLimited.class, failed(studio.call(POST, KEY, post("Hi"))));

        assertEquals(TestWorld.START.plusSeconds(seconds), limited.until());
        int asked = server.lines().size();
        Connected again = studio.restarted(server.address());
        assertInstanceOf(ToolError.RateLimited.class, failed(again.call(POST, KEY, post("Hi"))));
        assertEquals(asked, server.lines().size());
        assertInstanceOf(Health.Well.class, again.line().health());
        again.world().clock().advance(Duration.ofSeconds(seconds + 1));
        done(again.call(POST, KEY, post("Hi")));
    }

    @Test
    void aLimitThatIsUsedUpIsNotRunInto() throws Exception {
        server.doneButAnswered(
                "POST /api/v1/statuses",
                FakeServer.json(
                        200,
                        "{\"id\":\"9\",\"url\":\"https://craft.example/@studio/9\"}",
                        "X-RateLimit-Remaining",
                        "0",
                        "X-RateLimit-Reset",
                        "2026-11-20T08:10:00.000000Z"));
        done(studio.call(POST, KEY, post("Hi")));

        assertInstanceOf(ToolError.RateLimited.class, failed(studio.call(POST, Connected.OTHER_KEY, post("Again"))));
        assertEquals(1, server.posts().size());
    }

    @Test
    void aTokenThatIsRefusedIsNotTriedAgainUntilItIsAnother() throws Exception {
        server.answerOnce(
                "POST /api/v1/statuses", FakeServer.json(401, "{\"error\":\"The access token was revoked\"}"));
        assertInstanceOf(ToolError.Auth.class, failed(studio.call(POST, KEY, post("Hi"))));
        int asked = server.lines().size();

        assertInstanceOf(ToolError.Auth.class, failed(studio.call(POST, KEY, post("Hi"))));
        assertInstanceOf(Health.Ill.class, studio.line().health());
        assertEquals(asked, server.lines().size());
        studio.token("another");
        done(studio.call(POST, KEY, post("Hi")));
        assertEquals("Bearer another", server.last("POST /api/v1/statuses").header("authorization"));
    }

    @Test
    void noAnswerTellsTheToken() throws Exception {
        server.answerOnce(
                "POST /api/v1/statuses", FakeServer.json(422, "{\"error\":\"no " + Connected.TOKEN + " here\"}"));

        String message = failed(studio.call(POST, KEY, post("Hi"))).message();

        assertFalse(message.contains(Connected.TOKEN), message);
    }

    @Test
    void whatIsDeletedStaysDeletedHoweverOftenItIsAsked() throws Exception {
        done(studio.call(POST, KEY, post("Oops")));
        server.doneButDropped("DELETE");

        assertInstanceOf(Outcome.Unknown.class, studio.call(DELETE, KEY, Trial.json("{'id':'101'}")));
        assertEquals(
                "there is no post 101 any more",
                done(studio.call(DELETE, KEY, Trial.json("{'id':'101'}")))
                        .receipt()
                        .text());
        assertEquals(List.of(), server.posts());
        assertEquals(
                List.of("DELETE /api/v1/statuses/101", "DELETE /api/v1/statuses/101"),
                server.asked("DELETE").stream().map(FakeServer.Asked::line).toList());
        assertInstanceOf(
                ToolError.Validation.class, failed(studio.call(DELETE, KEY, Trial.json("{'id':'../accounts/7'}"))));
    }

    @Test
    void ourOwnPostsTellHowTheyFare() throws Exception {
        studio.call(POST, KEY, post("First"));
        studio.call(POST, Connected.OTHER_KEY, post("Second\n\nline"));

        OwnPosts.Looked.Posts looked = assertInstanceOf(
                OwnPosts.Looked.Posts.class, studio.line().posts().orElseThrow().recent(10));

        assertEquals(
                List.of("Second\n\nline", "First"),
                looked.posts().stream().map(OwnPosts.Post::text).toList());
        assertEquals(
                Map.of("likes", 3L, "replies", 1L, "reposts", 2L),
                looked.posts().getFirst().counts());
    }

    @Test
    void healthSaysWhoWeAreAndWhatTheTokenLacks() throws Exception {
        Health.Well well = assertInstanceOf(Health.Well.class, studio.line().health());

        assertEquals("@studio@127.0.0.1", well.who());
        assertEquals(List.of("posts of up to 500 characters", "may read, write:statuses"), well.notes());
    }

    @Test
    void anAccountWithoutAServerSaysSo() throws Exception {
        Connected lost = Connected.to(new MastodonChannel(), "", "studio");

        assertEquals(
                "accounts.studio.server names no Mastodon server; write its host, such as mastodon.social",
                failed(lost.call(POST, KEY, post("Hi"))).message());
    }

    private static ObjectNode post(String text) {
        return Trial.json("{}").put("text", text);
    }

    private static Outcome.Done done(Outcome outcome) {
        return assertInstanceOf(Outcome.Done.class, outcome);
    }

    private static ToolError failed(Outcome outcome) {
        return assertInstanceOf(Outcome.Failed.class, outcome).error();
    }
}
