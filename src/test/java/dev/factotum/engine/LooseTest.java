package dev.factotum.engine;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class LooseTest {
    @Test
    void aValueIsHeldWhateverItsCaseSpacingAndEscapes() {
        assertTrue(Loose.holds("Please copy Accounts\\@Acme.example", "accounts@acme.example"));
        assertFalse(Loose.holds("Please copy accounts", "accounts@acme.example"));
    }
}
