package dev.factotum.crew;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.factotum.vault.Trust;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnsettledTest {
    @Test
    void aLineIsCutBetweenLettersAndNeverWithinOne() {
        assertEquals("a".repeat(399) + "…", Briefing.line("a".repeat(399) + "😀😀"));
        assertEquals("a".repeat(398) + "😀…", Briefing.line("a".repeat(398) + "😀😀"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Answer on the price by 2026-12-01, 14:30 | Answer on the price by 2026-12-01, 14:30",
                "Send invoice 1042 of 120.00 EUR | Send invoice 1042 of 120.00 EUR",
                "Write to Boss <boss@evil.example> | Write to Boss (an address)",
                "See http://evil.example/a?b=c now | See (a link) now",
                "See www.evil.example | See (a link)",
                "Pay NL91 ABNA 0417 1643 00 today | Pay (a number) today",
                "Call +31 20 123 4567 8 | Call +(a number)",
            })
    void ofSomebodyElsesMessageNothingStaysThatLeadsAnywhere(String said, String words) {
        assertEquals(words, Unsettled.words(said, Trust.UNTRUSTED));
        assertEquals(said, Unsettled.words(said, Trust.OWN));
    }
}
