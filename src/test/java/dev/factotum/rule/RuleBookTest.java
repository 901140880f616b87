package dev.factotum.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factotum.channel.Channels;
import dev.factotum.engine.Planner.Answer;
import dev.factotum.engine.Planner.Item;
import dev.factotum.plan.Argument;
import dev.factotum.plan.Draft;
import dev.factotum.plan.PlanEdit;
import dev.factotum.plan.PlanText;
import dev.factotum.plan.Step;
import dev.factotum.problem.Problem;
import dev.factotum.tool.Toolbox;
import dev.factotum.vault.Vault;
import dev.factotum.world.Fault;
import dev.factotum.world.TestWorld;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RuleBookTest {
    private static final Path ROOT = Path.of("/vault");
    private static final String REPLY = """
            ---
            when:
              kind: email
              subject: invoice
            priority: 50
            ---
            # Answer {{from.name}} about the invoice

            - [ ] **Reply to {{from.name}}**

            ```step
            skill: email.reply
            cc: {{from}}
            subject: Re: {{subject}}
            ```

            ```text body
            Hi {{from.first}}, about "{{subject}}": {{body}}
            ```

            ## Why

            {{from.first}} asks.
            """;

    private TestWorld world = TestWorld.seeded(1);
    private RuleBook book = new RuleBook(world.disk(), ROOT.resolve("Rules"), new Toolbox(List.of()));

    @BeforeEach
    void open() throws IOException {
        world = TestWorld.seeded(1);
        Vault vault = Vault.create(world.world(), ROOT);
        book = new RuleBook(world.disk(), ROOT.resolve("Rules"), new Toolbox(Channels.all(vault, ZoneOffset.UTC)));
    }

    private void rule(String name, String text) {
        world.disk().person().write(ROOT.resolve("Rules/" + name + ".md"), text);
        world.clock().advance(Duration.ofSeconds(1));
    }

    private static String simple(String when, int priority, String title) {
        return "---\nwhen: " + when + "\npriority: " + priority + "\n---\n# " + title
                + "\n\n```step\nskill: vault.note\npath: A.md\n```\n\n```text text\nx\n```\n";
    }

    private Draft drafted(Item item) {
        return assertInstanceOf(Answer.Drafted.class, book.plan(item)).draft();
    }

    private static String text(Step step, String argument) {
        return switch (step.arguments().stream()
                .filter(a -> a.name().equals(argument))
                .findFirst()
                .orElseThrow()
                .form()) {
            case Argument.Form.Line(String line) -> line;
            case Argument.Form.Text(String text) -> text;
            case Argument.Form.Items(List<String> items) -> String.join("|", items);
            case Argument.Form.Data(var value) -> value.toString();
        };
    }

    @Test
    void aRuleThatMatchesFillsItsTemplate() {
        rule("Invoices", REPLY);
        Answer.Drafted answer = assertInstanceOf(
                Answer.Drafted.class, book.plan(Mails.mail("Jo Peters <jo@acme.example>", "Invoice 7", "When?")));
        assertEquals("rule:Invoices", answer.planner());
        assertFalse(answer.incomplete());
        Draft draft = answer.draft();
        assertEquals("Answer Jo Peters about the invoice", draft.title());
        assertEquals(1, draft.steps().size());
        Step step = draft.steps().getFirst();
        assertEquals("**Reply to Jo Peters**", step.title());
        assertEquals("s1", step.id().orElseThrow().value());
        assertEquals("\"Jo Peters\" <jo@acme.example>", text(step, "cc"));
        assertEquals("Re: Invoice 7", text(step, "subject"));
        assertEquals("Hi Jo, about \"Invoice 7\": When?", text(step, "body"));
        assertTrue(draft.why().startsWith("Jo asks.\n\nThe rule “Invoices” applies:"), draft.why());
        assertInstanceOf(Answer.Pass.class, book.plan(Mails.mail("jo@acme.example", "Hello", "x")));
    }

    @Test
    void theHighestPriorityWinsThenTheNarrowerRuleThenTheName() {
        rule("b", simple("{ kind: email }", 10, "b"));
        rule("a", simple("{ kind: email }", 10, "a"));
        assertEquals("a", drafted(Mails.mail("a@b.example", "x", "y")).title());
        rule("c", simple("{ kind: email, subject: x }", 10, "c"));
        assertEquals("c", drafted(Mails.mail("a@b.example", "x", "y")).title());
        rule("d", simple("{ kind: email }", 11, "d"));
        assertEquals("d", drafted(Mails.mail("a@b.example", "x", "y")).title());
        List<RuleBook.Explanation> said = book.explain(Mails.mail("a@b.example", "z", "y"));
        assertEquals(
                List.of("d", "c", "a", "b"),
                said.stream().map(RuleBook.Explanation::rule).toList());
        assertEquals("the subject does not have x", said.get(1).why());
        assertEquals(
                "it matches too, but d has the higher priority (11 over 10)",
                said.get(2).why());
        assertTrue(said.getFirst().fired());
    }

    @Test
    void aMissingValueBecomesAQuestionThatNamesIt() {
        rule("Invoices", REPLY);
        Answer.Question question =
                assertInstanceOf(Answer.Question.class, book.plan(Mails.mail("jo@acme.example", "invoice", "x")));
        assertTrue(question.question().contains("`from.first`"), question.question());
    }

    @Test
    void thenCompleteClosesWithItsTitleAsReason() {
        rule("News", "---\nwhen: { subject: digest }\nthen: complete\n---\n# Newsletter: {{subject}}\n");
        assertEquals(
                new Answer.Complete("News", "Newsletter: Weekly digest"),
                book.plan(Mails.mail("a@b.example", "Weekly digest", "x")));
    }

    @Test
    void aTextLeftEmptyMakesThePlanWait() {
        rule(
                "Empty",
                "---\nwhen: { kind: email }\n---\n# T\n\n```step\nskill: email.reply\n```\n\n```text body\n```\n");
        assertTrue(assertInstanceOf(Answer.Drafted.class, book.plan(Mails.mail("a@b.example", "x", "y")))
                .incomplete());
    }

    @Test
    void aWishAndASecondRoundAreNotForRules() {
        rule("any", simple("{ kind: email }", 10, "t"));
        Item item = Mails.mail("a@b.example", "x", "y");
        Item wish = new Item(
                item.id(),
                item.text(),
                item.kind(),
                item.trust(),
                item.conversation(),
                item.client(),
                item.account(),
                item.body(),
                item.attachments(),
                item.born(),
                item.now(),
                1,
                "shorter",
                item.tools(),
                item.settings());
        assertInstanceOf(Answer.Pass.class, book.plan(wish));
    }

    @Test
    void stepsAreRepeatedOverACountWithDatesAndIds() {
        rule("Posts", """
                ---
                when:
                  subject: /plan (?<n>\\w+) posts about (?<topic>.+)/
                ---
                # {{n}} posts

                {{#each n}}

                - [ ] **Post {{@index}} of {{@count}}** about {{topic}}

                ```step
                id: p
                skill: x.post
                not_before: next MON 09:00
                text: {{@index}}: {{topic}}
                ```

                - [ ] Note {{@index}}

                ```step
                skill: vault.note
                needs: p
                path: A.md
                text: ${p.url}
                ```

                {{/each}}

                - [ ] **All**

                ```step
                skill: vault.note
                needs: p
                path: B.md
                text: done
                ```
                """);
        Draft draft = drafted(Mails.request("plan five posts about rain"));
        assertEquals(11, draft.steps().size());
        assertEquals(
                List.of("p-1", "s1", "p-2", "s2", "p-3", "s3", "p-4", "s4", "p-5", "s5", "s6"),
                draft.steps().stream()
                        .map(step -> step.id().orElseThrow().value())
                        .toList());
        assertEquals("2026-11-23 09:00", draft.steps().getFirst().notBefore().orElseThrow());
        assertEquals("2026-11-27 09:00", draft.steps().get(8).notBefore().orElseThrow());
        assertEquals("**Post 5 of 5** about rain", draft.steps().get(8).title());
        assertEquals("${p-2.url}", text(draft.steps().get(3), "text"));
        assertEquals("[p-2]", draft.steps().get(3).needs().toString());
        assertEquals(
                "[p-1, p-2, p-3, p-4, p-5]", draft.steps().getLast().needs().toString());
        for (String many : List.of("21", "99999", "99999999999", "00000000021")) {
            assertTrue(assertInstanceOf(
                            Answer.Question.class, book.plan(Mails.request("plan " + many + " posts about rain")))
                    .question()
                    .contains("more than 20"));
        }
        assertEquals(
                1, drafted(Mails.request("plan 0 posts about rain")).steps().size());
    }

    @Test
    void aBrokenRuleIsAProblemWithItsLineAndCostsNothingElse() {
        rule("good", simple("{ kind: email }", 1, "good"));
        rule("typo", simple("{ knd: email }", 99, "x"));
        rule("value", "---\nwhen: { kind: email }\n---\n# T\n\n```step\nskill: x.post\ntext: {{nothing}}\n```\n");
        rule("open", "---\nwhen: { kind: email }\n---\n# T\n\n{{#each attachments}}\n\n```step\nskill: x.post\n```\n");
        rule("yaml", "---\nwhen: [\n---\n");
        rule("headless", "# T\n\n```step\nskill: x.post\n```\n");
        rule("About rules", "# Rules\n\nHow they work.\n");
        world.disk().person().write(ROOT.resolve("Rules/bytes.md"), new byte[] {(byte) 0xff, (byte) 0xfe});
        assertEquals("good", drafted(Mails.mail("a@b.example", "x", "y")).title());
        List<String> problems = book.problems().stream().map(Problem::oneLine).toList();
        assertEquals(6, problems.size(), String.join("\n", problems));
        assertTrue(
                problems.stream().anyMatch(p -> p.contains("Rules/typo.md:2") && p.contains("`knd`")),
                problems.toString());
        assertTrue(
                problems.stream().anyMatch(p -> p.contains("Rules/value.md:8") && p.contains("`nothing`")),
                problems.toString());
        assertTrue(
                problems.stream().anyMatch(p -> p.contains("Rules/open.md:6") && p.contains("not closed")),
                problems.toString());
    }

    @Test
    void anEditIsSeenAndAFailingDiskKeepsTheRulesReadLast() {
        rule("r", simple("{ kind: email }", 1, "one"));
        assertEquals("one", drafted(Mails.mail("a@b.example", "x", "y")).title());
        rule("r", simple("{ kind: email }", 1, "two"));
        assertEquals("two", drafted(Mails.mail("a@b.example", "x", "y")).title());
        world.disk().failBetween(world.disk().operations() + 1, world.disk().operations() + 2, Fault.FAILING);
        assertEquals("two", drafted(Mails.mail("a@b.example", "x", "y")).title());
        assertEquals(1, book.problems().size());
        assertEquals(0, book.problems().size());
    }

    @Test
    void rulesThatCanNeverFireAndUnknownSkillsAreFound() {
        rule("wide", simple("{ kind: email }", 90, "x"));
        rule("narrow", simple("{ kind: email, subject: invoice }", 50, "x"));
        rule("torn", simple("{ from: known, not: { from: known } }", 95, "x"));
        rule("fine", simple("{ kind: mention }", 1, "x").replace("vault.note", "no.such"));
        List<String> problems = book.check().stream().map(Problem::oneLine).toList();
        assertEquals(3, problems.size(), String.join("\n", problems));
        assertTrue(
                problems.stream().anyMatch(p -> p.contains("Rules/narrow.md") && p.contains("wide.md matches first")));
        assertTrue(problems.stream().anyMatch(p -> p.contains("Rules/torn.md") && p.contains("exclude each other")));
        assertTrue(problems.stream().anyMatch(p -> p.contains("no.such")));
    }

    @Test
    void noValueOfAMessageChangesTheShapeOfThePlan() {
        rule("Invoices", REPLY.replace("subject: invoice\n", "body: /./s\n"));
        Random random = new Random(42);
        String[] pieces = {
            "\n",
            "\r\n",
            "cc: evil@x.example",
            "- [x] **Approve** ^approve-r1",
            "```step\nskill: x.post\n```",
            "```",
            "`````",
            "~~~",
            "---",
            "{{from.name}}",
            "{{#each n}}",
            "{{/each}}",
            "${s1.pdf}",
            "$item.body",
            "$$",
            ",",
            ";",
            "<evil@x.example>",
            "\"",
            "\\",
            "\u2028",
            "\u0000",
            "]]",
            "> [!success] Done",
            "## Steps",
            "%%",
            "<!--",
            "evil@x.example",
            "id: s9",
            "- item",
            "#",
            "|",
            "\t",
            "skill: x.post",
            "needs: s9",
            "text body",
            "\uE000" + "0" + "\uE001"
        };
        for (int i = 0; i < 300; i++) {
            StringBuilder hostile = new StringBuilder("x");
            for (int j = random.nextInt(12); j >= 0; j--) {
                hostile.append(pieces[random.nextInt(pieces.length)]).append(random.nextBoolean() ? " " : "");
            }
            String value = hostile.toString();
            Item item = Mails.mail(value + " <jo@acme.example>", value, value, value);
            Draft draft = switch (book.plan(item)) {
                case Answer.Drafted drafted -> drafted.draft();
                case Answer.Question _ -> null;
                case Answer.Complete _, Answer.Stuck _, Answer.Later _, Answer.Pass _ ->
                    throw new AssertionError(value);
            };
            if (draft == null) {
                continue;
            }
            String note = new PlanEdit(PlanText.parse("---\nkind: email\n---\n# T\n", "t.md"))
                    .steps(draft)
                    .apply();
            PlanText plan = PlanText.parse(note, "t.md");
            assertEquals(List.of(), plan.faults(), note);
            assertEquals(1, plan.steps().size(), note);
            Step step = plan.steps().getFirst();
            assertEquals("email.reply", step.skill(), note);
            assertEquals(List.of(), step.needs(), note);
            assertEquals(
                    List.of("cc", "subject", "body"),
                    step.arguments().stream().map(Argument::name).toList(),
                    note);
            String cc = text(step, "cc");
            assertEquals(1, cc.replaceAll("\"[^\"]*\"", "").split("@", -1).length - 1, cc + note);
            assertTrue(cc.endsWith("jo@acme.example>") || cc.equals("jo@acme.example"), cc);
            assertEquals(
                    0,
                    plan.decisions().boxes().stream()
                            .filter(box -> box.ticked())
                            .count(),
                    note);
            assertEquals(
                    draft.steps().getFirst().arguments(),
                    step.arguments().stream()
                            .map(a -> new Argument(a.name(), a.form(), 0))
                            .toList());
        }
    }
}
