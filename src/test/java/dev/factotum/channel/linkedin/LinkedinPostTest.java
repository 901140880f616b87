package dev.factotum.channel.linkedin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.factotum.channel.sandbox.Trial;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinkedinPostTest {
    @Test
    void threeThousandCharactersAreAllowedAndNotOneMore() {
        assertEquals("", faults("text", "a".repeat(3000)));
        assertEquals(
                "text has 3,001 characters; 3,000 are allowed → Shorten it by 1.", faults("text", "a".repeat(3001)));
    }

    @Test
    void textWithBracketsAndTagsIsTakenAsItIs() {
        assertEquals("", faults("text", "We (really) mean *it*: #craft @[Jo] <3 \\o/ {x} | ~ _"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://example.com/page?a=b#c", "http://example.com", "${s1.url}"})
    void aWebAddressMayBeTheCard(String link) {
        assertEquals("", faults("link", link));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "example.com",
                "javascript:alert(1)",
                "https://",
                "https://localhost/",
                "https://jo:secret@example.com/",
                "ftp://example.com",
                "https://example.com/a b"
            })
    void anythingElseIsNoLink(String link) {
        assertEquals(
                "link is no web address → Write it whole, such as https://example.com/page.", faults("link", link));
    }

    @Test
    void aLinkAndMediaDoNotGoTogether() {
        var arguments = Trial.json("{'text': 'Hi', 'link': 'https://example.com', 'media': ['a.png']}");

        assertEquals(
                "link stands beside media; LinkedIn shows one of the two → Put the link into the text.",
                Trial.shown(new LinkedinPost().check(Trial.written(arguments), List.of(), Trial.NOBODY)));
    }

    @Test
    void theDeedNamesTheAccount() {
        var arguments = Trial.written(Trial.json("{'text': 'Hi'}"));

        assertEquals(
                "posts 1 text on LinkedIn as Studio North",
                Trial.shown(new LinkedinPost().deed(arguments, Trial.account("linkedin", "Studio North"))));
        assertEquals("posts 1 text on LinkedIn", Trial.shown(new LinkedinPost().deed(arguments, Trial.NOBODY)));
    }

    private static String faults(String argument, String value) {
        var arguments = Trial.json("{'text': 'Hi'}").put(argument, value);
        return Trial.shown(new LinkedinPost().check(Trial.written(arguments), List.of(), Trial.NOBODY));
    }
}
