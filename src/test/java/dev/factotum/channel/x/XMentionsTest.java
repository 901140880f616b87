package dev.factotum.channel.x;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factotum.channel.port.OwnPosts;
import dev.factotum.tool.ToolError;
import dev.factotum.tool.Watcher;
import dev.factotum.tool.Watcher.Arrival;
import dev.factotum.tool.Watcher.News;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class XMentionsTest {
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

    private Watcher watcher() {
        return live.line().watchers().getFirst();
    }

    private News.Items look(Optional<String> cursor) {
        try {
            News news = watcher().look(cursor);
            return assertInstanceOf(News.Items.class, news, news::toString);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> keys(News.Items items) {
        return items.items().stream().map(Arrival::key).toList();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aReplyComesWithWhatItAnswersByEitherNameOfTheFields(boolean renamed) {
        if (renamed) {
            live.x().renamed();
            live.with("fields", "post.fields");
        }
        String ours = live.x().says("42", "We are open & ready", Optional.empty());
        String theirs = live.x().says("7", "@shop until when?", Optional.of(ours));
        News.Items news = look(Optional.empty());

        assertEquals(Optional.of(theirs), news.cursor());
        Arrival arrival = news.items().getFirst();
        assertEquals("x:" + theirs, arrival.key());
        assertEquals(Optional.of("shop"), arrival.account());
        assertEquals("""
                ---
                from: "@jo"
                url: "https://x.com/jo/status/%s"
                kind: comment
                channel: x
                subject: Reply by @jo on X
                item: "x:%s"
                ---

                @shop until when?

                It answers:

                @shop: We are open & ready
                """.formatted(theirs, theirs), new String(arrival.content(), StandardCharsets.UTF_8));
    }

    @Test
    void emptyPagesInTheMiddleAreGoneOver() {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            all.add("x:" + live.x().says("7", "@shop " + i, Optional.empty()));
        }
        assertEquals(all.reversed(), keys(look(Optional.empty())));
    }

    @Test
    void nothingIsAskedTwiceAndNothingNewIsMissed() {
        String first = live.x().says("7", "@shop one", Optional.empty());
        Optional<String> cursor = look(Optional.empty()).cursor();
        assertEquals(Optional.of(first), cursor);
        assertEquals(List.of(), keys(look(cursor)));
        assertEquals(cursor, look(cursor).cursor());
        String second = live.x().says("7", "@shop two", Optional.empty());
        assertEquals(List.of("x:" + second), keys(look(cursor)));
        assertTrue(
                live.x().requests().getLast().contains("&since_id=" + first + "&"),
                live.x().requests()::toString);
    }

    @Test
    void moreThanAHundredComeInSeveralLooksEachOnce() {
        Optional<String> cursor = look(Optional.empty()).cursor();
        live.x().says("7", "@shop first", Optional.empty());
        cursor = look(cursor).cursor();
        List<String> all = new ArrayList<>();
        for (int i = 0; i < 230; i++) {
            all.add("x:" + live.x().says("7", "@shop " + i, Optional.empty()));
        }
        List<String> seen = new ArrayList<>();
        for (int looks = 0; looks < 10 && seen.size() < 230; looks++) {
            News.Items news = look(cursor);
            seen.addAll(keys(news));
            cursor = news.cursor();
            if (looks == 0) {
                all.add("x:" + live.x().says("7", "@shop late", Optional.empty()));
            }
        }
        for (int looks = 0; looks < 3; looks++) {
            News.Items news = look(cursor);
            seen.addAll(keys(news));
            cursor = news.cursor();
        }
        assertEquals(all.stream().sorted().toList(), seen.stream().sorted().toList());
        assertEquals(Optional.of(all.getLast().substring(2)), cursor);
    }

    @Test
    void whatWeSayToOurselvesIsNoNews() {
        live.x()
                .refuse(
                        "GET /2/users/42/mentions",
                        200,
                        "{\"data\":[{\"id\":\"5\",\"author_id\":\"42\",\"text\":\"@shop it is us\"}],\"meta\":{\"newest_id\":\"5\"}}");
        News.Items news = look(Optional.empty());
        assertEquals(List.of(), news.items());
        assertEquals(Optional.of("5"), news.cursor());
    }

    @Test
    void aHundredReadsADayAreAHundredAndNoMore() throws Exception {
        live.with("reads_per_day", "20").with("watch", "5m");
        assertEquals(Duration.ofMinutes(48), watcher().every());
        Optional<String> cursor = Optional.empty();
        for (int i = 0; i < 9; i++) {
            live.x().says("7", "@shop " + i, Optional.empty());
            News news = watcher().look(cursor);
            if (news instanceof News.Items(List<Arrival> _, Optional<String> next)) {
                cursor = next;
            }
        }
        News.Failed none = assertInstanceOf(News.Failed.class, watcher().look(cursor));
        ToolError.RateLimited limited = assertInstanceOf(ToolError.RateLimited.class, none.error());
        assertEquals("2026-11-21T00:00:00Z", limited.until().toString());
        assertTrue(limited.message().contains("accounts.shop.reads_per_day"), limited::message);
        long asked = live.x().asked("GET /2/users/42/mentions");
        assertInstanceOf(News.Failed.class, watcher().look(cursor));
        assertEquals(asked, live.x().asked("GET /2/users/42/mentions"));
        assertInstanceOf(
                OwnPosts.Looked.Failed.class, live.line().posts().orElseThrow().recent(20), "nor for our own posts");
        assertEquals(0, live.x().asked("GET /2/users/42/tweets"));
        live.world().clock().advance(Duration.ofHours(16));
        assertInstanceOf(News.Items.class, watcher().look(cursor));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'data':{'project_cap':'3000','project_usage':'2760','cap_reset_day':2,'project_id':'1'}}",
                "{'data':{'project_cap':3000,'cap_reset_day':2,'daily_project_usage':[{'date':'2026-11-19','usage':[{'app_id':'9','tweets_consumed':2000}]},{'date':'2026-11-20','usage':[{'app_id':'9','tweets_consumed':760}]}]}}",
                "{'data':{'project_cap':'3000','cap_reset_day':2,'daily_project_usage':{'project_id':'1','usage':[{'date':'2026-11-19T00:00:00.000Z','usage':'2760'}]}}}"
            })
    void theNumberOfXItselfWinsWhereItIsLower(String usage) throws Exception {
        live.with("app_key", "env:X_APP").with("watch", "5m");
        live.x().refuse("GET /2/usage/tweets", 200, usage.replace('\'', '"'));
        look(Optional.empty());

        assertEquals(
                "GET /2/usage/tweets?days=31&usage.fields=cap_reset_day%2Cdaily_project_usage%2Cproject_cap%2Cproject_usage",
                live.x().requests().getFirst());
        // 240 are left for 12 days, so 20 a day: one in 16 hours / 20.
        assertTrue(
                watcher().every().compareTo(Duration.ofMinutes(48)) >= 0,
                () -> watcher().every() + "");
        look(Optional.empty());
        assertEquals(1, live.x().asked("GET /2/usage"));
    }

    @Test
    void anAppKeyThatIsNotTakenStopsNothing() throws Exception {
        live.with("app_key", "env:OLD");
        live.x().refuse("GET /2/usage/tweets", 401, "{\"title\":\"Unauthorized\"}");
        look(Optional.empty());
        look(Optional.empty());
    }
}
