package dev.factotum.config;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What models cost, may cost, and how fast they may be asked.
 *
 * @param budget of the whole vault
 * @param prices that stand before the packaged ones
 * @param exchange what one unit of a currency is worth in US dollars
 * @param pace by the provider's name; {@code any} holds for those that are not named
 */
public record SpendSettings(
        BudgetSettings budget, List<Price> prices, Map<String, BigDecimal> exchange, Map<String, Pace> pace) {
    /** Where nothing is set. */
    public static final SpendSettings NONE = new SpendSettings(BudgetSettings.NONE, List.of(), Map.of(), Map.of());

    public SpendSettings {
        prices = List.copyOf(prices);
        exchange = Map.copyOf(exchange);
        pace = Map.copyOf(pace);
    }

    /** How fast a provider is asked. */
    public Pace paceOf(String provider) {
        return pace.getOrDefault(provider, pace.getOrDefault("any", Pace.USUAL));
    }

    /**
     * What a million tokens cost.
     *
     * @param model {@code provider/model}, either with {@code *} in it
     * @param cached read from the provider's cache; as input where it is not given
     * @param written into the provider's cache; as input where it is not given
     * @param from the first day it holds
     */
    public record Price(
            String model,
            BigDecimal input,
            Optional<BigDecimal> cached,
            Optional<BigDecimal> written,
            BigDecimal output,
            String currency,
            LocalDate from) {}

    /** @param atOnce calls under way at one time, over all processes */
    public record Pace(BigDecimal callsASecond, Optional<Long> tokensAMinute, int atOnce) {
        public static final Pace USUAL = new Pace(new BigDecimal(4), Optional.empty(), 8);
    }
}
