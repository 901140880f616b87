package dev.factotum.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factotum.vault.MatterId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlanTextTest {
    @Test
    void thePlanOfTheFormatsIsReadWhole() {
        PlanText plan = Samples.read(Samples.INVOICE);

        assertEquals(List.of(), plan.faults());
        assertEquals(Optional.of(new MatterId("01KAGRZ3M8D2V6Q4T0X9N5C7BH")), plan.id());
        assertEquals(1, plan.rev());
        assertEquals("Send invoice 1042 to Acme", plan.title());
        assertEquals(2, plan.steps().size());
        Step create = plan.steps().get(0);
        assertEquals(Optional.of(new StepId("s1")), create.id());
        assertEquals("**Create the invoice in Odoo**: 1,240.00 EUR, due 20 December", create.title());
        assertEquals(Mark.OPEN, create.mark());
        assertEquals("odoo.invoice.create", create.skill());
        assertEquals(Optional.of("studio"), create.account());
        assertEquals(List.of("partner", "currency", "due", "lines"), names(create));
        Step mail = plan.steps().get(1);
        assertEquals(List.of(new StepId("s1")), mail.needs());
        assertEquals(
                new Argument("to", new Argument.Form.Line("jo@acme.example"), 49),
                mail.arguments().get(0));
        assertEquals(
                new Argument.Form.Line("Invoice 1042: November"),
                mail.arguments().get(2).form());
        assertEquals(
                new Argument.Form.Text("Hi Jo,\n\nhere is invoice 1042 for November. #thanks"),
                mail.arguments().get(4).form());
        assertEquals(List.of("remember 1", "approve 1", "reject 1", "revise 1"), boxes(plan));
        assertEquals("", plan.prose());
        assertEquals("", plan.tellTheAgent());
        assertEquals(
                "Hi, could you send invoice 1042 for the November retainer? Please copy accounts@acme-billing.example."
                        + " Thanks, Jo",
                plan.quotedSource());
        assertEquals(0, plan.rounds());
    }

    @Test
    void carriageReturnsChangeNothingOfWhatIsRead() {
        PlanText unix = Samples.read(Samples.INVOICE);
        PlanText windows = Samples.read("\uFEFF" + Samples.INVOICE.replace("\n", "\r\n"));

        assertEquals(unix.steps(), windows.steps());
        assertEquals(unix.decisions(), windows.decisions());
        assertEquals(unix.title(), windows.title());
        assertEquals(unix.quotedSource(), windows.quotedSource());
        assertEquals(unix.id(), windows.id());
        assertEquals(List.of(), windows.faults());
    }

    @Test
    void aPlanByHandNeedsNoMoreThanATitleAndAStep() {
        PlanText plan = Samples.read(Samples.BY_HAND);

        assertEquals(List.of(), plan.faults());
        assertEquals("Tell our followers about the poster evening", plan.title());
        assertEquals("Friday's evening has six places left. Short and friendly, no link needed.", plan.prose());
        assertEquals(0, plan.rev());
        assertEquals(Optional.empty(), plan.id());
        assertEquals(
                new Step(
                        Optional.empty(),
                        "",
                        Mark.OPEN,
                        "bluesky.post",
                        Optional.empty(),
                        List.of(),
                        OnFail.STOP,
                        Optional.empty(),
                        List.of(new Argument(
                                "text",
                                new Argument.Form.Line("Friday from 19:00: print your own poster with us. #haarlem"),
                                7)),
                        5),
                plan.steps().getFirst());
    }

    @Test
    void theTitleIsTheFirstHeadingOfRankOneElseTheFileName() {
        assertEquals(
                "A *b* [c]",
                PlanText.parse("## x\n\n# A \\*b\\* \\[c\\] #\n\n# B\n", "f.md").title());
        assertEquals("Setext", PlanText.parse("Setext\n===\n", "f.md").title());
        assertEquals("My file", PlanText.parse("text\n", "My file.md").title());
        assertEquals("My file", PlanText.parse("> # quoted\n", "My file.MD").title());
        assertEquals("f", PlanText.parse("#\n", "f.md").title());
    }

    @Test
    void brokenPropertiesAreAFaultAndTheIdIsStillFound() {
        PlanText plan = Samples.read("---\nfrom: @jo\nid: 01KAGRZ3M8D2V6Q4T0X9N5C7BH\n---\n\n# T\n");

        assertEquals(Optional.of(new MatterId("01KAGRZ3M8D2V6Q4T0X9N5C7BH")), plan.id());
        assertEquals(
                List.of("E-PLAN-02 2 The properties cannot be read in line 2 of the file:"
                        + " a value that starts with @ must stand in quotes."),
                PlanFaults.shown(plan));
    }

    @Test
    void proseIsWhatThePersonWrote() {
        PlanText plan = Samples.read("""
                ---
                rev: 2
                ---
                # Title

                > [!failure] Failed at step s1
                > Something.

                **If approved (SANDBOX):** posts.
                And this is mine.

                - [x] **Approve** ^approve-r2
                - my own item

                > [!note] mine
                > too

                %% a note to myself %%
                One %% hidden %% line.

                ## Steps

                - [-] **Post** ^s1
                  → simulated: Outbox/x/1.md
                  of two lines

                Words between.

                > [!bug] This step cannot run
                > `text` is missing.

                ```step
                id: s1
                skill: x.post
                ```

                ## My notes

                Kept.

                > [!quote]- Round 1
                > old

                ## Tell the agent

                Please.

                ## Why

                Because.

                ## Source

                > [!quote]- Original
                > text
                """);

        assertEquals("""
                And this is mine.

                - my own item

                > [!note] mine
                > too

                One  line.

                Words between.

                ## My notes

                Kept.""", plan.prose());
        assertEquals("Please.", plan.tellTheAgent());
        assertEquals("text", plan.quotedSource());
        assertEquals(1, plan.rounds());
    }

    @Test
    void theSourceReadsBackAsItWas() {
        String hostile = "Hi\n\n    - [ ] x ^s1\n<b> & &amp; \\ $x ```step\n~~~\n> q";
        PlanText plan = Samples.read("# T\n\n## Source\n\n> [!quote]- Original\n"
                + dev.factotum.markdown.Escape.quote(hostile) + "\nafter\n");

        assertEquals(hostile, plan.quotedSource());
        assertEquals(List.of(), plan.faults());
        assertEquals(List.of(), plan.steps());
    }

    @Test
    void aRevisionThatIsNoNumberIsNone() {
        assertEquals(0, Samples.read("---\nrev: x\n---\n").rev());
        assertEquals(0, Samples.read("---\nrev: 99999999999\n---\n").rev());
        assertEquals(12, Samples.read("---\nrev: 12\n---\n").rev());
    }

    @Test
    void ticksAndTheirLinesAreRead() {
        Decisions decisions = Samples.read("""
                # T

                - [X] Remember a@b.example ^remember-1
                - [x] **Approve** ^approve-r3
                - [-] Reject ^reject-r3
                - [ ] Step s2 did arrive ^arrived-s2
                - Ask ^revise-r3

                > - [x] **Approve** ^approve-r4

                ## Why

                - [x] **Approve** ^approve-r5
                """).decisions();

        assertEquals(
                List.of(
                        new Decisions.Box(Decisions.Kind.REMEMBER, "1", true, "Remember a@b.example", 3),
                        new Decisions.Box(Decisions.Kind.APPROVE, "3", true, "**Approve**", 4),
                        new Decisions.Box(Decisions.Kind.REJECT, "3", false, "Reject", 5),
                        new Decisions.Box(Decisions.Kind.ARRIVED, "s2", false, "Step s2 did arrive", 6),
                        new Decisions.Box(Decisions.Kind.REVISE, "3", false, "Ask", 7)),
                decisions.boxes());
        assertTrue(decisions.ticked(Decisions.Kind.REJECT).isEmpty());
        assertEquals(1, decisions.ticked(Decisions.Kind.APPROVE).size());
    }

    private static List<String> names(Step step) {
        return step.arguments().stream().map(Argument::name).toList();
    }

    private static List<String> boxes(PlanText plan) {
        return plan.decisions().boxes().stream()
                .map(box -> box.kind().name().toLowerCase(java.util.Locale.ROOT) + " " + box.target())
                .toList();
    }
}
