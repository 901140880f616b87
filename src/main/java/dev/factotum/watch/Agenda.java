package dev.factotum.watch;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What is to be looked at, and when. Thread-safe; bounded: more files than it holds become one look at everything. */
final class Agenda {
    /** The scan is the truth, events are hints: everything is looked at this often. */
    static final Duration EVERY = Duration.ofSeconds(30);

    /** Two looks at the same thing, or at everything, lie this far apart. */
    static final Duration APART = Duration.ofSeconds(1);

    /** More files than this at once are everything. */
    static final int MOST_FILES = 500;

    /** So many looks go on side by side. */
    static final int MOST_LOOKS = 8;

    private final Set<Path> touched = new HashSet<>();
    private final Map<Path, Instant> later = new HashMap<>();
    private Instant everything;
    private Instant ended = Instant.MIN;
    private boolean sweeping;
    private int looks;

    /** @param start when everything is looked at first */
    Agenda(Instant start) {
        this.everything = start;
    }

    /** One look. */
    sealed interface Look {
        record Everything() implements Look {}

        record Some(Set<Path> files) implements Look {}
    }

    synchronized void add(Touched news, Instant now) {
        touched.addAll(news.files());
        if (news.more() || touched.size() > MOST_FILES) {
            touched.clear();
            sweep(now);
        }
    }

    /**
     * A look that may begin now, if any; it counts as begun. Where everything seems due later than it is ever put off, the
     * clock was set back, and it is due.
     */
    synchronized Optional<Look> next(Instant now) {
        for (Path file : List.copyOf(later.keySet())) {
            if (!later.getOrDefault(file, Instant.MAX).isAfter(now)) {
                later.remove(file);
                touched.add(file);
            }
        }
        boolean setBack = everything.isAfter(now.plus(EVERY));
        if (!sweeping && (setBack || !now.isBefore(everything))) {
            sweeping = true;
            everything = Instant.MAX;
            return Optional.of(new Look.Everything());
        }
        if (touched.isEmpty() || looks >= MOST_LOOKS) {
            return Optional.empty();
        }
        looks++;
        Look some = new Look.Some(Set.copyOf(touched));
        touched.clear();
        return Optional.of(some);
    }

    /** @param due when something of it is due next, {@link Instant#MAX} for never */
    synchronized void ended(Look look, Instant due, Instant now) {
        Instant next = due.isBefore(now.plus(APART)) ? now.plus(APART) : due;
        switch (look) {
            case Look.Everything() -> {
                sweeping = false;
                ended = now;
                Instant usual = now.plus(EVERY);
                Instant wanted = next.isBefore(usual) ? next : usual;
                everything = everything.isBefore(wanted) ? everything : wanted;
            }
            case Look.Some(Set<Path> files) -> {
                looks--;
                if (due.equals(Instant.MAX)) {
                    return;
                }
                later(files, next);
            }
        }
    }

    /** These files are looked at once more in a moment. */
    synchronized void again(Set<Path> files, Instant now) {
        later(files, now.plus(APART));
    }

    private void later(Set<Path> files, Instant next) {
        if (later.size() + files.size() > MOST_FILES) {
            everything = everything.isBefore(next) ? everything : next;
        } else {
            files.forEach(file -> later.merge(file, next, (a, b) -> a.isBefore(b) ? a : b));
        }
    }

    /** How long nothing will be due; zero where something is. */
    synchronized Duration quiet(Instant now) {
        boolean setBack = everything.isAfter(now.plus(EVERY));
        Instant next = sweeping ? Instant.MAX : setBack ? now : everything;
        for (Instant due : later.values()) {
            next = due.isBefore(next) ? due : next;
        }
        if (!touched.isEmpty() && looks < MOST_LOOKS) {
            next = now;
        }
        Duration wait = next.isAfter(now.plus(EVERY)) ? EVERY : Duration.between(now, next);
        return wait.isNegative() ? Duration.ZERO : wait;
    }

    private void sweep(Instant now) {
        Instant earliest = ended.equals(Instant.MIN) || ended.plus(APART).isBefore(now) ? now : ended.plus(APART);
        everything = everything.isBefore(earliest) ? everything : earliest;
    }
}
