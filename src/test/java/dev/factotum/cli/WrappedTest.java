package dev.factotum.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class WrappedTest {
    @Test
    void linesBreakAtBlanksAndKeepTheirIndent() {
        assertEquals(
                List.of("! Step 2 copies", "  somebody new"),
                Wrapped.lines("Step 2 copies somebody new", 15, "! ", "  "));
    }

    @Test
    void coloursTakeNoRoom() {
        String styled = Style.RED.of("high") + " risk";

        assertEquals(List.of(styled), Wrapped.lines(styled, 9, "", ""));
        assertEquals(9, Wrapped.width(styled));
    }

    @Test
    void aLongWordStaysWhole() {
        assertEquals(
                List.of("see", "https://example.com/a/long/path", "now"),
                Wrapped.lines("see https://example.com/a/long/path now", 10, "", ""));
    }
}
