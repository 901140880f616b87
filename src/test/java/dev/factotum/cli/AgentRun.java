package dev.factotum.cli;

import dev.factotum.world.Clock;
import dev.factotum.world.World;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Runs the real command line in this process, as {@code AgentRun.in(folder).run("status", "--json")}. */
final class AgentRun {
    private final Path here;
    private final Map<String, String> environment = new HashMap<>();
    private Supplier<World> world = () -> {
        throw new IllegalStateException("this run has no world; give it one with AgentRun.world");
    };
    private Traits traits = Traits.PIPES;
    private String typed = "";
    private Hands hands = Hands.NONE;
    private String launcher = "";
    private final Interrupt interrupt = new Interrupt(code -> {
        throw new IllegalStateException("halted with " + code);
    });
    private PausedWork paused = pause -> true;

    private AgentRun(Path here) {
        this.here = here;
    }

    /** What a run printed and ended with. */
    record Ended(int exit, String out, String err) {}

    static AgentRun in(Path here) {
        return new AgentRun(here);
    }

    AgentRun world(World given) {
        world = () -> given;
        return this;
    }

    AgentRun variable(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /** Sits a person at the terminal. */
    AgentRun traits(Traits given) {
        traits = given;
        return this;
    }

    /** What happens while the command waits. */
    interface PausedWork {
        /**
         * Called at every pause instead of waiting.
         *
         * @param pause counted from 1
         * @return false once the person presses Ctrl-C
         */
        boolean during(int pause) throws IOException;
    }

    /** Waits become calls. */
    AgentRun whilePausing(PausedWork given) {
        paused = given;
        World before = world.get();
        AtomicInteger pauses = new AtomicInteger();
        Clock clock = new Clock() {
            @Override
            public Instant instant() {
                return before.clock().instant();
            }

            @Override
            public long nanos() {
                return before.clock().nanos();
            }

            @Override
            public Ticks every(Duration period, Runnable act) {
                return before.clock().every(period, act);
            }

            @Override
            public void pause(Duration wait) {
                try {
                    if (!paused.during(pauses.incrementAndGet())) {
                        interrupt.raise(Interrupt.CTRL_C);
                    }
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        };
        return world(new World(before.disk(), clock, before.ids(), before.processes()));
    }

    /** The person presses Ctrl-C, once; to be called while the command runs. */
    void ctrlC() {
        if (!interrupt.getAsBoolean()) {
            interrupt.raise(Interrupt.CTRL_C);
        }
    }

    /** What the person's hands do. */
    AgentRun hands(Hands given) {
        hands = given;
        return this;
    }

    /** The program's own path, where a bare {@code agent} is not found. */
    AgentRun launcher(String path) {
        launcher = path;
        return this;
    }

    /** What stands on stdin. */
    AgentRun typing(String text) {
        typed = text;
        return this;
    }

    Ended run(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Terminal terminal =
                new Terminal(new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8)), out, err, traits);
        int exit =
                Agent.run(arguments, new Surroundings(terminal, environment, here, world, interrupt, hands, launcher));
        return new Ended(exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
