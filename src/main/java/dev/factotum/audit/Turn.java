package dev.factotum.audit;

import dev.factotum.problem.AuditCode;
import dev.factotum.problem.Problem;
import dev.factotum.problem.ProblemException;
import dev.factotum.vault.Claims;
import dev.factotum.vault.Turns;
import dev.factotum.world.Clock;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** Waits for the {@code audit} claim, which every process holds for one batch only. */
final class Turn {
    /** Longer than a claim must stand still before it is taken over. */
    private static final Duration PATIENCE = Duration.ofSeconds(100);

    private final Turns turns;

    Turn(Claims claims, Clock clock) {
        this.turns = new Turns(claims, clock, "audit", PATIENCE);
    }

    Claims.Claim take() throws IOException {
        return turns.await()
                .orElseThrow(() -> new ProblemException(new Problem(
                        AuditCode.BUSY,
                        "The audit log could not be written",
                        Segments.PAGE,
                        "another process has held it for " + PATIENCE.toSeconds() + " seconds",
                        AuditCode.BUSY.remedy())));
    }

    /** Empty where it is held for too long, or on a disk that takes no locks, such as a read-only one: nobody writes there. */
    Optional<Claims.Claim> takeIfPossible() {
        try {
            return turns.await();
        } catch (IOException noLocks) {
            return Optional.empty();
        }
    }
}
