package dev.factotum.channel.bluesky;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.channel.port.Connected;
import dev.factotum.channel.port.FakeServer;
import dev.factotum.channel.port.Health;
import dev.factotum.channel.port.OwnPosts;
import dev.factotum.channel.sandbox.Trial;
import dev.factotum.tool.Call;
import dev.factotum.tool.Outcome;
import dev.factotum.tool.ToolError;
import dev.factotum.tool.Verification;
import dev.factotum.world.TestWorld;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bluesky as it is called, and what is made of its answers. */
class BlueskyLiveTest {
    private static final String POST = "bluesky.post";
    private static final String THREAD = "bluesky.thread";
    private static final String DELETE = "bluesky.delete";
    private static final String KEY = Connected.KEY;
    private static final String LOGIN = "POST /xrpc/com.atproto.server.createSession";
    private static final String REFRESH = "POST /xrpc/com.atproto.server.refreshSession";
    private static final String PUT = "POST /xrpc/com.atproto.repo.putRecord";

    private final FakePds server = new FakePds();
    private final Connected studio;

    BlueskyLiveTest() throws IOException {
        studio = Connected.to(new BlueskyChannel(), server.address(), "@studio.example");
    }

    @AfterEach
    void end() {
        server.close();
    }

    @Test
    void aPostGoesOutUnderAKeyOfItsOwn() throws Exception {
        Outcome.Done done = done(studio.call(POST, KEY, post("Hi").put("langs", "en")));

        assertEquals(
                "{\"identifier\":\"studio.example\",\"password\":\"" + Connected.TOKEN + "\"}",
                server.last(LOGIN).body());
        assertEquals("", server.last(LOGIN).header("authorization"));
        FakeServer.Asked put = server.last(PUT);
        String rkey = put.json().path("rkey").asText();
        assertTrue(rkey.matches("[234567abcdefghij][234567abcdefghijklmnopqrstuvwxyz]{12}"), rkey);
        assertEquals(
                "{\"repo\":\"did:plc:studio\",\"collection\":\"app.bsky.feed.post\",\"rkey\":\"" + rkey
                        + "\",\"swapRecord\":null,\"record\":{\"$type\":\"app.bsky.feed.post\",\"text\":\"Hi\","
                        + "\"createdAt\":\"2026-11-20T08:00:00Z\",\"langs\":[\"en\"]}}",
                put.body());
        assertEquals("Bearer access-1", put.header("authorization"));
        assertEquals(
                "{\"id\":\"at://did:plc:studio/app.bsky.feed.post/" + rkey
                        + "\",\"url\":\"https://bsky.app/profile/did:plc:studio/post/" + rkey + "\"}",
                done.outputs().toString());
        assertEquals(
                "https://bsky.app/profile/did:plc:studio/post/" + rkey,
                done.receipt().text());
    }

    @Test
    void whomItMentionsIsFoundAndWhomNobodyKnowsStaysText() throws Exception {
        done(studio.call(POST, KEY, post("👋 @jo.example.com and @no.body.example: https://a.example #Holz")));

        JsonNode facets = server.record(0).path("facets");
        assertEquals(Trial.json("""
                {'facets':[
                 {'index':{'byteStart':5,'byteEnd':20},'features':[{'$type':'app.bsky.richtext.facet#mention','did':'did:plc:jo'}]},
                 {'index':{'byteStart':43,'byteEnd':60},'features':[{'$type':'app.bsky.richtext.facet#link','uri':'https://a.example'}]},
                 {'index':{'byteStart':61,'byteEnd':66},'features':[{'$type':'app.bsky.richtext.facet#tag','tag':'Holz'}]}]}
                """).get("facets"), facets);
    }

    @Test
    void aNameThatCannotBeLookedUpForNowIsNoPostYet() throws Exception {
        server.answerOnce("GET /xrpc/com.atproto.identity.resolveHandle", FakeServer.badGateway());

        assertInstanceOf(ToolError.Transient.class, failed(studio.call(POST, KEY, post("Hi @jo.example.com"))));
        assertEquals(List.of(), server.posts());
    }

    @ParameterizedTest
    @CsvSource({
        "https://bsky.app/profile/jo.example.com/post/3kabc",
        "https://bsky.app/profile/did:plc:jo/post/3kabc",
        "at://did:plc:jo/app.bsky.feed.post/3kabc"
    })
    void anAnswerNamesItsParentAndTheRootOfItsThread(String address) throws Exception {
        server.stands(
                "did:plc:jo",
                "3kabc",
                "{\"text\":\"?\",\"reply\":{\"root\":{\"uri\":\"at://did:plc:sam/app.bsky.feed.post/3kr\",\"cid\":\"bafyroot\"},"
                        + "\"parent\":{\"uri\":\"at://x\",\"cid\":\"b\"}}}");

        done(studio.call(POST, KEY, post("Yes").put("reply_to", address)));

        JsonNode reply = server.record(0).path("reply");
        assertEquals(
                "{\"uri\":\"at://did:plc:sam/app.bsky.feed.post/3kr\",\"cid\":\"bafyroot\"}",
                reply.path("root").toString());
        assertEquals(
                "at://did:plc:jo/app.bsky.feed.post/3kabc",
                reply.path("parent").path("uri").asText());
    }

    @Test
    void anAnswerToTheTopOfAThreadHasItAsItsRoot() throws Exception {
        server.stands("did:plc:jo", "3kabc", "{\"text\":\"?\"}");

        done(studio.call(POST, KEY, post("Yes").put("reply_to", "at://did:plc:jo/app.bsky.feed.post/3kabc")));

        JsonNode reply = server.record(0).path("reply");
        assertEquals(reply.path("parent"), reply.path("root"));
    }

    @Test
    void anAnswerToWhatIsGoneIsNoPost() throws Exception {
        ToolError gone =
                failed(studio.call(POST, KEY, post("Yes").put("reply_to", "at://did:plc:jo/app.bsky.feed.post/3kabc")));
        assertInstanceOf(ToolError.NotFound.class, gone);
        ToolError nobody = failed(studio.call(
                POST, KEY, post("Yes").put("reply_to", "https://bsky.app/profile/no.body.example/post/3kabc")));
        assertEquals("Bluesky knows nobody named no.body.example", nobody.message());
        assertEquals(List.of(), server.posts());
    }

    @Test
    void picturesAreUploadedWithTheirShapeAndWhatTheyShow() throws Exception {
        byte[] png = PixelsTest.png(640, 480);
        studio.attach("media", "b.JPG", new byte[] {1, 2});
        studio.attach("media", "a.png", png);

        done(studio.call(POST, KEY, Trial.json("{'text':'Look','media':['a.png','b.JPG'],'alt_texts':['A bench']}")));

        FakeServer.Asked first =
                server.asked("POST /xrpc/com.atproto.repo.uploadBlob").getFirst();
        assertEquals("image/png", first.header("content-type"));
        assertArrayEquals(png, first.bytes());
        JsonNode embed = server.record(0).path("embed");
        assertEquals("app.bsky.embed.images", embed.path("$type").asText());
        assertEquals("A bench", embed.path("images").path(0).path("alt").asText());
        assertEquals(
                "image/png",
                embed.path("images").path(0).path("image").path("mimeType").asText());
        assertEquals(
                "{\"width\":640,\"height\":480}",
                embed.path("images").path(0).path("aspectRatio").toString());
        assertEquals("", embed.path("images").path(1).path("alt").asText("none"));
        assertFalse(embed.path("images").path(1).has("aspectRatio"));
    }

    /** Whatever the answer was, one stands; the same call again changes nothing, though the time went on. */
    @ParameterizedTest
    @CsvSource({"drop", "gateway", "empty", "cut"})
    void aPostWithoutAnAnswerStandsOnce(String how) throws Exception {
        switch (how) {
            case "drop" -> server.doneButDropped(PUT);
            case "gateway" -> server.doneButAnswered(PUT, FakeServer.badGateway());
            case "empty" -> server.doneButAnswered(PUT, FakeServer.json(200, "{}"));
            default -> server.doneButAnswered(PUT, FakeServer.json(200, "{\"uri\":\"at"));
        }
        Call call = studio.asCall(KEY, post("Once @jo.example.com"), studio.prepare(POST, KEY));

        assertInstanceOf(Outcome.Unknown.class, studio.call(POST, call));
        studio.world().clock().advance(Duration.ofDays(3));
        Connected later = studio.restarted(server.address());
        Outcome.Done done = done(later.call(POST, later.asCall(KEY, call.arguments(), call.prepared())));

        assertEquals(List.of("Once @jo.example.com"), server.posts());
        List<FakeServer.Asked> puts = server.asked(PUT);
        assertEquals(puts.getFirst().body(), puts.getLast().body());
        assertEquals(
                done.receipt(),
                assertInstanceOf(
                                Verification.Found.class,
                                later.verify(POST, later.asCall(KEY, call.arguments(), call.prepared())))
                        .receipt());
    }

    @Test
    void aMentionThatIsKnownOnlyAtTheSecondTryMakesNoOtherPostOfIt() throws Exception {
        Call call = studio.asCall(KEY, post("Once @jo.example.com"), studio.prepare(POST, KEY));
        server.answerOnce(
                "GET /xrpc/com.atproto.identity.resolveHandle",
                FakeServer.json(400, "{\"error\":\"InvalidRequest\",\"message\":\"Unable to resolve handle\"}"));
        server.doneButDropped(PUT);

        assertInstanceOf(Outcome.Unknown.class, studio.call(POST, call));
        done(studio.call(POST, call));

        assertEquals(1, server.posts().size());
        assertFalse(server.record(0).has("facets"));
    }

    @Test
    void anotherRecordUnderItsKeyIsNotTakenForIt() throws Exception {
        Call call = studio.asCall(KEY, post("Mine"), studio.prepare(POST, KEY));
        server.stands(FakePds.DID, Tid.of(TestWorld.START, KEY).toString(), "{\"text\":\"Not mine\"}");

        assertInstanceOf(ToolError.Duplicate.class, failed(studio.call(POST, call)));
        assertEquals(List.of("Not mine"), server.posts());
        assertInstanceOf(Verification.NotFound.class, studio.verify(POST, call));
    }

    @Test
    void whatDidNotArriveIsNotFound() throws Exception {
        Call call = studio.asCall(KEY, post("Hi"), studio.prepare(POST, KEY));
        server.answerOnce(PUT, FakeServer.badGateway());

        assertInstanceOf(Outcome.Unknown.class, studio.call(POST, call));
        assertInstanceOf(Verification.NotFound.class, studio.verify(POST, call));
        server.answerOnce("GET /xrpc/com.atproto.repo.getRecord", FakeServer.badGateway());
        assertInstanceOf(Verification.NoAnswer.class, studio.verify(POST, call));
    }

    @Test
    void aThreadHangsTogetherAndIsTakenBackAsAWhole() throws Exception {
        ObjectNode thread = Trial.json("{'posts':['One','Two','Three'],'langs':['en']}");

        Outcome.Done done = done(studio.call(THREAD, KEY, thread));

        assertEquals(List.of("One", "Two", "Three"), server.posts());
        JsonNode third = server.record(2).path("reply");
        assertTrue(done.outputs()
                .path("id")
                .asText()
                .startsWith(third.path("root").path("uri").asText() + ","));
        assertFalse(server.record(0).has("reply"));
        assertEquals(server.record(1).path("reply").path("root"), third.path("root"));
        assertFalse(third.path("parent").equals(third.path("root")));
        assertEquals("[\"en\"]", server.record(2).path("langs").toString());

        done(studio.call(
                DELETE,
                KEY,
                Trial.json("{}").put("id", done.outputs().path("id").asText())));
        assertEquals(List.of(), server.posts());
    }

    @ParameterizedTest
    @CsvSource({"drop", "limit", "invalid"})
    void aThreadThatBreaksOffGoesOnWhereItDid(String how) throws Exception {
        Call call = studio.asCall(KEY, Trial.json("{'posts':['One','Two','Three']}"), studio.prepare(THREAD, KEY));
        studio.call(THREAD, call);
        String whole = server.posts().toString();
        server.asked(PUT).forEach(put -> studio(put));
        assertEquals(List.of(), server.posts());
        server.doneButAnswered(PUT, FakeServer.json(200, "{\"uri\":\"" + uri(0) + "\",\"cid\":\"bafy1\"}"));
        switch (how) {
            case "drop" -> server.doneButDropped(PUT);
            case "limit" -> server.answerOnce(PUT, FakeServer.json(429, "{\"error\":\"RateLimitExceeded\"}"));
            default ->
                server.answerOnce(PUT, FakeServer.json(400, "{\"error\":\"InvalidRequest\",\"message\":\"no\"}"));
        }

        Outcome.Unknown unknown = assertInstanceOf(Outcome.Unknown.class, studio.call(THREAD, call));
        assertTrue(unknown.why().startsWith("1 of 3 posts stand; the next: "), unknown.why());
        if (!how.equals("drop")) {
            assertEquals(
                    "1 of 3 posts stand",
                    assertInstanceOf(Verification.NoAnswer.class, studio.verify(THREAD, call))
                            .why());
        }
        studio.world().clock().advance(Duration.ofMinutes(10));
        done(studio.call(THREAD, call));

        assertEquals(whole, server.posts().toString());
        assertInstanceOf(Verification.Found.class, studio.verify(THREAD, call));
    }

    private static String uri(int post) {
        return "at://did:plc:studio/app.bsky.feed.post/"
                + Tid.of(TestWorld.START, KEY).plus(post);
    }

    private void studio(FakeServer.Asked put) {
        try {
            studio.call(
                    DELETE,
                    KEY,
                    Trial.json("{}")
                            .put(
                                    "id",
                                    "at://did:plc:studio/app.bsky.feed.post/"
                                            + put.json().path("rkey").asText()));
        } catch (InterruptedException ending) {
            throw new IllegalStateException(ending);
        }
    }

    @Test
    void deletingIsHarmlessHoweverOftenAndOnlyForOurOwn() throws Exception {
        done(studio.call(POST, KEY, post("Oops")));
        String id = uri(0);
        server.doneButDropped("POST /xrpc/com.atproto.repo.deleteRecord");

        assertInstanceOf(
                Outcome.Unknown.class, studio.call(DELETE, KEY, Trial.json("{}").put("id", id)));
        done(studio.call(DELETE, KEY, Trial.json("{}").put("id", id)));
        assertEquals(
                "{\"repo\":\"did:plc:studio\",\"collection\":\"app.bsky.feed.post\",\"rkey\":\""
                        + Tid.of(TestWorld.START, KEY) + "\"}",
                server.last("POST /xrpc/com.atproto.repo.deleteRecord").body());
        for (String not : List.of(
                "at://did:plc:jo/app.bsky.feed.post/3kabcdefghijk",
                "5",
                "at://did:plc:studio/app.bsky.graph.follow/3kabcdefghijk")) {
            assertInstanceOf(
                    ToolError.Validation.class,
                    failed(studio.call(DELETE, KEY, Trial.json("{}").put("id", not))));
        }
        assertEquals(List.of(), server.posts());
    }

    @Test
    void oneSessionServesManyCallsAndIsRefreshedOnceItIsTooOld() throws Exception {
        done(studio.call(POST, KEY, post("One")));
        done(studio.call(POST, Connected.OTHER_KEY, post("Two")));
        server.expire();

        done(studio.call(POST, KEY.replace('3', '4'), post("Three")));

        assertEquals(1, server.asked(LOGIN).size());
        assertEquals("Bearer refresh-1", server.last(REFRESH).header("authorization"));
        assertEquals("Bearer access-2", server.last(PUT).header("authorization"));
        assertEquals(3, server.posts().size());
    }

    @Test
    void manyCallersRefreshOnce() throws Exception {
        done(studio.call(POST, KEY, post("One")));
        server.expire();
        List<Future<Health>> all = new ArrayList<>();
        try (ExecutorService crowd = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 12; i++) {
                all.add(crowd.submit(() -> studio.line().health()));
            }
        }
        for (Future<Health> one : all) {
            assertInstanceOf(Health.Well.class, one.get());
        }
        assertEquals(1, server.asked(REFRESH).size());
        assertEquals(1, server.asked(LOGIN).size());
    }

    @Test
    void whereTheSessionIsEndedThePasswordMakesAnother() throws Exception {
        done(studio.call(POST, KEY, post("One")));
        server.revoke();

        done(studio.call(POST, Connected.OTHER_KEY, post("Two")));

        assertEquals(2, server.asked(LOGIN).size());
        assertEquals(2, server.posts().size());
    }

    @Test
    void aTokenThatIsRefusedAgainAfterItsRefreshIsNotTriedAThirdTime() throws Exception {
        String expired = "{\"error\":\"ExpiredToken\",\"message\":\"Token has expired\"}";
        server.answerOnce(PUT, FakeServer.json(400, expired));
        server.answerOnce(PUT, FakeServer.json(400, expired));

        ToolError.Auth auth = assertInstanceOf(ToolError.Auth.class, failed(studio.call(POST, KEY, post("Hi"))));

        assertFalse(auth.refreshable());
        assertEquals(2, server.asked(PUT).size());
    }

    @Test
    void aWrongPasswordIsNotTriedAgainUntilItIsAnother() throws Exception {
        studio.token("wrong");
        assertInstanceOf(ToolError.Auth.class, failed(studio.call(POST, KEY, post("Hi"))));
        for (int i = 0; i < 5; i++) {
            assertInstanceOf(ToolError.Auth.class, failed(studio.call(POST, KEY, post("Hi"))));
            assertInstanceOf(Health.Ill.class, studio.line().health());
        }
        assertEquals(1, server.asked(LOGIN).size());

        studio.token("right");
        done(studio.call(POST, KEY, post("Hi")));
        assertEquals(2, server.asked(LOGIN).size());
    }

    @Test
    void aLoginThatIsLimitedIsNotAskedForAgainBeforeItsTime() throws Exception {
        server.answerOnce(
                LOGIN, FakeServer.json(429, "{\"error\":\"RateLimitExceeded\"}", "RateLimit-Reset", "1795161900"));
        ToolError.RateLimited limited =
                assertInstanceOf(ToolError.RateLimited.class, failed(studio.call(POST, KEY, post("Hi"))));
        assertEquals(TestWorld.START.plusSeconds(300), limited.until());
        assertInstanceOf(ToolError.RateLimited.class, failed(studio.call(POST, KEY, post("Hi"))));
        assertEquals(1, server.asked(LOGIN).size());
        studio.world().clock().advance(Duration.ofSeconds(301));
        done(studio.call(POST, KEY, post("Hi")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400 | InvalidRequest | Validation",
                "400 | InvalidSwap | Duplicate",
                "400 | RecordNotFound | NotFound",
                "401 | AuthenticationRequired | Auth",
                "401 | InvalidToken | Auth",
                "401 | AccountTakedown | Auth",
                "403 | Forbidden | Auth",
                "400 | BlockedByActor | Permission",
                "413 | PayloadTooLarge | Validation",
                "429 | RateLimitExceeded | RateLimited"
            })
    void everyErrorIsOfItsKind(int status, String name, String kind) throws Exception {
        String body = "{\"error\":\"" + name + "\",\"message\":\"so it is\",\"more\":{}}";
        server.answerOnce(PUT, FakeServer.json(status, body));
        server.answerOnce(PUT, FakeServer.json(status, body));

        ToolError error = failed(studio.call(POST, KEY, post("Hi")));

        assertEquals(kind, error.getClass().getSimpleName());
        assertEquals("Bluesky: HTTP " + status + ": " + name + ": so it is", error.message());
        assertEquals(List.of(), server.posts());
    }

    @ParameterizedTest
    @CsvSource({
        "RateLimit-Reset,1795161780,0,180",
        "RateLimit-Reset,1795162380,600,180",
        "Retry-After,90,0,90",
        "X-Nothing,1,0,300"
    })
    void aLimitParksUntilItsEndByOurClock(String header, String value, long ahead, long seconds) throws Exception {
        server.shows(() -> studio.world().clock().instant().plusSeconds(ahead));
        server.answerOnce(PUT, FakeServer.json(429, "{\"error\":\"RateLimitExceeded\"}", header, value));

        ToolError.RateLimited limited =
                assertInstanceOf(ToolError.RateLimited.class, failed(studio.call(POST, KEY, post("Hi"))));

        assertEquals(TestWorld.START.plusSeconds(seconds), limited.until());
        Connected again = studio.restarted(server.address());
        assertInstanceOf(ToolError.RateLimited.class, failed(again.call(POST, KEY, post("Hi"))));
        assertEquals(1, server.asked(PUT).size());
        again.world().clock().advance(Duration.ofSeconds(seconds + 1));
        done(again.call(POST, KEY, post("Hi")));
    }

    @Test
    void noAnswerTellsPasswordOrTokens() throws Exception {
        server.answerOnce(LOGIN, FakeServer.json(400, "{\"error\":\"X\",\"message\":\"no " + Connected.TOKEN + "\"}"));
        String first = failed(studio.call(POST, KEY, post("Hi"))).message();
        server.answerOnce(PUT, FakeServer.json(400, "{\"error\":\"X\",\"message\":\"no access-1\"}"));
        String second = failed(studio.call(POST, KEY, post("Hi"))).message();

        assertFalse(first.contains(Connected.TOKEN), first);
        assertFalse(second.contains("access-1"), second);
    }

    @Test
    void ourOwnPostsTellHowTheyFare() throws Exception {
        studio.call(POST, KEY, post("First"));

        OwnPosts.Looked.Posts looked = assertInstanceOf(
                OwnPosts.Looked.Posts.class, studio.line().posts().orElseThrow().recent(10));

        assertEquals(
                List.of("First"),
                looked.posts().stream().map(OwnPosts.Post::text).toList());
        assertEquals(
                Map.of("likes", 3L, "replies", 1L), looked.posts().getFirst().counts());
        assertEquals(TestWorld.START, looked.posts().getFirst().at());
    }

    @Test
    void healthSaysWhoWeAre() throws Exception {
        Health.Well well = assertInstanceOf(Health.Well.class, studio.line().health());

        assertEquals("@studio.example", well.who());
        assertEquals(List.of("did:plc:studio"), well.notes());
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
