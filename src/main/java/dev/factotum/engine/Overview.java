package dev.factotum.engine;

import dev.factotum.problem.ExitCode;
import dev.factotum.problem.Problem;
import dev.factotum.vault.MatterId;
import dev.factotum.vault.Stage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How things stand, for people: what waits for them, what is scheduled, what is wrong. Made without a plan being parsed.
 *
 * @param folders how many files stand in each open folder
 * @param waiting what waits in the tray: the riskiest first, then what is due first, then the oldest
 * @param scheduled what is approved: the next first
 * @param forModel what waits in Needs_Action for a model that answers; the first of many
 * @param paused what stands in PAUSE.md, present while nothing outward may start
 * @param seen when the executor was last at work
 */
public record Overview(
        Instant at,
        Map<Stage, Integer> folders,
        List<Waiting> waiting,
        List<Scheduled> scheduled,
        List<ForModel> forModel,
        List<Problem> problems,
        Optional<String> paused,
        ExecutorSeen executor,
        Audit audit) {
    public Overview {
        folders = Map.copyOf(folders);
        waiting = List.copyOf(waiting);
        scheduled = List.copyOf(scheduled);
        forModel = List.copyOf(forModel);
        problems = List.copyOf(problems);
    }

    /**
     * A matter in the tray.
     *
     * @param id empty for a note that was not taken up yet
     * @param risk {@code low}, {@code normal}, {@code high}, or empty
     * @param due as written in the note; may be empty
     * @param why decision, failed, unclear, expired, changed, invalid, no_plan, refused, frozen, copy, your_edit, duplicate, paused
     * @param note one line about the reason; may be empty
     * @param expires when it is marked expired, where that was asked for and is known
     * @param ticked true where a person decided and the decision was not taken up yet
     */
    public record Waiting(
            Optional<MatterId> id,
            String title,
            String risk,
            String client,
            String kind,
            String due,
            String file,
            String why,
            String note,
            Optional<Instant> expires,
            boolean ticked) {}

    /**
     * An approved matter.
     *
     * @param until when it goes on; empty where it goes on at once
     * @param step the step it waits with; may be empty
     * @param why what it waits for; may be empty
     */
    public record Scheduled(
            Optional<MatterId> id, String title, String file, Optional<Instant> until, String step, String why) {}

    /**
     * A matter that no model would plan as yet.
     *
     * @param why one sentence
     * @param exit how a command ends because of it: done where it only waits for its turn
     */
    public record ForModel(MatterId id, String title, String file, String why, ExitCode exit) {}

    /**
     * Who runs the steps.
     *
     * @param here true where this process is on that machine
     * @param seen to the hour where only its mark is known
     * @param begins when this machine begins, while it is taking over
     */
    public record ExecutorSeen(String name, boolean here, Optional<Instant> seen, Optional<Instant> begins) {}

    /** What the end of the audit chain says; {@code agent log verify} checks all of it. */
    public record Audit(boolean ok, long entries, String reason) {}

    public int count(Stage stage) {
        return folders.getOrDefault(stage, 0);
    }

    /** The same with more that is wrong: settings, rules. */
    public Overview with(List<Problem> more) {
        List<Problem> all = new ArrayList<>(more);
        all.addAll(problems);
        return new Overview(at, folders, waiting, scheduled, forModel, all, paused, executor, audit);
    }
}
