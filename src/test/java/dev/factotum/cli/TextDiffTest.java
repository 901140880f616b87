package dev.factotum.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class TextDiffTest {
    @Test
    void whatWentAndWhatCameIsShownWithItsSurroundings() {
        assertEquals(
                List.of("@@ -2,5 +2,5 @@", " b", " c", "-d", "+D", " e", " f"),
                TextDiff.lines("a\nb\nc\nd\ne\nf\ng\n", "a\nb\nc\nD\ne\nf\ng\n"));
    }

    @Test
    void equalTextsDifferInNothing() {
        assertEquals(List.of(), TextDiff.lines("a\r\nb", "a\nb"));
    }

    @Test
    void theTextOfOthersCannotColour() {
        assertEquals(
                List.of(Style.CYAN.of("@@ -1,1 +1,1 @@"), Style.RED.of("-a"), Style.GREEN.of("+[31mb")),
                TextDiff.styled("a", "\u001b[31mb"));
    }
}
