package dev.factotum.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.factotum.plan.Callout.Opening;
import dev.factotum.problem.PlanCode;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class PlanEditTest {
    private static final Header DECIDE = new Header(
            List.of(),
            Optional.of("**If approved (SANDBOX):** posts 1 post on Bluesky"),
            List.of(),
            List.of(),
            List.of(),
            Optional.of(1));

    private static final Header FULL = new Header(
            List.of(new Callout(
                    Callout.Type.FAILURE,
                    Opening.FAILED,
                    " at step s2",
                    List.of("The server said no.", "", "Mend it."))),
            Optional.of("**If approved (LIVE):** sends 1 email"),
            List.of(new Callout(Callout.Type.WARNING, Opening.LOOK, "", List.of("Step s2 writes to **x@y.example**."))),
            List.of("Remember x@y.example"),
            List.of(new Header.Answer(new StepId("s1"), "Step s1 did arrive", "Step s1 did not arrive; do it again")),
            Optional.of(2));

    private static final Header OVER = new Header(
            List.of(new Callout(
                    Callout.Type.SUCCESS,
                    Opening.DONE,
                    " on 20 Nov 2026, 09:31, in 7 s: 2 steps · approved by sam",
                    List.of())),
            Optional.empty(),
            List.of(),
            List.of(),
            List.of(),
            Optional.empty());

    private static String edited(String source, UnaryOperator<PlanEdit> edit) {
        return edit.apply(new PlanEdit(Samples.read(source))).apply();
    }

    /** Edits and sees that the same edit changes nothing more. */
    private static String twice(String source, UnaryOperator<PlanEdit> edit) {
        String once = edited(source, edit);
        assertEquals(once, edited(once, edit), "a second pass changes something");
        String windows = edited("\uFEFF" + source.replace("\n", "\r\n"), edit);
        assertEquals("\uFEFF" + once.replace("\n", "\r\n"), windows, "with CRLF and BOM");
        return once;
    }

    @Test
    void anEditThatAsksForNothingGivesBackTheVeryText() {
        PlanText plan = Samples.read(Samples.INVOICE);

        assertSame(plan.source(), new PlanEdit(plan).apply());
        assertSame(
                plan.source(),
                new PlanEdit(plan).fillIn().clearTicks().stepFaults(List.of()).apply());
    }

    @Test
    void theHeaderOfTheFormatsIsTheHeaderThatIsWritten() {
        Header header = new Header(
                List.of(),
                Optional.of("**If approved (LIVE):** creates 1 invoice of **1,240.00 EUR** in Odoo · sends 1 email from"
                        + " studio@ to jo@acme.example (known) and accounts@acme-billing.example **(new)**"),
                List.of(new Callout(
                        Callout.Type.WARNING,
                        Opening.LOOK,
                        "",
                        List.of("Step 2 copies **accounts@acme-billing.example**. It came from the message, not from"
                                + " your contacts."))),
                List.of("Remember accounts@acme-billing.example for Acme BV"),
                List.of(),
                Optional.of(1));

        assertSame(Samples.INVOICE, edited(Samples.INVOICE, edit -> edit.header(header)));
    }

    @Test
    void aPlanByHandIsFilledInAndGetsItsHeader() {
        assertEquals("""
                # Tell our followers about the poster evening

                **If approved (SANDBOX):** posts 1 post on Bluesky

                - [ ] **Approve** ^approve-r1
                - [ ] Reject ^reject-r1
                - [ ] Ask for changes (write under *Tell the agent*) ^revise-r1

                Friday's evening has six places left. Short and friendly, no link needed.

                - [ ] **bluesky.post** ^s1

                ```step
                id: s1
                skill: bluesky.post
                text: Friday from 19:00: print your own poster with us. #haarlem
                ```

                ## Tell the agent
                """, twice(Samples.BY_HAND, edit -> edit.fillIn().header(DECIDE)));
    }

    @Test
    void everyPartOfTheHeaderIsReplacedWhereItStands() {
        String before = """
                ---
                mine: 1
                ---
                # Title

                > [!info] Expired
                > old

                My words.

                **If approved (LIVE):** old
                > [!note] Mine
                > stays
                - [x] **Approve** ^approve-r1
                - [ ] Reject ^reject-r1
                - [ ] my own box
                - [ ] Ask ^revise-r1

                More words.

                ```step
                id: s1
                skill: a.b
                ```

                > [!failure] Failed by me
                > not yours
                """;

        String after = twice(before, edit -> edit.header(FULL));

        assertEquals("""
                ---
                mine: 1
                ---
                # Title

                > [!failure] Failed at step s2
                > The server said no.
                >
                > Mend it.

                My words.

                **If approved (LIVE):** sends 1 email

                > [!warning] Look at this first
                > Step s2 writes to **x@y.example**.

                > [!note] Mine
                > stays

                - [ ] Remember x@y.example ^remember-1
                - [ ] Step s1 did arrive ^arrived-s1
                - [ ] Step s1 did not arrive; do it again ^again-s1
                - [ ] **Approve** ^approve-r2
                - [ ] Reject ^reject-r2
                - [ ] Ask for changes (write under *Tell the agent*) ^revise-r2

                - [ ] my own box

                More words.

                ```step
                id: s1
                skill: a.b
                ```

                > [!failure] Failed by me
                > not yours
                """, after);
        assertEquals("""
                ---
                mine: 1
                ---
                # Title

                > [!success] Done on 20 Nov 2026, 09:31, in 7 s: 2 steps · approved by sam

                My words.

                > [!note] Mine
                > stays

                - [ ] my own box

                More words.

                ```step
                id: s1
                skill: a.b
                ```

                > [!failure] Failed by me
                > not yours
                """, twice(after, edit -> edit.header(OVER)));
    }

    @Test
    void aTickOfTheSameBoxOutlivesTheHeaderAndOthersDoNot() {
        String plan = edited(Samples.BY_HAND, edit -> edit.fillIn().header(DECIDE))
                .replace("[ ] **Approve**", "[X] **Approve**");

        assertSame(plan, edited(plan, edit -> edit.header(DECIDE)));
        String next = edited(
                plan,
                edit -> edit.header(new Header(
                        List.of(), DECIDE.ifApproved(), List.of(), List.of("Remember x"), List.of(), Optional.of(2))));
        assertEquals(List.of(), Samples.read(next).decisions().ticked(Decisions.Kind.APPROVE));
        String remembered = next.replace("[ ] Remember x", "[x] Remember x");
        String other = edited(
                remembered,
                edit -> edit.header(new Header(
                        List.of(), DECIDE.ifApproved(), List.of(), List.of("Remember y"), List.of(), Optional.of(2))));
        assertEquals(List.of(), Samples.read(other).decisions().ticked(Decisions.Kind.REMEMBER));
    }

    @Test
    void aTitleIsAddedWhereThereIsNone() {
        assertEquals("""
                # Send invoice 1042 to Acme

                **If approved (SANDBOX):** posts 1 post on Bluesky

                - [ ] **Approve** ^approve-r1
                - [ ] Reject ^reject-r1
                - [ ] Ask for changes (write under *Tell the agent*) ^revise-r1

                ```step
                skill: a.b
                ```
                """, twice("```step\nskill: a.b\n```\n", edit -> edit.header(DECIDE)));
        assertEquals(
                "---\na: b\n---\n\n# A \\[b\\]\n\n> [!info] Closed\n\ntext\n",
                new PlanEdit(PlanText.parse("---\na: b\n---\ntext\n", "A [b].md"))
                        .header(status(Opening.CLOSED))
                        .apply());
        assertEquals(
                "# Send invoice 1042 to Acme\n\n> [!info] Closed\n",
                edited("", edit -> edit.header(status(Opening.CLOSED))));
        assertEquals(
                "Title\n===\n\n> [!info] Closed\n\nx\n",
                twice("Title\n===\nx\n", edit -> edit.header(status(Opening.CLOSED))));
    }

    @Test
    void whereThePropertiesDoNotParseTheCalloutStandsBehindThem() {
        assertEquals(
                "---\nfrom: @jo\n---\n\n> [!info] This file cannot be read as a plan\n\n# T\n\n**If approved:** x\n",
                twice(
                        "---\nfrom: @jo\n---\n\n# T\n",
                        edit -> edit.header(new Header(
                                status(Opening.UNREADABLE).status(),
                                Optional.of("**If approved:** x"),
                                List.of(),
                                List.of(),
                                List.of(),
                                Optional.empty()))));
    }

    private static Header status(Opening opening) {
        return new Header(
                List.of(new Callout(Callout.Type.INFO, opening, "", List.of())),
                Optional.empty(),
                List.of(),
                List.of(),
                List.of(),
                Optional.empty());
    }

    @Test
    void marksAndResultsAreWrittenUnderTheirSteps() {
        String after = twice(
                Samples.INVOICE,
                edit -> edit.mark(new StepId("s1"), Mark.DONE)
                        .result(new StepId("s1"), "INV/2026/01042 · 1.8 s")
                        .mark(new StepId("s2"), Mark.FAILED)
                        .result(new StepId("s2"), "failed: no"));

        assertEquals(
                Samples.INVOICE
                        .replace("- [ ] **Create the invoice in Odoo**: 1,240.00 EUR, due 20 December ^s1\n", """
                                - [x] **Create the invoice in Odoo**: 1,240.00 EUR, due 20 December ^s1
                                  → INV/2026/01042 · 1.8 s
                                """)
                        .replace(
                                "- [ ] **Email the invoice to Jo**, copy to accounts ^s2\n",
                                "- [!] **Email the invoice to Jo**, copy to accounts ^s2\n  → failed: no\n"),
                after);
        assertEquals(
                after.replace("[!]", "[x]").replace("→ failed: no", "→ accepted"),
                twice(after, edit -> edit.mark(new StepId("s2"), Mark.DONE).result(new StepId("s2"), "accepted")));
    }

    @Test
    void resultsAreSetInAsFarAsTheirItem() {
        assertEquals(
                "1. a\n   - [x] b ^s1\n     more\n     → done\n\n     ```step\n     skill: a.b\n     ```\n",
                twice(
                        "1. a\n   - [ ] b ^s1\n     more\n\n     ```step\n     skill: a.b\n     ```\n",
                        edit -> edit.mark(new StepId("s1"), Mark.DONE).result(new StepId("s1"), "done")));
        assertEquals(
                "-\t[x] b ^s1\n \t→ new\n\n\t```step\n\tskill: a.b\n\t```\n",
                twice(
                                "-\t[X] b ^s1\n \t→ old\n \t→ older\n\n\t```step\n\tskill: a.b\n\t```\n",
                                edit -> edit.mark(new StepId("s1"), Mark.DONE).result(new StepId("s1"), "new"))
                        .replace("[X]", "[x]"));
    }

    @Test
    void aStepWithoutABoxGetsOneForItsMark() {
        assertEquals(
                "words\n\n- [x] **a.b** ^s1\n  → done\n\n```step\nid: s1\nskill: a.b\n```\n",
                twice(
                        "words\n```step\nid: s1\nskill: a.b\n```\n",
                        edit -> edit.mark(new StepId("s1"), Mark.DONE).result(new StepId("s1"), "done")));
    }

    @Test
    void idsAreFilledInInFenceAndBox() {
        assertEquals(
                """
                - [ ] one ^s4

                ```step
                id: s4
                skill: a.b
                ```

                - [ ] two ^s3

                ```step
                id: s3
                skill: a.b
                ```

                - [-] three ^mine

                ```step
                id: mine
                skill: a.b
                ```

                - [ ] four

                  - [ ] **a.b** ^s5

                  ```step
                  id: s5
                  skill: a.b
                  ```

                ```js
                x
                ```

                - [ ] **c.d** ^s6

                ```step
                id: s6
                skill: c.d
                ```

                ## Tell the agent
                """.replace("- [ ] four\n\n  - [ ] **a.b** ^s5\n\n", "- [ ] four ^s5\n\n"),
                twice("""
                - [ ] one

                ```step
                skill: a.b
                ```

                - [ ] two

                ```step
                id: s3
                skill: a.b
                ```

                - [-] three ^mine

                ```step
                skill: a.b
                ```

                - [ ] four

                  ```step
                  skill: a.b
                  ```

                ```js
                x
                ```
                ```step
                skill: c.d
                ```
                """, PlanEdit::fillIn));
    }

    @Test
    void tellTheAgentStandsAboveWhyAndSource() {
        assertEquals(
                "```step\nid: s1\nskill: a.b\n```\n\n## Tell the agent\n\n## Why\n\nx\n",
                edited("```step\nid: s1\nskill: a.b\n```\n\n## Why\n\nx\n", PlanEdit::fillIn)
                        .replace("- [ ] **a.b** ^s1\n\n", ""));
    }

    @Test
    void ticksAreCleared() {
        String ticked = Samples.INVOICE
                .replace("[ ] **Approve**", "[x] **Approve**")
                .replace("[ ] Remember", "[X] Remember")
                .replace("approve: false", "approve: True # yes")
                .replace("[ ] **Create", "[x] **Create");

        assertEquals(
                Samples.INVOICE
                        .replace("approve: false", "approve: false # yes")
                        .replace("[ ] **Create", "[x] **Create"),
                twice(ticked, PlanEdit::clearTicks));
    }

    @Test
    void propertiesAreSetAndRemoved() {
        assertEquals(
                Samples.INVOICE
                        .replace("approve: false\n", "")
                        .replace("risk: high", "risk: normal")
                        .replace("rev: 1\n", "rev: 2\nduplicate_of: 01KAGRZ3M8D2V6Q4T0X9N5C7BJ\n")
                        .replace("client: Acme BV", "client: \"A: B\""),
                twice(
                        Samples.INVOICE,
                        edit -> edit.property("approve", Optional.empty())
                                .property("risk", Optional.of("normal"))
                                .property("rev", Optional.of("2"))
                                .property("client", Optional.of("A: B"))
                                .property("kind", Optional.of("email"))
                                .property("duplicate_of", Optional.of("01KAGRZ3M8D2V6Q4T0X9N5C7BJ"))));
    }

    @Test
    void aFaultIsToldAboveItsStepAndReplacedOnTheNextPass() {
        PlanText plan = Samples.read(Samples.INVOICE);
        int subject = plan.steps().get(1).arguments().get(2).line();
        List<PlanFault> faults = List.of(
                new PlanFault(PlanCode.ARGUMENT, Optional.of(1), subject, "`subject` is empty.", "Write *one*."),
                new PlanFault(
                        PlanCode.MISSING, Optional.of(1), plan.steps().get(1).line(), "It needs `x`.", "Add it."));

        String marked = new PlanEdit(plan).stepFaults(faults).apply();

        assertEquals(Samples.INVOICE.replace("- [ ] **Email the invoice", """
                        > [!bug] This step cannot run
                        > Line 7 of the step: `subject` is empty. Write \\*one\\*.
                        > It needs `x`. Add it.

                        - [ ] **Email the invoice"""), marked);
        List<PlanFault> shifted = faults.stream()
                .map(f -> new PlanFault(f.code(), f.step(), f.line() + 4, f.reason(), f.hint()))
                .toList();
        assertSame(marked, edited(marked, edit -> edit.stepFaults(shifted)));
        assertEquals(
                marked.replace("> It needs `x`. Add it.\n", ""),
                edited(marked, edit -> edit.stepFaults(shifted.subList(0, 1))));
        assertEquals(Samples.INVOICE, edited(marked, edit -> edit.stepFaults(List.of())));
    }

    @Test
    void aFaultWithoutAStepIsToldWhereItIs() {
        String hidden = "# T\n\ntext\n\n    ```step\n    skill: a.b\n    ```\n";

        assertEquals(
                "# T\n\ntext\n\n> [!bug] Mend this first\n> A step is indented so far that it reads as plain code. Take away"
                        + " the blanks in front of it, down to those of its box.\n\n    ```step\n    skill: a.b\n    ```\n",
                edited(hidden, edit -> edit.stepFaults(Samples.read(hidden).faults())));
        String nested = "- b\n  - [✓] a\n\n    ```step\n    skill: a.b\n    ```\n";
        String marked =
                edited(nested, edit -> edit.stepFaults(Samples.read(nested).faults()));
        assertEquals(1, Samples.read(marked).steps().size());
        assertSame(
                marked,
                edited(marked, edit -> edit.stepFaults(Samples.read(marked).faults())));
        assertEquals(
                "- b\n\n  > [!bug] This step cannot run\n  > The box",
                marked.substring(0, "- b\n\n  > [!bug] This step cannot run\n  > The box".length()));
    }

    @Test
    void everyFaultOfATextFindsAPlaceAndStaysThere() {
        for (String broken : List.of(
                "---\nfrom: @jo\n---\n# T\n\n```step\nskill: a.b\n```\n",
                "# T\n\n```step\nskill: a.b\n",
                "# T\n\n    ```step\n    skill: a.b\n    ```\n",
                "# T\n\n<div>\n```step\nskill: a.b\n```\n",
                "# T\n\n100 %% x\n\n```step\nskill: a.b\n```\n",
                "# T\n\n<!-- x\n\n```step\nskill: a.b\n```\n",
                "# T\n\n```step\nskill: a.b\n```\n\nx\n\n```text y\n```\n",
                "# T\n\n```js\n\n```step\nskill: a.b\n```\n",
                "- [ ] a\n- [✓] b\n```step\nskill: a.b\n```\n",
                "> x\n```Step\n```\n")) {
            String marked =
                    edited(broken, edit -> edit.stepFaults(Samples.read(broken).faults()));
            PlanText again = Samples.read(marked);

            assertEquals(codes(Samples.read(broken)), codes(again), marked);
            assertSame(marked, edited(marked, edit -> edit.stepFaults(again.faults())), broken);
            assertEquals(1, marked.split("> \\[!bug\\]", -1).length - 1, marked);
        }
    }

    private static List<PlanCode> codes(PlanText plan) {
        return plan.faults().stream().map(PlanFault::code).toList();
    }

    @Test
    void aRoundIsFoldedAndNothingInItCounts() {
        String ran = edited(
                Samples.INVOICE,
                edit -> edit.mark(new StepId("s1"), Mark.DONE).result(new StepId("s1"), "INV/2026/01042 · 1.8 s"));

        String folded = edited(ran, edit -> edit.foldRound(1));

        assertEquals(
                ran.substring(0, ran.indexOf("- [x] **Create")) + """
                        > [!quote]- Round 1
                        >
                        > - ✓ **Create the invoice in Odoo**: 1,240.00 EUR, due 20 December ^s1
                        >   → INV/2026/01042 · 1.8 s
                        >
                        > ```step
                        > id: s1
                        > skill: odoo.invoice.create
                        > account: studio
                        > partner: Acme BV
                        > currency: EUR
                        > due: 2026-12-20
                        > ```
                        >
                        > ```yaml lines
                        > - { description: November retainer, quantity: 1, unit_price: "1240.00" }
                        > ```
                        >
                        > - ○ **Email the invoice to Jo**, copy to accounts ^s2
                        >
                        > ```step
                        > id: s2
                        > skill: email.reply
                        > account: studio
                        > needs: s1
                        > to: jo@acme.example
                        > cc: accounts@acme-billing.example
                        > subject: Invoice 1042: November
                        > attach: ${s1.pdf}
                        > ```
                        >
                        > ```text body
                        > Hi Jo,
                        >\s
                        > here is invoice 1042 for November. #thanks
                        > ```

                        """ + ran.substring(ran.indexOf("## Tell the agent")),
                folded);
        PlanText plan = Samples.read(folded);
        assertEquals(List.of(), plan.steps());
        assertEquals(List.of(), plan.faults());
        assertEquals(1, plan.rounds());
        assertSame(folded, edited(folded, edit -> edit.foldRound(2)));
    }

    @Test
    void aWordInPlaceOfATickIsNoApprovalAndStaysAsThePersonWroteIt() {
        for (String word : List.of("yes", "on", "1", "\"ja\"")) {
            String note = "---\napprove: " + word + "\nrisk: low\n---\n\n# Post\n";
            PlanText plan = PlanText.parse(note, "Post.md");

            assertEquals(
                    note,
                    new PlanEdit(plan)
                            .property("approve", Optional.of("false"))
                            .clearTicks()
                            .apply());
        }
        PlanText ticked = PlanText.parse("---\napprove: true\n---\n\n# Post\n", "Post.md");
        assertEquals(
                "---\napprove: false\n---\n\n# Post\n",
                new PlanEdit(ticked).property("approve", Optional.of("false")).apply());
    }

    @Test
    void aNewBoxMakesNoStepOfTheCodeBelowIt() {
        String text = "# T\n\n  ```step\n  skill: a.b\n  ```\n\n    ```step\n    skill: c.d\n    ```\n";
        PlanText before = PlanText.parse(text, "T.md");
        assertEquals(1, before.steps().size());
        PlanText after = PlanText.parse(new PlanEdit(before).fillIn().apply(), "T.md");
        assertEquals(1, after.steps().size());
        assertEquals(1, after.faults().size());
    }

    @Test
    void theBoxesTakeNoIndentedCodeBelowThemForAStep() {
        String text = "# T\n\n    ```step\n    skill: c.d\n    ```\n";
        Header header = new Header(List.of(), Optional.empty(), List.of(), List.of(), List.of(), Optional.of(1));
        String once = new PlanEdit(PlanText.parse(text, "T.md")).header(header).apply();
        PlanText after = PlanText.parse(once, "T.md");
        assertEquals(List.of(), after.steps());
        assertEquals(1, after.faults().size());
        assertEquals(once, new PlanEdit(after).header(header).apply());
    }
}
