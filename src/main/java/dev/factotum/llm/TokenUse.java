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
 */
public record TokenUse(long input, long cachedRead, long cacheWrite, long output, Optional<BigDecimal> cost) {
    public static final TokenUse NONE = new TokenUse(0, 0, 0, 0, Optional.empty());

    public long all() {
        return input + cachedRead + cacheWrite + output;
    }
}
