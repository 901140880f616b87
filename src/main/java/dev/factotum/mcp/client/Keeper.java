package dev.factotum.mcp.client;

import com.fasterxml.jackson.databind.JsonNode;
import dev.factotum.mcp.client.Opener.Opened;
import dev.factotum.mcp.protocol.Method;
import dev.factotum.mcp.protocol.ToolInfo;
import dev.factotum.problem.Problem;
import dev.factotum.tool.ToolError;
import dev.factotum.world.Clock;
import dev.factotum.world.Threads;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one server up for as long as it is needed: it is started at the first need, and again after it broke off, each time
 * a little later, and not at all for a while where that happens too often. Thread-safe.
 */
final class Keeper implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Keeper.class);
    private static final int MOST_FALLS = 5;
    private static final Duration WINDOW = Duration.ofMinutes(10);
    private static final Duration LOOK = Duration.ofSeconds(30);

    private final ServerSpec spec;
    private final Opener opener;
    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final AtomicBoolean looking = new AtomicBoolean();
    private final Deque<Long> falls = new ArrayDeque<>();
    private @Nullable Session session;
    private volatile Optional<List<ToolInfo>> seen = Optional.empty();
    private volatile Optional<Problem> down = Optional.empty();
    private volatile boolean closed;

    Keeper(ServerSpec spec, Opener opener, Clock clock) {
        this.spec = spec;
        this.opener = opener;
        this.clock = clock;
    }

    ServerSpec spec() {
        return spec;
    }

    /** The tools it had when it was last asked by this process; empty where it was not. */
    Optional<List<ToolInfo>> seen() {
        return seen;
    }

    /** What kept it from being started the last time, where that was no fault of the server. */
    Optional<Problem> down() {
        return down;
    }

    /** What it has at present. */
    sealed interface Tools {
        record Present(List<ToolInfo> tools) implements Tools {}

        record Failed(ToolError error) implements Tools {}
    }

    Tools tools(Session up, Duration within) throws InterruptedException {
        return switch (up.list(Method.TOOLS_LIST, "tools", within)) {
            case Session.Listed.Failed(ToolError error) -> new Tools.Failed(error);
            case Session.Listed.All(List<JsonNode> entries) -> {
                List<ToolInfo> tools = up.tools(entries);
                seen = Optional.of(tools);
                yield new Tools.Present(tools);
            }
        };
    }

    /** The server, up; it is started where it is not. */
    Session.Begun up(Duration within) throws InterruptedException {
        long end = clock.nanos() + within.toNanos();
        if (!lock.tryLock(Math.max(1, within.toMillis()), TimeUnit.MILLISECONDS)) {
            return failed("it is still being started");
        }
        try {
            Session known = session;
            if (known != null && known.open()) {
                return new Session.Begun.Known(known);
            }
            if (known != null) {
                session = null;
                fell();
            }
            if (closed) {
                return failed("it was ended");
            }
            Optional<ToolError> wait = backOff(end);
            return wait.isPresent() ? new Session.Begun.Failed(wait.get()) : start(end);
        } finally {
            lock.unlock();
        }
    }

    private Session.Begun start(long end) throws InterruptedException {
        return switch (opener.open(spec, this::toolsChanged)) {
            case Opened.Down(Problem problem) -> {
                fell();
                down = Optional.of(problem);
                yield new Session.Begun.Failed(new ToolError.Permission(problem.oneLine() + ". " + problem.next()));
            }
            case Opened.Up up -> {
                down = Optional.empty();
                Session.Begun begun = new Handshake(up.connection(), new Clean(up.clean()), clock).begin(left(end));
                if (begun instanceof Session.Begun.Known(Session fresh)) {
                    session = fresh;
                    LOG.atInfo()
                            .addKeyValue("server", spec.name().value())
                            .addKeyValue("revision", fresh.revision().date())
                            .log("server up");
                } else {
                    up.connection().close();
                    fell();
                }
                yield begun;
            }
        };
    }

    private Duration left(long end) {
        return Duration.ofNanos(Math.max(1_000_000, end - clock.nanos()));
    }

    private void fell() {
        falls.addLast(clock.nanos());
        if (falls.size() > MOST_FALLS) {
            falls.removeFirst();
        }
    }

    /** 1, 2, 4, … seconds after a fall; not at all after too many of them. */
    private Optional<ToolError> backOff(long end) throws InterruptedException {
        while (!falls.isEmpty() && clock.nanos() - falls.getFirst() > WINDOW.toNanos()) {
            falls.removeFirst();
        }
        if (falls.isEmpty()) {
            return Optional.empty();
        }
        if (falls.size() >= MOST_FALLS) {
            long left = falls.getFirst() + WINDOW.toNanos() - clock.nanos();
            return Optional.of(new ToolError.RateLimited(
                    "it broke off " + MOST_FALLS + " times within " + WINDOW.toMinutes() + " minutes and is let alone",
                    clock.instant().plusNanos(Math.max(1, left))));
        }
        long due =
                falls.getLast() + Duration.ofSeconds(1L << (falls.size() - 1)).toNanos();
        long wait = due - clock.nanos();
        if (wait > 0 && due >= end) {
            return Optional.of(new ToolError.Transient("it broke off and is not yet started again"));
        }
        if (wait > 0) {
            clock.pause(Duration.ofNanos(wait));
        }
        return Optional.empty();
    }

    private static Session.Begun failed(String why) {
        return new Session.Begun.Failed(new ToolError.Transient(why));
    }

    /** Looks again, once for however many notifications. */
    private void toolsChanged() {
        if (!looking.compareAndSet(false, true)) {
            return;
        }
        Threads.start(
                "mcp-look-" + spec.name(),
                (thread, failure) -> LOG.atWarn()
                        .setCause(failure)
                        .addKeyValue("server", spec.name().value())
                        .log("no look at its tools"),
                this::look);
    }

    private void look() {
        looking.set(false);
        try {
            if (lock.tryLock(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
                Session up;
                try {
                    up = session;
                } finally {
                    lock.unlock();
                }
                if (up != null && tools(up, LOOK) instanceof Tools.Failed(ToolError error)) {
                    LOG.atWarn()
                            .addKeyValue("server", spec.name().value())
                            .addKeyValue("why", error.message())
                            .log("no look at its tools");
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends the server, if it runs; it is not started again. */
    @Override
    public void close() {
        closed = true;
        lock.lock();
        try {
            if (session != null) {
                session.close();
                session = null;
            }
        } finally {
            lock.unlock();
        }
    }
}
