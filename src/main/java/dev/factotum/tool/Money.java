package dev.factotum.tool;

import java.math.BigDecimal;

/** An amount with its ISO 4217 currency. */
public record Money(BigDecimal amount, String currency) {
    public Money {
        if (!currency.matches("[A-Z]{3}")) {
            throw new IllegalArgumentException("not a currency: " + currency);
        }
    }
}
