package dev.factotum.watch;

import dev.factotum.watch.Agenda.Look;
import dev.factotum.world.Clock;
import dev.factotum.world.LeapGuard;
import dev.factotum.world.Threads;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The loop: everything at the start, every 30 seconds, when something falls due and when events may have been lost; what
 * an event names, at once. A look that takes long holds up no other.
 */
public final class Watch {
    private final Clock clock;
    private final LeapGuard leaps;
    private final Hints hints;
    private final Rounds rounds;
    private final BooleanSupplier stop;
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    /** @param stop true once the program was asked to end; whoever sets it calls {@link Hints#wake} */
    public Watch(Clock clock, LeapGuard leaps, Hints hints, Rounds rounds, BooleanSupplier stop) {
        this.clock = clock;
        this.leaps = leaps;
        this.hints = hints;
        this.rounds = rounds;
        this.stop = stop;
    }

    /** Returns once asked to stop and every look has ended; throws what made a look fail. */
    public void run() throws IOException, InterruptedException {
        Agenda agenda = new Agenda(clock.instant());
        try (ExecutorService threads = Threads.perTask("look", (thread, thrown) -> fail(thrown))) {
            while (!stop.getAsBoolean() && failure.get() == null) {
                Duration distrust = leaps.distrust();
                if (distrust.isZero()) {
                    begin(agenda, threads);
                }
                Duration wait = distrust.isZero() ? agenda.quiet(clock.instant()) : distrust;
                agenda.add(hints.take(wait), clock.instant());
            }
        }
        rethrow();
    }

    private void begin(Agenda agenda, ExecutorService threads) {
        Optional<Look> next = agenda.next(clock.instant());
        while (next.isPresent()) {
            Look look = next.get();
            threads.execute(() -> look(agenda, look));
            next = agenda.next(clock.instant());
        }
    }

    private void look(Agenda agenda, Look look) {
        try {
            switch (look) {
                case Look.Everything() -> {
                    Rounds.Next next = rounds.everything();
                    agenda.ended(look, next.due(), clock.instant());
                    agenda.again(next.held(), clock.instant());
                }
                case Look.Some(Set<Path> files) -> agenda.ended(look, rounds.some(files), clock.instant());
            }
        } catch (IOException thrown) {
            fail(thrown);
        } finally {
            hints.wake();
        }
    }

    private void fail(Throwable thrown) {
        failure.compareAndSet(null, thrown);
        hints.wake();
    }

    private void rethrow() throws IOException {
        switch (failure.get()) {
            case null -> {}
            case IOException disk -> throw disk;
            case RuntimeException fault -> throw fault;
            case Error fault -> throw fault;
            case Throwable other -> throw new IllegalStateException(other);
        }
    }
}
