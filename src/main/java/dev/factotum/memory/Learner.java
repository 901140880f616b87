package dev.factotum.memory;

import dev.factotum.engine.Learning;
import dev.factotum.plan.PlanText;
import dev.factotum.plan.StepChange;
import dev.factotum.vault.LedgerEntry.Born;
import dev.factotum.vault.Vault;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Writes down what people changed in plans. Only a person's change teaches: what a policy approved was seen by nobody.
 * Each ending is learnt from once, and what it taught is on the page before the ledger says so; a lesson that stands there
 * already is not written again. Thread-safe.
 */
public final class Learner implements Learning {
    private static final int MOST_LESSONS = 20;

    private final Vault vault;
    private final Lessons lessons;
    private final Generalising general;
    private final Ladder ladder;

    public Learner(Vault vault) {
        this.vault = vault;
        this.lessons = new Lessons(vault);
        this.general = new Generalising(vault);
        this.ladder = new Ladder(vault);
    }

    @Override
    public Optional<String> ending(Ending ending) throws IOException {
        List<Judged> judged = Judged.of(vault, ending);
        ladder.climb(ending, judged);
        List<Lesson> learnt = new ArrayList<>();
        for (Judged one : judged) {
            if (!one.automatic() && !one.changes().isEmpty()) {
                learnt.addAll(lessons(ending, one));
            }
        }
        if (learnt.isEmpty()) {
            return Optional.empty();
        }
        Optional<String> client = client(ending.text().get());
        String count = learnt.size() == 1 ? "1 lesson" : learnt.size() + " lessons";
        if (!lessons.add(client, learnt)) {
            return Optional.of(count + " could not be written to " + Lessons.FILE);
        }
        general.suggest(lessons.page().orElse(""), client, learnt);
        return Optional.of(count + " from what was changed");
    }

    private static List<Lesson> lessons(Ending ending, Judged judged) {
        PlanText text = ending.text().get();
        LocalDate day =
                LocalDate.ofInstant(judged.approved().t(), ending.settings().zone());
        String kind = text.properties()
                .text("kind")
                .or(() -> ending.history().born().map(Born::kind))
                .orElse("request");
        String planner = judged.proposed().planner();
        String who = planner.startsWith("rule:")
                ? "rule " + planner.substring("rule:".length())
                : "agent " + text.properties().text("agent").orElse("office");
        Lesson.Origin origin = new Lesson.Origin(
                ending.id(), judged.proposed().rev(), day, kind, who, Judged.own(ending.history()), judged.message());
        List<Lesson> lessons = new ArrayList<>();
        for (StepChange change : judged.changes()) {
            Lesson.of(origin, change).stream()
                    .limit(MOST_LESSONS - lessons.size())
                    .forEach(lessons::add);
        }
        return lessons;
    }

    private static Optional<String> client(PlanText text) {
        return text.properties().text("client").map(String::strip).filter(name -> !name.isEmpty());
    }
}
