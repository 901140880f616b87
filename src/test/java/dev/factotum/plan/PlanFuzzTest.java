package dev.factotum.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factotum.plan.Callout.Opening;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlanFuzzTest {
    private static final String[] PIECES = {
        "```step\n",
        "```\n",
        "```text body\n",
        "```yaml lines\n",
        "~~~",
        "- [ ] ",
        "- [x] ",
        "- [ - ] ",
        "> ",
        "%%",
        "<!--",
        "-->",
        "---\n",
        "# ",
        "## Why\n",
        "## Source\n",
        "## Steps\n",
        "\n",
        "\n\n",
        "\r\n",
        "\r",
        "    ",
        "\t",
        "^s1",
        "^approve-r1",
        "id: s1\n",
        "skill: x.post\n",
        "needs: s9\n",
        "key: value\n",
        "**If approved (LIVE):** ",
        "> [!failure] Failed\n",
        "> [!bug] This step cannot run\n",
        "> [!quote]- Round 1\n",
        "→ x",
        "\uFEFF",
        "\0",
        "😀",
        "\uD83D",
        "${s1.x}",
        "[",
        "]",
        "`",
        "<div>\n",
        "approve: true\n",
        "===\n",
        "|",
        "\\",
        "1. ",
        "  - "
    };

    private static final Header HEADER = new Header(
            List.of(new Callout(Callout.Type.FAILURE, Opening.FAILED, " at step s1", List.of("It said no."))),
            Optional.of("**If approved (SANDBOX):** posts"),
            List.of(new Callout(Callout.Type.WARNING, Opening.LOOK, "", List.of("Careful."))),
            List.of("Remember a@b.example"),
            List.of(),
            Optional.of(3));

    @Test
    void twentyThousandMutatedPlansAreReadAndEdited() {
        Random random = new Random(1_042);
        String[] samples = {Samples.INVOICE, Samples.BY_HAND, Samples.INVOICE.replace("\n", "\r\n")};
        for (int round = 0; round < 20_000; round++) {
            String source = mutated(samples[round % samples.length], random);
            PlanText plan = Samples.read(source);
            int at = round;

            assertEquals(
                    plan.steps().size(),
                    plan.units().stream().filter(u -> u.step().isPresent()).count());
            plan.faults().forEach(fault -> assertTrue(fault.line() >= 1, () -> at + ": " + fault));
            assertTrue(plan.prose().length() <= source.length());
            assertTrue(plan.quotedSource().length() <= source.length());
            if (round % 16 == 0) {
                edits(plan, at);
            }
        }
    }

    private static void edits(PlanText plan, int round) {
        String told = new PlanEdit(plan).stepFaults(plan.faults()).apply();
        PlanText again = Samples.read(told);
        assertEquals(told, new PlanEdit(again).stepFaults(again.faults()).apply(), () -> round + ": callouts heap up");
        assertKept(plan, told, round);

        String headed = new PlanEdit(plan).header(HEADER).apply();
        assertEquals(
                headed, new PlanEdit(Samples.read(headed)).header(HEADER).apply(), () -> round + ": headers heap up");
        assertKept(plan, headed, round);

        String filled = new PlanEdit(plan).fillIn().apply();
        assertEquals(filled, new PlanEdit(Samples.read(filled)).fillIn().apply(), () -> round + ": ids heap up");
        assertKept(plan, filled, round);
        List<Step> steps = Samples.read(filled).steps();
        assertEquals(plan.steps().size(), steps.size(), () -> round + ": steps come or go");
        for (int i = 0; i < steps.size(); i++) {
            assertEquals(plan.steps().get(i).skill(), steps.get(i).skill());
            assertEquals(plan.steps().get(i).mark(), steps.get(i).mark());
        }

        PlanEdit marks = new PlanEdit(plan).clearTicks();
        plan.steps()
                .forEach(step ->
                        step.id().ifPresent(id -> marks.mark(id, Mark.DONE).result(id, "done")));
        String marked = marks.apply();
        assertKept(plan, marked, round);
        assertEquals(
                List.of(),
                Samples.read(marked).decisions().boxes().stream()
                        .filter(Decisions.Box::ticked)
                        .toList());
    }

    /** Every line that is not the engine's is still there, in its order, byte for byte. */
    private static void assertKept(PlanText before, String after, int round) {
        if (before.outline().comments().stream().anyMatch(comment -> !comment.closed())) {
            return;
        }
        String rest = after;
        OwnedLines owned = OwnedLines.of(before);
        var steps = StepLayout.lines(before);
        var lines = before.outline().lines();
        int body = lines.at(before.properties().end());
        for (int line = body; line < lines.count(); line++) {
            String text = before.source().substring(lines.start(line), lines.end(line));
            if (owned.owned(line)
                    || steps.get(line)
                    || text.isBlank()
                    || text.contains("- [")
                    || text.startsWith(OwnedLines.IF_APPROVED)) {
                continue;
            }
            int found = rest.indexOf(text);
            assertTrue(found >= 0, () -> round + ": lost “" + text + "”");
            rest = rest.substring(found + text.length());
        }
    }

    private static String mutated(String sample, Random random) {
        StringBuilder text = new StringBuilder(sample);
        for (int i = 1 + random.nextInt(6); i > 0; i--) {
            int at = random.nextInt(text.length() + 1);
            int to = Math.min(text.length(), at + random.nextInt(40));
            switch (random.nextInt(5)) {
                case 0 -> text.delete(at, to);
                case 1 -> text.insert(at, text.substring(at, to));
                case 2 -> {
                    int line = text.indexOf("\n", at);
                    text.insert(line < 0 ? at : line + 1, PIECES[random.nextInt(PIECES.length)]);
                }
                case 3 -> text.setLength(random.nextInt(8) == 0 ? at : text.length());
                default -> text.insert(at, PIECES[random.nextInt(PIECES.length)]);
            }
            if (text.isEmpty()) {
                text.append(' ');
            }
        }
        return text.toString();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "```step\nskill: a.b\n```\n\n",
                "- [ ] a ^s1\n\n```step\nid: s1\nskill: a.b\n```\n",
                "```text a\nx\n```\n",
                "    ```step\n",
                "- [ ] **Approve** ^approve-r1\n",
                "> [!bug] This step cannot run\n> x\n\n",
                "> [!failure] Failed\n\n",
                "**If approved**\n",
                "## Why\n\n",
                "%% a %%\n",
                "key: value\n",
                "needs: s1, \n",
                "^s1 id: s2 ${s3.x}\n",
                "> > > ",
                "> [!quote]- Round 1\n\n"
            })
    void noPlanIsTooMuch(String piece) {
        String source = "# T\n\n```step\nskill: a.b\n```\n\n" + piece.repeat(100_000 / piece.length());

        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            PlanText plan = Samples.read(source);
            String edited = new PlanEdit(plan)
                    .stepFaults(plan.faults())
                    .header(HEADER)
                    .fillIn()
                    .apply();
            assertEquals(
                    edited, new PlanEdit(Samples.read(edited)).header(HEADER).apply());
            assertTrue(plan.prose().length() <= source.length());
        });
    }
}
