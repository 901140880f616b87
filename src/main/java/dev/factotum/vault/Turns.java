package dev.factotum.vault;

import dev.factotum.vault.Claims.Claim;
import dev.factotum.world.Clock;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** Waits for the claim of a job that every process holds for a moment only. */
public final class Turns {
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(16);

    private final Claims claims;
    private final Clock clock;
    private final String job;
    private final Duration patience;

    public Turns(Claims claims, Clock clock, String job, Duration patience) {
        this.claims = claims;
        this.clock = clock;
        this.job = job;
        this.patience = patience;
    }

    /** Empty where it is held for too long. A wish to end is kept for later: what is under way must be written down. */
    public Optional<Claim> await() throws IOException {
        long since = clock.nanos();
        Duration pause = Duration.ofMillis(1);
        boolean interrupted = false;
        try {
            while (true) {
                Optional<Claim> claim = claims.claim(job);
                if (claim.isPresent() || clock.nanos() - since > patience.toNanos()) {
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
