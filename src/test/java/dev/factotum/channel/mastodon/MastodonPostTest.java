package dev.factotum.channel.mastodon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.channel.sandbox.Trial;
import dev.factotum.tool.Account;
import dev.factotum.tool.Deed;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class MastodonPostTest {
    private static final Account STUDIO = Trial.account("mastodon", "@studio@craft.example");

    static final List<String> EXACTLY_500 = List.of(
            "a".repeat(500),
            "漢".repeat(500),
            "👨‍👩‍👧‍👦".repeat(500),
            "https://example.com/" + "p".repeat(300) + " " + "a".repeat(476),
            "http://example.com " + "a".repeat(476),
            "@jo@a.long.domain.example.social " + "a".repeat(496),
            "(@jo@craft.example) " + "a".repeat(494),
            "@jo@craft.example @sam@craft.example " + "a".repeat(491));

    @ParameterizedTest
    @FieldSource("EXACTLY_500")
    void fiveHundredAreAllowed(String text) {
        assertEquals("", faults(text));
    }

    @ParameterizedTest
    @FieldSource("EXACTLY_500")
    void oneMoreIsTooLong(String text) {
        assertEquals(
                "text has 501 characters as Mastodon counts them; 500 are allowed → Shorten it by 1.",
                faults(text + "b"));
    }

    @Test
    void anAddressWithoutProtocolCountsInFull() {
        assertEquals("", faults("example.com/" + "p".repeat(488)));
        assertTrue(faults("example.com/" + "p".repeat(489)).startsWith("text has 501 "));
    }

    @Test
    void theWarningCountsToo() {
        assertEquals("", faults(post("a".repeat(490)).put("spoiler_text", "b".repeat(10))));
        assertEquals(
                "text has 501 characters with spoiler_text; 500 are allowed → Shorten it by 1.",
                faults(post("a".repeat(490)).put("spoiler_text", "b".repeat(11))));
    }

    @Test
    void aLanguageAndAPostToAnswerAreChecked() {
        assertEquals("", faults(post("Hi").put("language", "nl").put("reply_to", "https://craft.example/@jo/1")));
        assertEquals("", faults(post("Hi").put("reply_to", "110000000000000001")));
        assertEquals("""
                language is no language code → Write a code such as en or nl.
                reply_to names no post on Mastodon → Write the post's web address or its number.""", faults(post("Hi").put("language", "Dutch!").put("reply_to", "jo")));
    }

    @Test
    void theDeedFollowsWhoMayReadIt() {
        assertEquals("posts 1 text on Mastodon as @studio@craft.example", Trial.shown(deed(post("Hi"))));
        assertTrue(deed(post("Hi")).publish());
        assertTrue(deed(post("Hi").put("visibility", "unlisted")).publish());
        Deed followers = deed(post("Hi").put("visibility", "private"));
        assertEquals("posts 1 text to followers on Mastodon as @studio@craft.example", Trial.shown(followers));
        assertFalse(followers.publish());
    }

    @Test
    void aDirectMessageReachesThoseItMentions() {
        Deed direct = deed(post("@jo@a.example and @sam, see https://b.example/@eve: hi @jo@a.example")
                .put("visibility", "direct"));

        assertEquals(
                "sends 1 direct message on Mastodon as @studio@craft.example to @jo@a.example, @sam",
                Trial.shown(direct));
        assertFalse(direct.publish());
    }

    private static ObjectNode post(String text) {
        return Trial.json("{}").put("text", text);
    }

    private static Deed deed(ObjectNode arguments) {
        return new MastodonPost().deed(Trial.written(arguments), STUDIO);
    }

    private static String faults(String text) {
        return faults(post(text));
    }

    private static String faults(ObjectNode arguments) {
        return Trial.shown(new MastodonPost().check(Trial.written(arguments), List.of(), Trial.NOBODY));
    }
}
