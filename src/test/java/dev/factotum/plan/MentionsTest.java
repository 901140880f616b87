package dev.factotum.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MentionsTest {
    @Test
    void linksAreFoundWithoutTheirClosingPunctuation() {
        assertEquals(
                Set.of("https://acme.example/pay?id=1", "www.acme.example"),
                Mentions.links("See (https://acme.example/pay?id=1), or www.acme.example."));
    }

    @ParameterizedTest
    @CsvSource({
        "go to evil.example/pay now, evil.example/pay",
        "EVIL.EXAMPLE, EVIL.EXAMPLE",
        "(bücher.example:8080/x), bücher.example:8080/x",
        "ftp://evil.example, ftp://evil.example",
        "pay at a-b.co.uk?x=1!, a-b.co.uk?x=1"
    })
    void aLinkNeedsNoScheme(String text, String link) {
        assertEquals(Set.of(link), Mentions.links(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"jo@acme.example", "see invoice.pdf", "version 1.2.3", "at 10.30", "well... yes", "e.g. this"})
    void whatIsNoAddressOfAPageIsNoLink(String text) {
        assertEquals(Set.of(), Mentions.links(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "NL91 ABNA 0417 1643 00, that is it",
                "NL91ABNA0417164300",
                "nl91abna0417164300",
                "NL91-ABNA-0417-1643-00",
                "NL91.ABNA.0417.1643.00",
                "NL91 ABNA 0417 1643 00 please pay"
            })
    void aBankAccountIsFoundHoweverItIsWritten(String text) {
        assertEquals(Set.of("NL91ABNA0417164300"), Mentions.accounts("Pay to " + text));
    }

    @Test
    void anAccountWithAWrongCheckDigitIsNone() {
        assertEquals(Set.of(), Mentions.accounts("NL92ABNA0417164300"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "€ 1.240,00",
                "1240 EUR",
                "900 euro",
                "900,-",
                "$5",
                "EUR 900",
                "1,000 dollars",
                "GBP1000",
                "12 pounds",
                "1,240.00 EUR",
                "12 euros",
                "CHF 12'000.50",
                "€12"
            })
    void anAmountIsFoundHoweverItIsWritten(String amount) {
        assertEquals(List.of(amount), List.copyOf(Mentions.amounts("It was " + amount + " in all.")));
    }

    @Test
    void plainProseHoldsNothing() {
        String prose = "Hi, thanks for the 3 posters. See you on 12-11 at 10:30!";
        assertEquals(Set.of(), Mentions.links(prose));
        assertEquals(Set.of(), Mentions.accounts(prose));
        assertEquals(Set.of(), Mentions.amounts(prose));
    }

    @ParameterizedTest
    @ValueSource(strings = {"invoice 1042", "on 24 November 2026", "call 06 12345678", "euro"})
    void aNumberWithoutACurrencyIsNoAmount(String text) {
        assertEquals(Set.of(), Mentions.amounts(text));
    }
}
