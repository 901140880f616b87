package dev.factotum.channel.x;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factotum.channel.sandbox.Simulated;
import dev.factotum.channel.sandbox.Trial;
import dev.factotum.tool.Account;
import dev.factotum.tool.Mode;
import dev.factotum.tool.Receipt;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class XPostTest {
    private static final Account STUDIO = Trial.account("x", "@studio");

    @Test
    void theDeedSaysWhereAndAsWhom() {
        assertEquals("posts 1 text on X as @studio", deed("{'text': 'Good morning'}", STUDIO));
        assertEquals("posts 1 text on X as @acme", deed("{'text': 'Hi'}", Trial.account("x", "acme")));
        assertEquals("posts 1 text on X", deed("{'text': 'Good morning'}", Trial.NOBODY));
        assertEquals("posts 1 text with a link on X as @studio", deed("{'text': 'See example.com'}", STUDIO));
        assertEquals(
                "posts 1 reply on X as @studio (X takes a reply only where it was mentioned)",
                deed("{'text': 'Thanks', 'reply_to': '12'}", STUDIO));
    }

    @Test
    void everybodyMayReadAPost() {
        assertTrue(new XPost()
                .deed(Trial.written(Trial.json("{'text': 'Hi'}")), STUDIO)
                .publish());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1234567890123456789",
                "https://x.com/jo/status/1234567890",
                "https://twitter.com/jo_x/status/1?s=20",
                "https://www.x.com/jo/status/1",
                "${s1.id}"
            })
    void aPostIsNamedByNumberOrAddress(String post) {
        assertEquals(
                "", faults(Trial.json("{'text': 'Hi'}").put("reply_to", post).toString(), STUDIO));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://x.com.evil.example/jo/status/1",
                "https://example.com/1",
                "12345678901234567890",
                "jo",
                "https://x.com/jo",
                "1\n2"
            })
    void anythingElseNamesNoPost(String post) {
        assertEquals(
                "reply_to names no post on X → Write the post's address, such as https://x.com/jo/status/1234567890, or its number.",
                faults(Trial.json("{'text': 'Hi'}").put("reply_to", post).toString(), STUDIO));
    }

    @Test
    void aSimulatedPostIsOneOnlyInTheSandbox() {
        String arguments = "{'text': 'Hi', 'reply_to': '" + Simulated.id(Trial.KEY) + "', 'quote': '"
                + Simulated.url("x", Trial.KEY) + "'}";

        assertEquals("", faults(arguments, STUDIO));
        assertEquals(
                2,
                faults(arguments, new Account("acme", "x", "@acme", Mode.LIVE))
                        .lines()
                        .count());
    }

    @Test
    void aQuoteAndMediaDoNotGoTogether() {
        assertEquals(
                "quote stands beside media; X takes one of the two → Leave one out.",
                faults("{'text': 'Hi', 'quote': '12', 'media': ['a.png']}", STUDIO));
    }

    @Test
    void aTextThatIsStillToComeIsNotCounted() {
        assertEquals("", faults("{'text': '$item.body'}", STUDIO));
    }

    @Test
    void aPostIsTakenBackByItsId() {
        var undoing = new XPost()
                .undo(XChannel.posted(Trial.KEY), new Receipt("simulated: Outbox/x/KEY.md", true))
                .orElseThrow();

        assertEquals("x.delete", undoing.tool().value());
        assertEquals(
                "{\"id\":\"simulated-" + Trial.KEY + "\"}", undoing.arguments().toString());
    }

    private static String deed(String arguments, Account account) {
        return Trial.shown(new XPost().deed(Trial.written(Trial.json(arguments)), account));
    }

    private static String faults(String arguments, Account account) {
        return Trial.shown(new XPost().check(Trial.written(Trial.json(arguments)), List.of(), account));
    }
}
