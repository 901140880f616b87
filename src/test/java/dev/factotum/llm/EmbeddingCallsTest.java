package dev.factotum.llm;

import static dev.factotum.llm.Office.MATTER;
import static dev.factotum.llm.Office.MINI;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factotum.config.Settings.Amount;
import dev.factotum.llm.Embeddings.Outcome;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Calls for vectors are bounded, counted, tried again and held back as all calls are. */
class EmbeddingCallsTest {
    private static final ModelName SMALL = new ModelName("openai", "text-embedding-3-small");
    private static final Prompt.Payer PAYER = new Prompt.Payer("", Optional.of("Acme BV"), Optional.of(MATTER));

    private final Deque<Reply.Failure> failures = new ArrayDeque<>();
    private final Scripted chat = new Scripted();
    private int calls;

    private Office office(String yaml) throws IOException {
        Office office = Office.open("models:\n  embeddings: openai/text-embedding-3-small\n" + yaml);
        Embedder embedder = (model, texts) -> {
            calls++;
            Reply.Failure failure = failures.poll();
            return failure != null
                    ? failure
                    : new Embedding.Vectors(
                            texts.stream().map(text -> new float[] {1}).toList(),
                            model,
                            new TokenUse(1_000, 0, 0, 0, Optional.empty()),
                            "req-1");
        };
        office.endpoints.put("openai", List.of(new Endpoint("openai", chat, embedder, false, "mark-1")));
        return office;
    }

    private static Outcome embed(Office office, String... texts) throws IOException {
        try {
            return office.switchboard.embed(SMALL, List.of(texts), PAYER);
        } catch (InterruptedException nobodyDoes) {
            throw new AssertionError(nobodyDoes);
        }
    }

    private void fails(ModelFault fault) {
        failures.add(new Reply.Failure(fault, TokenUse.NONE, ""));
    }

    private static Model.Outcome.Silence silence(Outcome outcome) {
        return assertInstanceOf(Outcome.Silent.class, outcome).why();
    }

    @Test
    void eachCallIsOnePricedLineWithItsPurpose() throws IOException {
        Office office = office("");

        Outcome.Made made = assertInstanceOf(Outcome.Made.class, embed(office, "one", "two"));

        assertEquals(2, made.made().vectors().size());
        UsageLine line = office.lines().getFirst();
        assertEquals(
                "embed openai/text-embedding-3-small ok", line.purpose() + " " + line.model() + " " + line.outcome());
        assertEquals(PAYER, line.payer());
        assertEquals(1_000, line.in());
        assertEquals(0, line.cost().orElseThrow().value().compareTo(new BigDecimal("0.00002")));
        assertEquals(1, office.lines().size());
    }

    @Test
    void theModelIsThatOfTheSettings() throws IOException {
        assertEquals(Optional.of(SMALL), office("").switchboard.model());
        assertEquals(Optional.empty(), Office.open("").switchboard.model());
    }

    @Test
    void aPassingFailureIsTriedAgainAndEachAttemptHasItsLine() throws IOException {
        Office office = office("");
        fails(new ModelFault.Transient("HTTP 503"));
        fails(new ModelFault.Transient("HTTP 503"));

        assertInstanceOf(Outcome.Made.class, embed(office, "one"));

        assertEquals(
                List.of("transient 1", "transient 2", "ok 3"),
                office.lines().stream()
                        .map(line -> line.outcome() + " " + line.attempt())
                        .toList());
    }

    @Test
    void ofACallThatNeverLeftThisMachineThereIsNoLineAndNothingStaysSetAside() throws IOException {
        Office office = office("");
        failures.add(new Reply.Failure(new ModelFault.Invalid("it makes none"), TokenUse.NONE, "", false));

        silence(embed(office, "one"));

        assertEquals(List.of(), office.lines());
        assertInstanceOf(Outcome.Made.class, embed(office, "one"));
        assertEquals(1, office.lines().size());
    }

    @Test
    void noOtherModelIsAskedInItsPlace() throws IOException {
        Office office = office("");
        office.fallback.add(MINI);
        fails(new ModelFault.Invalid("no such model"));

        Model.Outcome.Unanswered why = assertInstanceOf(Model.Outcome.Unanswered.class, silence(embed(office, "one")));

        assertEquals(List.of(new Model.Switch(SMALL, new ModelFault.Invalid("no such model"))), why.tried());
        assertEquals(0, chat.calls());
        assertEquals(1, calls);
    }

    @Test
    void aKeyThatIsRefusedHoldsAnswersAndVectorsBackAlike() throws IOException {
        Office office = office("");
        fails(new ModelFault.Auth("no such key"));
        embed(office, "one");

        Office next = office.restart();
        assertInstanceOf(Model.Outcome.Unanswered.class, silence(embed(next, "one")));
        assertInstanceOf(Model.Outcome.Unanswered.class, next.askMany(1, MINI).getFirst());

        assertEquals(1, calls);
        assertEquals(0, chat.calls());
        assertEquals(
                List.of("openai"),
                ClosedEndpoint.read(next.vault).stream()
                        .map(ClosedEndpoint::name)
                        .toList());
    }

    @Test
    void aBudgetThatIsUsedUpRefusesBeforeTheCall() throws IOException {
        Office office = office("budget: { day: 1000 tokens }\n");
        assertInstanceOf(Outcome.Made.class, embed(office, "one"));

        Model.Outcome.OverBudget over = assertInstanceOf(Model.Outcome.OverBudget.class, silence(embed(office, "two")));

        assertTrue(over.problem().what().contains("budget"), over::toString);
        assertEquals(1, calls);
        assertEquals(1, office.lines().size());
    }

    @Test
    void aProcessThatDiesOverACallLeavesALineWithItsBounds() throws IOException {
        Office office = office("");
        office.book()
                .reserve(new Wish(
                        PAYER, Purpose.EMBED, SMALL, office.of(SMALL), Estimate.of(List.of("12345678", "1234")), 1));
        Office next = office.restart();
        next.world.clock().advance(Duration.ofHours(1));
        next.book().spent();
        embed(next, "one");

        UsageLine lost = next.lines().getFirst();
        assertEquals("embed lost 60 0", lost.purpose() + " " + lost.outcome() + " " + lost.in() + " " + lost.out());
        assertTrue(lost.estimated());
        assertEquals(Optional.of(new Amount(new BigDecimal("0.0000012"), "USD")), lost.cost());
    }
}
