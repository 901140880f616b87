package dev.factotum.audit;

import dev.factotum.problem.AuditCode;
import dev.factotum.problem.Problem;
import dev.factotum.problem.ProblemException;
import dev.factotum.vault.Claims;
import dev.factotum.world.Clock;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** Waits for the {@code audit} claim, which every process holds for one batch only. */
final class Turn {
    /** Longer than a claim must stand still before it is taken over. */
    private static final Duration PATIENCE = Duration.ofSeconds(100);

    private static final Duration LONGEST_PAUSE = Duration.ofMillis(16);

    private final Claims claims;
    private final Clock clock;

    Turn(Claims claims, Clock clock) {
        this.claims = claims;
        this.clock = clock;
    }

    Claims.Claim take() throws IOException {
        return await().orElseThrow(() -> new ProblemException(new Problem(
                AuditCode.BUSY,
                "The audit log could not be written",
                Segments.PAGE,
                "another process has held it for " + PATIENCE.toSeconds() + " seconds",
                AuditCode.BUSY.remedy())));
    }

    /** Empty where it is held for too long, or on a disk that takes no locks, such as a read-only one: nobody writes there. */
    Optional<Claims.Claim> takeIfPossible() {
        try {
            return await();
        } catch (IOException noLocks) {
            return Optional.empty();
        }
    }

    private Optional<Claims.Claim> await() throws IOException {
        long since = clock.nanos();
        Duration pause = Duration.ofMillis(1);
        boolean interrupted = false;
        try {
            while (true) {
                Optional<Claims.Claim> claim = claims.claim("audit");
                if (claim.isPresent() || clock.nanos() - since > PATIENCE.toNanos()) {
                    return claim;
                }
                try {
                    clock.pause(pause);
                } catch (InterruptedException wish) {
                    interrupted = true;
                }
                pause = pause.compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : pause;
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
