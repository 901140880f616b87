package dev.factotum.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factotum.problem.ProblemException;
import dev.factotum.tool.Effect;
import dev.factotum.vault.Executor;
import dev.factotum.vault.Stage;
import dev.factotum.vault.Vault;
import dev.factotum.world.TestWorld;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * R19: two machines with a copy of one vault each, and a sync tool between them that shuffles. Whatever a person does on
 * either, the machine that is not the executor carries out nothing, and nothing is carried out twice; also while the other
 * machine takes over.
 */
class TwoMachinesTest {
    private static final int ROUNDS = Campaign.full() ? 1000 : 12;
    private static final int STEPS = 24;

    private int effects;
    private int foreign;
    private int doubled;
    private int missing;
    private int asked;
    private int takeovers;
    private int delivered;
    private int halves;
    private int conflicts;

    @Test
    @Timeout(value = 2, unit = TimeUnit.HOURS)
    void onlyTheExecutorActsAndNothingIsDoneTwice() throws IOException {
        Random chance = Campaign.chance("two machines");
        for (int round = 0; round < ROUNDS; round++) {
            new Round(chance).play();
        }
        System.out.println("two machines: " + ROUNDS + " rounds, " + takeovers + " takeovers, " + effects + " effects, "
                + delivered + " files carried over, " + halves + " in halves, " + conflicts + " conflict copies; "
                + foreign + " effects by the other machine, " + doubled + " doubled, " + asked
                + " asked about, " + missing + " missing");
        assertEquals(0, foreign);
        assertEquals(0, doubled);
        assertEquals(0, missing);
        assertTrue(effects > ROUNDS && takeovers == ROUNDS);
    }

    /** One machine: its disk and its tool, which tells the time of each effect. */
    private static final class Machine {
        final TestWorld world;
        final FakeTool tool = new FakeTool("fake.send", new Effect.Unverifiable());

        Machine(TestWorld world) {
            this.world = world;
        }

        Executor executor() throws IOException {
            return Vault.open(world.world(), Office.ROOT).executor();
        }

        /** As a watch does: at work where this is the executor, else it only looks. */
        void work() throws IOException {
            try {
                if (executor().here()) {
                    try (Office office = new Office(world, List.of(tool))) {
                        office.work();
                    }
                }
            } catch (ProblemException halfSynced) {
                assertTrue(
                        halfSynced.problem().code().id().startsWith("E-"),
                        halfSynced.problem().toString());
            }
        }
    }

    private final class Round {
        private final Random chance;
        private final Machine home;
        private final Machine away;
        private final Shuffler shuffler;
        private final Map<String, Integer> done = new HashMap<>();
        private final List<String> wanted = new ArrayList<>();
        private Instant begins = Instant.MAX;
        private Instant ends = Instant.MAX;

        Round(Random chance) throws IOException {
            this.chance = chance;
            TestWorld first = TestWorld.seeded(chance.nextLong());
            Office.found(first);
            home = new Machine(first);
            away = new Machine(TestWorld.seeded(chance.nextLong()).at(first.clock(), Path.of("/state-b")));
            for (Stage stage : Stage.values()) {
                away.world.disk().makeFolder(Office.ROOT.resolve(stage.folder()));
            }
            shuffler = new Shuffler(
                    first.clock(),
                    chance,
                    Office.ROOT,
                    first.disk().person(),
                    away.world.disk().person());
            home.tool.answers(call -> {
                acted(
                        call.arguments().path("text").asText(),
                        first.clock().instant().isAfter(ends));
                return FakeTool.done("home");
            });
            away.tool.answers(call -> {
                acted(
                        call.arguments().path("text").asText(),
                        first.clock().instant().isBefore(begins));
                return FakeTool.done("away");
            });
        }

        /** In the middle of a call time passes and files arrive: also the news that another machine takes over. */
        private void acted(String text, boolean wrongly) {
            effects++;
            foreign += wrongly ? 1 : 0;
            doubled += done.merge(text, 1, Integer::sum) > 1 ? 1 : 0;
            pass(chance.nextInt(4));
        }

        private void pass(int seconds) {
            home.world.clock().advance(Duration.ofSeconds(seconds));
            shuffler.look();
        }

        void play() throws IOException {
            int middle = STEPS / 3 + chance.nextInt(STEPS / 3);
            for (int step = 0; step < STEPS; step++) {
                person(chance.nextBoolean() ? home : away, step);
                if (step == middle) {
                    takeOver();
                }
                (chance.nextBoolean() ? home : away).work();
                (chance.nextBoolean() ? home : away).work();
                pass(5 + chance.nextInt(20));
            }
            for (int i = 0; i < 30; i++) {
                pass(20);
                home.work();
                away.work();
            }
            for (String text : wanted) {
                if (!done.containsKey(text)) {
                    String plan = text.substring(0, text.lastIndexOf(' ')) + ".md";
                    boolean waits = away.world.disk().person().exists(Office.ROOT.resolve("Pending_Approval/" + plan));
                    asked += waits ? 1 : 0;
                    missing += waits ? 0 : 1;
                }
            }
            delivered += shuffler.delivered();
            halves += shuffler.halves();
            conflicts += shuffler.conflicts();
        }

        private void takeOver() throws IOException {
            Executor now = Vault.open(away.world.world(), Office.ROOT).takeOver();
            begins = now.begins().orElseThrow(() -> new AssertionError("no quiet time"));
            ends = begins;
            takeovers++;
        }

        /** Writes into the log's page, and approves a new plan of two steps. */
        private void person(Machine at, int step) {
            if (chance.nextInt(3) == 0 && at.world.disk().person().exists(Office.ROOT.resolve("Audit_Log.md"))) {
                Path log = Office.ROOT.resolve("Audit_Log.md");
                at.world.disk().person().write(log, at.world.disk().person().read(log) + "A remark of mine.\n");
            }
            if (chance.nextInt(3) == 0) {
                String name = "Plan " + step;
                at.world
                        .disk()
                        .person()
                        .write(
                                Office.ROOT.resolve("Approved/" + name + ".md"),
                                "# " + name + "\n\n```step\nskill: fake.send\ntext: " + name
                                        + " a\n```\n\n```step\nskill: fake.send\ntext: " + name + " b\n```\n");
                wanted.add(name + " a");
                wanted.add(name + " b");
            }
        }
    }
}
