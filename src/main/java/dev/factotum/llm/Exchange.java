package dev.factotum.llm;

import dev.factotum.config.Settings.Amount;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What money of one currency is worth in another, for budgets; nothing is ever paid by it. */
public final class Exchange {
    private static final Map<String, BigDecimal> PACKAGED = Packaged.table("exchange.tsv").stream()
            .collect(Collectors.toUnmodifiableMap(row -> row[0], row -> new BigDecimal(row[1])));

    private final Map<String, BigDecimal> own;

    /** @param own US dollars for one unit, by currency */
    public Exchange(Map<String, BigDecimal> own) {
        this.own = Map.copyOf(own);
    }

    /** Empty where nobody says what one of the two is worth. */
    public Optional<BigDecimal> in(String currency, Amount amount) {
        if (amount.currency().equals(currency) || amount.value().signum() == 0) {
            return Optional.of(amount.value());
        }
        Optional<BigDecimal> from = worth(amount.currency());
        Optional<BigDecimal> to = worth(currency).filter(worth -> worth.signum() > 0);
        return from.flatMap(
                dollars -> to.map(unit -> amount.value().multiply(dollars).divide(unit, MathContext.DECIMAL64)));
    }

    /** The sum of amounts in one currency. */
    public Optional<BigDecimal> in(String currency, Map<String, BigDecimal> money) {
        BigDecimal sum = BigDecimal.ZERO;
        for (Map.Entry<String, BigDecimal> part : money.entrySet()) {
            Optional<BigDecimal> worth = in(currency, new Amount(part.getValue(), part.getKey()));
            if (worth.isEmpty()) {
                return Optional.empty();
            }
            sum = sum.add(worth.get());
        }
        return Optional.of(sum);
    }

    private Optional<BigDecimal> worth(String currency) {
        return Optional.ofNullable(own.getOrDefault(currency, PACKAGED.get(currency)));
    }
}
