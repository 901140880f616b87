package dev.factotum.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class SectionTest {
    private static final String NOTE = "# Title\n\n## Tell the agent\n\nEarlier words.\n\n## Why\n\nBecause.\n";

    @Test
    void aSectionEndsAtTheNextHeading() {
        assertEquals("\nEarlier words.\n\n", Section.of(NOTE, "Tell the agent"));
        assertEquals("\nBecause.\n", Section.of(NOTE, "Why"));
        assertEquals("", Section.of(NOTE, "Source"));
    }

    @Test
    void linesAreAddedAtItsEndAndNothingElseChanges() {
        assertEquals(
                "# Title\n\n## Tell the agent\n\nEarlier words.\n\nShorter.\n\n## Why\n\nBecause.\n",
                Section.with(NOTE, "Tell the agent", List.of("Shorter.")));
    }

    @Test
    void anEmptySectionIsFilled() {
        assertEquals(
                "# T\n\n## Tell the agent\n\nShorter.\n\n## Why\n",
                Section.with("# T\n\n## Tell the agent\n\n## Why\n", "Tell the agent", List.of("Shorter.")));
    }

    @Test
    void aMissingSectionIsMadeAtTheEnd() {
        assertEquals(
                "# T\r\n\r\n## Tell the agent\r\n\r\nShorter.\r\n",
                Section.with("# T\r\n", "Tell the agent", List.of("Shorter.")));
    }
}
