package dev.factotum.engine;

import dev.factotum.problem.Problem;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;

/** What one pass came to. Thread-safe. */
public final class Pass {
    private final List<Problem> problems = new ArrayList<>();
    private final Queue<IOException> failures = new ConcurrentLinkedQueue<>();
    private final Queue<RuntimeException> faults = new ConcurrentLinkedQueue<>();
    private int planned;
    private int executed;
    private int failed;
    private int returned;
    private int ended;
    private int scheduled;
    private int busy;
    private int unsettled;
    private int turns;
    private Instant due = Instant.MAX;
    private final Set<Path> held = new HashSet<>();

    synchronized void count(Turn turn) {
        switch (turn) {
            case Turn.Rests(Instant until) -> due(until);
            case Turn.Planned() -> planned++;
            case Turn.Executed() -> executed++;
            case Turn.Ended(String ignored) -> ended++;
            case Turn.ToTray(String ignored, boolean bad) -> {
                returned++;
                if (bad) {
                    failed++;
                }
            }
            case Turn.Waits(Instant until, String ignored) -> {
                scheduled++;
                due(until);
            }
            case Turn.Again() -> unsettled++;
            case Turn.Busy() -> busy++;
            case Turn.Refused(Problem problem) -> problem(problem);
        }
    }

    synchronized void due(Instant instant) {
        if (instant.isAfter(Instant.EPOCH) && instant.isBefore(due)) {
            due = instant;
        }
    }

    /** What keeps several matters is said once. */
    synchronized void problem(Problem problem) {
        if (!problems.contains(problem)) {
            problems.add(problem);
        }
    }

    /** Another process holds the matter of this file. */
    synchronized void held(Path file) {
        busy++;
        held.add(file);
    }

    /** The files of matters that another process holds: where that one dies, nothing else tells of it. */
    public synchronized Set<Path> held() {
        return Set.copyOf(held);
    }

    /** One matter's turn begins. */
    synchronized void turn() {
        turns++;
    }

    /** How many matters had a turn. */
    public synchronized int turns() {
        return turns;
    }

    synchronized void unsettled() {
        unsettled++;
    }

    void fail(IOException e) {
        failures.add(e);
    }

    void fault(RuntimeException e) {
        faults.add(e);
    }

    boolean failed() {
        return !failures.isEmpty();
    }

    /** Throws the disk's failure that ended the pass, if one did. */
    void failure() throws IOException {
        IOException e = failures.peek();
        if (e != null) {
            throw e;
        }
    }

    public synchronized int planned() {
        return planned;
    }

    public synchronized int executed() {
        return executed;
    }

    /** Matters with a step that failed. */
    public synchronized int failedMatters() {
        return failed;
    }

    /** Matters that went back to the tray. */
    public synchronized int returned() {
        return returned;
    }

    /** Matters laid to rest without a run. */
    public synchronized int ended() {
        return ended;
    }

    /** Matters that wait in Approved. */
    public synchronized int scheduled() {
        return scheduled;
    }

    public synchronized int busy() {
        return busy;
    }

    /** True where something changed under our hands: another pass is worth while at once. */
    public synchronized boolean again() {
        return unsettled > 0;
    }

    /** The next time at which something is due by itself; {@link Instant#MAX} for never. */
    public synchronized Instant due() {
        return due;
    }

    /** Faults of ours, each of which stopped one matter. */
    public List<RuntimeException> faults() {
        return List.copyOf(faults);
    }

    public synchronized List<Problem> problems() {
        return List.copyOf(problems);
    }

    /** True where anything happened at all. */
    public synchronized boolean worked() {
        return planned + executed + failed + returned + ended > 0;
    }
}
