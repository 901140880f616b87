package dev.factotum.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TextPatternTest {
    @Test
    void aPlainWordMatchesWholeWordsOnly() {
        TextPattern word = TextPattern.of("invoice");
        assertTrue(word.find("Re: INVOICE 1042").isPresent());
        assertFalse(word.find("invoiced twice, reinvoice").isPresent());
    }

    @Test
    void severalWordsMatchInOrderWhateverStandsBetween() {
        TextPattern words = TextPattern.of("out of office");
        assertTrue(words.find("I am Out-of-Office till Monday").isPresent());
        assertFalse(words.find("office of out").isPresent());
    }

    @Test
    void wordsOfOtherScriptsMatchToo() {
        assertTrue(TextPattern.of("réclamation").find("Ma RÉCLAMATION!").isPresent());
        assertTrue(TextPattern.of("счёт").find("Ваш Счёт №7").isPresent());
    }

    @Test
    void aRegexGivesItsNamedGroupsInBothSpellings() {
        assertEquals(
                Map.of("n", "5", "topic", "coffee"),
                TextPattern.of("/plan (?P<n>\\d+) posts about (?<topic>.+)/i")
                        .find("Plan 5 posts about coffee")
                        .orElseThrow());
    }

    @Test
    void aGroupThatTookNoPartHasNoValue() {
        assertEquals(
                Map.of("x", "X"),
                TextPattern.of("/on (?:(?<x>x\\b)|(?<b>bluesky\\b)|[ ,&])+/i")
                        .find("post on X")
                        .orElseThrow());
    }

    @Test
    void anExpressionThatTakesExponentialTimeElsewhereIsHarmless() {
        assertFalse(TextPattern.of("/(a+)+$/").find("a".repeat(5_000) + "!").isPresent());
    }

    @Test
    void brokenExpressionsAndUnknownFlagsSayWhy() {
        assertTrue(refusal("/(/").contains("cannot be read"));
        assertTrue(refusal("/a/q").contains("q is no flag"));
        assertThrows(IllegalArgumentException.class, () -> TextPattern.of("?!"));
    }

    private static String refusal(String written) {
        return String.valueOf(assertThrows(IllegalArgumentException.class, () -> TextPattern.of(written))
                .getMessage());
    }

    @Test
    void globsMatchAddressesWithoutCase() {
        assertTrue(new Glob("*@Acme.example").matches("Jo@acme.example"));
        assertTrue(new Glob("news?@*").matches("news1@x.example"));
        assertFalse(new Glob("*@acme.example").matches("jo@acme.example.evil"));
        assertTrue(new Glob("*a*a*a*").matches("banana"));
        assertFalse(new Glob("").matches("x"));
    }
}
