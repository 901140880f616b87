package dev.factotum.llm;

import dev.factotum.config.Settings.Amount;
import dev.factotum.config.SpendSettings.Price;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Optional;

/**
 * How much so many agents ask, in numbers: each makes so many calls in every cycle, day and night, for 30 days a month.
 *
 * @param calls of one agent in a cycle
 * @param in tokens that go in with a call; @param out tokens that come out
 */
public record WhatIf(int agents, BigDecimal calls, Duration cycle, long in, long out) {
    private static final int DAYS = 30;

    /** The measure of the plan that this is compared with: 2.5 calls in 5 minutes, 50 tokens in and 100 out. */
    public static WhatIf of(int agents) {
        return new WhatIf(agents, new BigDecimal("2.5"), Duration.ofMinutes(5), 50, 100);
    }

    public WhatIf {
        if (agents < 1 || calls.signum() <= 0 || cycle.toSeconds() < 1 || in < 0 || out < 0) {
            throw new IllegalArgumentException("nothing to reckon with");
        }
    }

    public long aCycle() {
        return calls.multiply(BigDecimal.valueOf(agents))
                .setScale(0, RoundingMode.CEILING)
                .longValueExact();
    }

    public long anHour() {
        return in(Duration.ofHours(1));
    }

    public long aDay() {
        return in(Duration.ofDays(1));
    }

    public long aMonth() {
        return in(Duration.ofDays(DAYS));
    }

    private long in(Duration span) {
        return BigDecimal.valueOf(aCycle())
                .multiply(BigDecimal.valueOf(span.toSeconds()))
                .divide(BigDecimal.valueOf(cycle.toSeconds()), 0, RoundingMode.HALF_UP)
                .longValueExact();
    }

    public long tokensIn() {
        return Math.multiplyExact(aMonth(), in);
    }

    public long tokensOut() {
        return Math.multiplyExact(aMonth(), out);
    }

    /** How long the calls of a cycle take at a pace. */
    public Duration cycleTakes(BigDecimal callsASecond) {
        return Duration.ofMillis(BigDecimal.valueOf(aCycle())
                .movePointRight(3)
                .divide(callsASecond, 0, RoundingMode.CEILING)
                .longValue());
    }

    /** A month at this price. */
    public Amount costs(Price price) {
        TokenUse month = new TokenUse(tokensIn(), 0, 0, tokensOut(), Optional.empty());
        return Prices.cost(Optional.of(price), month, false).orElseThrow();
    }
}
