package dev.factotum.channel.x;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factotum.channel.port.Health;
import dev.factotum.channel.port.OwnPosts;
import dev.factotum.channel.sandbox.Trial;
import dev.factotum.tool.Outcome;
import dev.factotum.tool.ToolError;
import dev.factotum.tool.Verification;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is asked of X, word for word, and what is made of its answers. */
class XRequestsTest {
    private static final String FIELDS =
            "tweet.fields=created_at%2Cauthor_id%2Centities%2Cpublic_metrics%2Creferenced_tweets%2Cnote_tweet";
    private static final String WHOSE =
            "&expansions=author_id%2Creferenced_tweets.id%2Creferenced_tweets.id.author_id&user.fields=username";

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

    private Outcome.Done done(Outcome outcome) {
        return assertInstanceOf(
                Outcome.Done.class, outcome, () -> outcome + " " + live.x().requests());
    }

    @Test
    void aPost() {
        Outcome.Done done = done(live.call("x.post", "{'text': 'Good morning'}"));

        assertEquals(
                List.of("POST /2/tweets {\"text\":\"Good morning\"}"), live.x().requests());
        assertEquals("1990000000000000001", done.outputs().path("id").asText());
        assertEquals(
                "https://x.com/i/web/status/1990000000000000001", done.receipt().text());
    }

    @Test
    void aReplyWithAPollAndEverySwitch() {
        done(
                live.call(
                        "x.post",
                        "{'text': 'Tea?', 'reply_to': 'https://x.com/jo/status/77', 'poll': ['Yes', 'No'], 'poll_minutes': '60',"
                                + " 'reply_settings': 'following', 'made_with_ai': true, 'paid_partnership': true, 'quote': '78'}"));

        assertEquals(
                List.of(
                        "POST /2/tweets {\"text\":\"Tea?\",\"reply\":{\"in_reply_to_tweet_id\":\"77\"},\"quote_tweet_id\":\"78\",\"poll\":{\"options\":[\"Yes\",\"No\"],\"duration_minutes\":60},\"reply_settings\":\"following\",\"made_with_ai\":true,\"paid_partnership\":true}"),
                live.x().requests());
    }

    @Test
    void aQuoteIsForEnterpriseOnlyAndSaysSoBeforeApproval() {
        String quote = "{'text': 'Look', 'quote': '78'}";
        var arguments = Trial.written(Trial.json(quote));

        assertTrue(Trial.shown(live.act("x.post").check(new XPost(), arguments, List.of(), LiveX.SHOP))
                .startsWith("quote cannot be sent: since 20 April 2026 X takes quotes from Enterprise apps only"));
        live.with("plan", "enterprise");
        assertEquals(List.of(), live.act("x.post").check(new XPost(), arguments, List.of(), LiveX.SHOP));
    }

    @Test
    void aThread() {
        Outcome.Done done = done(live.call("x.thread", "{'posts': ['One', 'Two', 'Three']}"));

        assertEquals(
                List.of(
                        "POST /2/tweets {\"text\":\"One\"}",
                        "POST /2/tweets {\"text\":\"Two\",\"reply\":{\"in_reply_to_tweet_id\":\"1990000000000000001\"}}",
                        "POST /2/tweets {\"text\":\"Three\",\"reply\":{\"in_reply_to_tweet_id\":\"1990000000000000002\"}}"),
                live.x().requests());
        assertEquals(
                "1990000000000000001 1990000000000000002 1990000000000000003",
                done.outputs().path("ids").asText());
    }

    @Test
    void aPictureInOneCallAndWhatItShows() throws IOException {
        done(live.call("x.post", "{'text': 'A picture', 'media': ['a.png'], 'alt': ['A cat']}", live.file("a.png", 4)));

        assertEquals(
                List.of(
                        "POST /2/media/upload {\"media\":\"AB8+XQ==\",\"media_type\":\"image/png\",\"media_category\":\"tweet_image\"}",
                        "POST /2/media/metadata {\"id\":\"188\",\"metadata\":{\"alt_text\":{\"text\":\"A cat\"}}}",
                        "POST /2/tweets {\"text\":\"A picture\",\"media\":{\"media_ids\":[\"188\"]}}"),
                live.x().requests());
    }

    @Test
    void aVideoInPiecesUntilXHasWorkedThroughIt() throws IOException {
        done(live.call("x.post", "{'text': 'A film', 'media': ['a.mp4']}", live.file("a.mp4", (4 << 20) + 5)));

        assertEquals(
                List.of(
                        "POST /2/media/upload/initialize {\"media_type\":\"video/mp4\",\"total_bytes\":4194309,\"media_category\":\"tweet_video\"}",
                        "POST /2/media/upload/188/append 5592438 bytes",
                        "POST /2/media/upload/188/append {\"segment_index\":1,\"media\":\"AB8+XXw=\"}",
                        "POST /2/media/upload/188/finalize",
                        "GET /2/media/upload?command=STATUS&media_id=188",
                        "POST /2/tweets {\"text\":\"A film\",\"media\":{\"media_ids\":[\"188\"]}}"),
                live.x().requests());
    }

    @Test
    void whereXKnowsNoResourcesTheCommandsAreTaken() throws IOException {
        live.x().refuse("POST /2/media/upload/initialize", 404, "{\"title\":\"Not Found\"}");
        done(live.call("x.post", "{'text': 'A film', 'media': ['a.gif']}", live.file("a.gif", 30)));

        assertEquals(
                List.of("/2/media/upload/initialize", "/2/media/upload", "/2/media/upload", "/2/media/upload"),
                live.x().requests().subList(0, 4).stream()
                        .map(line -> line.split(" ")[1])
                        .toList());
        assertEquals(1, live.x().pieces().size());
    }

    @Test
    void anUploadThatFailsAnywherePostsNothingAndIsTriedLater() throws IOException {
        var file = live.file("a.mp4", 10);
        for (String call : List.of(
                "POST /2/media/upload/initialize",
                "POST /2/media/upload/188/append",
                "POST /2/media/upload/188/finalize",
                "GET /2/media/upload")) {
            live.x().cutAfter(call);
            Outcome.Failed failed = assertInstanceOf(
                    Outcome.Failed.class, live.call("x.post", "{'text': 'A film', 'media': ['a.mp4']}", file));
            assertInstanceOf(ToolError.Transient.class, failed.error());
            done(live.call("x.hide_reply", "{'reply': '5'}"));
        }
        assertEquals(List.of(), live.x().ours());
        done(live.call("x.post", "{'text': 'A film', 'media': ['a.mp4']}", file));
        assertEquals(List.of("A film"), live.x().ours());
    }

    @Test
    void aFilmThatXCannotUseIsNotPosted() throws IOException {
        live.x()
                .refuse(
                        "POST /2/media/upload/188/finalize",
                        200,
                        "{\"data\":{\"id\":\"188\",\"processing_info\":{\"state\":\"failed\",\"error\":{\"message\":\"Unsupported codec\"}}}}");
        Outcome.Failed failed = assertInstanceOf(
                Outcome.Failed.class,
                live.call("x.post", "{'text': 'A film', 'media': ['a.mp4']}", live.file("a.mp4", 10)));

        assertEquals("X cannot use a.mp4: Unsupported codec", failed.error().message());
        assertEquals(List.of(), live.x().ours());
    }

    @Test
    void deletingSeveralTakesTheLastFirst() {
        String one = live.x().says("42", "One", Optional.empty());
        String two = live.x().says("42", "Two", Optional.of(one));
        done(live.call("x.delete", "{'id': '" + one + " " + two + "'}"));

        assertEquals(
                List.of("DELETE /2/tweets/" + two, "DELETE /2/tweets/" + one),
                live.x().requests());
        assertInstanceOf(
                ToolError.NotFound.class,
                assertInstanceOf(Outcome.Failed.class, live.call("x.delete", "{'id': '" + one + "'}"))
                        .error());
        assertInstanceOf(Verification.Found.class, live.verify("x.delete", "{'id': '" + one + " " + two + "'}"));
        String three = live.x().says("42", "Three", Optional.empty());
        assertInstanceOf(Verification.NotFound.class, live.verify("x.delete", "{'id': '" + three + "'}"));
        assertEquals("GET /2/tweets?ids=" + three, live.x().requests().getLast());
    }

    @Test
    void hidingAReply() {
        done(live.call("x.hide_reply", "{'reply': 'https://x.com/jo/status/9'}"));
        done(live.call("x.hide_reply", "{'reply': '9', 'hidden': false}"));

        assertEquals(
                List.of("PUT /2/tweets/9/hidden {\"hidden\":true}", "PUT /2/tweets/9/hidden {\"hidden\":false}"),
                live.x().requests());
    }

    @Test
    void searchingAndLookingUp() {
        String id = live.x().says("7", "Fish & chips", Optional.empty());
        Outcome.Done found = done(live.call("x.search", "{'query': 'fish -is:retweet', 'order': 'relevancy'}"));
        done(live.call("x.lookup", "{'posts': ['" + id + "', '5']}"));

        assertEquals(
                List.of(
                        "GET /2/tweets/search/recent?query=fish+-is%3Aretweet&max_results=10&sort_order=relevancy&"
                                + FIELDS + WHOSE,
                        "GET /2/tweets?ids=" + id + "%2C5&" + FIELDS + WHOSE),
                live.x().requests());
        assertEquals(
                "@jo, 2026-11-20T08:00:00Z, https://x.com/jo/status/" + id + "\nFish & chips\n(3 likes, 2 reposts)",
                found.outputs().path("posts").asText());
    }

    @Test
    void whoWeAreIsAskedOnceAndHealthSaysWhatAPersonShouldKnow() throws Exception {
        Health.Well well = assertInstanceOf(Health.Well.class, live.line().health());

        assertEquals("@shop", well.who());
        assertTrue(well.notes().getFirst().startsWith("read 0 of 500 today"), well.notes()::toString);
        assertEquals(List.of("GET /2/users/me?user.fields=username"), live.x().requests());
        assertEquals(
                "https://x.com/shop/status/1990000000000000001",
                done(live.call("x.post", "{'text': 'Hi'}")).receipt().text());
        assertEquals(2, live.x().requests().size());
    }

    @Test
    void ownPostsComeWithTheirCountsByEitherName() throws Exception {
        live.x().says("42", "Good morning", Optional.empty());
        for (String fields : List.of("tweet.fields", "post.fields")) {
            if (fields.startsWith("post")) {
                live.x().renamed();
            }
            OwnPosts.Looked.Posts posts = assertInstanceOf(
                    OwnPosts.Looked.Posts.class,
                    live.with("fields", fields).line().posts().orElseThrow().recent(5));
            assertEquals("Good morning", posts.posts().getFirst().text());
            assertEquals(3L, posts.posts().getFirst().counts().get("likes"));
            assertEquals(2L, posts.posts().getFirst().counts().get("reposts"));
            String name = fields.substring(0, fields.indexOf('.'));
            assertEquals(
                    "GET /2/users/42/tweets?max_results=5&exclude=retweets&" + FIELDS.replace("tweet", name),
                    live.x().requests().getLast());
        }
    }

    @Test
    void idsThatAreNumbersAndUnknownFieldsHarmNothing() {
        live.x().drifts();
        live.x().cutAfter("POST /2/tweets");
        assertInstanceOf(Outcome.Unknown.class, live.call("x.post", "{'text': 'Good morning'}"));
        assertInstanceOf(Verification.Found.class, live.verify("x.post", "{'text': 'Good morning'}"));
        assertEquals(1, live.x().ours().size());
    }
}
