package dev.factotum.llm;

import static dev.factotum.llm.Office.HAIKU;
import static dev.factotum.llm.Office.LOCAL;
import static dev.factotum.llm.Office.MATTER;
import static dev.factotum.llm.Office.MINI;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factotum.llm.Model.Outcome;
import dev.factotum.llm.ModelFault.Auth;
import dev.factotum.llm.ModelFault.Billing;
import dev.factotum.llm.ModelFault.RateLimited;
import dev.factotum.llm.ModelFault.Transient;
import dev.factotum.problem.AuthCode;
import dev.factotum.problem.Problem;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SwitchboardTest {
    private final Scripted openai = new Scripted();
    private final Scripted anthropic = new Scripted();

    private Office office(String yaml) throws IOException {
        return Office.open(yaml).provider("openai", openai).provider("anthropic", anthropic);
    }

    private static Outcome.Answered answered(Outcome outcome) {
        return assertInstanceOf(Outcome.Answered.class, outcome, outcome::toString);
    }

    private static Outcome.Answered ask(Office office, ModelName... wanted) {
        return answered(office.askMany(1, wanted).getFirst());
    }

    private static Duration between(Instant start, Office office) {
        return Duration.between(start, office.world.clock().instant());
    }

    @Test
    void aPassingFailureIsTriedAgainAfterOneTwoAndFourSeconds() throws IOException {
        Office office = office("");
        openai.then(Scripted.down(), Scripted.down(), Scripted.down());
        Instant start = office.world.clock().instant();

        Outcome.Answered answer = ask(office, MINI, HAIKU);

        assertEquals(MINI, answer.by());
        assertEquals(List.of(), answer.switched());
        assertEquals(Duration.ofSeconds(7), between(start, office));
        assertEquals(
                List.of("transient 1", "transient 2", "transient 3", "ok 4"),
                office.lines().stream()
                        .map(line -> line.outcome() + " " + line.attempt())
                        .toList());
    }

    @Test
    void aProviderThatFailsAgainAndAgainIsPassedOverForACycleByAllProcesses() throws IOException {
        Office office = office("");
        openai.then(Scripted.down(), Scripted.down(), Scripted.down(), Scripted.down(), Scripted.down());

        Outcome.Answered first = ask(office, MINI, HAIKU);
        assertEquals(HAIKU, first.by());
        assertEquals(List.of(new Model.Switch(MINI, new Transient("HTTP 503"))), first.switched());
        assertEquals(4, openai.calls());

        Outcome.Answered second = ask(office.restart(), MINI, HAIKU);
        assertEquals(HAIKU, second.by());
        assertInstanceOf(Transient.class, second.switched().getFirst().fault());
        assertEquals(4, openai.calls());

        Office next = office.restart();
        next.world.clock().advance(Duration.ofMinutes(6));
        ask(next, MINI, HAIKU);
        assertEquals(5, openai.calls(), "one call finds out whether it works again");
        next.world.clock().advance(Duration.ofMinutes(6));
        assertEquals(HAIKU, ask(next, MINI, HAIKU).by());
        assertEquals(5, openai.calls(), "the second pause is longer");
        next.world.clock().advance(Duration.ofMinutes(6));
        assertEquals(MINI, ask(next, MINI, HAIKU).by());
        assertEquals(MINI, ask(next, MINI, HAIKU).by());
    }

    @Test
    void aShortWaitThatAProviderAsksForIsWaitedOut() throws IOException {
        Office office = office("");
        Instant start = office.world.clock().instant();
        openai.then(Scripted.failure(new RateLimited("HTTP 429", start.plusSeconds(8))));

        assertEquals(MINI, ask(office, MINI, HAIKU).by());

        assertEquals(Duration.ofSeconds(8), between(start, office));
    }

    @Test
    void aLongWaitGoesToTheNextModelAndIsRemembered() throws IOException {
        Office office = office("");
        Instant until = office.world.clock().instant().plus(Duration.ofMinutes(20));
        openai.then(Scripted.failure(new RateLimited("HTTP 429", until)));
        Instant start = office.world.clock().instant();

        assertEquals(HAIKU, ask(office, MINI, HAIKU).by());
        Outcome.Answered second = ask(office.restart(), MINI, HAIKU);

        assertEquals(List.of(new Model.Switch(MINI, new RateLimited("HTTP 429", until))), second.switched());
        assertEquals(1, openai.calls());
        assertTrue(between(start, office).compareTo(Duration.ofSeconds(1)) < 0);
        Office next = office.restart();
        next.world.clock().advance(Duration.ofMinutes(21));
        assertEquals(MINI, ask(next, MINI, HAIKU).by());
    }

    @Test
    void aShortWaitThatAnotherCallWasAskedForIsWaitedOutToo() throws IOException {
        Office office = office("");
        Instant until = office.world.clock().instant().plusSeconds(25);
        openai.then(Scripted.failure(new RateLimited("HTTP 429", until)));
        assertEquals(HAIKU, ask(office, MINI, HAIKU).by());
        office.world.clock().advance(Duration.ofSeconds(15));

        assertEquals(MINI, ask(office, MINI, HAIKU).by());

        assertEquals(until, office.world.clock().instant());
    }

    @Test
    void aBillIsNeverTriedAgainUntilItsCapStartsAnewOrTheSettingsChange() throws IOException {
        Office office = office("");
        Instant until = office.world.clock().instant().plus(Duration.ofHours(10));
        openai.then(
                Scripted.failure(new Billing("insufficient_quota", Optional.of(until))),
                Scripted.failure(new Billing("insufficient_quota", Optional.of(until))));

        assertEquals(HAIKU, ask(office, MINI, HAIKU).by());
        assertEquals(HAIKU, ask(office, MINI, HAIKU).by());
        assertEquals(1, openai.calls());

        office.endpoints.put("openai", List.of(new Endpoint("openai", openai, false, "mark-2")));
        ask(office, MINI, HAIKU);
        assertEquals(2, openai.calls());

        office.world.clock().advance(Duration.ofHours(11));
        assertEquals(MINI, ask(office, MINI, HAIKU).by());
    }

    @Test
    void aCapThatWouldHavePassedAlreadyOrInYearsIsNotBelieved() throws IOException {
        Office office = office("");
        Instant start = office.world.clock().instant();
        openai.then(
                Scripted.failure(new Billing("spend limit", Optional.of(start.minusSeconds(60)))),
                Scripted.failure(new Billing("spend limit", Optional.of(start.plus(Duration.ofDays(9_000))))));

        ask(office, MINI, HAIKU);
        ask(office, MINI, HAIKU);
        assertEquals(1, openai.calls(), "a bill is not tried again");

        office.world.clock().advance(Duration.ofHours(25));
        ask(office, MINI, HAIKU);
        assertEquals(2, openai.calls());
        office.world.clock().advance(Duration.ofDays(33));
        assertEquals(MINI, ask(office, MINI, HAIKU).by());
    }

    @Test
    void aRefusedKeyIsRememberedUntilTheSettingsChangeOrAProbeFindsItMended() throws IOException {
        Office office = office("");
        openai.then(Scripted.failure(new Auth("HTTP 401")));
        assertEquals(HAIKU, ask(office, MINI, HAIKU).by());
        assertEquals(
                List.of(new Model.Switch(MINI, new Auth("HTTP 401"))),
                ask(office.restart(), MINI, HAIKU).switched());

        answered(office.restart().ask(Office.prompt(Purpose.PROBE, "?"), MINI));

        assertEquals(MINI, ask(office.restart(), MINI, HAIKU).by());
    }

    @Test
    void aKeyThatIsNotThereIsLookedForAgainInTheNextCycle() throws IOException {
        Office office = office("");
        Problem none = new Problem(AuthCode.NO_SECRET, "A secret cannot be read", "key", "it is locked", "Unlock it.");
        openai.then(Scripted.failure(new Auth("no key", Optional.of(none))));
        assertEquals(HAIKU, ask(office, MINI, HAIKU).by());
        assertEquals(HAIKU, ask(office.restart(), MINI, HAIKU).by());
        assertEquals(1, openai.calls());

        Office next = office.restart();
        next.world.clock().advance(Duration.ofMinutes(6));
        assertEquals(MINI, ask(next, MINI, HAIKU).by());
    }

    @Test
    void whatIsWrongWithTheQuestionGoesToTheNextModelAtOnceAndClosesNothing() throws IOException {
        Office office = office("");
        openai.then(
                Scripted.failure(new ModelFault.TooLong("too long")),
                Scripted.failure(new ModelFault.Unusable("no JSON")));
        Instant start = office.world.clock().instant();

        assertEquals(HAIKU, ask(office, MINI, HAIKU).by());
        assertEquals(HAIKU, ask(office, MINI, HAIKU).by());
        assertEquals(MINI, ask(office, MINI, HAIKU).by());

        assertTrue(between(start, office).compareTo(Duration.ofSeconds(1)) < 0);
    }

    @Test
    void theSettingsFallbackFollowsThoseThatWereWanted() throws IOException {
        Office office = office("").provider("local", new Scripted());
        office.fallback.addAll(List.of(MINI, LOCAL));
        openai.then(Scripted.failure(new Auth("HTTP 401")));

        Outcome.Answered answer = ask(office, MINI);

        assertEquals(LOCAL, answer.by());
        assertEquals(1, answer.switched().size());
    }

    @Test
    void whereNobodyAnswersEveryModelIsToldOf() throws IOException {
        Office office = office("");
        openai.then(Scripted.failure(new Auth("HTTP 401")));
        anthropic.then(Scripted.failure(new Billing("402", Optional.empty())));

        Outcome.Unanswered nobody = assertInstanceOf(
                Outcome.Unanswered.class,
                office.askMany(1, MINI, HAIKU, new ModelName("nowhere", "m")).getFirst());

        assertEquals(
                List.of(
                        new Model.Switch(MINI, new Auth("HTTP 401")),
                        new Model.Switch(HAIKU, new Billing("402", Optional.empty())),
                        new Model.Switch(
                                new ModelName("nowhere", "m"),
                                new ModelFault.Invalid("models.providers names no nowhere"))),
                nobody.tried());
    }

    @Test
    void callsAreSpreadOverEndpointsAndKeepAwayFromOneThatFails() throws IOException {
        Office office = office("");
        Scripted second = new Scripted();
        office.endpoints.put(
                "openai",
                List.of(new Endpoint("openai", openai, false, "a"), new Endpoint("openai#2", second, false, "b")));

        office.askMany(6, MINI);
        assertEquals(3, openai.calls());
        assertEquals(3, second.calls());

        openai.then(Scripted.down(), Scripted.down(), Scripted.down(), Scripted.down(), Scripted.down());
        office.askMany(6, MINI);
        assertEquals(4, openai.calls());
        assertEquals(9, second.calls());
    }

    @Test
    void aProviderIsAskedNoFasterThanItsPace() throws IOException {
        Office office = office("");
        Instant start = office.world.clock().instant();
        office.askMany(9, MINI);
        assertEquals(Duration.ofSeconds(2), between(start, office));

        office.with("agent.yaml", "models: { pace: { any: { calls_a_second: 0.5 } } }\n");
        start = office.world.clock().instant();
        office.askMany(4, HAIKU);
        assertEquals(Duration.ofSeconds(6), between(start, office));
    }

    @Test
    void noMoreCallsAreUnderWayThanMayBeAndAnotherModelIsAskedInTheEnd() throws IOException {
        Office office = office("models: { pace: { openai: { at_once: 1 } } }\n");
        Prompt prompt = Office.prompt(Purpose.WRITE, "long");
        Wish wish = new Wish(prompt.payer(), prompt.purpose(), MINI, office.of(MINI), Estimate.of(prompt), 1);
        Place.Taken taken = assertInstanceOf(Place.Taken.class, office.book().reserve(wish));

        Outcome.Answered other = ask(office, MINI, HAIKU);
        assertEquals(HAIKU, other.by());
        assertInstanceOf(RateLimited.class, other.switched().getFirst().fault());
        assertEquals(0, openai.calls());

        office.book().settle(taken.reservation(), taken.endpoint(), Scripted.answer("a", 1, 1), 1);
        assertEquals(MINI, ask(office, MINI, HAIKU).by());
    }

    @Test
    void tokensAMinuteAreHeld() throws IOException {
        Office office = office("models: { pace: { openai: { tokens_a_minute: 2200, calls_a_second: 1000 } } }\n");
        Instant start = office.world.clock().instant();
        office.askMany(8, MINI);

        Duration took = between(start, office);
        assertTrue(took.compareTo(Duration.ofMinutes(2)) > 0, took::toString);
        assertTrue(took.compareTo(Duration.ofMinutes(4)) < 0, took::toString);
    }

    @Test
    void smallQuestionsThatComeAgainAreAnsweredFromMemoryWithinOneClient() throws IOException {
        Office office = office("");
        openai.then(Scripted.answer("first", 10, 10), Scripted.answer("second", 10, 10));
        Prompt vote = Office.prompt(Purpose.VOTE, "up or down?");
        Prompt elsewhere = Office.prompt(
                Purpose.VOTE, "up or down?", new Prompt.Payer("x", Optional.of("Other"), Optional.empty()));

        assertFalse(answered(office.ask(vote, MINI)).cached());
        Outcome.Answered again = answered(office.restart().ask(vote, MINI));
        assertTrue(again.cached());
        assertEquals("first", again.answer().text());
        assertEquals(0, again.answer().use().all());
        Office next = office.restart();
        assertEquals("second", answered(next.ask(elsewhere, MINI)).answer().text());
        assertFalse(answered(next.ask(Office.prompt(Purpose.VOTE, "up or down??"), MINI))
                .cached());
        assertFalse(answered(next.ask(vote, HAIKU)).cached());
        assertEquals(4, next.lines().size());
        next.world.clock().advance(Duration.ofDays(31));
        assertFalse(answered(next.ask(vote, MINI)).cached());
    }

    @Test
    void aPlanThatWasPaidForIsNotPaidAgainUntilItWasUsed() throws IOException {
        Office office = office("");
        Prompt plan = Office.prompt(Purpose.PLAN, "plan this");
        answered(office.ask(plan, MINI));

        Office killed = office.restart();
        assertTrue(answered(killed.ask(plan, MINI)).cached());
        killed.switchboard.used(MATTER);
        assertFalse(answered(killed.ask(plan, MINI)).cached());

        Prompt of = Office.prompt(Purpose.PLAN, "plan this", new Prompt.Payer("x", Optional.empty(), Optional.empty()));
        answered(killed.ask(of, MINI));
        assertFalse(answered(killed.ask(of, MINI)).cached(), "of no matter, nothing is kept");
    }

    @Test
    void whatIsKeptIsBounded() throws IOException {
        Office office = office("models: { pace: { any: { calls_a_second: 1000 } } }\n");
        for (int i = 0; i < 2300; i++) {
            new Answers(office.vault)
                    .keep(
                            List.of(MINI),
                            Office.prompt(Purpose.VOTE, "vote " + i),
                            new Answers.Kept(Scripted.answer("yes", 1, 1), MINI));
            office.world.clock().advance(Duration.ofSeconds(1));
        }
        long files = office.world
                .disk()
                .person()
                .files(Office.ROOT.resolve(".agent/cache"))
                .size();
        assertTrue(files <= 2000, () -> files + " files");
        assertTrue(new Answers(office.vault)
                .kept(List.of(MINI), Office.prompt(Purpose.VOTE, "vote 2299"))
                .isPresent());
    }

    @Test
    void aFaultOfOursIsCountedWithItsBoundsAndGoesOn() throws IOException {
        Office office = office("");
        office.endpoints.put(
                "openai",
                List.of(new Endpoint(
                        "openai",
                        (model, prompt) -> {
                            throw new IllegalStateException("ours");
                        },
                        false,
                        "")));

        assertThrows(IllegalStateException.class, () -> office.ask(Office.prompt(Purpose.READ, "a"), MINI));

        assertEquals("fault", office.lines().getFirst().outcome());
        assertTrue(office.lines().getFirst().estimated());
    }
}
