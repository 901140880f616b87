package dev.factotum.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factotum.cli.Traits.Screen;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TerminalTest {
    private static final Map<String, String> XTERM = Map.of("TERM", "xterm");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void coloursShowOnATerminal() {
        assertEquals("\u001b[31mred\u001b[0m", shown(Traits.of(XTERM, "012", "UTF-8"), Style.RED.of("red")));
    }

    @Test
    void coloursAreLeftOutInPipesByNoColorAndOnDumbTerminals() {
        String red = Style.RED.of("red");

        assertEquals("red", shown(Traits.of(XTERM, "2", "UTF-8"), red));
        assertEquals("red", shown(Traits.of(Map.of("NO_COLOR", "1"), "012", "UTF-8"), red));
        assertEquals("red", shown(Traits.of(Map.of("TERM", "dumb"), "012", "UTF-8"), red));
    }

    @Test
    void anEmptyNoColorDoesNotCount() {
        assertTrue(Traits.of(Map.of("NO_COLOR", ""), "1", "UTF-8").output().colour());
    }

    @Test
    void aTerminalWithoutUnicodeGetsPlainSymbols() {
        Traits latin = Traits.of(Map.of(), "012", "ISO-8859-1");

        assertEquals("done -> 1,240.00 EUR - ok ?", shown(latin, "done → 1,240.00 € · ✓ 好"));
    }

    @Test
    void aPipeGetsUnicodeWhateverTheTerminalShows() {
        assertEquals("→ é", shown(Traits.of(Map.of(), "0", "US-ASCII"), "→ é"));
    }

    @Test
    void anEncodingNobodyKnowsIsTakenForAscii() {
        assertEquals("->", shown(Traits.of(Map.of(), "1", "x-none-such"), "→"));
    }

    @Test
    void escapesOfOthersNeverReachTheScreen() {
        Traits colour = Traits.of(XTERM, "012", "UTF-8");

        assertEquals("[8mhidden[0;1m", shown(colour, "\u001b[8mhidden\u001b[0;1m"));
        assertEquals("]0;title", shown(colour, "\u001b]0;title\u0007"));
    }

    @Test
    void jsonKeepsControlsAsEscapes() {
        Terminal terminal = terminal(out, Traits.PIPES);
        terminal.json("{\"a\":\"\u202e\u009b\"}");
        terminal.flush();

        assertEquals("{\"a\":\"\\u202e\\u009b\"}\n", out.toString(StandardCharsets.UTF_8));
    }

    @Test
    void aReaderThatWentAwayIsNoFailure() {
        Terminal terminal = terminal(broken("Broken pipe"), Traits.PIPES);
        terminal.output("one\n");
        terminal.flush();
        terminal.output("two\n");

        assertTrue(terminal.closed());
        assertEquals(Optional.empty(), terminal.failure());
    }

    @Test
    void resultsThatCouldNotBeWrittenEndWithSeven() {
        Terminal terminal = terminal(broken("No space left on device"), Traits.PIPES);
        int exit = Agent.run(new String[] {"doctor", "--codes"}, surroundings(terminal));

        assertEquals(7, exit);
        assertFalse(terminal.closed());
        assertEquals("""
                agent: The output could not be written. [E-COMMAND-03]
                  where:  standard output
                  why:    No space left on device
                  next:   Look at where the output goes: a full disk, most often.
                """, err.toString(StandardCharsets.UTF_8));
    }

    @Test
    void aLineIsReadWithoutItsEnd() throws IOException {
        InputStream typed = new ByteArrayInputStream("yes\r\n\nlast".getBytes(StandardCharsets.UTF_8));
        Terminal terminal = new Terminal(typed, out, err, Traits.PIPES);

        assertEquals(Optional.of("yes"), terminal.line());
        assertEquals(Optional.of(""), terminal.line());
        assertEquals(Optional.of("last"), terminal.line());
        assertEquals(Optional.empty(), terminal.line());
    }

    @Test
    void inputIsReadUpToItsLimitAndOneByteMore() throws IOException {
        Terminal terminal = new Terminal(new ByteArrayInputStream(new byte[100]), out, err, Traits.PIPES);

        assertArrayEquals(new byte[11], terminal.all(10));
    }

    @Test
    void theWidthIsTakenFromColumnsWithinReason() {
        assertEquals(120, Traits.of(Map.of("COLUMNS", "120"), "", null).columns());
        assertEquals(40, Traits.of(Map.of("COLUMNS", "12"), "", null).columns());
        assertEquals(80, Traits.of(Map.of("COLUMNS", "wide"), "", null).columns());
    }

    @Test
    void eachStreamIsItsOwnScreen() {
        Traits traits = Traits.of(XTERM, "2", "UTF-8");

        assertFalse(traits.input());
        assertEquals(Screen.NONE, traits.output());
        assertTrue(traits.errors().terminal());
    }

    private String shown(Traits traits, String text) {
        out.reset();
        Terminal terminal = terminal(out, traits);
        terminal.output(text);
        terminal.flush();
        return out.toString(StandardCharsets.UTF_8);
    }

    private Terminal terminal(OutputStream output, Traits traits) {
        return new Terminal(InputStream.nullInputStream(), output, err, traits);
    }

    private static Surroundings surroundings(Terminal terminal) {
        return new Surroundings(
                terminal,
                Map.of(),
                Path.of("/nowhere"),
                () -> {
                    throw new IllegalStateException();
                },
                new Interrupt(code -> {}));
    }

    private static OutputStream broken(String why) {
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException(why);
            }
        };
    }
}
