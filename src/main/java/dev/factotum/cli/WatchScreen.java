package dev.factotum.cli;

import dev.factotum.audit.AuditEvent;
import dev.factotum.engine.Overview;
import dev.factotum.engine.Overview.Waiting;
import dev.factotum.markdown.Escape;
import dev.factotum.problem.Problem;
import dev.factotum.vault.Executor;
import dev.factotum.world.Clock;
import dev.factotum.world.Threads;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** What a watch shows: a line for each event, and on a terminal one line at the foot that is redrawn. Thread-safe. */
final class WatchScreen {
    private static final Duration TICK = Duration.ofSeconds(1);

    private final Out out;
    private final Clock clock;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final AtomicInteger looks = new AtomicInteger();
    private volatile EventText text = new EventText(ZoneOffset.UTC);
    private volatile String doing = "";
    private volatile boolean ticked;
    private volatile @Nullable Instant soon;
    private volatile @Nullable Overview overview;
    private volatile @Nullable Executor executor;
    private volatile boolean paused;

    WatchScreen(Out out, Clock clock) {
        this.out = out;
        this.clock = clock;
    }

    /** Says where it watches, and begins to redraw the foot. */
    void open(Workplace workplace) {
        ZoneId zone = workplace.settings().zone();
        text = new EventText(zone);
        out.note(Style.DIM.of("Watching " + workplace.vault().root() + ". Ctrl-C ends."));
        if (out.traits().errors().terminal()) {
            Threads.start("foot", (thread, fault) -> closed.set(true), this::redraw);
        }
    }

    private void redraw() {
        try {
            while (!closed.get()) {
                foot();
                clock.pause(TICK);
            }
        } catch (InterruptedException ended) {
            closed.set(true);
        }
    }

    void close() {
        closed.set(true);
        out.foot("");
    }

    /** A look begins: what happens from now on is worked on. */
    void begins() {
        looks.incrementAndGet();
    }

    /** A look is over; nothing is worked on once all of them are. */
    void ends() {
        if (looks.decrementAndGet() == 0) {
            doing = "";
            if (out.traits().errors().terminal()) {
                foot();
            }
        }
    }

    void event(AuditEvent event) {
        if (out.json()) {
            out.event(EventText.json(out, event));
            return;
        }
        doing = looks.get() > 0 ? event.title() : "";
        text.line(event).or(() -> text.rest(event)).ifPresent(out::event);
    }

    /** A remark with its time. */
    void say(String words) {
        out.note(Style.DIM.of(words));
    }

    void problem(Problem problem) {
        out.problem(problem);
    }

    /** That the program's own log cannot be written. */
    void warn(Problem problem) {
        out.warn(problem);
    }

    void fault(RuntimeException fault) {
        out.detail(Failures.report(fault, true));
    }

    /** Says so where it changed. */
    void executor(Executor now) {
        Executor before = executor;
        executor = now;
        if (!now.here() && (before == null || before.here())) {
            String name = now.name().isEmpty() ? "no machine" : now.name();
            if (now.begins().isPresent()) {
                say("This machine is taking over the steps; it begins when the other one has surely stopped, in "
                        + (Duration.between(clock.instant(), now.begins().get()).toSeconds() + 1) + " s.");
                return;
            }
            say("Steps of this vault run on " + name
                    + ". Here it is only watched; agent config set executor this takes over.");
        } else if (now.here() && before != null && !before.here()) {
            say("Steps run here from now on.");
        }
    }

    void overview(Overview now) {
        Overview before = overview;
        overview = now;
        doing = "";
        ticked = now.waiting().stream().anyMatch(Waiting::ticked);
        boolean pausedNow = now.paused().isPresent();
        if (pausedNow != paused) {
            paused = pausedNow;
            say(pausedNow ? "Paused: nothing that goes out starts." : "Resumed.");
        }
        boolean changed =
                before == null || before.waiting().size() != now.waiting().size();
        if (!now.executor().here() && changed) {
            say(StatusText.counts(now) + ".");
        }
        if (out.traits().errors().terminal()) {
            foot();
        }
    }

    private void foot() {
        if (!closed.get()) {
            out.foot(line());
        }
    }

    /** The line at the foot. */
    String line() {
        Overview now = overview;
        if (now == null) {
            return Style.DIM.of("looking at everything …");
        }
        String counts = StatusText.counts(now);
        String working = doing.isEmpty()
                ? ""
                : " · working on " + Wrapped.cut(Escape.terminal(doing).replace('\n', ' '), 40);
        return countdown().map(words -> words + " · ").orElse("") + counts + working;
    }

    /** When something is taken up by itself, where that is near: a tick after its grace, a note once it stands still. */
    void soon(Optional<Instant> due) {
        soon = due.orElse(null);
        if (out.traits().errors().terminal()) {
            foot();
        }
    }

    private Optional<String> countdown() {
        Instant due = soon;
        if (due == null) {
            return Optional.empty();
        }
        long left = Duration.between(clock.instant(), due).toSeconds() + 1;
        String what = ticked ? "your tick counts" : "your note is taken up";
        return Optional.of(left > 0 ? what + " in " + left + " s" : "taking it up");
    }
}
