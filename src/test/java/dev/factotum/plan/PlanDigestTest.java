package dev.factotum.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.tool.Account;
import dev.factotum.tool.AttachedFile;
import dev.factotum.tool.Mode;
import dev.factotum.vault.Digest;
import dev.factotum.vault.MatterId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PlanDigestTest {
    private static final MatterId MATTER = new MatterId("01KAGRZ3M8D2V6Q4T0X9N5C7BH");

    private static TypedStep step(String id, int version, String account, Mode mode, String arguments, OnFail onFail)
            throws IOException {
        Step written = new Step(
                Optional.of(new StepId(id)),
                "title",
                Mark.OPEN,
                "x.post",
                Optional.empty(),
                List.of(),
                onFail,
                Optional.empty(),
                List.of(),
                7);
        ToolStub tool = ToolStub.of("x.post", "{'type': 'object'}", "{'type': 'object'}");
        return new TypedStep(
                new StepId(id),
                written,
                new ToolStub(tool.id(), version, tool.arguments(), tool.outputs()),
                new Account(account, "x", "@acme", mode),
                (ObjectNode) new ObjectMapper().readTree(arguments.replace('\'', '"')),
                List.of(),
                List.of(),
                Map.of(),
                Optional.empty());
    }

    private static TypedStep plain() throws IOException {
        return step("s1", 2, "acme", Mode.LIVE, "{'text': 'hi', 'n': 3}", OnFail.STOP);
    }

    /** Computed apart from this program: SHA-256 over the canonical text written out by hand. */
    @Test
    void theDigestOfAStepIsThatOfItsCanonicalJson() throws IOException {
        String canonical =
                "{\"account\":\"x:acme\",\"arguments\":{\"n\":3,\"text\":\"hi\"},\"domain\":\"agent-step-1\","
                        + "\"files\":[],\"id\":\"s1\",\"mode\":\"live\",\"needs\":[],\"not_before\":\"\",\"on_fail\":\"stop\","
                        + "\"skill\":\"x.post@2\"}";

        assertEquals(Digest.of(canonical), PlanDigest.ofStep(plain()));
    }

    @Test
    void theKeyIsThatOfReliabilityF6() throws IOException {
        String canonical =
                "[\"agent-key-1\",\"VAULT\",\"01KAGRZ3M8D2V6Q4T0X9N5C7BH\",\"s1\",\"x.post\",\"acme\",\"live\","
                        + "{\"n\":3,\"text\":\"hi\"},1]";

        assertEquals(Digest.of(canonical).hex().substring(0, 32), PlanDigest.key("VAULT", MATTER, plain(), 1));
    }

    @Test
    void everythingThatWouldRunIsInTheDigest() throws IOException {
        TypedStep dated = plain();
        Set<Digest> digests = new HashSet<>(List.of(
                PlanDigest.ofStep(plain()),
                PlanDigest.ofStep(step("s2", 2, "acme", Mode.LIVE, "{'text': 'hi', 'n': 3}", OnFail.STOP)),
                PlanDigest.ofStep(step("s1", 3, "acme", Mode.LIVE, "{'text': 'hi', 'n': 3}", OnFail.STOP)),
                PlanDigest.ofStep(step("s1", 2, "other", Mode.LIVE, "{'text': 'hi', 'n': 3}", OnFail.STOP)),
                PlanDigest.ofStep(step("s1", 2, "acme", Mode.SANDBOX, "{'text': 'hi', 'n': 3}", OnFail.STOP)),
                PlanDigest.ofStep(step("s1", 2, "acme", Mode.LIVE, "{'text': 'hi', 'n': 4}", OnFail.STOP)),
                PlanDigest.ofStep(step("s1", 2, "acme", Mode.LIVE, "{'text': 'hi '}", OnFail.STOP)),
                PlanDigest.ofStep(step("s1", 2, "acme", Mode.LIVE, "{'text': 'hi', 'n': 3}", OnFail.ASK)),
                PlanDigest.ofStep(new TypedStep(
                        dated.id(),
                        dated.written(),
                        dated.tool(),
                        dated.account(),
                        dated.arguments(),
                        List.of(new AttachedFile("attach", Path.of("/v/a"), "a", Digest.of("1"), 1)),
                        List.of(),
                        Map.of(),
                        Optional.empty())),
                PlanDigest.ofStep(new TypedStep(
                        dated.id(),
                        dated.written(),
                        dated.tool(),
                        dated.account(),
                        dated.arguments(),
                        List.of(new AttachedFile("attach", Path.of("/v/a"), "a", Digest.of("2"), 1)),
                        List.of(),
                        Map.of(),
                        Optional.empty())),
                PlanDigest.ofStep(new TypedStep(
                        dated.id(),
                        dated.written(),
                        dated.tool(),
                        dated.account(),
                        dated.arguments(),
                        List.of(),
                        List.of(),
                        Map.of(),
                        Optional.of(Instant.EPOCH)))));

        assertEquals(11, digests.size());
    }

    @Test
    void theOrderOfArgumentsDoesNotCountAndThatOfStepsDoes() throws IOException {
        TypedStep other = step("s1", 2, "acme", Mode.LIVE, "{'n': 3, 'text': 'hi'}", OnFail.STOP);
        TypedStep second = step("s2", 2, "acme", Mode.LIVE, "{}", OnFail.STOP);

        assertEquals(PlanDigest.ofStep(plain()), PlanDigest.ofStep(other));
        assertEquals(PlanDigest.ofArguments(plain()), PlanDigest.ofArguments(other));
        assertNotEquals(
                PlanDigest.ofPlan(MATTER, 1, List.of(plain(), second)),
                PlanDigest.ofPlan(MATTER, 1, List.of(second, plain())));
        assertNotEquals(PlanDigest.ofPlan(MATTER, 1, List.of(second)), PlanDigest.ofPlan(MATTER, 2, List.of(second)));
    }

    @Test
    void numbersThatADoubleCannotHoldTravelAsText() throws IOException {
        assertNotEquals(
                PlanDigest.ofArguments(step("s1", 1, "a", Mode.LIVE, "{'n': 9007199254740993}", OnFail.STOP)),
                PlanDigest.ofArguments(step("s1", 1, "a", Mode.LIVE, "{'n': 9007199254740992}", OnFail.STOP)));
        assertEquals(
                Digest.of("{\"n\":\"1.50\"}"),
                PlanDigest.ofArguments(new TypedStep(
                        plain().id(),
                        plain().written(),
                        plain().tool(),
                        plain().account(),
                        new ObjectMapper().createObjectNode().put("n", new java.math.BigDecimal("1.50")),
                        List.of(),
                        List.of(),
                        Map.of(),
                        Optional.empty())));
    }

    @Test
    void eachAttemptHasAKeyOfItsOwn() throws IOException {
        assertNotEquals(PlanDigest.key("V", MATTER, plain(), 1), PlanDigest.key("V", MATTER, plain(), 2));
        assertNotEquals(PlanDigest.key("V", MATTER, plain(), 1), PlanDigest.key("W", MATTER, plain(), 1));
    }
}
