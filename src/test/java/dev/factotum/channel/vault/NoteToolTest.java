package dev.factotum.channel.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.channel.sandbox.Trial;
import dev.factotum.channel.sandbox.TrialVault;
import dev.factotum.tool.Outcome;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NoteToolTest {
    private static final ObjectNode CREATE = Trial.json("{'path': 'Notes/Plan.md', 'text': '# Plan\\n\\nOne `step`.'}");
    private static final ObjectNode APPEND =
            Trial.json("{'path': 'Reports/Notes.md', 'text': '- today: paint', 'mode': 'append'}");

    private final TrialVault trial;
    private final NoteTool tool;

    NoteToolTest() throws IOException {
        trial = TrialVault.fresh();
        tool = new NoteTool(trial.vault());
    }

    @Test
    void aNewNoteHoldsTheTextAndALineBreak() {
        Outcome outcome = OwnTools.call(tool, CREATE);

        assertEquals("done: Notes/Plan.md", OwnTools.shown(outcome));
        assertEquals(Map.of("Notes/Plan.md", "# Plan\n\nOne `step`.\n"), trial.files());
    }

    @Test
    void aNoteThatStandsIsNotWrittenOver() {
        trial.write("Notes/Plan.md", "mine\n");

        assertEquals(
                "failed: Notes/Plan.md stands already and says something else; choose another path, or mode: append",
                OwnTools.shown(OwnTools.call(tool, CREATE)));
        assertEquals(Map.of("Notes/Plan.md", "mine\n"), trial.files());
    }

    @Test
    void textIsAddedToTheEndWithAnEmptyLineBetween() {
        trial.write("Reports/Notes.md", "# Notes\r\n\r\nkept  \r\n");

        assertEquals("done: Reports/Notes.md", OwnTools.shown(OwnTools.call(tool, APPEND)));
        assertEquals(Map.of("Reports/Notes.md", "# Notes\r\n\r\nkept  \r\n\n- today: paint\n"), trial.files());
    }

    @Test
    void aListGrowsWithoutGaps() {
        OwnTools.call(tool, APPEND, Trial.KEY, Duration.ZERO);
        OwnTools.call(tool, APPEND, Trial.OTHER_KEY, Duration.ZERO);

        assertEquals(Map.of("Reports/Notes.md", "- today: paint\n- today: paint\n"), trial.files());
    }

    @Test
    void theSameKeyAddsOnceAlsoWherePeopleWroteOn() {
        trial.write("Reports/Notes.md", "- today: paint");
        OwnTools.call(tool, APPEND);
        assertEquals(Map.of("Reports/Notes.md", "- today: paint\n- today: paint\n"), trial.files());
        trial.write("Reports/Notes.md", "# Mine\n- today: paint\n- today: paint\n- and this\n");

        assertEquals(
                "done: Reports/Notes.md", OwnTools.shown(OwnTools.call(tool, APPEND, Trial.KEY, Duration.ofDays(1))));
        assertEquals(Map.of("Reports/Notes.md", "# Mine\n- today: paint\n- today: paint\n- and this\n"), trial.files());
    }

    @Test
    void aLinkOnTheWayIsNotFollowed() {
        trial.world().disk().person().link(TrialVault.ROOT.resolve("Notes"), "/etc");
        trial.world().disk().person().link(TrialVault.ROOT.resolve("Reports/Notes.md"), "/vault/Handbook.md");

        assertEquals(
                "failed: Notes is a link, which may lead out of the vault",
                OwnTools.shown(OwnTools.call(tool, CREATE)));
        assertEquals(
                "failed: Reports/Notes.md is a link, which may lead out of the vault",
                OwnTools.shown(OwnTools.call(tool, APPEND)));
    }

    @Test
    void aFileInPlaceOfAFolderIsNamed() {
        trial.write("Notes", "a file\n");

        assertEquals("failed: Notes is a file, not a folder", OwnTools.shown(OwnTools.call(tool, CREATE)));
    }

    @Test
    void aCallToAForbiddenPlaceDoesNothing() {
        Outcome outcome = OwnTools.call(tool, Trial.json("{'path': 'Approved/A.md', 'text': 'x'}"));

        assertEquals(
                "failed: path is written by people only. Choose another folder, such as Notes/ or Content/.",
                OwnTools.shown(outcome));
        assertEquals(Map.of(), trial.files());
    }

    @Test
    void theDeedSaysWhatAndWhere() {
        assertEquals("writes 1 note at Notes/Plan.md", Trial.shown(tool.deed(CREATE, OwnTools.VAULT)));
        assertEquals("adds to 1 note at Reports/Notes.md", Trial.shown(tool.deed(APPEND, OwnTools.VAULT)));
    }

    @Test
    void anAdditionIsNotTakenBackByATool() {
        Outcome.Done done = (Outcome.Done) OwnTools.call(tool, APPEND);

        assertTrue(tool.undo(APPEND, done.outputs(), done.receipt()).isEmpty());
    }

    @Test
    void aCrashAtAnyOperationLeavesOneNote() throws IOException {
        TrialVault.stopEverywhere(
                at -> {},
                at -> OwnTools.call(new NoteTool(at.vault()), CREATE),
                at -> assertEquals(Map.of("Notes/Plan.md", "# Plan\n\nOne `step`.\n"), at.files()));
    }

    @Test
    void aCrashAtAnyOperationAddsOnce() throws IOException {
        for (String standing : List.of("# Notes\n", "- today: paint\n")) {
            String expected = standing + (standing.startsWith("#") ? "\n" : "") + "- today: paint\n";
            int points = TrialVault.stopEverywhere(
                    at -> at.write("Reports/Notes.md", standing),
                    at -> OwnTools.call(new NoteTool(at.vault()), APPEND),
                    at -> assertEquals(Map.of("Reports/Notes.md", expected), at.files()));
            assertTrue(points > 60, () -> points + " points");
        }
    }

    @Test
    void aCrashAtAnyOperationAddsOnceToANewNote() throws IOException {
        TrialVault.stopEverywhere(
                at -> {},
                at -> OwnTools.call(new NoteTool(at.vault()), APPEND),
                at -> assertEquals(Map.of("Reports/Notes.md", "- today: paint\n"), at.files()));
    }
}
