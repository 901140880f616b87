package dev.factotum.channel.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArgumentsTest {
    @Test
    void aSingleValueStandsForAListOfOne() {
        Arguments arguments = Trial.written(Trial.json("{'to': 'jo@acme.example', 'cc': []}"));

        assertEquals(List.of("jo@acme.example"), arguments.list("to"));
        assertTrue(arguments.has("to"));
        assertFalse(arguments.has("cc"));
        assertEquals("", arguments.text("subject"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"${s1.pdf}", " ${s1.pdf} ", "$item.body", "${invoice-1.message_id}"})
    void aWholeReferenceIsPendingUntilItIsResolved(String value) {
        assertTrue(new Arguments(Trial.json("{}"), false).pending(value));
        assertFalse(new Arguments(Trial.json("{}"), true).pending(value));
    }

    @ParameterizedTest
    @ValueSource(strings = {"see ${s1.pdf}", "$item", "$5.00", "${}", "$$item.body", "${s1.pdf} ${s2.pdf}"})
    void anythingElseIsTakenAsItStands(String value) {
        assertFalse(new Arguments(Trial.json("{}"), false).pending(value));
    }
}
