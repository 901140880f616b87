package dev.factotum.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factotum.markdown.Yaml;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConditionTest {
    private static final Facts MAIL = new Facts(
            "email",
            Optional.of(new Sender("jo@acme.example", Optional.of("Jo Peters"), "jo@acme.example")),
            true,
            List.of("Studio <hello@lantern.example>"),
            "Invoice 1042",
            "Please pay 12 EUR, see https://acme.example",
            List.of("invoice.pdf"),
            Optional.of("list"),
            Optional.of("Acme BV"),
            Optional.of("lantern-mail"),
            Optional.of("email"),
            Duration.ofDays(3));

    private static Condition.All when(String yaml) {
        WhenReader reader = new WhenReader();
        Condition.All all = reader.read(((Yaml.Read.Good) Yaml.read(yaml)).value());
        assertEquals(List.of(), reader.faults());
        return all;
    }

    private static List<RuleFault> faults(String yaml) {
        WhenReader reader = new WhenReader();
        reader.read(((Yaml.Read.Good) Yaml.read(yaml)).value());
        return reader.faults();
    }

    private static void holds(String yaml) {
        assertTrue(when(yaml).test(MAIL).holds(), yaml);
    }

    private static void fails(String yaml, String because) {
        Verdict verdict = when(yaml).test(MAIL);
        assertFalse(verdict.holds(), yaml);
        assertTrue(verdict.because().contains(because), verdict.because());
    }

    @Test
    void everyKeyHoldsAndFailsWithItsReason() {
        holds("kind: [mention, Email]");
        fails("kind: mention", "the kind is email, not mention");
        holds("from: known");
        fails("from: unknown", "the sender is known");
        holds("from: \"*@acme.example\"");
        holds("from: [unknown, jo@acme.example]");
        fails("from: \"*@other.example\"", "jo@acme.example");
        holds("to: hello@*");
        fails("to: sales@*", "hello@lantern.example");
        holds("subject: invoice");
        fails("subject: /^re:/i", "the subject does not have /^re:/i");
        holds("body: [nothing, please pay]");
        fails("body: refund", "the body does not have refund");
        holds("has: attachment");
        holds("has: amount");
        holds("has: link");
        holds("has: [auto-reply, list]");
        fails("has: auto-reply", "it has no auto-reply");
        holds("client: acme bv");
        fails("client: other", "the client is Acme BV, not other");
        holds("account: lantern-*");
        fails("account: x", "lantern-mail");
        holds("channel: email");
        fails("channel: x", "the channel is email, not x");
        holds("age: \"> 2d\"");
        holds("age: \"< 1w\"");
        fails("age: \"< 12h\"", "more than 12h old");
        fails("age: \"> 4d\"", "not more than 96h old");
    }

    @Test
    void anyAllAndNotNest() {
        holds("""
                any:
                  - kind: mention
                  - { subject: invoice, has: amount }
                not:
                  any:
                    - has: auto-reply
                    - subject: refund
                """);
        fails("not: { kind: email }", "the kind is email");
        fails("not: [{ kind: mention }, { has: link }]", "it has a link");
        holds("all: [{ kind: email }, { from: known }]");
    }

    @Test
    void everyAlternativeThatHoldsGivesItsGroups() {
        Condition.All all = when("""
                any:
                  - subject: /(?<number>\\d+)/
                  - body: /(?<sum>\\d+ EUR)/
                """);
        assertEquals(Map.of("number", "1042", "sum", "12 EUR"), all.test(MAIL).groups());
    }

    @Test
    void whatIsNoConditionIsAFaultWithItsLine() {
        assertEquals(2, faults("kind: email\nsubjct: invoice\n").getFirst().line());
        assertTrue(faults("kind:\n").getFirst().reason().contains("a text"));
        assertTrue(faults("has: money\n").getFirst().reason().contains("`money`"));
        assertTrue(faults("age: old\n").getFirst().reason().contains("no age"));
        assertTrue(faults("subject: /(/\n").getFirst().reason().contains("cannot be read"));
        assertTrue(faults("any: []\n").getFirst().reason().contains("list of conditions"));
        assertTrue(faults("kind: []\n").getFirst().reason().contains("empty"));
        assertTrue(faults("{}\n").getFirst().reason().contains("conditions are expected"));
    }

    @Test
    void withoutASenderNobodyIsKnownOrUnknown() {
        Facts own = new Facts(
                "request",
                Optional.empty(),
                false,
                List.of(),
                "t",
                "b",
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Duration.ZERO);
        assertFalse(when("from: unknown").test(own).holds());
        assertFalse(when("from: known").test(own).holds());
    }

    @Test
    void impliedAndContradictingConditionsAreSeen() {
        assertTrue(Shadow.implies(when("{ kind: email, subject: invoice question }"), when("subject: invoice")));
        assertTrue(Shadow.implies(when("from: jo@acme.example"), when("from: \"*@acme.example\"")));
        assertTrue(Shadow.implies(when("age: \"> 3d\""), when("age: \"> 2d\"")));
        assertTrue(Shadow.implies(when("kind: email"), when("any: [{ kind: email }, { kind: mention }]")));
        assertFalse(Shadow.implies(when("kind: email"), when("{ kind: email, from: known }")));
        assertFalse(Shadow.implies(when("any: [{ kind: email }, { has: link }]"), when("kind: email")));
        assertTrue(Shadow.contradiction(when("{ kind: email, all: [{ kind: mention }] }"))
                .isPresent());
        assertTrue(Shadow.contradiction(when("{ from: known, not: { from: known } }"))
                .isPresent());
        assertTrue(Shadow.contradiction(when("all: [{ age: \"> 2d\" }, { age: \"< 1d\" }]"))
                .isPresent());
        assertFalse(Shadow.contradiction(when("{ kind: email, not: { has: link } }"))
                .isPresent());
    }
}
