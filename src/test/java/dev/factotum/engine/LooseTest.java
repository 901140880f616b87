package dev.factotum.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import org.junit.jupiter.api.Test;

class LooseTest {
    @Test
    void linksAreFoundWithoutTheirClosingPunctuation() {
        assertEquals(
                Set.of("https://acme.example/pay?id=1", "www.acme.example"),
                Loose.links("See (https://acme.example/pay?id=1), or www.acme.example."));
    }

    @Test
    void bankAccountsAreFoundWithAndWithoutSpaces() {
        assertEquals(
                Set.of("NL91ABNA0417164300"),
                Loose.ibans("Pay to NL91 ABNA 0417 1643 00, that is NL91ABNA0417164300."));
    }

    @Test
    void amountsAreFoundWithTheirCurrency() {
        assertEquals(Set.of("€ 1.240,00", "1240 EUR"), Loose.amounts("It was € 1.240,00 or 1240 EUR in all."));
    }

    @Test
    void aValueIsHeldWhateverItsCaseSpacingAndEscapes() {
        assertTrue(Loose.holds("Please copy Accounts\\@Acme.example", "accounts@acme.example"));
        assertFalse(Loose.holds("Please copy accounts", "accounts@acme.example"));
    }

    @Test
    void plainProseHoldsNothing() {
        String prose = "Hi, thanks for the 3 posters. See you on 12-11 at 10:30!";
        assertTrue(Loose.links(prose).isEmpty());
        assertTrue(Loose.ibans(prose).isEmpty());
        assertTrue(Loose.amounts(prose).isEmpty());
    }
}
