package dev.factotum.markdown;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LinesTest {
    @Test
    void everyKindOfLineBreakEndsALine() {
        Lines lines = Lines.of("a\nb\r\nc\rd\r\r\n\n");

        assertEquals(
                "[a, b, c, d, , , ]",
                IntStream.range(0, lines.count()).mapToObj(lines::text).toList().toString());
    }

    @Test
    void offsetsLeadToTheirLine() {
        Lines lines = Lines.of("ab\r\ncd");

        assertEquals(0, lines.at(3));
        assertEquals(1, lines.at(4));
        assertEquals(4, lines.next(0));
        assertEquals(6, lines.next(1));
    }

    @Test
    void theFirstBreakIsTheBreakOfTheText() {
        assertEquals("\r\n", Lines.of("a\r\nb\n").lineBreak());
        assertEquals("\n", Lines.of("a").lineBreak());
    }
}
