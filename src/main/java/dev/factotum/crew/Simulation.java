package dev.factotum.crew;

import dev.factotum.engine.PastMatters;
import dev.factotum.engine.PastMatters.Past;
import dev.factotum.engine.Planner;
import dev.factotum.engine.Planner.Answer;
import dev.factotum.markdown.YamlValue;
import dev.factotum.plan.Argument;
import dev.factotum.plan.Mark;
import dev.factotum.plan.PlanEdit;
import dev.factotum.plan.PlanText;
import dev.factotum.plan.Step;
import dev.factotum.vault.MatterId;
import dev.factotum.world.Clock;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Plans past matters once more and compares: with what was proposed then, and with what a person made of it. Nothing is
 * written into any matter and nothing is sent; only the calls themselves are paid and noted.
 */
public final class Simulation {
    private final PastMatters past;
    private final Planner planner;
    private final Clock clock;

    /** @param planner as it is to be tried */
    public Simulation(PastMatters past, Planner planner, Clock clock) {
        this.past = past;
        this.planner = planner;
        this.clock = clock;
    }

    /** How a plan made now compares with what a person approved then. */
    public enum Match {
        SAME,
        DIFFERENT,
        ASKS,
        NO_ANSWER
    }

    /**
     * One matter.
     *
     * @param then whose plan it was: {@code rule:NAME}, {@code model:PROVIDER/MODEL} or {@code person}
     * @param edited true where the person changed what was proposed then
     * @param anticipated true where the plan made now is what the person made of it
     * @param differences step by step, against what was approved
     */
    public record Replay(
            MatterId id,
            String title,
            String then,
            Match match,
            boolean edited,
            boolean anticipated,
            List<String> differences,
            Duration took) {
        public Replay {
            differences = List.copyOf(differences);
        }
    }

    /** @param most matters at most, the newest; @param each hears of each as it is done */
    public List<Replay> run(Instant since, int most, BooleanSupplier stop, Consumer<Replay> each) throws IOException {
        List<Replay> replays = new ArrayList<>();
        for (MatterId id : past.since(since).reversed()) {
            if (replays.size() == most || stop.getAsBoolean()) {
                break;
            }
            Optional<Past> matter = past.of(id, since);
            if (matter.isPresent()) {
                Replay replay = replay(id, matter.get());
                replays.add(replay);
                each.accept(replay);
            }
        }
        return List.copyOf(replays);
    }

    private Replay replay(MatterId id, Past matter) throws IOException {
        long start = clock.nanos();
        Answer answer = planner.plan(matter.item());
        Duration took = Duration.ofNanos(clock.nanos() - start);
        List<String> approved = shown(matter.approved().steps());
        boolean edited = !shown(matter.proposed().steps()).equals(approved);
        return switch (answer) {
            case Answer.Drafted drafted -> {
                List<String> now = shown(filled(matter.item().text(), drafted));
                boolean same = now.equals(approved);
                yield new Replay(
                        id,
                        matter.approved().title(),
                        matter.planner(),
                        same ? Match.SAME : Match.DIFFERENT,
                        edited,
                        edited && same,
                        same ? List.of() : differences(approved, now),
                        took);
            }
            case Answer.Question question -> without(id, matter, Match.ASKS, edited, question.question(), took);
            case Answer.Stuck stuck -> without(id, matter, Match.ASKS, edited, stuck.question(), took);
            case Answer.Complete complete -> without(id, matter, Match.DIFFERENT, edited, complete.why(), took);
            case Answer.Later later -> without(id, matter, Match.NO_ANSWER, edited, later.why(), took);
            case Answer.Pass() -> without(id, matter, Match.NO_ANSWER, edited, "no model is set up", took);
        };
    }

    private static Replay without(MatterId id, Past matter, Match match, boolean edited, String why, Duration took) {
        return new Replay(id, matter.approved().title(), matter.planner(), match, edited, false, List.of(why), took);
    }

    /** The steps as they would stand in the tray. */
    private static List<Step> filled(PlanText before, Answer.Drafted drafted) {
        String text = new PlanEdit(before).steps(drafted.draft()).fillIn().apply();
        return PlanText.parse(text, "simulated.md").steps();
    }

    private static List<String> differences(List<String> approved, List<String> now) {
        List<String> differences = new ArrayList<>();
        for (int i = 0; i < Math.max(approved.size(), now.size()); i++) {
            String then = i < approved.size() ? approved.get(i) : "nothing";
            String here = i < now.size() ? now.get(i) : "nothing";
            if (!then.equals(here)) {
                differences.add("approved " + then + " → now " + here);
            }
        }
        return differences;
    }

    /** What the steps do, whatever they are called: skill and arguments by name, those that are to run. */
    private static List<String> shown(List<Step> steps) {
        return steps.stream()
                .filter(step -> step.mark() != Mark.SKIPPED)
                .map(Simulation::shown)
                .toList();
    }

    private static String shown(Step step) {
        TreeMap<String, String> arguments = new TreeMap<>();
        for (Argument argument : step.arguments()) {
            String value = switch (argument.form()) {
                case Argument.Form.Line line -> line.text();
                case Argument.Form.Items items -> String.join(", ", items.items());
                case Argument.Form.Text text -> text.text();
                case Argument.Form.Data(YamlValue data) -> data.toString();
            };
            arguments.put(argument.name(), value.strip());
        }
        return step.skill()
                + step.account().map(account -> " as " + account + " ").orElse(" ")
                + arguments
                + step.notBefore().map(time -> " at " + time).orElse("");
    }
}
