package dev.factotum.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.factotum.config.BudgetSettings.Limit;
import dev.factotum.config.Settings.Amount;
import dev.factotum.config.SpendSettings.Pace;
import dev.factotum.config.SpendSettings.Price;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SpendSettingsTest {
    private static SpendSettings spend(String yaml) {
        return new Desk().with("agent.yaml", yaml).good().settings().spend();
    }

    private static Limit limit(String text) {
        return Limit.parse(text).orElseThrow();
    }

    @Test
    void aBudgetHoldsSeveralLimitsForOneSpan() {
        BudgetSettings budget = spend(
                        "budget: { call: 0.05 USD, day: 200 calls, 1.00 USD, month: [20 EUR, 9000 tokens] }")
                .budget();
        assertEquals(List.of(new Limit.Cost(new Amount(new BigDecimal("0.05"), "USD"))), budget.call());
        assertEquals(List.of(new Limit.Calls(200), limit("1.00 USD")), budget.day());
        assertEquals(List.of(limit("20 EUR"), new Limit.Tokens(9000)), budget.month());
        assertEquals(SpendSettings.NONE, spend("timezone: UTC"));
    }

    @Test
    void aLimitOfAnOverrideBelongsToTheKeyBeforeItThere() {
        BudgetSettings budget = new Desk()
                .with("agent.yaml", "budget: { month: 20 USD, day: 2 USD }")
                .with("agent.prod.yaml", "budget: { month: 5 USD, 1000 calls }")
                .withVariables(Map.of("AGENT_ENV", "prod"))
                .good()
                .settings()
                .spend()
                .budget();
        assertEquals(List.of(limit("5 USD"), limit("1000 calls")), budget.month());
        assertEquals(List.of(limit("2 USD")), budget.day());
    }

    @Test
    void aLimitWithoutAKeyIsAFault() {
        assertEquals(
                List.of("`budget` starts with a value that has no key: nobody can tell what `200 calls` is for"),
                new Desk()
                        .with("agent.yaml", "budget: { 200 calls, day: 1 USD }").bad().stream()
                                .map(problem -> problem.reason())
                                .toList());
    }

    @Test
    void pricesExchangeAndPaceAreRead() {
        SpendSettings spend = spend("""
                models:
                  prices:
                    - { model: openai/gpt-5-mini, input: 0.25, cached: 0.025, output: 2.00, from: 2026-01-01 }
                    - { model: "gateway/*", input: 1, output: 2, written: 1.25, currency: EUR }
                  exchange: { GBP: 1.25 }
                  pace:
                    any: { calls_a_second: 0.5 }
                    openai: { tokens_a_minute: 200000, at_once: 3 }
                """);
        assertEquals(
                List.of(
                        new Price(
                                "openai/gpt-5-mini",
                                new BigDecimal("0.25"),
                                Optional.of(new BigDecimal("0.025")),
                                Optional.empty(),
                                new BigDecimal("2.00"),
                                "USD",
                                LocalDate.of(2026, 1, 1)),
                        new Price(
                                "gateway/*",
                                BigDecimal.ONE,
                                Optional.empty(),
                                Optional.of(new BigDecimal("1.25")),
                                BigDecimal.TWO,
                                "EUR",
                                LocalDate.of(2000, 1, 1))),
                spend.prices());
        assertEquals(Map.of("GBP", new BigDecimal("1.25")), spend.exchange());
        assertEquals(new Pace(new BigDecimal(4), Optional.of(200_000L), 3), spend.paceOf("openai"));
        assertEquals(new Pace(new BigDecimal("0.5"), Optional.empty(), 8), spend.paceOf("anthropic"));
        assertEquals(Pace.USUAL, SpendSettings.NONE.paceOf("openai"));
    }

    @Test
    void wrongPricesAreFaultsWithTheirLine() {
        assertEquals(
                List.of("agent.yaml:3", "agent.yaml:3", "agent.yaml:4"),
                new Desk()
                        .with("agent.yaml", """
                                models:
                                  prices:
                                    - { model: a/b, input: cheap, output: 2, currency: XXQ }
                                    - { model: a/b, input: 1, output: 2, from: yesterday }
                                """).bad().stream()
                                .map(problem -> problem.where())
                                .sorted()
                                .toList());
    }

    @Test
    void anAgentAndAClientHaveNoBudgetForOthers() {
        SettingsFile.Loaded.Good good = new Desk()
                .with("Agents/x.md", "---\nbudget: { agent: 1 USD, day: 2 USD }\n---\n")
                .good();
        assertEquals(
                List.of("`budget.agent` is no key that is known"),
                good.warnings().stream().map(problem -> problem.what()).toList());
        assertEquals(
                List.of(limit("2 USD")),
                good.settings().agent("x").orElseThrow().budget().day());
    }
}
