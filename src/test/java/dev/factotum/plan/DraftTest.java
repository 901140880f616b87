package dev.factotum.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.factotum.markdown.YamlValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DraftTest {
    private static final String MAIL = """
            ---
            kind: email
            id: 01KAGRZ3M8D2V6Q4T0X9N5C7BH
            ---

            # Invoice?

            ## Source

            > [!quote]- Original message
            > Hi
            """;

    private static Step step(String id, String title, List<Argument> arguments) {
        return new Step(
                id.isEmpty() ? Optional.empty() : Optional.of(new StepId(id)),
                title,
                Mark.OPEN,
                "email.reply",
                Optional.of("studio"),
                List.of(),
                OnFail.STOP,
                Optional.empty(),
                arguments,
                0);
    }

    private static Argument line(String name, String text) {
        return new Argument(name, new Argument.Form.Line(text), 0);
    }

    private static String drafted(String source, Draft draft) {
        return new PlanEdit(Samples.read(source)).steps(draft).apply();
    }

    @Test
    void aDraftBecomesStepsAndSectionsAboveTheSource() {
        Draft draft = new Draft(
                "not used",
                List.of(
                        step(
                                "s1",
                                "**Reply to Jo**",
                                List.of(
                                        line("subject", "Re: \"x\" #y"),
                                        new Argument("body", new Argument.Form.Text("Hi,\n```\nx\n"), 0))),
                        new Step(
                                Optional.empty(),
                                "",
                                Mark.SKIPPED,
                                "x.thread",
                                Optional.empty(),
                                List.of(new StepId("s1")),
                                OnFail.ASK,
                                Optional.of("2026-11-24 09:00"),
                                List.of(
                                        new Argument("posts", new Argument.Form.Items(List.of("one", "two: b")), 0),
                                        line("id", "7"),
                                        line("empty", "")),
                                0)),
                "Jo asks.\n\n- [ ] <b>`x`");

        String written = drafted(MAIL, draft);

        assertEquals("""
                ---
                kind: email
                id: 01KAGRZ3M8D2V6Q4T0X9N5C7BH
                ---

                # Invoice?

                ## Steps

                - [ ] **Reply to Jo** ^s1

                ```step
                id: s1
                skill: email.reply
                account: studio
                subject: Re: "x" #y
                ```

                ````text body
                Hi,
                ```
                x

                ````

                - [-] **x.thread** ^s2

                ```step
                id: s2
                skill: x.thread
                needs: s1
                on_fail: ask
                not_before: 2026-11-24 09:00
                posts:
                - one
                - two: b
                arg.id: 7
                empty:
                ```

                ## Tell the agent

                ## Why

                Jo asks.

                \\- \\[ \\] \\<b>\\`x\\`

                ## Source

                > [!quote]- Original message
                > Hi
                """, written);
        assertEquals(List.of(), PlanFaults.shown(Samples.read(written)));
        assertEquals(written.replace("\n", "\r\n"), drafted(MAIL.replace("\n", "\r\n"), draft));
    }

    @Test
    void theSameDraftAgainChangesNothing() {
        Draft draft = new Draft("t", List.of(step("s1", "a", List.of(line("to", "b")))), "because");
        String written = drafted(MAIL, draft);

        assertSame(written, drafted(written, draft));
    }

    @Test
    void anotherDraftTakesThePlaceOfTheFirstAndLeavesAPersonsWords() {
        String first = drafted(
                MAIL, new Draft("t", List.of(step("s1", "a", List.of()), step("s2", "b", List.of())), "because"));
        String typed = first.replace("- [ ] b ^s2\n", "my words\n\n- [x] b ^s2\n  → done\n\nbetween\n")
                .replace("because", "because\n\nand mine");

        String second = drafted(typed, new Draft("t", List.of(step("s3", "c", List.of())), "therefore"));

        assertEquals("""
                # Invoice?

                ## Steps

                - [ ] c ^s3

                ```step
                id: s3
                skill: email.reply
                account: studio
                ```

                my words

                between

                ## Tell the agent

                ## Why

                therefore

                because

                and mine

                ## Source

                > [!quote]- Original message
                > Hi
                """, second.substring(second.indexOf("# Invoice")));
    }

    @Test
    void aDraftWithoutStepsTakesTheOldOnesOut() {
        String first = drafted(MAIL, new Draft("t", List.of(step("s1", "a", List.of())), ""));

        assertEquals(
                MAIL.replace("## Source", "## Steps\n\n## Tell the agent\n\n## Source"),
                drafted(first, new Draft("t", List.of(), "")));
    }

    @Test
    void aNoteWithoutATitleGetsTheDrafts() {
        assertEquals(
                "text\n",
                drafted("text\n", new Draft("A *b*", List.of(), ""))
                        .replace("# A \\*b\\*\n\n", "")
                        .replace("\n\n## Tell the agent", ""));
    }

    @Test
    void idsOfFinishedRoundsAreNotUsedAgain() {
        String round = drafted(MAIL, new Draft("t", List.of(step("s1", "a", List.of())), ""));
        String folded = new PlanEdit(Samples.read(round)).foldRound(1).apply();

        String next = drafted(
                folded,
                new Draft(
                        "t",
                        List.of(
                                step("s1", "b", List.of()),
                                new Step(
                                        Optional.of(new StepId("s2")),
                                        "c",
                                        Mark.OPEN,
                                        "x.post",
                                        Optional.empty(),
                                        List.of(new StepId("s1")),
                                        OnFail.STOP,
                                        Optional.empty(),
                                        List.of(
                                                line("url", "${s1.url}"),
                                                new Argument(
                                                        "text",
                                                        new Argument.Form.Text("a ${s1.url} $${s1.url} ${s2.x}"),
                                                        0)),
                                        0)),
                        ""));

        PlanText plan = Samples.read(next);
        assertEquals(List.of(), PlanFaults.shown(plan));
        assertEquals(Optional.of(new StepId("s3")), plan.steps().get(0).id());
        assertEquals(List.of(new StepId("s3")), plan.steps().get(1).needs());
        assertEquals(
                List.of("Line[text=${s3.url}]", "Text[text=a ${s3.url} $${s1.url} ${s2.x}]"),
                plan.steps().get(1).arguments().stream()
                        .map(argument -> argument.form().toString())
                        .toList());
        assertEquals(1, plan.rounds());
        assertEquals(true, next.indexOf("- [ ] b ^s3") < next.indexOf("Round 1"));
    }

    @Test
    void fiveThousandRandomDraftsReadBackAsTheyWere() {
        Random random = new Random(20_261_120);
        for (int round = 0; round < 5_000; round++) {
            List<Step> steps = new ArrayList<>();
            for (int i = 1 + random.nextInt(3); i > 0; i--) {
                steps.add(randomStep(random, steps.size() + 1));
            }
            String source = random.nextBoolean() ? MAIL : random.nextBoolean() ? "" : MAIL.replace("\n", "\r\n");

            String written = drafted(source, new Draft("t", steps, "w"));
            PlanText plan = Samples.read(written);

            int at = round;
            assertEquals(List.of(), PlanFaults.shown(plan), () -> at + "\n" + written);
            assertEquals(normal(steps), normal(plan.steps()), () -> at + "\n" + written);
        }
    }

    private static Step randomStep(Random random, int number) {
        List<Argument> arguments = new ArrayList<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            String name =
                    List.of("id", "text", "a.b", "_x", "needs", "args", "B-1").get(random.nextInt(7)) + i;
            arguments.add(new Argument(
                    random.nextInt(9) == 0 && i == 1 ? "skill" : name,
                    switch (random.nextInt(4)) {
                        case 0 -> new Argument.Form.Line(text(random));
                        case 1 -> new Argument.Form.Items(List.of(text(random), text(random)));
                        case 2 -> new Argument.Form.Text(text(random));
                        default -> new Argument.Form.Data(data(random, 3));
                    },
                    0));
        }
        return new Step(
                Optional.of(new StepId("s" + number)),
                ("Title " + CalloutText.oneLine(text(random))).strip(),
                List.of(Mark.values()).get(random.nextInt(4)),
                "a.b" + number,
                random.nextBoolean() ? Optional.of("acc") : Optional.empty(),
                number > 1 ? List.of(new StepId("s1")) : List.of(),
                List.of(OnFail.values()).get(random.nextInt(3)),
                random.nextBoolean() ? Optional.of("2026-11-24 09:00") : Optional.empty(),
                arguments,
                0);
    }

    private static String text(Random random) {
        String[] pieces = {
            "a", " ", "\n", "```", "~~~", "step", "```step", ": ", "- ", "//", "#", "%%", "<!--", "\t", "${s1.x}", "$$",
            "\"", "'", "{", "[", "é😀", "`", "key: v", "---", "\r\n", "> ", "1", "true", ",", "@x", "*", "&", "!", "|",
            "\\"
        };
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(7); i > 0; i--) {
            text.append(pieces[random.nextInt(pieces.length)]);
        }
        return text.toString();
    }

    private static YamlValue data(Random random, int depth) {
        return switch (depth == 0 ? 0 : random.nextInt(3)) {
            case 1 -> new YamlValue.Sequence(List.of(data(random, depth - 1), data(random, depth - 1)), 0);
            case 2 -> {
                Map<String, YamlValue> entries = new LinkedHashMap<>();
                for (int i = random.nextInt(3); i >= 0; i--) {
                    entries.put("k" + text(random).replace("\r", ""), data(random, depth - 1));
                }
                yield new YamlValue.Mapping(entries, 0);
            }
            default -> new YamlValue.Scalar(text(random), false, 0);
        };
    }

    /** Without lines and the ways in which one value may be written. */
    private static String normal(List<Step> steps) {
        StringBuilder out = new StringBuilder();
        for (Step step : steps) {
            out.append(step.id())
                    .append(step.mark())
                    .append(step.skill())
                    .append(step.account())
                    .append(step.needs());
            out.append(step.onFail()).append(step.notBefore()).append('\n');
            out.append(step.title().replace("\\", "")).append('\n');
            step.arguments().stream()
                    .map(argument -> argument.name() + "=" + value(argument.form()))
                    .sorted()
                    .forEach(argument -> out.append(argument).append('\n'));
        }
        return out.toString();
    }

    private static String value(Argument.Form form) {
        return switch (form) {
            case Argument.Form.Line line -> PlanText.unix(line.text());
            case Argument.Form.Text text -> PlanText.unix(text.text());
            case Argument.Form.Items items -> items.items().toString();
            case Argument.Form.Data data -> shown(data.value());
        };
    }

    private static String shown(YamlValue value) {
        return switch (value) {
            case YamlValue.Scalar scalar -> scalar.text();
            case YamlValue.Sequence sequence ->
                sequence.items().stream().map(DraftTest::shown).toList().toString();
            case YamlValue.Mapping mapping -> {
                Map<String, String> entries = new LinkedHashMap<>();
                mapping.entries().forEach((key, entry) -> entries.put(key, shown(entry)));
                yield entries.toString();
            }
        };
    }
}
