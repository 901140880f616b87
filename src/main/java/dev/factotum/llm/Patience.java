package dev.factotum.llm;

import dev.factotum.world.Clock;
import java.time.Duration;

/** How long one question may wait: for providers that fail or ask to wait, and for its turn. */
final class Patience {
    private static final Duration FOR_PROVIDERS = Duration.ofSeconds(20);
    private static final Duration FOR_TURNS = Duration.ofMinutes(2);

    private final Clock clock;
    private Duration providers = FOR_PROVIDERS;
    private Duration turns = FOR_TURNS;

    Patience(Clock clock) {
        this.clock = clock;
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

    void pause(Duration wait) throws InterruptedException {
        if (wait.isPositive()) {
            clock.pause(wait);
        }
    }
}
