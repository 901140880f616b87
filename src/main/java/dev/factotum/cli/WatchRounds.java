package dev.factotum.cli;

import dev.factotum.config.LiveSettings;
import dev.factotum.engine.Overview;
import dev.factotum.problem.Problem;
import dev.factotum.problem.ProblemException;
import dev.factotum.vault.ClaimLostException;
import dev.factotum.vault.Executor;
import dev.factotum.watch.Rounds;
import dev.factotum.world.Clock;
import dev.factotum.world.DiskFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

/** What a watch does in each look. On a machine that is not the executor it only looks. Thread-safe. */
final class WatchRounds implements Rounds {
    /** The Dashboard is written this often at most. */
    private static final Duration BOARD = Duration.ofSeconds(2);

    /** After a full disk, or a vault that cannot be read, the next try comes then. */
    private static final Duration AGAIN = Duration.ofSeconds(30);

    /** What is taken up by itself this soon is counted down at the foot. */
    private static final Duration SOON = Duration.ofMinutes(1);

    /** A problem that was away this long is said again. */
    private static final Duration FORGET = Duration.ofMinutes(10);

    private final Workplace workplace;
    private final WatchScreen screen;
    private final Shift shift;
    private final Clock clock;
    private final Object board = new Object();
    private final AtomicReference<String> standing = new AtomicReference<>("");
    private final Map<String, Instant> told = new ConcurrentHashMap<>();
    private boolean begun;
    private boolean dirty = true;
    private Instant shown = Instant.EPOCH;

    WatchRounds(Workplace workplace, WatchScreen screen) throws IOException {
        this.workplace = workplace;
        this.screen = screen;
        this.shift = new Shift(workplace);
        this.clock = workplace.vault().world().clock();
    }

    private interface Round {
        Instant look() throws IOException;
    }

    @Override
    public Next everything() throws IOException {
        Set<Path> held = new HashSet<>();
        Instant due = guarded(() -> {
            settings();
            if (!here()) {
                show(true);
                return workplace.vault().executor().begins().orElse(Instant.MAX);
            }
            if (!begun) {
                workplace.begin();
                begun = true;
            }
            Tally tally = shift.work();
            List<Problem> problems = new ArrayList<>(tally.problems());
            problems.addAll(workplace.problems());
            tell(problems);
            dirty(tally);
            show(true);
            held.addAll(tally.held());
            return tally.due();
        });
        return new Next(due, held);
    }

    @Override
    public Instant some(Set<Path> files) throws IOException {
        return guarded(() -> {
            if (!here()) {
                synchronized (board) {
                    dirty = true;
                }
                return show(false);
            }
            Tally tally = shift.work(files);
            tell(tally.problems());
            dirty(tally);
            Instant due = tally.busy() > 0 ? clock.instant() : tally.due();
            Instant next = show(false);
            return next.isBefore(due) ? next : due;
        });
    }

    /** A full disk, or a file of ours that is half synced, is said and tried again; a failing disk ends the watch. */
    private Instant guarded(Round round) throws IOException {
        screen.begins();
        try {
            Instant due = round.look();
            standing.set("");
            workplace.logbook().flatMap(Logbook::trouble).ifPresent(screen::warn);
            return due;
        } catch (ClaimLostException lost) {
            stands(Failures.disk(lost));
            return clock.instant();
        } catch (IOException failure) {
            if (DiskFailure.of(failure) == DiskFailure.FAILING) {
                throw failure;
            }
            stands(Failures.disk(failure));
        } catch (ProblemException stopped) {
            stands(stopped.problem());
        } finally {
            screen.ends();
        }
        return clock.instant().plus(AGAIN);
    }

    /** Said once, until a look goes well again. */
    private void stands(Problem problem) {
        String line = problem.oneLine();
        if (!line.equals(standing.getAndSet(line))) {
            screen.problem(problem);
        }
    }

    private boolean here() throws IOException {
        Executor executor = workplace.vault().executor();
        screen.executor(executor);
        return executor.here();
    }

    private void settings() throws IOException {
        LiveSettings live = workplace.live();
        switch (live.refresh()) {
            case UNCHANGED -> {}
            case TAKEN -> {
                workplace
                        .logbook()
                        .ifPresent(log -> log.settings(live.settings().log()));
                screen.say("The settings were read again.");
            }
            case KEPT -> {
                screen.say("The settings are broken; the last good ones hold.");
                tell(live.problems());
            }
        }
    }

    /** Each problem once; again where it was away for ten minutes, for looks differ in what they come by. */
    private synchronized void tell(List<Problem> problems) {
        Instant now = clock.instant();
        for (Problem problem : problems) {
            if (told.put(problem.oneLine(), now) == null) {
                screen.problem(problem);
            }
        }
        told.values().removeIf(last -> last.isBefore(now.minus(FORGET)));
    }

    private void dirty(Tally tally) {
        synchronized (board) {
            Instant now = clock.instant();
            boolean soon = tally.due().isAfter(now) && tally.due().isBefore(now.plus(SOON));
            screen.soon(soon ? Optional.of(tally.due()) : Optional.empty());
            dirty |= tally.worked() || soon;
        }
        tally.faults().forEach(screen::fault);
    }

    /**
     * Brings Dashboard and footer up to date, not more often than every two seconds.
     *
     * @return when it is due again, {@link Instant#MAX} for never
     */
    private Instant show(boolean always) throws IOException {
        synchronized (board) {
            Instant now = clock.instant();
            if (!always && !dirty) {
                return Instant.MAX;
            }
            if (!always && now.isBefore(shown.plus(BOARD))) {
                return shown.plus(BOARD);
            }
            dirty = false;
            shown = now;
            Overview overview = shift.overview();
            screen.overview(overview);
            if (overview.executor().here()) {
                shift.show(overview);
                workplace.tidings().begin(overview);
            }
            return Instant.MAX;
        }
    }

    /** The last state, on the Dashboard. */
    void end() throws IOException {
        synchronized (board) {
            if (dirty && workplace.vault().executor().here()) {
                shift.show(shift.overview());
            }
        }
    }
}
