package dev.factotum.engine;

import dev.factotum.vault.Seen;
import dev.factotum.world.FileFacts;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Files whose time lies in the future, by a clock that was wrong: their time says nothing about when they changed last, so
 * they changed when they were first seen as they are (F10). Thread-safe.
 */
final class FutureTimes {
    private final EngineParts parts;
    private final Optional<Duration> glance;
    private final Map<Path, Still> still = new ConcurrentHashMap<>();

    /** @param glance where it is shorter than the grace of ticks, it is waited for instead */
    FutureTimes(EngineParts parts, Optional<Duration> glance) {
        this.parts = parts;
        this.glance = glance;
    }

    /** A file that has looked like this since then. */
    private record Still(FileFacts facts, Instant since) {}

    /** The file as it was seen, with a time at which it may have changed. */
    Seen past(Seen file) {
        Instant now = parts.vault().world().clock().instant();
        FileFacts facts = file.facts();
        if (!facts.modified().isAfter(now)) {
            still.remove(file.path());
            return file;
        }
        Still known = still.compute(
                file.path(),
                (path, before) -> before != null
                                && before.facts().equals(facts)
                                && !before.since().isAfter(now)
                        ? before
                        : new Still(facts, now));
        Duration grace = parts.settings().get().approval().grace();
        Duration early = glance.filter(look -> look.compareTo(grace) < 0)
                .map(grace::minus)
                .orElse(Duration.ZERO);
        return new Seen(
                file.stage(),
                file.path(),
                file.name(),
                file.id(),
                facts.at(known.since().minus(early)));
    }

    void retain(Set<Path> there) {
        still.keySet().retainAll(there);
    }
}
