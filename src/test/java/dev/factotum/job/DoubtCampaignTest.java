package dev.factotum.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factotum.job.FakeProvider.Answer;
import dev.factotum.job.FakeSkill.Kind;
import dev.factotum.world.Crash;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * R3 and R4, counted run by run: one step of every effect against every way a provider answers, its process stopped
 * somewhere between the intent and the result, and then everything done until nothing is left to do.
 */
class DoubtCampaignTest {
    private static final int RUNS = Campaign.full() ? 10_000 : 320 * Campaign.size();

    /** The seven of the reliability page; a refusal is no doubt. */
    private static final List<Answer> ANSWERS = List.of(
            Answer.NORMAL,
            Answer.ACT_THEN_DROP,
            Answer.ACT_THEN_500,
            Answer.NO_ACT_THEN_500,
            Answer.SLOW,
            Answer.VISIBLE_LATE,
            Answer.RATE_LIMITED);

    /** One in so many runs is not stopped. */
    private static final int UNDISTURBED = 5;

    private static final String INTENT = "\"type\":\"intent\"";
    private static final String RESULT = "\"type\":\"result\"";

    private final List<String> faults = new ArrayList<>();
    private final Map<Kind, Count> counts = new EnumMap<>(Kind.class);
    private final Map<Kind, Stand> planned = new EnumMap<>(Kind.class);

    /** What the runs of one effect came to. */
    private static final class Count {
        private int runs;
        private int stopped;
        private int unknown;
        private int asked;

        @Override
        public String toString() {
            return "%d runs, %d stopped between intent and result, %d left unknown, %d asked"
                    .formatted(runs, stopped, unknown, asked);
        }
    }

    @Test
    @Timeout(value = 1, unit = TimeUnit.HOURS)
    void noEffectIsDoubledOrMissingAndWhatNobodyCanKnowIsAsked() throws IOException {
        Random chance = Campaign.chance("doubt campaign");
        for (int i = 0; i < RUNS; i++) {
            Kind kind = Kind.values()[i % Kind.values().length];
            run(kind, ANSWERS.get(i / Kind.values().length % ANSWERS.size()), chance.nextLong());
        }
        counts.forEach((kind, count) -> System.out.println("R3, R4: " + kind + ": " + count));
        System.out.println("R3, R4: " + RUNS + " runs, " + faults.size() + " faults");
        assertEquals(List.of(), faults.subList(0, Math.min(5, faults.size())));
        assertTrue(counts.values().stream().allMatch(count -> count.stopped > 0), counts::toString);
        assertTrue(counts.values().stream().anyMatch(count -> count.unknown > 0), counts::toString);
    }

    private void run(Kind kind, Answer answer, long seed) throws IOException {
        Random chance = new Random(seed);
        Stand stand = approved(kind);
        stand.provider().script(List.of(answer));
        Count count = counts.computeIfAbsent(kind, k -> new Count());
        count.runs++;
        String what = kind + " " + answer + " seed " + seed;
        try {
            Stand next = chance.nextInt(UNDISTURBED) == 0 ? stand : stopped(stand, chance, count);
            Overseer.SEES_TO_IT.on(next);
            judge(kind, answer, what, next, count);
        } catch (AssertionError | RuntimeException broken) {
            faults.add(what + ": broken: " + broken);
        }
    }

    /** A plan of one step that a person has just approved; made once for each effect and copied. */
    private Stand approved(Kind kind) throws IOException {
        Stand stand = planned.get(kind);
        if (stand == null) {
            stand = Stand.found(kind.ordinal(), List.of("one"));
            DecisionScenarios.plan(ExecutionScenarios.step(kind, "one")).on(stand);
            stand.moveAll("Pending_Approval", "Approved");
            stand.world().disk().settle();
            stand.wait(Duration.ofSeconds(40));
            planned.put(kind, stand);
        }
        return stand.in(stand.world().copy());
    }

    /** Lets a process work, and answers what the next one finds after any one of its stops in the doubtful time. */
    private static Stand stopped(Stand stand, Random chance, Count count) throws IOException {
        List<Stand> chosen = new ArrayList<>(1);
        boolean[] open = new boolean[1];
        int[] seen = new int[1];
        stand.world().stops((operation, how, next) -> {
            if (how == Crash.BEFORE) {
                open[0] = open(ledger(stand));
            }
            if (open[0] && chance.nextInt(++seen[0]) == 0) {
                chosen.clear();
                chosen.add(stand.in(next.make(chance.nextLong())));
            }
        });
        Overseer.WORKS.on(stand);
        stand.world().noStops();
        count.stopped++;
        Stand next = chosen.getFirst();
        next.wait(Duration.ofSeconds(40));
        return next;
    }

    private static String ledger(Stand stand) {
        return String.join(
                "\n", stand.person().files(Stand.ROOT.resolve(".agent/ledger")).values());
    }

    /** True while an intent is the last that is known. */
    private static boolean open(String ledger) {
        return ledger.lastIndexOf(INTENT) > ledger.lastIndexOf(RESULT);
    }

    private void judge(Kind kind, Answer answer, String what, Stand end, Count count) {
        end.faults().forEach(fault -> faults.add(what + ": " + fault));
        end.provider().missing().forEach(text -> faults.add(what + ": came to be 0 times: " + text));
        int asked = end.provider().questions();
        int unknown = unknown(ledger(end));
        count.asked += asked;
        count.unknown += unknown;
        boolean wrong = switch (kind) {
            case READ, KEYED, PROVING -> asked > 0;
            case VERIFIABLE -> answer == Answer.VISIBLE_LATE && unknown > 0 && asked == 0;
            case UNVERIFIABLE -> asked != unknown;
        };
        if (wrong) {
            faults.add(what + ": unknown " + unknown + " times, asked " + asked + " times");
        }
    }

    /** How many intents no result has answered, other than one that says nothing, in the process that made them. */
    private static int unknown(String ledger) {
        int unknown = 0;
        boolean open = false;
        for (String line : ledger.lines().filter(line -> line.endsWith("}")).toList()) {
            if (line.contains(INTENT)) {
                unknown += open ? 1 : 0;
                open = true;
            } else if (line.contains(RESULT)) {
                unknown += open && line.contains("\"outcome\":\"ambiguous\"") ? 1 : 0;
                open = false;
            } else if (line.contains("\"type\":\"claimed\"")) {
                unknown += open ? 1 : 0;
                open = false;
            }
        }
        return unknown + (open ? 1 : 0);
    }
}
