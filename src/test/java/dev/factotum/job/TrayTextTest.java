package dev.factotum.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factotum.engine.Gesture;
import dev.factotum.tool.Effect;
import dev.factotum.tool.Outcome;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the note in the tray says and keeps, and what becomes of the boxes beside the decision. */
class TrayTextTest {
    private static final String TWO_ADDRESSES = """
            - [ ] **Write**

            ```step
            skill: email.send
            account: studio
            to: bob@x.example
            cc: ob@x.example
            subject: Hi
            body: Hello
            ```
            """;

    private final FakeTool fake = new FakeTool("fake.send", new Effect.Unverifiable());
    private final Sam sam = founded();

    private Sam founded() {
        try {
            return new Sam(23, "", fake);
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @AfterEach
    void inOrder() {
        sam.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\n\n- a list of mine\n\n", "\n\nSome words.\n\n"})
    void aStepThatReadsAsCodeStaysCodeAndIsShownAsAMistake(String between) throws IOException {
        sam.write(
                "Needs_Action/Ind.md",
                "# Ind\n" + between
                        + "%s\n    ```step\n    skill: fake.send\n    account: sandbox\n    text: hi\n    ```\n"
                                .formatted(between.contains("list") ? "Words.\n" : ""));
        sam.work();
        String plan = sam.tray("Ind");
        assertTrue(plan.contains("**If approved:** nothing yet; line "), plan);
        assertTrue(plan.contains("reads as plain code"), plan);
        assertTrue(plan.contains("    ```step\n    skill: fake.send\n"), plan);
        sam.move("Ind", "Approved");
        sam.work();
        assertEquals(List.of(), fake.reached());
        assertTrue(sam.tray("Ind").contains("> [!bug] This plan cannot run"), sam.tray("Ind"));
        Map<String, String> before = sam.person().files(Office.ROOT);
        sam.work();
        assertEquals(before, sam.person().files(Office.ROOT));
        sam.tick("Ind", "**Approve**");
        sam.work();
        assertEquals(List.of(), fake.reached());
    }

    @Test
    void theLineTellsDatedStepsFromThoseThatGoAtOnce() throws IOException {
        String plan = sam.plan(
                "Posts",
                Sam.post("now") + "\n" + Sam.post("later").replace("text:", "not_before: 2030-01-01 09:00\ntext:"));
        assertTrue(
                plan.contains(
                        "**If approved (SANDBOX):** posts 1 text on X as @shop · posts 1 text on X as @shop, not before its date\n"),
                plan);
    }

    @Test
    void rememberingOneAddressRemembersNoOtherThatEndsIt() throws IOException {
        sam.plan("Two", TWO_ADDRESSES);
        sam.tick("Two", "Remember bob@x.example");
        sam.work();
        assertEquals(List.of("bob@x.example"), sam.office().remembered());
    }

    @Test
    void anAddressIsRememberedWhenTheNoteIsMoved() throws IOException {
        sam.plan("Two", TWO_ADDRESSES);
        sam.tick("Two", "Remember ob@x.example");
        sam.move("Two", "Approved");
        sam.work();
        assertEquals(List.of("ob@x.example"), sam.office().remembered());
    }

    @Test
    void anAddressIsRememberedWhenThePlanIsApprovedByCommandOrTickAndOnlyOnce() throws IOException {
        sam.plan("Two", TWO_ADDRESSES);
        sam.tick("Two", "Remember ob@x.example");
        sam.office().desk().approve(sam.seen("Two"), "sam", Gesture.COMMAND);
        assertEquals(List.of("ob@x.example"), sam.office().remembered());
        sam.plan("More", TWO_ADDRESSES);
        sam.tick("More", "Remember bob@x.example");
        sam.tick("More", "**Approve**");
        sam.work();
        assertEquals(List.of("ob@x.example", "bob@x.example"), sam.office().remembered());
        assertEquals(2, sam.office().notes("Completed").size());
    }

    @Test
    void whatBecameOfAStepMayBeTickedAndTheNoteMovedAtOnce() throws IOException {
        sam.plan("Hello", Sam.send("hi"));
        fake.answers(call -> new Outcome.Unknown("the line broke"));
        sam.move("Hello", "Approved");
        sam.work();
        fake.answers(call -> FakeTool.done("ok"));
        sam.person()
                .write(
                        Sam.TRAY.resolve("Hello.md"),
                        sam.tray("Hello").replaceFirst("- \\[ ] (.*\\^again-s1)", "- [x] $1"));
        sam.move("Hello", "Approved");
        sam.work();
        assertEquals(List.of("hi", "hi"), fake.reached());
        assertEquals(1, sam.office().notes("Completed").size());
    }

    @Test
    void anApprovalWithoutADateLastsAsLongAsAPlanWaits() throws IOException {
        sam.plan("Hello", Sam.send("hi"));
        sam.person().write(Office.ROOT.resolve("PAUSE.md"), "");
        sam.move("Hello", "Approved");
        sam.work();
        sam.office().wait(Duration.ofDays(6));
        sam.person().delete(Office.ROOT.resolve("PAUSE.md"));
        sam.work();
        assertEquals(List.of("hi"), fake.reached());
    }

    @Test
    void anApprovalWithoutADateEndsAfterThat() throws IOException {
        sam.plan("Hello", Sam.send("hi"));
        sam.person().write(Office.ROOT.resolve("PAUSE.md"), "");
        sam.move("Hello", "Approved");
        sam.work();
        sam.office().wait(Duration.ofDays(7));
        sam.person().delete(Office.ROOT.resolve("PAUSE.md"));
        sam.work();
        assertEquals(List.of(), fake.reached());
        assertTrue(sam.tray("Hello").contains("> [!info] Expired"), sam.tray("Hello"));
    }

    /** A mail that the office's one rule answers. */
    private String mail() throws IOException {
        sam.person().write(Office.ROOT.resolve("Inbox/mail.eml"), """
                From: Jo Peters <jo@acme.example>
                To: hi@studio.example
                Subject: Where is invoice 1042?
                Message-ID: <k7q2m9v5@acme.example>

                Hi, could you send invoice 1042 again? Thanks, Jo
                """.replace("\n", "\r\n"));
        sam.work();
        return sam.office().only("Pending_Approval").getKey().replace(".md", "");
    }

    @Test
    void planningAgainKeepsWhatThePersonWroteIntoTheSteps() throws IOException {
        String name = mail();
        sam.edit(name, "answer within a day.", "answer tomorrow.");
        sam.edit(name, "## Tell the agent", Sam.post("Mine.") + "\n## Tell the agent");
        sam.move(name, "Needs_Action");
        sam.work();
        String plan = sam.tray(name);
        assertTrue(plan.contains("answer tomorrow."), plan);
        assertTrue(plan.contains("text: Mine."), plan);
        assertTrue(plan.contains("rev: 2"), plan);
    }

    @Test
    void planningAgainKeepsAStepThatWasLeftOut() throws IOException {
        String name = mail();
        sam.edit(name, "- [ ] **Tell everybody**", "- [-] **Tell everybody**");
        sam.move(name, "Needs_Action");
        sam.work();
        assertTrue(sam.tray(name).contains("- [-] **Tell everybody**"), sam.tray(name));
    }

    @Test
    void planningAgainAsksTheRuleAgainWhereNothingWasEdited() throws IOException {
        String name = mail();
        String rule = sam.person().read(Office.ROOT.resolve("Rules/Answer invoices.md"));
        sam.write("Rules/Answer invoices.md", rule.replace("within a day", "within the hour"));
        sam.move(name, "Needs_Action");
        sam.work();
        assertTrue(sam.tray(name).contains("answer within the hour."), sam.tray(name));
        assertFalse(sam.tray(name).contains("within a day"), sam.tray(name));
    }

    @Test
    void aNoteWithoutAPlanHasThePlaceToSayWhatToDo() throws IOException {
        sam.write("Needs_Action/Call.md", "# Call\n\nCall Jo about the roof.\n");
        sam.work();
        String asked = sam.tray("Call");
        assertTrue(asked.contains("Ask for changes (write under *Tell the agent*)"), asked);
        assertTrue(asked.contains("\n## Tell the agent\n"), asked);
        Map<String, String> before = sam.person().files(Office.ROOT);
        sam.work();
        assertEquals(before, sam.person().files(Office.ROOT));
    }
}
