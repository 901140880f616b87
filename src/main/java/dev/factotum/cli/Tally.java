package dev.factotum.cli;

import dev.factotum.engine.Pass;
import dev.factotum.intake.IntakeOutcome;
import dev.factotum.problem.ExitCode;
import dev.factotum.problem.Problem;
import dev.factotum.problem.VaultCode;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What several rounds of work came to together. Not thread-safe. */
final class Tally {
    private final Map<String, Instant> young = new LinkedHashMap<>();
    private final List<RuntimeException> faults = new ArrayList<>();
    private List<Problem> news = List.of();
    private List<Problem> intake = List.of();
    private List<Problem> engine = List.of();
    private int taken;
    private int planned;
    private int executed;
    private int failed;
    private int returned;
    private int ended;
    private int scheduled;
    private int busy;
    private boolean more;
    private Instant due = Instant.MAX;
    private Instant elsewhere = Instant.MAX;
    private Set<Path> held = Set.of();

    /** @return true where something was taken in */
    boolean add(List<IntakeOutcome> outcomes) {
        List<Problem> problems = new ArrayList<>();
        boolean any = false;
        young.clear();
        for (IntakeOutcome outcome : outcomes) {
            switch (outcome) {
                case IntakeOutcome.Taken ignored -> {
                    taken++;
                    any = true;
                }
                case IntakeOutcome.Duplicate ignored -> {
                    taken++;
                    any = true;
                }
                case IntakeOutcome.NotReady(String name, Instant until) -> young.put(name, until);
                case IntakeOutcome.Failed(Problem problem) -> problems.add(problem);
            }
        }
        intake = problems;
        return any;
    }

    void add(Pass pass) {
        planned += pass.planned();
        executed += pass.executed();
        failed += pass.failedMatters();
        returned += pass.returned();
        ended += pass.ended();
        scheduled = pass.scheduled();
        busy = pass.busy();
        held = pass.held();
        more = pass.worked() || pass.again();
        due = pass.due();
        engine = pass.problems();
        faults.addAll(pass.faults());
    }

    /** True where the last pass did something, so that another may find more to do. */
    boolean more() {
        return more;
    }

    int taken() {
        return taken;
    }

    int planned() {
        return planned;
    }

    int executed() {
        return executed;
    }

    int failed() {
        return failed;
    }

    int returned() {
        return returned;
    }

    int ended() {
        return ended;
    }

    int scheduled() {
        return scheduled;
    }

    int busy() {
        return busy;
    }

    /** Files whose matters another process held in the last pass. */
    Set<Path> held() {
        return held;
    }

    boolean worked() {
        return taken + planned + executed + failed + returned + ended > 0;
    }

    /** Files that somebody may still be writing, with the time of the next look. */
    Map<String, Instant> young() {
        return young;
    }

    /** When a matter is due again, files that are not taken in yet aside. */
    Instant matterDue() {
        return due;
    }

    /** Who is asked for news: when the next one is due, and what went wrong. */
    void news(Instant next, List<Problem> wrong) {
        elsewhere = next;
        news = wrong;
    }

    /** When something is due by itself; {@link Instant#MAX} for never. */
    Instant due() {
        Instant next = elsewhere.isBefore(due) ? elsewhere : due;
        for (Instant until : young.values()) {
            next = until.isBefore(next) ? until : next;
        }
        return next;
    }

    /** What stood in the way in the last pass. */
    List<Problem> problems() {
        List<Problem> all = new ArrayList<>(news);
        all.addAll(intake);
        all.addAll(engine);
        return all;
    }

    List<RuntimeException> faults() {
        return faults;
    }

    /** Something beside the matters that the disk did not take. */
    void refused(Problem problem) {
        List<Problem> all = new ArrayList<>(intake);
        all.add(problem);
        intake = all;
    }

    /**
     * The worst of several rounds; what the disk refused, or a clock that leapt, counts if the last round met it too, for
     * each tries again.
     */
    static ExitCode worst(List<Tally> rounds) {
        if (rounds.stream().anyMatch(round -> !round.faults.isEmpty())) {
            return ExitCode.FAULT;
        }
        if (rounds.getLast().intake.stream().anyMatch(problem -> problem.code().exit() == ExitCode.DISK)) {
            return ExitCode.DISK;
        }
        if (rounds.getLast().engine.stream().anyMatch(problem -> problem.code().equals(VaultCode.CLOCK_LEAPT))) {
            return VaultCode.CLOCK_LEAPT.exit();
        }
        return rounds.stream().anyMatch(round -> round.failed > 0) ? ExitCode.FAILED : ExitCode.DONE;
    }
}
