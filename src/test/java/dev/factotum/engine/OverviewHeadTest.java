package dev.factotum.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class OverviewHeadTest {
    private static OverviewHead head(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return OverviewHead.of(Arrays.copyOf(bytes, Math.min(bytes.length, OverviewHead.BYTES)), "Name of file.md");
    }

    @Test
    void aNoteWithoutHeadingHasItsFilesName() {
        assertEquals("Name of file", head("just words\n").title());
        assertEquals("Name of file", head("").title());
    }

    @Test
    void anUnderlinedHeadingIsATitle() {
        assertEquals("Winter hours", head("Winter hours\n===\n\ntext\n").title());
        assertEquals("Name of file", head("```\n# no\n```\n").title());
    }

    @Test
    void windowsLineEndsAndAByteOrderMarkAreNoPartOfAnything() {
        OverviewHead head =
                head("\ufeff---\r\nrisk: high\r\n---\r\n\r\n# Title\r\n\r\n> [!question]- No plan yet\r\n> Why\r\n");
        assertEquals("high", head.property("risk"));
        assertEquals("Title", head.title());
        assertEquals("no_plan", head.why());
        assertEquals("Why", head.note());
    }

    @Test
    void aPersonsOwnCalloutIsNoReason() {
        OverviewHead head =
                head("# T\n\n> [!question] My own question\n> about this\n\n> [!info] Expired\n> Too late.\n");
        assertEquals("expired", head.why());
        assertEquals("Too late.", head.note());
    }

    @Test
    void aWarningAloneIsTheNoteOfADecision() {
        OverviewHead head = head("# T\n\n> [!warning] Look at this first\n> Step 2 copies **a@b.example**.\n");
        assertEquals("decision", head.why());
        assertEquals("Step 2 copies a@b.example.", head.note());
    }

    @Test
    void whatStandsBehindTheBeginningIsNotReadAndALineThatIsCutIsNotUsed() {
        String filler = "x".repeat(OverviewHead.BYTES - 40) + "\n";
        OverviewHead head = head(filler + "# A title that is longer than what is left of it\n");
        assertEquals("Name of file", head.title());
    }

    @Test
    void propertiesLoseQuotesAndComments() {
        OverviewHead head = head("---\na: \"x \\\"y\\\"\"\nb: 'it''s'\nc: plain # why\nd:\n  - list\n---\n# T\n");
        assertEquals("x \"y\"", head.property("a"));
        assertEquals("it's", head.property("b"));
        assertEquals("plain", head.property("c"));
        assertEquals("", head.property("d"));
    }

    @Test
    void bytesThatNoTextHasAreTold() {
        assertTrue(head("# T\0\n").broken());
    }
}
