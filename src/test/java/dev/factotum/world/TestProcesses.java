package dev.factotum.world;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A process with fixed answers; no other one is alive. */
public record TestProcesses(long pid, Instant started, Path stateFolder, Map<String, String> environment)
        implements Processes {
    public TestProcesses {
        environment = Map.copyOf(environment);
    }

    /** As if each process had a shell of its own. */
    @Override
    public Optional<Parent> parent() {
        return Optional.of(new Parent(pid + 1_000_000, Instant.EPOCH));
    }

    @Override
    public String bootId() {
        return "boot-1";
    }

    @Override
    public String host() {
        return "testhost";
    }

    @Override
    public String user() {
        return "sam";
    }

    /** Locks on a real disk are the kernel's; it knows none of a disk in memory. */
    @Override
    public Optional<List<Locked>> locks(String key) {
        return World.real().processes().locks(key);
    }

    @Override
    public boolean alive(long other, Instant since) {
        return other == pid && !started.isAfter(since);
    }
}
