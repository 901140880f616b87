package dev.factotum.channel.bluesky;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.factotum.channel.port.Connected;
import dev.factotum.channel.port.FakeServer;
import dev.factotum.tool.ToolError;
import dev.factotum.tool.Watcher;
import dev.factotum.tool.Watcher.News;
import dev.factotum.world.TestWorld;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What others wrote to us, as it becomes a matter. */
class NoticesTest {
    private static final String LIST = "GET /xrpc/app.bsky.notification.listNotifications";
    private static final Instant NOW = TestWorld.START;

    private final FakePds server = new FakePds();
    private final Connected studio;
    private final Watcher watcher;

    NoticesTest() throws IOException {
        studio = Connected.to(new BlueskyChannel(), server.address(), "@studio.example");
        watcher = studio.line().watchers().getFirst();
    }

    @AfterEach
    void end() {
        server.close();
    }

    @Test
    void anAnswerComesWithWhatItAnswers() throws Exception {
        String uri = server.stands("did:plc:jo", "3kabc", """
                {"text":"Oak!\\nAlways.","reply":{"parent":{}},
                 "embed":{"images":[{"alt":"A plank"},{"alt":""}]}}""");
        server.thread(uri, """
                {"post":{},"parent":{"post":{"author":{"handle":"studio.example"},"record":{"text":"Which?"}},
                  "parent":{"post":{"author":{"handle":"sam.example"},"record":{"text":"Oak or ash?"}},
                  "parent":{"$type":"app.bsky.feed.defs#notFoundPost","notFound":true}}}}""");
        server.notifies("reply", "jo.example.com", uri, NOW);

        News.Items items = look(Optional.empty());

        assertEquals("""
                ---
                from: "@jo.example.com"
                url: "https://bsky.app/profile/did:plc:jo/post/3kabc"
                kind: comment
                channel: bluesky
                subject: "@jo.example.com answers: Oak! Always. [image: A plank] [image]"
                item: "bluesky:at://did:plc:jo/app.bsky.feed.post/3kabc"
                ---

                Oak!
                Always.
                [image: A plank]
                [image]

                It answers:

                @sam.example: Oak or ash?

                @studio.example: Which?
                """, text(items.items().getFirst()));
        assertEquals(
                List.of(
                        "POST /xrpc/com.atproto.server.createSession",
                        LIST + "?limit=100&reasons=mention&reasons=reply&reasons=quote",
                        "GET /xrpc/app.bsky.feed.getPostThread?uri=" + uri + "&depth=0&parentHeight=20"),
                server.lines());
    }

    @Test
    void nothingIsSkippedThoughThereIsMoreThanOnePage() throws Exception {
        mention("old", NOW.minus(Duration.ofDays(2)));
        for (int i = 0; i < 250; i++) {
            mention("n" + i, NOW.minusSeconds(500 - i));
        }

        List<String> seen = new ArrayList<>();
        Optional<String> cursor = Optional.empty();
        for (int i = 0; i < 6; i++) {
            News.Items next = look(cursor);
            seen.addAll(bodies(next));
            cursor = next.cursor();
        }

        assertEquals(250, seen.size());
        assertEquals("n0", seen.getFirst());
        assertEquals("n249", seen.getLast());
        assertEquals(cursor, look(cursor).cursor());
    }

    @Test
    void whatComesInLateBelowWhatWasSeenIsFoundOnce() throws Exception {
        mention("first", NOW);
        Optional<String> cursor = look(Optional.empty()).cursor();
        mention("late", NOW.minus(Duration.ofMinutes(10)));
        mention("same time", NOW);

        News.Items next = look(cursor);

        assertEquals(List.of("late", "same time"), bodies(next));
        assertEquals(List.of(), look(next.cursor()).items());
        assertEquals(List.of("late", "same time"), bodies(look(cursor)));
    }

    @Test
    void anEmptyPageWithAnotherBehindItIsNotTheEnd() throws Exception {
        mention("one", NOW);
        server.answerOnce(LIST, FakeServer.json(200, "{\"notifications\":[],\"cursor\":\"0\"}"));

        assertEquals(List.of("one"), bodies(look(Optional.empty())));
    }

    @Test
    void aThreadThatIsNotToBeHadForNowIsAskedForAgain() throws Exception {
        String uri = server.stands("did:plc:jo", "3kabc", "{\"text\":\"Oak!\",\"reply\":{}}");
        server.notifies("reply", "jo.example.com", uri, NOW);
        server.answerOnce("GET /xrpc/app.bsky.feed.getPostThread", FakeServer.badGateway());

        News.Failed failed = assertInstanceOf(News.Failed.class, watcher.look(Optional.empty()));
        assertInstanceOf(ToolError.Transient.class, failed.error());
        assertEquals(List.of("Oak!"), bodies(look(Optional.empty())));
    }

    @Test
    void answersThatAreNoListsAndListsOfOddThingsHarmNobody() throws Exception {
        server.answerOnce(LIST, FakeServer.json(200, "{\"moved\":true}"));
        assertInstanceOf(News.Failed.class, watcher.look(Optional.empty()));
        server.answerOnce(
                LIST,
                FakeServer.json(
                        200,
                        "{\"notifications\":[3,{},{\"uri\":7,\"indexedAt\":\"2026-11-20T08:00:00Z\"},{\"uri\":"
                                + "\"at://did:plc:jo/app.bsky.feed.post/3k\",\"indexedAt\":\"2026-11-20T08:00:00Z\"}]}"));

        assertEquals(1, look(Optional.of("damaged")).items().size());
    }

    private void mention(String text, Instant at) {
        String uri = server.stands("did:plc:jo", "3k" + text.replace(" ", ""), "{\"text\":\"" + text + "\"}");
        server.notifies("mention", "jo.example.com", uri, at);
    }

    private News.Items look(Optional<String> cursor) throws InterruptedException {
        return assertInstanceOf(News.Items.class, watcher.look(cursor));
    }

    private static List<String> bodies(News.Items items) {
        return items.items().stream()
                .map(NoticesTest::text)
                .map(note -> note.substring(note.indexOf("\n---\n") + 5).strip())
                .toList();
    }

    private static String text(Watcher.Arrival arrival) {
        return new String(arrival.content(), StandardCharsets.UTF_8);
    }
}
