package dev.factotum.cli;

import dev.factotum.world.Child;
import dev.factotum.world.Processes;
import dev.factotum.world.World;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** This process with its state in another folder and other variables. */
record Elsewhere(Processes real, Path stateFolder, Map<String, String> environment) implements Processes {
    /** The real world, but for the state folder and the variables. */
    static World world(Path stateFolder, Map<String, String> environment) {
        World real = World.real();
        return new World(
                real.disk(),
                real.clock(),
                real.ids(),
                new Elsewhere(real.processes(), stateFolder, Map.copyOf(environment)));
    }

    @Override
    public long pid() {
        return real.pid();
    }

    @Override
    public Instant started() {
        return real.started();
    }

    @Override
    public String bootId() {
        return real.bootId();
    }

    @Override
    public String host() {
        return real.host();
    }

    @Override
    public String user() {
        return real.user();
    }

    @Override
    public boolean alive(long pid, Instant started) {
        return real.alive(pid, started);
    }

    @Override
    public Child start(Child.Launch launch) throws IOException {
        return real.start(launch);
    }

    @Override
    public Ran run(List<String> command, byte[] input, Duration deadline, int mostOutput)
            throws IOException, InterruptedException {
        return real.run(command, input, deadline, mostOutput);
    }
}
