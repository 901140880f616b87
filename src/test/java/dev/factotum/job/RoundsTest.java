package dev.factotum.job;

import static dev.factotum.job.ScriptedModel.plan;
import static dev.factotum.job.ScriptedModel.step;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factotum.llm.Prompt;
import dev.factotum.llm.Purpose;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A model that is never content: what each round is told of those before it, and what the person is told. */
class RoundsTest {
    private static final String WISH = "# Closing\n\nTell X that we close at 17:00.\n";

    /** @param same true where every round plans the very same post */
    private static ScriptedModel neverContent(boolean same) {
        int[] rounds = {0};
        return new ScriptedModel(prompt -> Optional.of(
                prompt.purpose() == Purpose.CHECK
                        ? ScriptedModel.checked("Nobody [[knows]] it.")
                        : plan(
                                        "Closing",
                                        step(
                                                "s1",
                                                "x.post",
                                                "text",
                                                "We close at 17:00" + (same ? "." : ", number " + ++rounds[0] + ".")))
                                .toString()));
    }

    private static void approve(Sam sam) throws IOException {
        sam.move("Closing", "Approved");
        sam.work();
    }

    @Test
    void aNewRoundSaysWhyItCameBackAndShowsTheOldOneLegibly() throws IOException {
        try (Sam sam = new Sam(1, "", Optional.of(neverContent(false)))) {
            sam.write("Inbox/Closing.md", WISH);
            sam.work();
            approve(sam);
            String note = sam.tray("Closing");
            String head = note.substring(0, note.indexOf("## Steps"));
            assertTrue(head.contains("Your decision is needed once more"), head);
            assertTrue(head.contains("says that something is missing: “Nobody "), head);
            assertFalse(head.contains("[[knows]]"), head);
            assertFalse(note.contains("\\[x\\]"), note);
            assertTrue(note.contains("> - ✓ "), note);
            approve(sam);
            assertTrue(sam.tray("Closing").contains("The steps of round 2 ran."), sam.tray("Closing"));
        }
    }

    @Test
    void laterRoundsAndTheirChecksAreToldEveryStepWithItsText() throws IOException {
        ScriptedModel model = neverContent(false);
        try (Sam sam = new Sam(2, "", Optional.of(model))) {
            sam.write("Inbox/Closing.md", WISH);
            sam.work();
            approve(sam);
            approve(sam);
            List<Prompt> plans = model.asked(Purpose.PLAN);
            String third = ScriptedModel.text(plans.get(2));
            assertTrue(third.contains("  - text: We close at 17:00, number 1."), third);
            assertTrue(third.contains("  - text: We close at 17:00, number 2."), third);
            assertFalse(third.contains(".. Plan"), third);
            String check = ScriptedModel.text(model.asked(Purpose.CHECK).get(1));
            assertTrue(check.contains("- s1 x.post: done, "), check);
            assertTrue(check.contains("  - text: We close at 17:00, number 1."), check);
            assertTrue(check.contains("  - text: We close at 17:00, number 2."), check);
        }
    }

    @Test
    void aStepThatWasDoneInAnEarlierRoundIsWarnedOfAndHigh() throws IOException {
        try (Sam sam = new Sam(3, "", Optional.of(neverContent(true)))) {
            sam.write("Inbox/Closing.md", WISH);
            sam.work();
            assertFalse(sam.tray("Closing").contains("does once more"), sam.tray("Closing"));
            approve(sam);
            String note = sam.tray("Closing");
            assertTrue(note.contains("Step s2 does once more exactly what step s1 of this matter did."), note);
            assertTrue(note.contains("risk: high"), note);
        }
    }

    @Test
    void afterTheLastRoundItComesToThePersonAndIsDoneOnceTheyApproveWhatStands() throws IOException {
        ScriptedModel model = neverContent(false);
        try (Sam sam = new Sam(4, "", Optional.of(model))) {
            sam.write("Inbox/Closing.md", WISH);
            sam.work();
            for (int round = 1; round <= 5; round++) {
                approve(sam);
            }
            String note = sam.tray("Closing");
            assertTrue(note.contains("After 5 rounds the model still says that something is missing: “Nobody"), note);
            assertEquals(5, model.asked(Purpose.PLAN).size());
            assertEquals(5, model.asked(Purpose.CHECK).size());
            sam.restart();
            sam.work();
            assertEquals(note, sam.tray("Closing"));

            sam.move("Closing", "Completed");
            sam.work();
            assertEquals(0, sam.office().notes("Pending_Approval").size());
            assertEquals(5, model.asked(Purpose.CHECK).size());
        }
    }

    @Test
    void aStepThatThePersonAddsAfterTheLastRoundEndsTheMatter() throws IOException {
        ScriptedModel model = neverContent(false);
        try (Sam sam = new Sam(5, "", Optional.of(model))) {
            sam.write("Inbox/Closing.md", WISH);
            sam.work();
            for (int round = 1; round <= 5; round++) {
                approve(sam);
            }
            sam.edit("Closing", "## Tell the agent", Sam.post("This is my own.") + "\n## Tell the agent");
            approve(sam);
            assertTrue(sam.office().only("Completed").getValue().contains("[!success] Done"));
            assertEquals(5, model.asked(Purpose.CHECK).size());
        }
    }
}
