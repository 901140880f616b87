package dev.factotum.llm;

import static dev.factotum.llm.Office.HAIKU;
import static dev.factotum.llm.Office.LOCAL;
import static dev.factotum.llm.Office.MATTER;
import static dev.factotum.llm.Office.MINI;
import static dev.factotum.llm.Office.ROOT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factotum.config.Settings.Amount;
import dev.factotum.problem.Problem;
import dev.factotum.vault.Vault;
import dev.factotum.world.TestWorld;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class UsageBookTest {
    private static final String TODAY = ".agent/usage/2026-11-20.ndjson";

    private static Problem refusal(Model.Outcome outcome) {
        return assertInstanceOf(Model.Outcome.OverBudget.class, outcome).problem();
    }

    private static Office office(String yaml) throws IOException {
        return Office.open(yaml).provider("openai", new Scripted());
    }

    @Test
    void eachAttemptIsOneLineInTheFileOfItsDay() throws IOException {
        Office office = office("");
        office.endpoints.clear();
        Scripted openai = new Scripted()
                .then(
                        Scripted.failure(new ModelFault.Invalid("no such model")),
                        new Reply.Answer(
                                "yes", List.of(), "gpt", new TokenUse(800, 200, 0, 100, Optional.empty()), "req-7"));
        openai.during(() -> office.world.clock().advance(Duration.ofMillis(250)));
        office.provider("openai", openai);

        office.ask(Office.prompt(Purpose.READ, "hello"), new ModelName("openai", "gone"), MINI);

        String text = office.read(TODAY).replaceAll("\"id\":\"[0-9A-Z]{26}\"", "\"id\":\"ID\"");
        assertEquals("""
                {"t":"2026-11-20T08:00:00.250Z","agent":"x","client":"Acme BV","matter":"%1$s","purpose":"read",\
                "provider":"openai","model":"gone","in":0,"out":0,"cached":0,"ms":250,"outcome":"invalid","attempt":1,\
                "id":"ID"}
                {"t":"2026-11-20T08:00:00.500Z","agent":"x","client":"Acme BV","matter":"%1$s","purpose":"read",\
                "provider":"openai","model":"gpt-5-mini","in":1000,"out":100,"cached":200,"cost":0.000405,\
                "currency":"USD","ms":250,"outcome":"ok","attempt":2,"request":"req-7","id":"ID"}
                """.formatted(MATTER), text);
        assertEquals(2, office.lines().stream().map(UsageLine::id).distinct().count());
    }

    @Test
    void aDayIsADayOfTheVaultsZoneAndSumsStartAnewWithIt() throws IOException {
        Office office = office("");
        office.world.clock().set(Instant.parse("2026-11-30T22:59:59Z"));
        office.askMany(2, MINI);
        assertEquals(2, office.book().spent().month().calls());

        office.world.clock().set(Instant.parse("2026-11-30T23:00:01Z"));
        office.askMany(1, MINI);

        UsageBook.Spent spent = office.book().spent();
        assertEquals(1, spent.today().calls());
        assertEquals(1, spent.month().calls());
        assertTrue(office.read(".agent/usage/2026-12-01.ndjson").startsWith("{\"t\":\"2026-11-30T23:00:"));

        office.world.clock().set(Instant.parse("2026-12-01T23:00:01Z"));
        office.askMany(1, MINI);
        assertEquals(1, office.book().spent().today().calls());
        assertEquals(2, office.book().spent().month().calls());
    }

    @Test
    void aClockThatIsSetBackCountsWhatStandsInThatDaysFile() throws IOException {
        Office office = office("");
        office.askMany(2, MINI);
        office.world.clock().set(Instant.parse("2026-12-02T08:00:00Z"));
        office.askMany(1, MINI);
        office.world.clock().set(Instant.parse("2026-11-20T09:00:00Z"));
        office.askMany(1, MINI);

        assertEquals(3, office.book().spent().today().calls());
        assertEquals(3, office.book().spent().month().calls());
    }

    @Test
    void aBudgetThatIsUsedUpRefusesAndSaysWhenItStartsAnew() throws IOException {
        Office office = office("budget: { day: 2 calls }\n");

        List<Model.Outcome> outcomes = office.askMany(3, MINI);

        assertInstanceOf(Model.Outcome.Answered.class, outcomes.get(1));
        assertEquals(
                "E-BUDGET-01 The budget for a day is used up. (agent.yaml budget.day): 2 calls of 2 calls are used",
                refusal(outcomes.get(2)).oneLine());
        assertEquals(
                "It starts anew on 21 Nov 2026, 00:00 (Europe/Amsterdam), or raise it there.",
                refusal(outcomes.get(2)).next());
        office.world.clock().set(Instant.parse("2026-11-20T23:00:00Z"));
        assertInstanceOf(Model.Outcome.Answered.class, office.askMany(1, MINI).getFirst());
    }

    @Test
    void everyKindOfBudgetHolds() throws IOException {
        assertEquals("agent.yaml budget.month", refusedBy("budget: { month: 1 calls }\n"));
        assertEquals("agent.yaml budget.matter", refusedBy("budget: { matter: 1100 tokens }\n"));
        assertEquals("agent.yaml budget.agent", refusedBy("budget: { agent: 0.0001 USD }\n"));
        assertEquals("agent.yaml budget.client", refusedBy("budget: { client: 1 calls }\n"));
        assertEquals("agent.yaml budget.call", refusedBy("budget: { call: 150 tokens }\n"));
        assertEquals("agent.yaml budget.call", refusedBy("budget: { call: 0.0001 USD }\n"));
        assertEquals("Agents/x.md budget.day", refusedBy("", "Agents/x.md", "{ day: 900 calls, 0.0001 USD }"));
        assertEquals("Agents/x.md budget.month", refusedBy("", "Agents/x.md", "{ month: 1 calls }"));
        assertEquals(
                "Clients/Acme BV/Client.md budget.month",
                refusedBy("", "Clients/Acme BV/Client.md", "{ month: 0.0001 EUR }"));
        assertEquals(
                "Clients/Acme BV/Client.md budget.matter",
                refusedBy("", "Clients/Acme BV/Client.md", "{ matter: 1 calls }"));
    }

    private static String refusedBy(String yaml) throws IOException {
        return refused(office(yaml));
    }

    private static String refusedBy(String yaml, String file, String budget) throws IOException {
        return refused(office(yaml).with(file, "---\nbudget: " + budget + "\n---\n"));
    }

    private static String refused(Office office) {
        return refusal(office.askMany(2, MINI).getLast()).where();
    }

    @Test
    void othersGoOnWhereOneAgentOrClientOrMatterIsAtItsEnd() throws IOException {
        Office office = office("budget: { matter: 1 calls, agent: 1 calls, client: 1 calls }\n");
        office.askMany(1, MINI);

        Prompt.Payer other = new Prompt.Payer("y", Optional.of("Other"), Optional.of("01KAGRZ3M8D2V6Q4T0X9N5C7BJ"));

        assertInstanceOf(Model.Outcome.Answered.class, office.ask(Office.prompt(Purpose.WRITE, "a", other), MINI));
        assertInstanceOf(Model.Outcome.OverBudget.class, office.ask(Office.prompt(Purpose.WRITE, "b", other), MINI));
    }

    @Test
    void fourFifthsAreSaidOnceInEachPeriod() throws IOException {
        Office office = office("budget: { day: 5 calls }\n");
        office.askMany(3, MINI);
        assertEquals(List.of(), office.warnings);

        office.askMany(1, MINI);

        assertEquals(
                List.of("E-BUDGET-02 The budget for a day is used to 80 %. (agent.yaml budget.day): "
                        + "4 calls of 5 calls are used"),
                office.warnings.stream().map(Problem::oneLine).toList());
        Office next = office.restart();
        next.askMany(2, MINI);
        assertEquals(List.of(), next.warnings);
        next.world.clock().advance(Duration.ofDays(1));
        next.askMany(5, MINI);
        assertEquals(1, next.warnings.size());
    }

    @Test
    void whatNobodyPaysForIsNotBoundByMoney() throws IOException {
        Office office = office("budget: { day: 0.0001 USD }\n").provider("local", new Scripted());
        office.askMany(1, MINI);

        assertEquals(
                LOCAL,
                assertInstanceOf(
                                Model.Outcome.Answered.class,
                                office.ask(Office.prompt(Purpose.WRITE, "again"), MINI, LOCAL))
                        .by());
        assertEquals(
                new Amount(new BigDecimal("0"), "USD"),
                office.lines().getLast().cost().orElseThrow());
    }

    @Test
    void aBudgetInAnotherCurrencyIsComparedByWhatItIsWorth() throws IOException {
        Office office = office("budget: { day: 2 GBP }\n");
        Problem unknown = refusal(office.askMany(1, MINI).getFirst());
        assertEquals("E-BUDGET-03", unknown.code().id());
        assertEquals("it is 2 GBP, prices are in USD, and nobody says what one is worth in the other", unknown.why());

        office.with("agent.yaml", "budget: { day: 0.001 GBP }\nmodels: { exchange: { GBP: 0.9 } }\n");
        office.askMany(2, MINI);
        assertEquals(
                "0.0010 GBP of 0.001 GBP are used",
                refusal(office.askMany(1, MINI).getFirst()).why());
    }

    @Test
    void aPriceNobodyKnowsIsCountedAsCallsAndTokens() throws IOException {
        Office office = office("budget: { day: 1 USD }\n");
        office.ask(Office.prompt(Purpose.WRITE, "a"), new ModelName("openai", "unheard-of"));

        Usage today = office.book().spent().today();
        assertEquals(1, today.unpriced());
        assertEquals(1100, today.tokens());
        assertEquals(BigDecimal.ZERO, today.in("USD"));
        office.ask(Office.prompt(Purpose.WRITE, "b"), new ModelName("openai", "unheard-of"));
        assertEquals(
                List.of("the price of openai/unheard-of is unknown"),
                office.warnings.stream().map(Problem::why).toList());
    }

    @Test
    void theCallOfADeadProcessCountsWithItsBounds() throws IOException {
        Office office = office("");
        TestWorld other = office.world.beside("testhost", Set.of());
        UsageBook dead = new UsageBook(Vault.open(other.world(), ROOT), () -> office.settings);
        assertInstanceOf(Place.Taken.class, dead.reserve(wish(office, "a")));

        office.askMany(1, MINI);

        UsageLine lost = office.lines().getFirst();
        assertEquals("lost", lost.outcome());
        assertTrue(lost.estimated());
        assertEquals(200, lost.out());
        assertEquals(office.sum(), office.book().spent().today());
        assertEquals(2, office.sum().calls());
    }

    private static Wish wish(Office office, String text) {
        Prompt prompt = Office.prompt(Purpose.PLAN, text);
        return new Wish(prompt.payer(), prompt.purpose(), MINI, office.of(MINI), Estimate.of(prompt), 1);
    }

    @Test
    void aCallOfWhichNobodySaidWhatItUsedCountsWithItsBounds() throws IOException {
        Office office = Office.open("");
        office.provider(
                "openai",
                new Scripted()
                        .then(
                                new Reply.Failure(new ModelFault.Transient("broke off"), TokenUse.UNTOLD, ""),
                                new Reply.Answer("yes", List.of(), "gpt", TokenUse.UNTOLD, "req-7")));

        office.askMany(1, MINI);

        assertEquals(
                List.of("transient true true", "ok true true"),
                office.lines().stream()
                        .map(line -> line.outcome() + " " + line.estimated() + " "
                                + (line.in() > 0
                                        && line.out() > 0
                                        && line.cost().orElseThrow().value().signum() > 0))
                        .toList());
    }

    @Test
    void aCallThatWasTakenForLostIsNotCountedAgainWhenItEnds() throws IOException {
        Office office = office("");
        Place.Taken taken = (Place.Taken) office.book().reserve(wish(office, "a"));
        office.world.clock().advance(Duration.ofHours(1));
        office.askMany(1, MINI);

        office.book().settle(taken.reservation(), taken.endpoint(), Scripted.answer("late", 5, 5), 1);

        assertEquals(
                List.of("lost", "ok"),
                office.lines().stream().map(UsageLine::outcome).toList());
        assertEquals(office.sum(), office.book().spent().today());
    }

    @Test
    void aCallOfAnotherMachineIsLeftAloneUntilItsTimeIsOver() throws IOException {
        Office office = office("");
        TestWorld other = office.world.beside("otherhost", Set.of());
        new UsageBook(Vault.open(other.world(), ROOT), () -> office.settings).reserve(wish(office, "a"));
        office.askMany(1, MINI);
        assertEquals(1, office.lines().size());

        office.world.clock().advance(Duration.ofHours(1));
        office.askMany(1, MINI);
        assertEquals(
                List.of("ok", "lost", "ok"),
                office.lines().stream().map(UsageLine::outcome).toList());
    }

    @Test
    void aBookThatIsMissingDamagedOrOfAnotherFileIsMadeAnewFromTheLines() throws IOException {
        Office office = office("budget: { day: 5 calls }\n");
        office.askMany(3, MINI);
        Usage before = office.book().spent().today();

        office.world.disk().person().write(ROOT.resolve(".agent/local/usage.json"), "{\"v\":1,");
        assertEquals(before, office.book().spent().today());
        office.world.disk().person().delete(ROOT.resolve(".agent/local/usage.json"));
        assertEquals(before, office.restart().book().spent().month());

        Office next = office.restart();
        next.askMany(1, MINI);
        String lines = next.read(TODAY);
        next.world.disk().person().write(ROOT.resolve(TODAY), lines.substring(lines.indexOf('\n') + 1));
        assertEquals(3, next.book().spent().today().calls());
    }

    @Test
    void aTornLineIsNoLineAndTheNextOneIsWhole() throws IOException {
        Office office = office("");
        office.askMany(1, MINI);
        String one = office.read(TODAY);
        office.world.disk().person().write(ROOT.resolve(TODAY), one + one.strip());
        assertEquals(1, office.restart().book().spent().today().calls());

        Office next = office.restart();
        next.askMany(1, MINI);

        assertEquals(2, next.book().spent().today().calls());
        assertEquals(2, next.restart().book().spent().today().calls());
    }

    @Test
    void oneCycleReadsNothingOfPastDays() throws IOException {
        Office office = office("");
        for (int day = 1; day < 20; day++) {
            office.world.clock().set(Instant.parse("2026-11-%02dT08:00:00Z".formatted(day)));
            office.askMany(2, MINI);
        }
        long from = office.world.disk().operations();
        office.askMany(1, MINI);
        Set<String> touched = new java.util.TreeSet<>();
        office.world.disk().trace().stream()
                .filter(operation -> operation.number() > from)
                .map(operation -> String.valueOf(operation.path().getFileName()))
                .filter(name -> name.matches("\\d{4}-\\d{2}-\\d{2}\\.ndjson"))
                .forEach(touched::add);
        assertEquals(Set.of(LocalDate.of(2026, 11, 19) + ".ndjson"), touched);
    }

    @Test
    void callsUnderWayOfOthersAreWaitedForBeforeABudgetRefuses() throws IOException {
        Office office = office("budget: { day: 0.0005 USD }\n");
        Place.Taken taken = (Place.Taken) office.book().reserve(wish(office, "a"));
        office.world.clock().every(Duration.ofSeconds(1), new Runnable() {
            private boolean over;

            @Override
            public void run() {
                try {
                    if (!over) {
                        over = true;
                        office.book().settle(taken.reservation(), taken.endpoint(), Scripted.answer("a", 1, 1), 1);
                    }
                } catch (IOException failed) {
                    throw new AssertionError(failed);
                }
            }
        });
        // What is set aside is more than the budget; what is used is next to nothing.
        assertTrue(taken.reservation().cost().orElseThrow().value().compareTo(new BigDecimal("0.0004")) > 0);
        assertInstanceOf(
                Model.Outcome.Answered.class, office.askMany(1, MINI, HAIKU).getFirst());
    }
}
