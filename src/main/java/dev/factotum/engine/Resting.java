package dev.factotum.engine;

import dev.factotum.vault.Seen;
import dev.factotum.world.Clock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** Files that need no look while they stand as they are and their time has not come. Thread-safe. */
final class Resting {
    /** A file changed this lately may change again without its time or size showing it. */
    private static final Duration UNSURE = Duration.ofSeconds(2);

    private final Clock clock;
    private final Map<Path, Rest> files = new ConcurrentHashMap<>();

    Resting(Clock clock) {
        this.clock = clock;
    }

    /** @param at when it was put to rest: a clock that was set back since ends it */
    private record Rest(Seen seen, Instant due, Instant at) {}

    /** True where the file needs no look yet. */
    boolean still(Seen file, Pass pass) {
        Instant now = clock.instant();
        Rest rest = files.get(file.path());
        if (rest == null
                || !rest.seen().equals(file)
                || !now.isBefore(rest.due())
                || now.plus(History.SET_BACK).isBefore(rest.at())) {
            return false;
        }
        pass.due(rest.due());
        return true;
    }

    /** Remembers a file for as long as its turn says. */
    void rest(Seen file, Turn turn) {
        Instant due = switch (turn) {
            case Turn.Rests(Instant until) -> until;
            case Turn.Waits(Instant until, String ignored) when until.isBefore(Instant.MAX) -> until;
            default -> Instant.EPOCH;
        };
        Instant now = clock.instant();
        Instant sure = now.minus(UNSURE);
        if (due.isAfter(Instant.EPOCH) && file.facts().modified().isBefore(sure)) {
            files.put(file.path(), new Rest(file, due, now));
        } else {
            files.remove(file.path());
        }
    }

    void retain(Collection<Path> there) {
        files.keySet().retainAll(there);
    }

    Map<Path, Instant> due() {
        Map<Path, Instant> due = new TreeMap<>();
        files.forEach((path, rest) -> due.put(path, rest.due()));
        return due;
    }
}
