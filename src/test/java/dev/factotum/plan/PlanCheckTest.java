package dev.factotum.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.tool.Account;
import dev.factotum.tool.AttachedFile;
import dev.factotum.tool.Conversation;
import dev.factotum.tool.Mode;
import dev.factotum.tool.Toolbox;
import dev.factotum.vault.Digest;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanCheckTest {
    private static final String MAIL = """
            {'type': 'object', 'properties': {
              'to': {'type': 'array', 'items': {'type': 'string', 'format': 'address'}},
              'tags': {'type': 'array', 'items': {'type': 'string'}},
              'text': {'type': 'string', 'format': 'text'},
              'count': {'type': 'integer'}, 'rate': {'type': 'number'}, 'loud': {'type': 'boolean'},
              'size': {'type': 'string', 'enum': ['small', 'big']},
              'attach': {'type': 'array', 'items': {'type': 'string', 'format': 'file'}},
              'lines': {'type': 'array', 'items': {'type': 'object', 'properties': {
                'name': {'type': 'string'}, 'quantity': {'type': 'integer'}}, 'required': ['name'],
                'additionalProperties': false}},
              'id': {'type': 'string'}, 'note': {'type': ['string', 'null']}},
             'required': ['text'], 'additionalProperties': false}""";

    private static final String OUTPUTS = "{'type': 'object', 'properties': {'url': {'type': 'string'}}}";

    private static final Toolbox TOOLS = new Toolbox(List.of(
            ToolStub.of("mail.send", MAIL, OUTPUTS),
            ToolStub.of(
                    "mail.strict",
                    "{'type': 'object', 'properties': {'text': {'type': 'string', 'maxLength': 3},"
                            + " 'n': {'type': 'integer', 'minimum': 2}}, 'required': ['text']}",
                    OUTPUTS)));

    /** A context with one sender, two accounts of the channel mail, one file, and outputs of step s7. */
    private static final class Context implements CheckContext {
        @Override
        public Toolbox toolbox() {
            return TOOLS;
        }

        @Override
        public Optional<Account> account(String channel, Optional<String> named) {
            return named.orElse("studio").equals("nobody")
                    ? Optional.empty()
                    : Optional.of(new Account(named.orElse("studio"), channel, "studio@x.example", Mode.SANDBOX));
        }

        @Override
        public Conversation conversation() {
            return new Conversation(
                    Optional.of("jo@acme.example"), Optional.empty(), Optional.empty(), List.of(), Optional.empty());
        }

        @Override
        public Set<String> itemValues() {
            return Set.of("body", "subject");
        }

        @Override
        public String itemValue(String name) {
            return "the " + name;
        }

        @Override
        public Optional<AttachedFile> attachment(String argument, String path) {
            return path.equals("Attachments/a.pdf")
                    ? Optional.of(new AttachedFile(argument, Path.of("/v", path), "a.pdf", Digest.of("a"), 1))
                    : Optional.empty();
        }

        @Override
        public boolean hasOutput(StepId step, String output) {
            return step.value().equals("s7") && output.equals("url");
        }

        @Override
        public ZoneId zone() {
            return ZoneId.of("Europe/Amsterdam");
        }

        @Override
        public Instant now() {
            return Instant.parse("2026-11-20T08:31:14Z");
        }
    }

    private static Checked check(String source) {
        return PlanCheck.check(Samples.read(source), new Context());
    }

    private static TypedStep good(String lines) {
        Checked.Good good = assertInstanceOf(
                Checked.Good.class, check(plan(lines)), () -> check(plan(lines)).toString());
        return good.run().getLast();
    }

    private static String plan(String lines) {
        return "- [ ] a ^s1\n\n```step\nid: s1\nskill: mail.send\n" + lines + (lines.contains("```") ? "" : "\n```")
                + "\n";
    }

    private static List<String> faults(String source) {
        return assertInstanceOf(Checked.Bad.class, check(source)).faults().stream()
                .map(f -> f.code().id() + " " + f.line() + " " + f.reason())
                .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0001',
            value = {
                "to: a@x.example | to | [\"a@x.example\"]",
                "to: \"Peters, Jo\" <jo@x.example>, a@x.example | to |"
                        + " [\"\\\"Peters, Jo\\\" <jo@x.example>\",\"a@x.example\"]",
                "to: \"Jo; Bo,, x\" <a@x.example> | to | [\"\\\"Jo; Bo,, x\\\" <a@x.example>\"]",
                "to:\\n- Jo <jo@x.example>\\n- a@x.example | to | [\"Jo <jo@x.example>\",\"a@x.example\"]",
                "tags: ams , #coffee, \"x | tags | [\"ams\",\"#coffee\",\"\\\"x\"]",
                "tags: | tags | []",
                "count: 0612 | count | 612",
                "rate: 1.50 | rate | 1.50",
                "loud: Yes | loud | true",
                "size: big | size | \"big\"",
                "note: 0612 | note | \"0612\"",
                "arg.id: no | id | \"no\"",
                "note: $5 ${x} $item | note | \"$5 ${x} $item\"",
            })
    void valuesAreTypedByTheSchema(String lines, String name, String json) {
        TypedStep step = good(lines.replace("\\n", "\n") + "\ntext: x");

        assertEquals(json, step.arguments().path(name).toString());
    }

    @Test
    void nestedDataIsTypedByTheSchemaToo() {
        TypedStep step = good("text: x\n```\n\n```yaml lines\n- { name: 0612, quantity: 2 }\n- name: no\n```\n");

        assertEquals(
                "[{\"name\":\"0612\",\"quantity\":2},{\"name\":\"no\"}]",
                step.arguments().path("lines").toString());
        assertEquals(
                "\"null\"",
                good("```\n\n```yaml text\nnull\n```\n")
                        .arguments()
                        .path("text")
                        .toString());
    }

    @Test
    void aToolCompletesWhatFollowsFromTheConversation() {
        assertEquals(
                "[\"jo@acme.example\"]", good("text: x").arguments().path("to").toString());
        assertEquals(
                "[\"a@b.example\"]",
                good("to: a@b.example\ntext: x").arguments().path("to").toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0001',
            value = {
                "to: a@x.example, | E-PLAN-21 6 `to` ends in a comma or holds a semicolon.",
                "to: a@x.example; b@x.example | E-PLAN-21 6 `to` ends in a comma or holds a semicolon.",
                "to: Peters, jo@x.example | E-PLAN-21 6 `to` is not a list of addresses: Peters, jo@x.example.",
                "to: a@x.example,,b@x.example | E-PLAN-21 6 `to` has an empty entry.",
                "to: a@x.example, , b@x.example | E-PLAN-21 6 `to` has an empty entry.",
                "to: ,a@x.example | E-PLAN-21 6 `to` has an empty entry.",
                "to: jo@ | E-PLAN-21 6 `to` is not a list of addresses: jo@.",
                "tags: a,,b | E-PLAN-21 6 `tags` has an empty entry.",
                "tags: a, | E-PLAN-21 6 `tags` has an empty entry.",
                "tags: a; | E-PLAN-21 6 `tags` ends in a semicolon.",
                "count: many | E-PLAN-21 6 `count` is no number.",
                "count: 1.5 | E-PLAN-21 6 `count` is no whole number.",
                "count: 1e999999999 | E-PLAN-21 6 `count` is out of all measure.",
                "loud: maybe | E-PLAN-21 6 `loud` is neither true nor false.",
                "size: huge | E-PLAN-21 6 `size` must be one of small, big.",
                "lines: x | E-PLAN-21 6 `lines` at 1 must be nested data.",
                "color: red | E-PLAN-23 6 mail.send has no `color`.",
                "attach: b.pdf | E-PLAN-28 6 There is no file `b.pdf` in the vault to attach.",
                "account: nobody | E-PLAN-27 3 There is no mail account `nobody`.",
                "not_before: tomorrow | E-PLAN-26 3 `not_before` is no date: tomorrow.",
                "needs: s9 | E-PLAN-25 3 It needs step s9, which is not in this plan.",
                "needs: s1 | E-PLAN-25 3 It needs step s1, which does not come before it.",
                "note: ${s9.url} | E-PLAN-24 6 `note` uses ${s9.url}, but there is no step s9.",
                "note: ${name.url} | E-PLAN-24 6 `note` uses ${name.url}, but there is no step name.",
                "note: $item.colour | E-PLAN-24 6 The matter has no `colour`.",
            })
    void aMistakeIsToldWithItsLine(String line, String fault) {
        assertEquals(List.of(fault), faults(plan(line + "\ntext: x")));
    }

    @Test
    void aMissingArgumentAnUnknownSkillAndTheToolsOwnFaultsAreTold() {
        assertEquals(List.of("E-PLAN-22 3 mail.send needs `text`."), faults(plan("count: 1")));
        assertEquals(List.of("E-PLAN-21 6 `text` says no."), faults(plan("text: no")));
        assertEquals(List.of("E-PLAN-20 1 There is no skill `mail.sent`."), faults("```step\nskill: mail.sent\n```\n"));
    }

    @Test
    void aSchemaThatSaysMoreIsCheckedInFull() {
        assertEquals(1, faults("```step\nskill: mail.strict\ntext: long\n```\n").size());
        assertEquals(
                1, faults("```step\nskill: mail.strict\ntext: a\nn: 1\n```\n").size());
        assertInstanceOf(Checked.Good.class, check("```step\nskill: mail.strict\ntext: a\nn: 2\n```\n"));
        assertInstanceOf(Checked.Good.class, check("""
                        ```step
                        id: s1
                        skill: mail.send
                        text: a
                        ```

                        ```step
                        skill: mail.strict
                        needs: s1
                        text: a
                        n: ${s1.url}
                        ```
                        """));
    }

    @Test
    void faultsOfTheTextComeFirstAndMakeThePlanBadAsAWhole() {
        assertEquals(
                List.of("E-PLAN-03 8 “oops” has no key.", "E-PLAN-22 1 mail.send needs `text`."),
                faults("```step\nskill: mail.send\n```\n\n- [-] b\n```step\nskill: x\noops\n```\n"));
    }

    @Test
    void whatDoesNotRunIsNotChecked() {
        Checked.Good good = assertInstanceOf(
                Checked.Good.class,
                check("- [x] a\n```step\nskill: no.such\n```\n- [-] b\n```step\nskill: no.such\n```\n"));

        assertEquals(List.of(), good.run());
    }

    @Test
    void stepsWithoutAnIdGetTheOnesThatFillingInWouldGive() {
        String source = "```step\nskill: mail.send\ntext: a\n```\n\n```step\nid: s4\nskill: mail.send\ntext: b\n```\n";
        Checked.Good before = assertInstanceOf(Checked.Good.class, check(source));
        Checked.Good after = assertInstanceOf(
                Checked.Good.class,
                check(new PlanEdit(Samples.read(source)).fillIn().apply()));

        assertEquals(
                List.of("s5", "s4"),
                before.run().stream().map(step -> step.id().value()).toList());
        assertEquals(
                before.run().stream().map(PlanDigest::ofStep).toList(),
                after.run().stream().map(PlanDigest::ofStep).toList());
    }

    private static final String TWO = """
            - [MARK] a ^s7

            ```step
            id: s7
            skill: mail.send
            text: x
            ```

            - [ ] b ^s8

            ```step
            id: s8
            skill: mail.send
            needs: s7
            note: ${s7.url}
            attach: Attachments/a.pdf
            ```

            ```text text
            See ${s7.url}, not $${s7.url}, ${user.name} or $item.body.
            ```
            """;

    @Test
    void referencesAreFoundAndResolved() {
        Checked.Good good = assertInstanceOf(Checked.Good.class, check(TWO.replace("MARK", " ")));
        TypedStep step = good.run().get(1);

        assertEquals(
                List.of(
                        new TypedStep.Reference("note", "s7", "url", true),
                        new TypedStep.Reference("text", "s7", "url", false)),
                step.references());
        assertEquals(
                List.of("a.pdf"), step.files().stream().map(AttachedFile::name).toList());
        ObjectNode resolved = References.resolve(step, (of, output) -> "<" + of + " " + output + ">");
        assertEquals("<s7 url>", resolved.path("note").asText());
        assertEquals(
                "See <s7 url>, not ${s7.url}, ${user.name} or $item.body.",
                resolved.path("text").asText());
        assertThrows(
                IllegalStateException.class,
                () -> References.resolve(step, (of, output) -> {
                    throw new IllegalStateException("missing");
                }));
    }

    @Test
    void aNeededStepThatIsDoneGivesWhatTheLedgerHasOfIt() {
        assertInstanceOf(Checked.Good.class, check(TWO.replace("MARK", "x")));
        assertInstanceOf(Checked.Good.class, check(TWO.replace("MARK", "-")));
        assertEquals(
                List.of(
                        "E-PLAN-24 15 `note` uses ${s6.url}, but step s6 did not run here, so it has no `url`.",
                        "E-PLAN-24 19 `text` uses ${s6.url}, but step s6 did not run here, so it has no `url`."),
                faults(TWO.replace("MARK", "x").replace("s7", "s6")));
    }

    @Test
    void aReferenceNeedsItsStepAndADeclaredOutput() {
        assertEquals(
                List.of(
                        "E-PLAN-24 14 `note` uses ${s7.url}, but the step does not need s7.",
                        "E-PLAN-24 18 `text` uses ${s7.url}, but the step does not need s7."),
                faults(TWO.replace("MARK", " ").replace("needs: s7\n", "")));
        assertEquals(
                List.of("E-PLAN-24 15 `note` uses ${s7.pdf}, but mail.send gives no `pdf`."),
                faults(TWO.replace("MARK", " ").replace("note: ${s7.url}", "note: ${s7.pdf}")));
    }

    @Test
    void stepsOfFinishedRoundsMayBeUsed() {
        String folded = new PlanEdit(Samples.read(TWO.replace("MARK", "x")))
                .foldRound(1)
                .apply();
        String next = folded + "\n```step\nid: s9\nskill: mail.send\nneeds: s7\ntext: ${s7.url}\n```\n";

        assertInstanceOf(Checked.Good.class, check(next));
        assertEquals(
                List.of("E-PLAN-24 " + (next.lines().count() - 1)
                        + " `text` uses ${s8.url} of a finished round, but the step does not need it."),
                faults(next.replace("text: ${s7.url}\n```\n", "text: ${s8.url}\n```\n")));
    }

    @Test
    void itemValuesAreWholeValues() {
        TypedStep step = good("text: $item.body\nnote: $$item.body");

        assertEquals(List.of(new TypedStep.Reference("text", "item", "body", true)), step.references());
        ObjectNode resolved = References.resolve(step, (of, output) -> "the " + output);
        assertEquals("the body", resolved.path("text").asText());
        assertEquals("$item.body", resolved.path("note").asText());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a $item.body b",
                "$item.body",
                "$$item.body",
                "${s1.url}",
                "$${s1.url}",
                "$$${s1.url}",
                "x ${s1.url} y $${s2.b}",
                "$",
                "$$",
                "${",
                "costs $5",
                "${a.b}${c.d}",
                "${s1.url}$item.body"
            })
    void escapedTextIsNeverAReferenceAndReadsBack(String hostile) {
        TypedStep line = good("text: x\nnote: " + References.literalLine(hostile));
        TypedStep prose = good("note: x\n```\n\n```text text\n" + References.literalText(hostile) + "\n```\n");

        assertEquals(List.of(), line.references());
        assertEquals(List.of(), prose.references());
        assertEquals(
                hostile,
                References.resolve(line, (of, output) -> "!").path("note").asText());
        assertEquals(
                hostile,
                References.resolve(prose, (of, output) -> "!").path("text").asText());
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-24 09:00,2026-11-24T08:00:00Z",
        "2026-11-24 09:00:30,2026-11-24T08:00:30Z",
        "2026-11-24,2026-11-23T23:00:00Z",
        "2026-11-24T09:00:00+02:00,2026-11-24T07:00:00Z",
        "2026-03-29 02:30,2026-03-29T01:00:00Z",
        "2026-10-25 02:30,2026-10-25T00:30:00Z"
    })
    void datesAreInTheZoneOfTheVault(String written, String instant) {
        assertEquals(
                Optional.of(Instant.parse(instant)),
                good("text: x\nnot_before: " + written).notBefore());
    }
}
