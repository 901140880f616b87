package dev.factotum.memory;

import dev.factotum.engine.Demotions;
import dev.factotum.engine.Learning.Ending;
import dev.factotum.markdown.Escape;
import dev.factotum.vault.LedgerEntry.Intent;
import dev.factotum.vault.LedgerEntry.Proposed;
import dev.factotum.vault.Vault;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Suggests automatic approval for a rule whose plans were approved as they were, so many times in a row, by a person and
 * never at high risk. A change or a rejection begins the count anew.
 */
final class Ladder {
    private static final String RULE = "rule:";

    private final Vault vault;
    private final Streaks streaks;

    Ladder(Vault vault) {
        this.vault = vault;
        this.streaks = new Streaks(vault);
    }

    void climb(Ending ending, List<Judged> judged) throws IOException {
        int rungs = ending.settings().approval().ladder();
        String planner = ending.history().proposed().map(Proposed::planner).orElse("");
        if (rungs == 0 || !planner.startsWith(RULE)) {
            return;
        }
        String rule = planner.substring(RULE.length());
        boolean changed = judged.stream().anyMatch(one -> !one.changes().isEmpty());
        if (changed || !ending.how().equals("done")) {
            streaks.end(rule);
            return;
        }
        Set<String> skills = ending.history().entries().stream()
                .filter(Intent.class::isInstance)
                .map(entry -> ((Intent) entry).skill().replaceFirst("@.*", ""))
                .collect(Collectors.toSet());
        boolean counts = judged.size() == 1
                && skills.size() == 1
                && !judged.getFirst().automatic()
                && !judged.getFirst().approved().risk().equals("high");
        if (!counts) {
            return;
        }
        String skill = skills.iterator().next();
        if (streaks.add(rule, skill, ending.id()) >= rungs) {
            suggestion(ending, rule, skill, rungs).make(vault);
            streaks.end(rule);
        }
    }

    private Suggestion suggestion(Ending ending, String rule, String skill, int rungs) throws IOException {
        ZoneId zone = ending.settings().zone();
        LocalDate today = LocalDate.ofInstant(vault.world().clock().instant(), zone);
        Optional<Instant> stopped = Demotions.stopped(vault, rule, skill).filter(at -> !at.equals(Instant.MAX));
        LocalDate since = stopped.map(at -> LocalDate.ofInstant(at, zone).plusDays(1))
                .filter(after -> after.isAfter(today))
                .orElse(today);
        return new Suggestion(
                "automatic\n" + rule + "\n" + skill + "\n"
                        + stopped.map(Instant::toString).orElse(""),
                "Let a rule approve itself: " + rule,
                Optional.empty(),
                "The last " + rungs + " plans of the rule " + Escape.line(rule) + " with `" + skill
                        + "` were approved without a change. Approve this, and such plans run by themselves, at most 20 a day:"
                        + " a line in `approval.auto` of agent.yaml says so, and taking it out ends it. What is of high"
                        + " risk waits for a person all the same. The first plan of it that you change, reject or take"
                        + " back stops it.\n",
                Optional.of(new Suggestion.Deed(
                        "Let the rule approve itself",
                        "skill: house.allow\nrule: " + rule.strip() + "\ntool: " + skill + "\nper_day: 20\nsince: "
                                + since)));
    }
}
