package dev.factotum.markdown;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class SplicesTest {
    @Test
    void everyOtherCharIsKept() {
        String text = "\uFEFFone\r\ntwo\tthree";

        assertEquals(
                "\uFEFFone\r\n2\tTHREE!",
                new Splices(text)
                        .replace(10, 15, "THREE")
                        .replace(6, 9, "2")
                        .insert(15, "!")
                        .apply());
    }

    @Test
    void insertionsAtOneOffsetKeepTheirOrderAndStandBeforeAReplacement() {
        assertEquals(
                "a12Bc",
                new Splices("abc")
                        .insert(1, "1")
                        .replace(1, 2, "B")
                        .insert(1, "2")
                        .apply());
    }

    @Test
    void touchingSpansAreTaken() {
        assertEquals(
                "xy", new Splices("abcd").replace(0, 2, "x").replace(2, 4, "y").apply());
    }

    @Test
    void overlappingSpansAreRefused() {
        Splices splices = new Splices("abcd").replace(0, 3, "x").insert(1, "y");

        assertThrows(IllegalArgumentException.class, splices::apply);
    }

    @Test
    void aSpanOutsideTheTextIsRefused() {
        Splices splices = new Splices("abc");

        assertThrows(IllegalArgumentException.class, () -> splices.replace(2, 4, ""));
        assertThrows(IllegalArgumentException.class, () -> splices.replace(2, 1, ""));
    }

    @Test
    void withoutSplicesTheTextItselfComesBack() {
        String text = "as it is";

        assertSame(text, new Splices(text).apply());
    }
}
