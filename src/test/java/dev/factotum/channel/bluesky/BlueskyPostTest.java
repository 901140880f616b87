package dev.factotum.channel.bluesky;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.channel.sandbox.Trial;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlueskyPostTest {
    @ParameterizedTest
    @ValueSource(strings = {"a", "漢", "👍🏽", "e\u0301", "🇳🇱"})
    void threeHundredGraphemesAreAllowedAndNotOneMore(String one) {
        assertEquals("", faults(one.repeat(300)));
        assertEquals("text has 301 characters; 300 are allowed → Shorten it by 1.", faults(one.repeat(301)));
    }

    @Test
    void threeThousandBytesAreAllowedAndNotOneMore() {
        String family = "👨‍👩‍👧‍👦";

        assertEquals("", faults(family.repeat(120)));
        assertEquals(
                "text has 3,001 bytes; 3,000 are allowed → Use fewer emoji made of several characters.",
                faults(family.repeat(120) + "a"));
    }

    @Test
    void threeLanguagesAreAllowed() {
        assertEquals("", faults(Trial.json("{'text': 'Hi', 'langs': ['en', 'pt-BR', 'zh-Hant']}")));
        assertEquals(
                "langs has 4 languages; 3 are allowed → Leave some out.",
                faults(Trial.json("{'text': 'Hi', 'langs': ['en', 'nl', 'de', 'fr']}")));
        assertEquals(
                "langs has english!, which is no language code → Write a code such as en or pt-BR.",
                faults(Trial.json("{'text': 'Hi', 'langs': ['english!']}")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://bsky.app/profile/jo.example/post/3kabc22xyz",
                "at://did:plc:ewvi7nxzyoun6zhxrhs64oiz/app.bsky.feed.post/3kabc22xyz"
            })
    void aReplyNamesAPost(String post) {
        assertEquals("", faults(Trial.json("{'text': 'Hi'}").put("reply_to", post)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://bsky.app/profile/jo.example", "https://example.com/post/1", "3kabc"})
    void aReplyToSomethingElseIsRefused(String post) {
        assertEquals(
                "reply_to names no post on Bluesky → Write the post's address, such as https://bsky.app/profile/jo.example/post/3kabc.",
                faults(Trial.json("{'text': 'Hi'}").put("reply_to", post)));
    }

    @Test
    void theDeedTellsAReplyFromAText() {
        var studio = Trial.account("bluesky", "studio.example");

        assertEquals(
                "posts 1 text on Bluesky as @studio.example",
                Trial.shown(new BlueskyPost().deed(Trial.written(Trial.json("{'text': 'Hi'}")), studio)));
        assertEquals(
                "posts 1 reply on Bluesky as @studio.example",
                Trial.shown(new BlueskyPost()
                        .deed(Trial.written(Trial.json("{'text': 'Hi', 'reply_to': 'at://x'}")), studio)));
    }

    private static String faults(String text) {
        return faults(Trial.json("{}").put("text", text));
    }

    private static String faults(ObjectNode arguments) {
        return Trial.shown(new BlueskyPost().check(Trial.written(arguments), List.of(), Trial.NOBODY));
    }
}
