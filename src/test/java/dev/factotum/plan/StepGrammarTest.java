package dev.factotum.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factotum.markdown.YamlValue;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each sentence of the step grammar. */
class StepGrammarTest {
    private static Step only(String source) {
        PlanText plan = Samples.read(source);
        assertEquals(List.of(), PlanFaults.shown(plan));
        assertEquals(1, plan.steps().size());
        return plan.steps().getFirst();
    }

    private static Step step(String lines) {
        return only("```step\nskill: x.post\n" + lines + "\n```\n");
    }

    private static List<String> faults(String source) {
        return PlanFaults.shown(Samples.read(source));
    }

    private static String form(Step step, String name) {
        return step.arguments().stream()
                .filter(argument -> argument.name().equals(name))
                .map(argument -> argument.form().toString())
                .findFirst()
                .orElse("none");
    }

    @Nested
    class InsideTheFence {
        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '\u0001',
                value = {
                    "text: #coffee @jo: \"hi\" | #coffee @jo: \"hi\"",
                    "text:x | x",
                    "text : a : b | a : b",
                    "text: // no comment | // no comment",
                    "text: - x | - x",
                    "text: **a** %% b | **a** %% b",
                    "text: 0612 | 0612",
                    "text: '' | ''",
                })
        void aValueIsLiteralToTheEndOfTheLine(String line, String value) {
            assertEquals("Line[text=" + value + "]", form(step(line), "text"));
        }

        @Test
        void onlySpaceTabAndReturnAreTrimmed() {
            assertEquals("Line[text=\u00A0x\u3000]", form(step("\t text \t: \t\u00A0x\u3000 \t\r"), "text"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"a", "_a", "A1", "a_b.c-d"})
        void aKeyStartsWithALetterOrUnderscore(String key) {
            assertEquals("Line[text=x]", form(step(key + ": x"), key));
        }

        @ParameterizedTest
        @ValueSource(strings = {"1a: x", "-a: x", "a b: x", "é: x", ": x", "just words", "text：x", "=: y"})
        void aLineWithNoKeyIsAnError(String line) {
            List<String> faults = faults("```step\nskill: x.post\n" + line + "\n```\n");

            assertEquals(1, faults.size());
            assertTrue(faults.getFirst().startsWith("E-PLAN-03 step 0 3 “" + line + "” "), faults.getFirst());
        }

        @Test
        void emptyLinesAndLinesThatStartWithTwoSlashesAreSkipped() {
            assertEquals(
                    List.of(new Argument("text", new Argument.Form.Line("x"), 6)),
                    step("\n  // text: y\n//text: z\ntext: x\n \t ").arguments());
        }

        @Test
        void reservedKeysAreNoArguments() {
            Step step = only("""
                    ```step
                    id: a-1
                    skill: email.reply
                    account: studio
                    needs: s1, s2
                    on_fail: continue
                    not_before: 2026-11-24 09:00
                    ```
                    """);

            assertEquals(
                    new Step(
                            Optional.of(new StepId("a-1")),
                            "",
                            Mark.OPEN,
                            "email.reply",
                            Optional.of("studio"),
                            List.of(new StepId("s1"), new StepId("s2")),
                            OnFail.CONTINUE,
                            Optional.of("2026-11-24 09:00"),
                            List.of(),
                            1),
                    step);
        }

        @Test
        void anArgumentOfAReservedNameIsWrittenWithAPrefix() {
            assertEquals("Line[text=7]", form(step("arg.id: 7"), "id"));
            assertEquals("Line[text=8]", form(step("arg.other: 8"), "arg.other"));
        }

        @Test
        void aKeyAloneFollowedByItemsIsAList() {
            assertEquals(
                    "Items[items=[a, b: c, - d, , // e]]", form(step("to:\n- a\n  - b: c\n- - d\n-\n- // e"), "to"));
        }

        @Test
        void emptyAndSkippedLinesMayStandInAList() {
            assertEquals("Items[items=[a, b]]", form(step("to:\n\n- a\n// no\n- b"), "to"));
        }

        @Test
        void aKeyAloneIsEmpty() {
            assertEquals("Line[text=]", form(step("text:"), "text"));
        }

        @Test
        void anItemWithoutAKeyAboveIsAnError() {
            assertEquals(
                    List.of("E-PLAN-03 step 0 4 “- a” is a list item without a key above it."),
                    faults("```step\nskill: x.post\ntext: y\n- a\n```\n"));
        }

        @Test
        void needsMayBeAList() {
            assertEquals(
                    List.of(new StepId("s1"), new StepId("s2")),
                    step("needs:\n- s1\n- s2").needs());
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "text: a\\ntext: b | E-PLAN-04 step 0 4 `text` stands here a second time.",
                    "skill: a.b | E-PLAN-04 step 0 3 `skill` stands here a second time.",
                    "arg.id: a\\narg.id: b | E-PLAN-04 step 0 4 `arg.id` stands here a second time.",
                    "needs: s1, | E-PLAN-06 step 0 3 `needs` has a comma with nothing next to it.",
                    "needs: a b | E-PLAN-06 step 0 3 `needs` names `a b`, which is no id of a step.",
                    "on_fail: panic | E-PLAN-06 step 0 3 `on_fail` cannot be `panic`.",
                    "id: -x | E-PLAN-07 step 0 3 `-x` is no id for a step.",
                    "account:\\n- a | E-PLAN-06 step 0 3 `account` takes one value.",
                })
        void whatCannotBeIsAnErrorWithItsLine(String lines, String fault) {
            assertEquals(List.of(fault), faults("```step\nskill: x.post\n" + lines.replace("\\n", "\n") + "\n```\n"));
        }

        @Test
        void aStepWithoutASkillIsInTheFaultsAlone() {
            PlanText plan = Samples.read("- [ ] a\n\n```step\ntext: x\n```\n");

            assertEquals(List.of(), plan.steps());
            assertEquals(List.of("E-PLAN-05 3 The step has no `skill`."), PlanFaults.shown(plan));
        }
    }

    @Nested
    class FencesOfArguments {
        private static final String STEP = "```step\nskill: x.post\n```\n";

        @Test
        void aTextFenceIsTheArgumentWithoutItsLastNewline() {
            assertEquals("Text[text=a\n\n  b ]", form(only(STEP + "\n\n```text body\na\n\n  b \n```\n"), "body"));
            assertEquals("Text[text=a\n]", form(only(STEP + "~~~text body\na\n\n~~~\n"), "body"));
            assertEquals("Text[text=]", form(only(STEP + "```text body\n```\n"), "body"));
        }

        @Test
        void theTextHasLineFeedsInside() {
            assertEquals(
                    "Text[text=a\nb]", form(only((STEP + "```text body\na\nb\n```\n").replace("\n", "\r\n")), "body"));
        }

        @Test
        void nothingInATextFenceIsRead() {
            String text = "- [x] **Approve** ^approve-r1\n# H\n```\n````text a\nid: x\n%% c\n<!-- d\n[[e]]";

            assertEquals("Text[text=" + text + "]", form(only(STEP + "`````text body\n" + text + "\n`````\n"), "body"));
        }

        @Test
        void aYamlFenceIsNestedData() {
            Step step = only(STEP + "```yaml lines\n- { a: 0612, b: \"1\" }\n```\n");

            assertEquals(
                    "Data[value=Sequence[items=[Mapping[entries={a=Scalar[text=0612, plain=true, line=1],"
                            + " b=Scalar[text=1, plain=false, line=1]}, line=1]], line=1]]",
                    form(step, "lines"));
        }

        @Test
        void yamlArgsAreSeveralArguments() {
            Step step = only(STEP + "```yaml args\nto: a\ncc:\n  - b\n```\n");

            assertEquals(
                    List.of(
                            new Argument("to", new Argument.Form.Data(new YamlValue.Scalar("a", true, 1)), 5),
                            new Argument(
                                    "cc",
                                    new Argument.Form.Data(
                                            new YamlValue.Sequence(List.of(new YamlValue.Scalar("b", true, 3)), 3)),
                                    7)),
                    step.arguments());
        }

        @Test
        void severalFencesMayFollowOneAnother() {
            assertEquals(
                    List.of("a", "b", "c"),
                    only(STEP + "```text a\n1\n```\n```text b\n2\n```\n\n\n```yaml c\n3\n```\n").arguments().stream()
                            .map(Argument::name)
                            .toList());
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "text: y\\n```\\n\\n```text text\\nx\\n``` | E-PLAN-04 step 0 6 `text` is given twice: here and above.",
                    "```\\n\\n```text a\\nx\\n```\\n```yaml a\\nx\\n``` | E-PLAN-04 step 0 8 `a` is given twice: here and above.",
                    "```\\n\\n```text a\\nx | E-PLAN-09 step 0 5 The fence `text a` is not closed.",
                    "```\\n\\n```text a b\\nx\\n``` | E-PLAN-09 step 0 5 The fence `text a b` needs one name behind `text`.",
                    "```\\n\\n```text skill\\nx\\n``` | E-PLAN-09 step 0 5 `skill` belongs inside the step and takes no fence.",
                    "```\\n\\n```yaml a\\nx: y\\n  z: w\\n``` | E-PLAN-11 step 0 7 The fence `yaml a` cannot be read in its"
                            + " line 2: a colon stands inside a value; put the value in quotes.",
                    "```\\n\\n```yaml args\\n- x\\n``` | E-PLAN-11 step 0 5 The fence `yaml args` holds no arguments by name.",
                    "```\\n\\nwords\\n\\n```text a\\nx\\n``` | E-PLAN-09 7 The fence `text a` belongs to no step.",
                })
        void mistakesInFencesAreErrorsAtTheStep(String rest, String fault) {
            assertEquals(List.of(fault), faults("```step\nskill: x.post\n" + rest.replace("\\n", "\n") + "\n"));
        }

        @Test
        void anUnclosedStepIsInTheFaultsAlone() {
            PlanText plan = Samples.read("```step\nskill: x.post\n\n# Other\n");

            assertEquals(List.of(), plan.steps());
            assertEquals(List.of("E-PLAN-09 1 The `step` fence is not closed."), PlanFaults.shown(plan));
        }

        @Test
        void aTextFenceThatSwallowsTheNextStepIsAnError() {
            assertEquals(
                    List.of("E-PLAN-09 step 0 5 The fence `text body` is not closed: its line 3 starts another one."),
                    faults("```step\nskill: x.post\n```\n\n```text body\nHi\n\n```step\nskill: y.post\n```\n"));
        }

        @Test
        void aStepThatSwallowsItsTextIsAnError() {
            List<String> faults = faults("```step\nskill: x.post\n\n```text body\nHi\n```\n");

            assertEquals(
                    "E-PLAN-09 step 0 4 The `step` fence is not closed before the next one starts.", faults.getFirst());
        }

        @Test
        void inANoteWithoutAStepSuchAFenceIsJustCode() {
            assertEquals(List.of(), faults("# Look\n\n```yaml title\na: b\n```\n"));
        }

        @Test
        void ordinaryCodeBelowAStepIsNoArgument() {
            assertEquals(
                    List.of(),
                    only("```step\nskill: x.post\n```\n\n```json\n{}\n```\n\n```text\nx\n```\n")
                            .arguments());
        }
    }

    @Nested
    class WhereStepsCount {
        private static final String STEP = "```step\nskill: x.post\n```\n";

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "%s",
                    "text\n%s",
                    "## Monday\n\n%s",
                    "## Why\n\n## More\n\n%s",
                    "### Source\n\n## More\n\n%s",
                    "<!-- c -->\n%s",
                    "%%%% c %%%%\n%s",
                    "<div>\n\n%s",
                    "---\na: b\n---\n%s"
                })
        void atTopLevelTheyDo(String note) {
            assertEquals(1, Samples.read(note.formatted(STEP)).steps().size());
            assertEquals(List.of(), faults(note.formatted(STEP)));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "- [ ] a\n\n  ```step\n  skill: x.post\n  text: a\n  ```\n",
                    "- [ ] a\n  ```step\n  skill: x.post\n  text: a\n  ```\n",
                    "-\t[ ] a\n\n\t```step\n\tskill: x.post\n\ttext: a\n\t```\n",
                    "1. [ ] a\n\n   ```step\n   skill: x.post\n   text: a\n   ```\n",
                    "- b\n  - [ ] a\n\n    ```step\n    skill: x.post\n    text: a\n    ```\n",
                    "- [ ] a\n\n  ```step\n  skill: x.post\n  ```\n\n  ```text text\n  a\n  ```\n",
                    "- [ ] a\n\n  ```step\n  skill: x.post\n  ```\n\n```text text\na\n```\n"
                })
        void indentedUnderTheirTaskItemTheyDo(String note) {
            Step step = only(note);

            assertEquals("a", step.title());
            assertTrue(form(step, "text").endsWith("[text=a]"));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "> ```step\n> skill: x.post\n> ```\n",
                    "- a\n  > ```step\n  > skill: x.post\n  > ```\n",
                    "%%\n```step\nskill: x.post\n```\n%%\n",
                    "<!--\n```step\nskill: x.post\n```\n-->\n",
                    "## Tell the agent\n\n```step\nskill: x.post\n```\n",
                    "## WHY\n\n### Sub\n\n```step\nskill: x.post\n```\n",
                    "# T\n\n## Source\n\n```step\nskill: x.post\n```\n",
                    "## Round 2\n\n```step\nskill: x.post\n```\n",
                    "````markdown\n```step\nskill: x.post\n```\n````\n",
                    "---\na: |\n  ```step\n  skill: x.post\n  ```\n---\n"
                })
        void insideQuotesCommentsAndTheSectionsOfTheEngineTheyNeverDo(String note) {
            PlanText plan = Samples.read(note);

            assertEquals(List.of(), plan.steps());
            assertEquals(List.of(), PlanFaults.shown(plan));
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "a\\n\\n    ```step\\n    skill: x.post\\n    ``` | 3 A step is indented so far that it reads as plain code.",
                    "a\\n    ```step\\n    skill: x.post\\n    ``` | 2 A step stands here that does not count.",
                    "<div>\\n```step\\nskill: x.post\\n``` | 2 A step stands inside a block of HTML.",
                    "<!-- x\\n\\n```step\\nskill: x.post\\n``` | 3 A step stands behind an HTML comment that is never closed.",
                    "100 %% sure\\n\\n```step\\nskill: x.post\\n``` | 3 A step stands behind a comment sign %% that is never"
                            + " closed.",
                    "```js\\nx\\n\\n```step\\nskill: x.post\\n``` | 4 A step stands inside another fence, which is not closed"
                            + " above it.",
                    "```Step\\nskill: x.post\\n``` | 1 `Step` is not `step`.",
                    "```step now\\nskill: x.post\\n``` | 1 `step now` is not `step`."
                })
        void aStepThatIsHiddenIsAnErrorAndVanishesNotSilently(String note, String fault) {
            assertEquals(List.of("E-PLAN-10 " + fault), faults(note.replace("\\n", "\n") + "\n"));
        }
    }

    @Nested
    class TitlesAndMarks {
        private static final String STEP = "\n```step\nskill: x.post\n```\n";

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "- [ ] a ^s1 | a | OPEN",
                    "* [x] a ^s1 | a | DONE",
                    "+ [X] a ^s1 | a | DONE",
                    "1) [-] a ^s1 | a | SKIPPED",
                    "- [!] a ^s1 | a | FAILED",
                    "- [ ] a\\n  b ^s1 | a b | OPEN",
                    "- [ ] a ^s1\\n  → result | a | OPEN",
                    "- [ ] a ^s1\\n\\n  more words\\n\\nand more | a | OPEN",
                    "- [ ] a ^s1\\n  - a detail\\n  - another | a | OPEN",
                    "- [ ] a ^s1\\n\\n> [!bug] This step cannot run\\n> x | a | OPEN",
                    "- [-] a ^s1\\n\\n%%\\nnote\\n%%\\n<!-- note --> | a | SKIPPED",
                    "- [ ] z\\n- [x] a ^s1 | a | DONE",
                    "- [ ]\t**a** #b | **a** #b | OPEN",
                })
        void aStepHasTitleAndMarkOfTheNearestTaskAbove(String above, String title, Mark mark) {
            Step step = only(above.replace("\\n", "\n") + "\n" + STEP);

            assertEquals(title, step.title());
            assertEquals(mark, step.mark());
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "- [x] **Approve** ^approve-r1",
                    "- [x] Reject ^reject-r1",
                    "- [x] Ask ^revise-r1",
                    "- [x] Remember ^remember-1",
                    "- [x] a\n\n## Heading",
                    "- [x] a\n\n```js\nx\n```",
                    "- [x] a\n\n```step\nskill: a.b\n```",
                    "> - [x] a",
                    "- a",
                    "words",
                    ""
                })
        void decisionItemsHeadingsAndOtherFencesStopTheSearchAndAFenceWithNoBoxRuns(String above) {
            Step step = Samples.read(above + "\n" + STEP).steps().getLast();

            assertEquals("", step.title());
            assertEquals(Mark.OPEN, step.mark());
        }

        @ParameterizedTest
        @ValueSource(strings = {"[ - ]", "[✓]", "[]", "[  ]", "[>]", "[x]now", "[/]", "[😀]"})
        void aSignThatIsNoneOfOursIsAnErrorAndNeverARun(String sign) {
            PlanText plan = Samples.read("- " + sign + " a\n" + STEP);

            assertEquals(
                    List.of("E-PLAN-08 step 0 1 The box above the step holds a sign that means nothing: “- " + sign
                            + " a”."),
                    PlanFaults.shown(plan));
            assertEquals(false, plan.steps().getFirst().mark().runs());
        }

        @Test
        void anIdMayStandBehindTheBoxAlone() {
            assertEquals(
                    Optional.of(new StepId("s7")), only("- [ ] a ^s7\n" + STEP).id());
        }

        @Test
        void anIdThatDiffersFromTheBoxIsAnErrorThatNamesAFreeOne() {
            PlanText plan = Samples.read("- [ ] a ^s1\n\n```step\nid: s2\nskill: x.post\n```\n");

            assertEquals(
                    List.of("E-PLAN-07 step 0 3 The step has the id `s2`, its box `^s1`."), PlanFaults.shown(plan));
            assertEquals(
                    "Make both the same; `s3` is free.",
                    plan.faults().getFirst().hint());
        }

        @Test
        void oneIdTwiceIsAnErrorThatNamesAFreeOne() {
            String step = "- [ ] a ^s1\n\n```step\nid: s1\nskill: x.post\n```\n\n";
            PlanText plan = Samples.read(step + step + "> ^s9 was once\n");

            assertEquals(List.of("E-PLAN-07 step 1 10 An earlier step has the id `s1` too."), PlanFaults.shown(plan));
            assertEquals(
                    "Give this one another, in the step and behind its box; `s10` is free.",
                    plan.faults().getFirst().hint());
        }
    }
}
