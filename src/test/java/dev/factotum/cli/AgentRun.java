package dev.factotum.cli;

import dev.factotum.world.World;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
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
        Interrupt interrupt = new Interrupt(code -> {
            throw new IllegalStateException("halted with " + code);
        });
        int exit = Agent.run(arguments, new Surroundings(terminal, environment, here, world, interrupt));
        return new Ended(exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
