package dev.factotum.channel.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.channel.sandbox.Trial;
import dev.factotum.channel.sandbox.TrialVault;
import dev.factotum.tool.Outcome;
import dev.factotum.tool.Undoing;
import dev.factotum.vault.Digest;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RemoveToolTest {
    private static final ObjectNode REMOVE =
            Trial.json("{'path': 'Notes/Plan.md', 'sha256': '" + Digest.of("A plan.\n") + "'}");

    private final TrialVault trial;
    private final RemoveTool tool;

    RemoveToolTest() throws IOException {
        trial = TrialVault.fresh();
        tool = new RemoveTool(trial.vault());
    }

    @Test
    void aNoteIsTakenBackAndKept() {
        NoteTool note = new NoteTool(trial.vault());
        ObjectNode arguments = Trial.json("{'path': 'Notes/Plan.md', 'text': 'A plan.'}");
        Outcome.Done done = (Outcome.Done) OwnTools.call(note, arguments);
        Undoing undoing = note.undo(arguments, done.outputs(), done.receipt()).orElseThrow();

        assertEquals("Take away the note Notes/Plan.md", undoing.title());
        assertEquals(
                "done: took away Notes/Plan.md",
                OwnTools.shown(OwnTools.call(tool, undoing.arguments(), Trial.OTHER_KEY, Duration.ZERO)));
        assertEquals(Map.of(), trial.files());
        assertEquals(
                "A plan.\n",
                trial.world()
                        .disk()
                        .person()
                        .files(TrialVault.ROOT)
                        .get(".agent/local/undo/2026-11-20/removed-" + Trial.OTHER_KEY + ".md"));
    }

    @Test
    void aNoteThatSomebodyChangedStays() {
        trial.write("Notes/Plan.md", "A better plan.\n");

        assertEquals(
                "failed: Notes/Plan.md has been changed since; take it away yourself if you wish",
                OwnTools.shown(OwnTools.call(tool, REMOVE)));
        assertEquals(Map.of("Notes/Plan.md", "A better plan.\n"), trial.files());
    }

    @Test
    void aNoteThatIsGoneIsNotFound() {
        assertEquals("failed: Notes/Plan.md is no longer there", OwnTools.shown(OwnTools.call(tool, REMOVE)));
    }

    @Test
    void aNoteMadeAgainAfterwardsStays() {
        trial.write("Notes/Plan.md", "A plan.\n");
        OwnTools.call(tool, REMOVE);
        trial.write("Notes/Plan.md", "A plan.\n");

        assertTrue(OwnTools.shown(OwnTools.call(tool, REMOVE)).startsWith("failed: "));
        assertEquals(Map.of("Notes/Plan.md", "A plan.\n"), trial.files());
    }

    @Test
    void onlyNotesThatAToolMayWriteCanBeTakenAway() {
        trial.write("Handbook.md", "A plan.\n");
        ObjectNode handbook = REMOVE.deepCopy().put("path", "Handbook.md");

        assertTrue(OwnTools.shown(OwnTools.call(tool, handbook)).startsWith("failed: path is written by people only"));
        assertEquals(Map.of("Handbook.md", "A plan.\n"), trial.files());
    }

    @Test
    void aCrashAtAnyOperationTakesItAwayOnceAndLosesNothing() throws IOException {
        TrialVault.stopEverywhere(
                at -> at.write("Notes/Plan.md", "A plan.\n"),
                at -> OwnTools.call(new RemoveTool(at.vault()), REMOVE),
                at -> {
                    assertEquals(Map.of(), at.files());
                    assertTrue(at.world().disk().person().files(TrialVault.ROOT).containsValue("A plan.\n"));
                    assertEquals(
                            "done: took away Notes/Plan.md",
                            OwnTools.shown(OwnTools.call(new RemoveTool(at.vault()), REMOVE)));
                });
    }
}
