package dev.factotum.llm;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * What one call used, all providers on one scale (platforms.md 10.7): the three kinds of input add up to the whole input.
 *
 * @param input tokens that no cache held
 * @param cachedRead tokens read from the provider's cache
 * @param cacheWrite tokens written to it
 * @param output tokens that came out, reasoning among them
 * @param cost what the provider itself says it cost, in US dollars
 * @param told false where something was used and nobody said how much: the bounds set before count then
 */
public record TokenUse(
        long input, long cachedRead, long cacheWrite, long output, Optional<BigDecimal> cost, boolean told) {
    public static final TokenUse NONE = new TokenUse(0, 0, 0, 0, Optional.empty());
    public static final TokenUse UNTOLD = new TokenUse(0, 0, 0, 0, Optional.empty(), false);

    public TokenUse(long input, long cachedRead, long cacheWrite, long output, Optional<BigDecimal> cost) {
        this(input, cachedRead, cacheWrite, output, cost, true);
    }

    public long all() {
        return input + cachedRead + cacheWrite + output;
    }
}
