package dev.factotum.llm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factotum.config.Settings.Amount;
import dev.factotum.config.SpendSettings.Price;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PricesTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 21);

    private static String price(Prices prices, String model) {
        return prices.of(ModelName.parse(model).orElseThrow(), TODAY, false)
                .map(row -> row.model() + " " + row.input() + " " + row.output())
                .orElse("unknown");
    }

    @Test
    void theTableOfTheProgramKnowsModelsWithAndWithoutADate() {
        Prices prices = new Prices(List.of());
        assertEquals("openai/gpt-5-mini 0.25 2.00", price(prices, "openai/gpt-5-mini"));
        assertEquals("openai/gpt-5-mini 0.25 2.00", price(prices, "openai/gpt-5-mini-2025-08-07"));
        assertEquals("anthropic/claude-haiku-4-5 1.00 5.00", price(prices, "anthropic/claude-haiku-4-5-20251001"));
        assertEquals("openai/text-embedding-3-small 0.02 0", price(prices, "openai/text-embedding-3-small"));
        assertEquals("unknown", price(prices, "openai/gpt-5-mini-pro"));
        assertEquals("unknown", price(prices, "elsewhere/gpt-5-mini"));
    }

    @Test
    void anAmountHasAsManyDigitsAsTheOneItIsHeldAgainst() {
        assertEquals("0.0135", Money.shownBeside(new BigDecimal("0.01350"), new BigDecimal("0.0125")));
        assertEquals("0.01", Money.shownBeside(new BigDecimal("0.0135"), new BigDecimal("2")));
    }

    @Test
    void aRowOfTheSettingsStandsBeforeTheTableAndTheClosestAndLatestBeforeOthers() throws IOException {
        Office office = Office.open("""
                models:
                  prices:
                    - { model: "openai/*", input: 9, output: 90 }
                    - { model: openai/gpt-5-*, input: 8, output: 80 }
                    - { model: openai/gpt-5-mini, input: 1, output: 2, from: 2026-01-01 }
                    - { model: openai/gpt-5-mini, input: 3, output: 4, currency: EUR, from: 2026-06-01 }
                    - { model: openai/gpt-5-mini, input: 5, output: 6, from: 2027-01-01 }
                """);
        Prices prices = new Prices(office.settings.spend().prices());
        assertEquals("openai/gpt-5-mini 3 4", price(prices, "openai/gpt-5-mini"));
        assertEquals("openai/gpt-5-* 8 80", price(prices, "openai/gpt-5-nano"));
        assertEquals("openai/* 9 90", price(prices, "openai/gpt-6"));
        assertEquals("anthropic/claude-sonnet-5 2.00 10.00", price(prices, "anthropic/claude-sonnet-5"));
        assertEquals("EUR", prices.of(Office.MINI, TODAY, false).orElseThrow().currency());
    }

    @Test
    void aCostIsExactAndTheBoundIsNeverLess() {
        Price row = new Prices(List.of())
                .of(new ModelName("anthropic", "claude-haiku-4-5"), TODAY, false)
                .orElseThrow();
        TokenUse use = new TokenUse(1001, 2003, 3007, 4009, Optional.empty());
        assertEquals(
                Optional.of(new Amount(new BigDecimal("0.02500505"), "USD")),
                Prices.cost(Optional.of(row), use, false));
        Amount most = Prices.most(row, 1001 + 2003 + 3007, 4009);
        assertTrue(most.value().compareTo(new BigDecimal("0.02500505")) >= 0, most::toString);
    }

    @Test
    void theProvidersOwnWordStandsBeforeAnyTable() {
        TokenUse told = new TokenUse(1, 0, 0, 1, Optional.of(new BigDecimal("0.0120")));
        assertEquals(
                Optional.of(new Amount(new BigDecimal("0.012"), "USD")), Prices.cost(Optional.empty(), told, false));
        assertEquals(Optional.empty(), Prices.cost(Optional.empty(), TokenUse.NONE, false));
    }

    @Test
    void whatIsFreeCostsNothingWhateverItIsCalled() {
        Prices prices = new Prices(List.of());
        Optional<Price> free = prices.of(new ModelName("local", "anything"), TODAY, true);
        assertEquals(
                Optional.of(new Amount(BigDecimal.ZERO, "USD")),
                Prices.cost(free, new TokenUse(5, 5, 5, 5, Optional.empty()), true));
    }

    @Test
    void theMostTokensOfAPromptAreItsBytes() {
        Estimate estimate = Estimate.of(Office.prompt(Purpose.PLAN, "größer"));
        assertEquals(new Estimate("Be brief.".length() + 8 + 2 * 16, 200), estimate);
    }
}
