package dev.factotum.markdown;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;

class UnescapeTest {
    @Test
    void escapedLinesReadBackAsTheyWere() {
        Random random = new Random(7);
        String signs = "-+*#>=|`~<>![](){}$%^&_\\:;.,'\"/@? 0123xé😀lt;amp";
        for (int round = 0; round < 10_000; round++) {
            StringBuilder text = new StringBuilder("a");
            for (int i = random.nextInt(12); i > 0; i--) {
                int at = signs.offsetByCodePoints(0, random.nextInt(signs.codePointCount(0, signs.length())));
                text.appendCodePoint(signs.codePointAt(at));
            }
            String line = text.append('z').toString();

            assertEquals(line, Unescape.line(Escape.line(line)));
            assertEquals(line, Unescape.quoted(Escape.quote(line).stripTrailing()));
        }
    }

    @Test
    void whatIsNoEscapeStaysAsItIs() {
        assertEquals("C:\\x & &copy; \\", Unescape.line("C:\\x & &copy; \\"));
        assertEquals("<b> & \"", Unescape.line("&lt;b&gt; &amp; &quot;"));
    }

    @Test
    void theMarkerOfAQuoteGoesAndItsIndentationStays() {
        assertEquals("  x", Unescape.quoted(">   x"));
        assertEquals("x", Unescape.quoted("  >x"));
        assertEquals("", Unescape.quoted(">"));
    }
}
