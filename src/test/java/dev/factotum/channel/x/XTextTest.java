package dev.factotum.channel.x;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factotum.channel.sandbox.Faults;
import dev.factotum.channel.sandbox.Trial;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Weights from twitter-text's configuration 3 and its conformance data (platforms.md 1.9). */
class XTextTest {
    private static final String URL = "https://example.com/a/very/long/path/that/goes/on/and/on?with=query&and=more";

    static final List<String> EXACTLY_280 = List.of(
            "a".repeat(280),
            "漢".repeat(140),
            "👨‍👩‍👧‍👦".repeat(140),
            "👍🏽".repeat(140),
            URL + " " + "a".repeat(256),
            "e\u0301".repeat(280),
            "“" + "a".repeat(278) + "”",
            "ü".repeat(280),
            "한".repeat(139) + "ab",
            "#coffee @jo: \"hi\"" + "\n".repeat(3) + "a".repeat(260));

    @ParameterizedTest
    @FieldSource("EXACTLY_280")
    void twoHundredAndEightyAreAllowed(String text) {
        assertEquals("", faults(text));
    }

    @ParameterizedTest
    @FieldSource("EXACTLY_280")
    void oneMoreIsTooLong(String text) {
        assertEquals(
                "text has 281 characters as X counts them; 280 are allowed → Shorten it by 1, or make it a thread (x.thread).",
                faults(text + "b"));
    }

    @Test
    void aTextOfThreeHundredIsToldItsLength() {
        assertEquals(
                "text has 300 characters as X counts them; 280 are allowed → Shorten it by 20, or make it a thread (x.thread).",
                faults("x".repeat(300)));
    }

    @Test
    void aByteOrderMarkIsNotTaken() {
        assertEquals("text holds a character that X does not take → Type the text again.", faults("hello \ufeff you"));
    }

    @Test
    void oneCashtagIsAllowedAndNotTwo() {
        assertEquals("", faults("Buy $ACME for $5"));
        assertEquals(
                "text has more than one cashtag; X allows 1 → Write the others without the $.",
                faults("Buy $ACME and $STUDIO"));
    }

    @Test
    void aHugeTextIsRefusedWithoutCounting() {
        assertTrue(faults("a.co ".repeat(100_000)).startsWith("text has 500,000 characters, far more"));
    }

    @Test
    void aTrapOfDotsIsRefusedWithoutCounting() {
        assertEquals("", faults("see a.b.c.d.example.com, and so on..........................................."));
        assertEquals(
                "text holds more than 30 names joined by dots → Put a space behind the dots.", faults("a.".repeat(31)));
        assertEquals(
                "text holds more than 30 names joined by dots → Put a space behind the dots.",
                faults("漢.".repeat(31) + "com"));
    }

    @Test
    void textsAtTheBoundAreCounted() {
        assertTrue(faults("http://a/".repeat(1_000)).startsWith("text has "));
        assertTrue(faults("@".repeat(9_999)).startsWith("text has "));
        assertTrue(faults(("a.".repeat(30) + " ").repeat(30)).startsWith("text has "));
    }

    private static String faults(String text) {
        Faults faults = new Faults();
        XText.check("text", "", text, ", or make it a thread (x.thread)", faults);
        return Trial.shown(faults.list());
    }
}
