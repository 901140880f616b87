package dev.factotum.engine;

import dev.factotum.engine.OverviewHeads.Found;
import dev.factotum.problem.AuditCode;
import dev.factotum.problem.ItemCode;
import dev.factotum.problem.PlanCode;
import dev.factotum.problem.Problem;
import dev.factotum.problem.VaultCode;
import dev.factotum.vault.MatterId;
import dev.factotum.vault.Names;
import dev.factotum.vault.Stage;
import dev.factotum.world.DiskFailure;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects what is wrong, as far as names, times and first lines tell. Not thread-safe. */
final class OverviewProblems {
    /** A file that stands this long without being taken up is worth a word. */
    static final Duration LONG = Duration.ofMinutes(10);

    /** More of one kind are one line. */
    private static final int MOST = 20;

    private final List<Problem> problems = new ArrayList<>();
    private final Instant now;

    OverviewProblems(Instant now) {
        this.now = now;
    }

    List<Problem> all() {
        return problems;
    }

    void add(Problem problem) {
        problems.add(problem);
    }

    void paused(String why) {
        problems.add(new Problem(
                VaultCode.PAUSED,
                VaultCode.PAUSED.meaning(),
                "PAUSE.md",
                why.isEmpty() ? "PAUSE.md stands in the vault" : why,
                VaultCode.PAUSED.remedy()));
    }

    void audit(Overview.Audit audit) {
        if (!audit.ok()) {
            problems.add(new Problem(
                    AuditCode.BROKEN,
                    AuditCode.BROKEN.meaning(),
                    "Audit_Log.md",
                    audit.reason(),
                    "agent log verify names the first wrong entry."));
        }
    }

    static Problem unreadable(String file, IOException failure) {
        return new Problem(
                PlanCode.UNREADABLE,
                "A file cannot be read.",
                file,
                DiskFailure.words(failure),
                "Check the file and its permissions; everything else goes on.");
    }

    void files(Map<Stage, List<Found>> found) {
        Map<MatterId, List<Found>> byId = new LinkedHashMap<>();
        List<Problem> lying = new ArrayList<>();
        found.forEach((stage, files) -> {
            for (Found file : files) {
                if (file.head().broken()) {
                    problems.add(noText(file));
                }
                if (Names.conflictCopy(file.name())) {
                    lying.add(Twins.conflict(file.shown()));
                } else if (!file.head().property(LateSaves.EDIT_OF).isEmpty()
                        && file.head().id().isEmpty()) {
                    problems.add(LateSaves.problem(stage, file.name()));
                } else if (stage == Stage.INBOX || file.head().id().isEmpty()) {
                    late(file, lying);
                } else {
                    byId.computeIfAbsent(file.head().id().get(), id -> new ArrayList<>())
                            .add(file);
                }
            }
        });
        byId.values().stream()
                .filter(files -> files.size() > 1)
                .limit(MOST)
                .forEach(files -> problems.add(twice(files)));
        problems.addAll(lying.subList(0, Math.min(MOST, lying.size())));
        if (lying.size() > MOST) {
            problems.add(lying("Inbox", "so do " + (lying.size() - MOST) + " more files in the open folders"));
        }
    }

    private void late(Found file, List<Problem> lying) {
        if (Duration.between(file.since(), now).compareTo(LONG) > 0) {
            Duration age = Duration.between(file.facts().modified(), now);
            lying.add(lying(
                    file.shown(),
                    age.isNegative()
                            ? "its time lies " + words(age.negated()) + " in the future"
                            : "it was last changed " + words(age) + " ago"));
        }
    }

    private static Problem noText(Found file) {
        return new Problem(
                PlanCode.UNREADABLE,
                PlanCode.UNREADABLE.meaning(),
                file.shown(),
                "it holds bytes that no text has",
                PlanCode.UNREADABLE.remedy());
    }

    private static Problem lying(String file, String reason) {
        return new Problem(
                VaultCode.LEFT_LYING, VaultCode.LEFT_LYING.meaning(), file, reason, VaultCode.LEFT_LYING.remedy());
    }

    private static Problem twice(List<Found> files) {
        List<String> shown = new ArrayList<>();
        files.forEach(file -> shown.add(file.shown()));
        return new Problem(
                ItemCode.TWICE,
                "Two files have one id; neither is touched.",
                shown.getFirst(),
                String.join(" and ", shown) + " carry it",
                "Delete the one you do not want, or remove its id property to make it a matter of its own.");
    }

    private static String words(Duration age) {
        long minutes = age.toMinutes();
        if (minutes < 120) {
            return minutes + " minutes";
        }
        return minutes < 48 * 60 ? minutes / 60 + " hours" : minutes / (24 * 60) + " days";
    }
}
