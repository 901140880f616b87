package dev.factotum.llm;

import dev.factotum.world.Clock;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** How long one question may wait: for providers that fail or ask to wait, and for its turn. */
final class Patience {
    private static final Duration FOR_PROVIDERS = Duration.ofSeconds(20);
    private static final Duration FOR_TURNS = Duration.ofMinutes(2);

    private static final Duration SLICE = Duration.ofMillis(200);

    private final Clock clock;
    private final BooleanSupplier ending;
    private Duration providers = FOR_PROVIDERS;
    private Duration turns = FOR_TURNS;

    /** @param ending true once the program was asked to end: no wait outlasts that */
    Patience(Clock clock, BooleanSupplier ending) {
        this.clock = clock;
        this.ending = ending;
    }

    /** Waits, or answers false at once where it would take too long. */
    boolean forProvider(Duration wait) throws InterruptedException {
        if (wait.compareTo(providers) > 0) {
            return false;
        }
        providers = providers.minus(wait);
        pause(wait);
        return true;
    }

    /** Waits, or answers false at once where it would take too long. */
    boolean forTurn(Duration wait) throws InterruptedException {
        if (wait.compareTo(turns) > 0) {
            return false;
        }
        turns = turns.minus(wait);
        pause(wait);
        return true;
    }

    /** Waits, if only not at all; throws where the program is to end, so that no call begins after that. */
    void pause(Duration wait) throws InterruptedException {
        Duration left = wait;
        while (true) {
            if (ending.getAsBoolean()) {
                throw new InterruptedException("the program was asked to end");
            }
            if (!left.isPositive()) {
                return;
            }
            Duration slice = left.compareTo(SLICE) > 0 ? SLICE : left;
            clock.pause(slice);
            left = left.minus(slice);
        }
    }
}
