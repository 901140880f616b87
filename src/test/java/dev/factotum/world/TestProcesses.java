package dev.factotum.world;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A process with fixed answers.
 *
 * @param neighbours the numbers of the other processes that are alive
 */
public record TestProcesses(
        long pid, Instant started, Path stateFolder, Map<String, String> environment, String host, Set<Long> neighbours)
        implements Processes {
    public TestProcesses {
        environment = Map.copyOf(environment);
        neighbours = Set.copyOf(neighbours);
    }

    /** No other one is alive. */
    public TestProcesses(long pid, Instant started, Path stateFolder, Map<String, String> environment) {
        this(pid, started, stateFolder, environment, "testhost", Set.of());
    }

    /** As if each process had a shell of its own. */
    @Override
    public Optional<Parent> parent() {
        return Optional.of(new Parent(pid + 1_000_000, Instant.EPOCH));
    }

    @Override
    public String bootId() {
        return host.equals("testhost") ? "boot-1" : "boot of " + host;
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

    /** Programs are real ones. */
    @Override
    public Ran run(List<String> command, byte[] input, Duration deadline, int mostOutput)
            throws IOException, InterruptedException {
        return Program.run(command, environment, input, deadline, mostOutput);
    }

    @Override
    public Child start(Child.Launch launch) throws IOException {
        return RealChild.start(launch);
    }

    @Override
    public boolean alive(long other, Instant since) {
        return neighbours.contains(other) || other == pid && !started.isAfter(since);
    }
}
