package dev.factotum.notice.webhook;

import dev.factotum.vault.Digest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** When an event is sent again, by the example of Standard Webhooks: ten times within three days. */
final class Schedule {
    private static final List<Duration> AFTER = List.of(
            Duration.ZERO,
            Duration.ofSeconds(5),
            Duration.ofMinutes(5),
            Duration.ofMinutes(30),
            Duration.ofHours(2),
            Duration.ofHours(5),
            Duration.ofHours(10),
            Duration.ofHours(14),
            Duration.ofHours(20),
            Duration.ofHours(24));

    /** Hundredths by which a pause is longer at most, so that many events do not come back at once. */
    private static final int JITTER = 20;

    private Schedule() {}

    /** @param tries how often it was sent; empty where that was enough. The jitter depends on id and try alone */
    static Optional<Instant> next(String id, int tries, Instant now) {
        if (tries >= AFTER.size()) {
            return Optional.empty();
        }
        int hundredths = Integer.parseInt(Digest.of(id + "#" + tries).hex().substring(0, 4), 16) % (JITTER + 1);
        Duration pause = AFTER.get(tries);
        return Optional.of(now.plus(pause).plus(pause.multipliedBy(hundredths).dividedBy(100)));
    }
}
