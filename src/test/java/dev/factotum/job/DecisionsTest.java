package dev.factotum.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factotum.engine.Gesture;
import dev.factotum.engine.Turn;
import dev.factotum.tool.Effect;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which gestures count as a decision, and which are asked about. */
class DecisionsTest {
    private final FakeTool fake = new FakeTool("fake.send", new Effect.Unverifiable());
    private final Sam sam = founded();

    private Sam founded() {
        try {
            return new Sam(19, "", fake);
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @AfterEach
    void inOrder() {
        sam.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "---\napprove: true\nrev: 1\n---\n# Drop\n\n",
                "---\nrev: 3\n---\n# Drop\n\n- [x] **Approve** ^approve-r3\n\n",
                "---\napprove: true\n---\n# Drop\n\n- [x] **Approve** ^approve-r1\n\n",
            })
    void aFileLaidIntoTheTrayIsProposedFirstWhateverIsTickedInIt(String head) throws IOException {
        sam.write("Pending_Approval/Drop.md", head + Sam.send("hi"));
        sam.work();
        sam.work();
        assertEquals(0, fake.reached().size());
        String plan = sam.tray("Drop");
        assertTrue(plan.contains("approve: false") && plan.contains("rev: 1"), plan);
        assertTrue(plan.contains("- [ ] **Approve** ^approve-r1"), plan);
        assertTrue(plan.contains("**If approved"), plan);
        assertFalse(sam.log().contains("**approved**"), sam.log());
    }

    @Test
    void aRevisionWrittenIntoTheFileMakesNoOlderTickCount() throws IOException {
        sam.plan("Hello", Sam.send("hi"));
        sam.edit("Hello", "rev: 1", "rev: 7");
        sam.edit("Hello", "- [ ] **Approve** ^approve-r1", "- [x] **Approve** ^approve-r7");
        sam.work();
        assertEquals(0, fake.reached().size());
        assertTrue(sam.tray("Hello").contains("- [ ] **Approve** ^approve-r1"), sam.tray("Hello"));
        sam.tick("Hello", "**Approve**");
        sam.work();
        assertEquals(1, fake.reached().size());
    }

    @Test
    void theApprovePropertyOfAnOlderTextDoesNotCount() throws IOException {
        String first = sam.plan("Hello", Sam.send("first"));
        sam.tick("Hello", "Ask for changes");
        sam.work();
        sam.person().write(Sam.TRAY.resolve("Hello.md"), first.replace("approve: false", "approve: true"));
        sam.work();
        assertEquals(0, fake.reached().size());
        assertTrue(sam.tray("Hello").contains("rev: 2"), sam.tray("Hello"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Reject", "Ask for changes"})
    void aCommandAgainstATickIsAsked(String box) throws IOException {
        sam.plan("Hello", Sam.send("hi"));
        sam.tick("Hello", box);
        Turn turn = sam.office().desk().approve(sam.seen("Hello"), "sam", Gesture.COMMAND);
        assertEquals(new Turn.ToTray("decision", false), turn);
        assertEquals(0, fake.reached().size());
        assertTrue(
                sam.tray("Hello")
                        .contains("It was approved by command while " + box
                                + " is ticked. Nothing was done. Decide for one."),
                sam.tray("Hello"));
    }

    @ParameterizedTest
    @CsvSource({
        "Approved, Reject",
        "Approved, Ask for changes",
        "Rejected, **Approve**",
        "Rejected, Ask for changes",
        "Needs_Action, **Approve**",
        "Needs_Action, Reject",
        "Completed, **Approve**",
        "Completed, Reject",
    })
    void aMoveAgainstATickIsAsked(String folder, String box) throws IOException {
        sam.plan("Hello", Sam.send("hi"));
        sam.tick("Hello", box);
        sam.move("Hello", folder);
        sam.work();
        assertEquals(0, fake.reached().size());
        String asked = sam.tray("Hello");
        assertTrue(
                asked.contains("It was moved to " + folder + " while " + box.replace("*", "")
                        + " is ticked. Nothing was done. Decide for one."),
                asked);
        assertFalse(asked.contains("- [x]"), asked);
        Map<String, String> before = sam.person().files(Office.ROOT);
        sam.work();
        assertEquals(before, sam.person().files(Office.ROOT));
    }

    @Test
    void theApprovePropertyIsATickToo() throws IOException {
        sam.plan("Hello", Sam.send("hi"));
        sam.edit("Hello", "approve: false", "approve: true");
        sam.move("Hello", "Rejected");
        sam.work();
        assertTrue(sam.tray("Hello").contains("while Approve is ticked"), sam.tray("Hello"));
    }

    @ParameterizedTest
    @CsvSource({"Approved, **Approve**", "Rejected, Reject", "Needs_Action, Ask for changes"})
    void aMoveThatSaysTheSameAsTheTickIsNotAsked(String folder, String box) throws IOException {
        sam.plan("Hello", Sam.send("hi"));
        sam.tick("Hello", box);
        sam.move("Hello", folder);
        sam.work();
        assertEquals(folder.equals("Approved") ? 1 : 0, fake.reached().size());
        assertEquals(
                folder.equals("Rejected") ? 1 : 0,
                sam.office().notes("Rejected").size());
        assertFalse(sam.log().contains("while"), sam.log());
    }

    @Test
    void aTickInANoteWhoseTimeLiesInTheFutureCountsAfterItsGrace() throws IOException {
        sam.plan("Hello", Sam.send("hi"));
        sam.office().wait(Duration.ofHours(2));
        sam.tick("Hello", "**Approve**");
        sam.office().wait(Duration.ofHours(-2));
        sam.office().work();
        assertEquals(0, fake.reached().size());
        sam.office().wait(Duration.ofSeconds(9));
        sam.office().work();
        assertEquals(0, fake.reached().size());
        sam.office().wait(Duration.ofSeconds(1));
        sam.office().work();
        assertEquals(1, fake.reached().size());
    }

    @Test
    void whatIsTakenOutOfApprovedKeepsNoTickAgainstIt() throws IOException {
        sam.plan(
                "Hello",
                "- [ ] **Send**\n\n```step\nskill: fake.send\naccount: sandbox\n"
                        + "not_before: 2030-01-01 09:00\ntext: hi\n```\n");
        sam.tick("Hello", "**Approve**");
        sam.work();
        assertEquals(1, sam.office().notes("Approved").size());
        sam.person().move(Sam.APPROVED.resolve("Hello.md"), Office.ROOT.resolve("Rejected/Hello.md"));
        sam.work();
        assertEquals(1, sam.office().notes("Rejected").size());
    }
}
