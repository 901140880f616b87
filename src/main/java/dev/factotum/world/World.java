package dev.factotum.world;

/** Everything outside the program, as seams. */
public record World(Disk disk, Clock clock, Ids ids, Processes processes) {
    /** The machine this process runs on. One per process: its disk owns the process's lock files. */
    public static World real() {
        Clock clock = new RealClock();
        return new World(new RealDisk(), clock, new UlidIds(clock), new RealProcesses(System.getenv()));
    }
}
