package dev.factotum.world;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * A whole world in memory: a {@link CrashDisk}, a clock that stands still, repeatable ids and one process.
 *
 * @param run counts the processes that there were on this disk
 */
public record TestWorld(CrashDisk disk, TestClock clock, Ids ids, TestProcesses processes, long seed, int run) {
    public static final Instant START = Instant.parse("2026-11-20T08:00:00Z");

    public static TestWorld seeded(long seed) {
        TestClock clock = new TestClock(START);
        return new TestWorld(
                new CrashDisk(clock, seed), clock, ids(seed, 0, clock), process(0, clock, Path.of("/state")), seed, 0);
    }

    public World world() {
        return new World(disk, clock, ids, processes);
    }

    /** The same machine with a new process, after a crash or in place of one. */
    public TestWorld restart() {
        return next(disk.restart(), clock);
    }

    /** Sees every way to stop the program at every operation that changes something. */
    public interface Stops {
        void at(CrashDisk.Operation operation, Crash how, Next next);
    }

    /** Makes the world of the process that is started after one such stop; this one goes on undisturbed. */
    public interface Next {
        /** @param salt other numbers lose other things where chance decides */
        TestWorld make(long salt);
    }

    /** From now on shows all places to stop; the clock of each next world starts at the time of the stop. */
    public void stops(Stops looking) {
        disk.stops((operation, how, survivor) -> looking.at(operation, how, salt -> {
            TestClock later = clock.copy();
            return next(survivor.make(later, salt), later);
        }));
    }

    /** No more of it. */
    public void noStops() {
        disk.stops(null);
    }

    /** The same again in another world, in which a new process starts. */
    public TestWorld copy() {
        TestClock later = clock.copy();
        return next(disk.copy(later), later);
    }

    private TestWorld next(CrashDisk survivor, TestClock later) {
        int following = run + 1;
        return new TestWorld(
                survivor,
                later,
                ids(seed, following, later),
                process(following, later, processes.stateFolder()),
                seed,
                following);
    }

    /** Another machine or user, whose state is kept in another folder, at the same disk. */
    public TestWorld elsewhere(Path stateFolder) {
        return new TestWorld(disk, clock, ids(seed + 7, run, clock), process(run + 50, clock, stateFolder), seed, run);
    }

    /** The same disk, by the clock of another world, and with state of its own. */
    public TestWorld at(TestClock other, Path stateFolder) {
        CrashDisk own = disk.copy(other);
        return new TestWorld(own, other, ids(seed, run, other), process(run, other, stateFolder), seed, run);
    }

    /**
     * Another process at the same disk, with a clock of its own that shows the same: one of the two may stand still.
     *
     * @param host the machine it runs on; {@code testhost} is ours
     * @param neighbours the numbers of the other processes that it sees alive
     */
    public TestWorld beside(String host, Set<Long> neighbours) {
        TestClock own = clock.copy();
        TestProcesses process = new TestProcesses(
                processes.pid() + 100, own.instant(), processes.stateFolder(), Map.of(), host, neighbours);
        return new TestWorld(disk, own, ids(seed + 11, run, own), process, seed, run);
    }

    public TestWorld withEnvironment(Map<String, String> environment) {
        TestProcesses changed =
                new TestProcesses(processes.pid(), processes.started(), processes.stateFolder(), environment);
        return new TestWorld(disk, clock, ids, changed, seed, run);
    }

    private static Ids ids(long seed, int run, TestClock clock) {
        return new UlidIds(new Random(seed * 1009 + run)::nextLong, clock);
    }

    private static TestProcesses process(int run, TestClock clock, Path stateFolder) {
        return new TestProcesses(4000 + run, clock.instant(), stateFolder, Map.of());
    }
}
