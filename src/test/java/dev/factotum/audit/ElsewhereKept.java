package dev.factotum.audit;

import dev.factotum.world.Processes;
import dev.factotum.world.World;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;

/** This process with its state in another folder. */
record ElsewhereKept(Processes real, Path stateFolder) implements Processes {
    /** The real world, but for the state folder. */
    static World world(Path stateFolder) {
        World real = World.real();
        return new World(real.disk(), real.clock(), real.ids(), new ElsewhereKept(real.processes(), stateFolder));
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
    public Map<String, String> environment() {
        return real.environment();
    }
}
