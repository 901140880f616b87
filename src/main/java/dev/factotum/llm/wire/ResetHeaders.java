package dev.factotum.llm.wire;

import dev.factotum.http.HttpReply.Answered;
import dev.factotum.http.Resets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** When a provider takes calls again, by what its headers say. */
final class ResetHeaders {
    /** Where nothing is said. */
    private static final Duration USUAL = Duration.ofSeconds(60);

    /** How many are left, and when they are full again. */
    private static final List<Pair> PAIRS = List.of(
            new Pair("x-ratelimit-remaining-requests", "x-ratelimit-reset-requests"),
            new Pair("x-ratelimit-remaining-tokens", "x-ratelimit-reset-tokens"),
            new Pair("x-ratelimit-remaining", "x-ratelimit-reset"),
            new Pair("anthropic-ratelimit-requests-remaining", "anthropic-ratelimit-requests-reset"),
            new Pair("anthropic-ratelimit-tokens-remaining", "anthropic-ratelimit-tokens-reset"),
            new Pair("anthropic-ratelimit-input-tokens-remaining", "anthropic-ratelimit-input-tokens-reset"),
            new Pair("anthropic-ratelimit-output-tokens-remaining", "anthropic-ratelimit-output-tokens-reset"));

    private record Pair(String remaining, String reset) {}

    private ResetHeaders() {}

    /** What is said outright counts first, then the limits that are used up, then the latest of all. */
    static Instant until(Answered answer, Optional<String> inBody, Instant now) {
        return answer.header("retry-after-ms")
                .flatMap(text -> Resets.millis(text, now))
                .or(() -> answer.header("retry-after").flatMap(text -> Resets.parse(text, now)))
                .or(() -> inBody.flatMap(text -> Resets.parse(text, now)))
                .orElseGet(() -> byLimits(answer, now));
    }

    private static Instant byLimits(Answered answer, Instant now) {
        List<Instant> usedUp = new ArrayList<>();
        List<Instant> all = new ArrayList<>();
        for (Pair pair : PAIRS) {
            answer.header(pair.reset()).flatMap(text -> Resets.parse(text, now)).ifPresent(reset -> {
                all.add(reset);
                if (answer.header(pair.remaining()).map(String::strip).equals(Optional.of("0"))) {
                    usedUp.add(reset);
                }
            });
        }
        return (usedUp.isEmpty() ? all : usedUp)
                .stream().max(Instant::compareTo).orElse(now.plus(USUAL));
    }
}
