package dev.factotum.llm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.factotum.config.Settings.Amount;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What calls used together.
 *
 * @param money by currency, exact
 * @param unpriced calls among them whose price nobody knows
 */
public record Usage(long calls, long tokens, Map<String, BigDecimal> money, long unpriced) {
    public static final Usage NONE = new Usage(0, 0, Map.of(), 0);

    public Usage {
        Map<String, BigDecimal> plain = new TreeMap<>();
        money.forEach((currency, value) -> plain.put(currency, Money.plain(value)));
        money = Collections.unmodifiableMap(plain);
    }

    Usage plus(long moreTokens, Optional<Amount> cost) {
        Map<String, BigDecimal> sums = new TreeMap<>(money);
        cost.ifPresent(amount -> sums.merge(amount.currency(), amount.value(), BigDecimal::add));
        return new Usage(calls + 1, tokens + moreTokens, sums, unpriced + (cost.isEmpty() ? 1 : 0));
    }

    public Usage plus(UsageLine line) {
        return plus(line.tokens(), line.cost());
    }

    public Usage plus(Usage other) {
        Map<String, BigDecimal> sums = new TreeMap<>(money);
        other.money.forEach((currency, value) -> sums.merge(currency, value, BigDecimal::add));
        return new Usage(calls + other.calls, tokens + other.tokens, sums, unpriced + other.unpriced);
    }

    /** What of it is in this currency. */
    public BigDecimal in(String currency) {
        return money.getOrDefault(currency, BigDecimal.ZERO);
    }

    ObjectNode json() {
        ObjectNode node = Json.object().put("calls", calls).put("tokens", tokens);
        ObjectNode sums = node.putObject("money");
        money.forEach(sums::put);
        return unpriced == 0 ? node : node.put("unpriced", unpriced);
    }

    static Usage of(JsonNode node) {
        Map<String, BigDecimal> sums = new TreeMap<>();
        node.path("money")
                .properties()
                .forEach(sum -> sums.put(sum.getKey(), sum.getValue().decimalValue()));
        return new Usage(
                node.path("calls").asLong(),
                node.path("tokens").asLong(),
                sums,
                node.path("unpriced").asLong());
    }
}
