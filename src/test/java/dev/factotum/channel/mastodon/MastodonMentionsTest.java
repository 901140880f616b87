package dev.factotum.channel.mastodon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.channel.port.Connected;
import dev.factotum.channel.port.FakeServer;
import dev.factotum.channel.sandbox.Trial;
import dev.factotum.tool.Conversation;
import dev.factotum.tool.ToolError;
import dev.factotum.tool.Watcher;
import dev.factotum.tool.Watcher.News;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What others wrote to us, as it becomes a matter. */
class MastodonMentionsTest {
    private final FakeMastodon server = new FakeMastodon();
    private final Connected studio;
    private final Watcher watcher;

    MastodonMentionsTest() throws IOException {
        studio = Connected.to(new MastodonChannel(), server.address(), "@studio@craft.example");
        server.livesBy(studio.world().clock());
        watcher = studio.line().watchers().getFirst();
    }

    @AfterEach
    void end() {
        server.close();
    }

    @Test
    void aMentionComesWithWhatItAnswers() throws Exception {
        ObjectNode ours = server.writes("studio", "<p>Oak or ash?</p>", "public", "");
        ObjectNode hers = server.writes(
                "jo@a.example", "<p>Depends.</p>", "public", ours.path("id").asText());
        ObjectNode his = server.writes(
                "sam",
                "<p><span class=\"h-card\"><a href=\"x\">@<span>studio</span></a></span> Oak!<br/>See <a"
                        + " href=\"https://oak.example/why\"><span class=\"invisible\">https://</span><span>oak.example/why</span></a></p>"
                        + "<ul><li>hard</li><li>lasts &amp; lasts</li></ul><script>x()</script>",
                "public",
                hers.path("id").asText());
        his.put("spoiler_text", "Wood");
        his.putArray("media_attachments").addObject().put("type", "image").put("description", "A plank");
        server.notifies(his);

        News.Items items = look(Optional.empty());

        assertEquals("104", items.cursor().orElseThrow());
        assertEquals(
                "mastodon:https://craft.example/users/sam/statuses/103",
                items.items().getFirst().key());
        assertEquals("""
                ---
                from: "@sam@127.0.0.1"
                url: "SERVER/@sam/103"
                kind: comment
                channel: mastodon
                subject: "@sam@127.0.0.1 answers: @studio Oak! See https://oak.example/why - hard - lasts & lasts"
                item: "mastodon:https://craft.example/users/sam/statuses/103"
                ---

                Warning: Wood

                @studio Oak!
                See https://oak.example/why

                - hard
                - lasts & lasts
                [image: A plank]

                It answers:

                @studio@127.0.0.1: Oak or ash?

                @jo@a.example: Depends.
                """.replace("SERVER", server.address()), text(items.items().getFirst()));
        assertEquals(
                List.of(
                        "GET /api/v2/instance",
                        "GET /api/v1/notifications?types[]=mention&limit=40",
                        "GET /api/v1/statuses/103/context"),
                server.lines());
    }

    @Test
    void whatIsAnsweredToADirectMessageStaysOne() throws Exception {
        server.notifies(server.writes("jo@a.example", "<p>@studio secretly</p>", "direct", ""));

        String note = text(look(Optional.empty()).items().getFirst());
        String url = note.lines()
                .filter(line -> line.startsWith("url: "))
                .findFirst()
                .orElseThrow()
                .substring(5);

        assertEquals(true, note.contains("kind: message"), note);
        assertEquals("\"" + server.address() + "/@jo@a.example/101#direct\"", url);
        String address = url.replace("\"", "");
        MastodonPost action = new MastodonPost();
        ObjectNode answer = Trial.json("{}").put("text", "@jo@a.example ok").put("reply_to", address);
        ObjectNode complete = action.complete(answer, Conversation.NONE);
        assertEquals("direct", complete.path("visibility").asText());
        assertEquals(
                "visibility would show to more people what answers a post for few → Write direct.",
                Trial.shown(action.check(Trial.written(answer), List.of(), Trial.NOBODY)));
        assertEquals(
                "text mentions nobody, so that nobody would get it → Begin it with @user@server.",
                Trial.shown(action.check(Trial.written(complete.put("text", "ok")), List.of(), Trial.NOBODY)));
        studio.call("mastodon.post", Connected.KEY, complete.put("text", "@jo@a.example ok"));
        assertEquals(
                Trial.json("{'status':'@jo@a.example ok','in_reply_to_id':'101','visibility':'direct'}"),
                server.last("POST /api/v1/statuses").json());
    }

    @Test
    void nothingIsSkippedAndTheCursorFollowsWhatWasSeen() throws Exception {
        server.notifies(server.writes("old@a.example", "<p>long ago</p>", "public", ""));
        studio.world().clock().advance(Duration.ofDays(2));
        server.notifies(server.writes("new@a.example", "<p>just now</p>", "public", ""));
        News.Items first = look(Optional.empty());
        assertEquals(List.of("just now"), bodies(first));
        for (int i = 0; i < 130; i++) {
            server.notifies(server.writes("jo@a.example", "<p>n" + i + "</p>", "public", ""));
        }

        List<String> seen = new ArrayList<>();
        Optional<String> cursor = first.cursor();
        for (int i = 0; i < 4; i++) {
            News.Items next = look(cursor);
            seen.addAll(bodies(next));
            cursor = next.cursor();
        }

        assertEquals(130, seen.size());
        assertEquals("n0", seen.getFirst());
        assertEquals("n129", seen.getLast());
        assertEquals(List.of(), look(cursor).items());
        assertEquals(cursor, look(cursor).cursor());
    }

    @Test
    void aThreadThatIsNotForUsKeepsNoMentionAway() throws Exception {
        ObjectNode theirs = server.writes("jo@a.example", "<p>private</p>", "public", "");
        server.notifies(server.writes(
                "sam", "<p>@studio see</p>", "public", theirs.path("id").asText()));
        server.answerOnce("GET /api/v1/statuses/102/context", FakeServer.json(403, "{\"error\":\"not for you\"}"));

        assertEquals(List.of("@studio see"), bodies(look(Optional.empty())));
    }

    @Test
    void anEmptyPageWithAnotherBehindItIsNotTheEnd() throws Exception {
        server.notifies(server.writes("jo@a.example", "<p>one</p>", "public", ""));
        Optional<String> cursor = look(Optional.empty()).cursor();
        server.notifies(server.writes("jo@a.example", "<p>two</p>", "public", ""));
        String behind = "<https://craft.example/api/v1/notifications?limit=40&min_id=103>; rel=\"prev\"";
        server.answerOnce("GET /api/v1/notifications", FakeServer.json(200, "[]", "Link", behind));

        assertEquals(List.of("two"), bodies(look(cursor)));
    }

    @Test
    void aThreadThatIsGoneIsNoneAndOneThatIsNotToBeHadIsAskedForAgain() throws Exception {
        server.notifies(server.writes("jo@a.example", "<p>one</p>", "public", "99"));
        server.answerOnce("GET /api/v1/statuses/101/context", FakeServer.badGateway());
        News.Failed failed = assertInstanceOf(News.Failed.class, watcher.look(Optional.empty()));
        assertInstanceOf(ToolError.Transient.class, failed.error());

        server.answerOnce("GET /api/v1/statuses/101/context", FakeServer.json(404, "{\"error\":\"Record not found\"}"));
        assertEquals(List.of("one"), bodies(look(Optional.empty())));
    }

    @Test
    void answersThatAreNoListsAndListsOfOddThingsHarmNobody() throws Exception {
        server.answerOnce("GET /api/v1/notifications", FakeServer.json(200, "{\"moved\":true}"));
        assertInstanceOf(News.Failed.class, watcher.look(Optional.empty()));
        server.answerOnce(
                "GET /api/v1/notifications",
                FakeServer.json(
                        200,
                        "[{\"id\":7,\"created_at\":\"2026-11-20T08:00:00Z\",\"status\":{\"id\":8,\"content\":\"<p>numbers\"}},"
                                + "{\"id\":\"x\",\"status\":null},[],3,{\"id\":\"5\",\"type\":\"follow\"}]"));

        News.Items items = look(Optional.empty());

        assertEquals(List.of("numbers"), bodies(items));
        assertEquals(Optional.of("7"), items.cursor());
    }

    private News.Items look(Optional<String> cursor) throws InterruptedException {
        return assertInstanceOf(News.Items.class, watcher.look(cursor));
    }

    private static List<String> bodies(News.Items items) {
        return items.items().stream()
                .map(MastodonMentionsTest::text)
                .map(note -> note.substring(note.indexOf("\n---\n") + 5).strip())
                .toList();
    }

    private static String text(Watcher.Arrival arrival) {
        return new String(arrival.content(), StandardCharsets.UTF_8);
    }
}
