package dev.factotum.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factotum.tool.Effect;
import dev.factotum.world.TestWorld;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * R8 on a network disk: a process that is stopped while it holds a matter, for longer than a takeover takes, does nothing
 * more in it once it wakes: no step, no entry. Another one has gone on in the meantime.
 */
class StoppedOwnerTest {
    private static final Duration PAST_STILL = Duration.ofSeconds(91);
    private static final Duration STOPPED = Duration.ofMinutes(5);
    private static final String PLAN = """
            # Two letters

            ```step
            skill: fake.send
            text: one
            ```

            ```step
            skill: fake.send
            text: two
            ```
            """;

    /** Two processes on one machine and one network disk; the first one is to be stopped. */
    private static final class Pair {
        final TestWorld first;
        final TestWorld second;
        final FakeTool stale;
        final FakeTool fresh;
        final Office one;

        /** How often the one that was stopped did what the other one had done already. */
        final int[] repeats = new int[1];

        Pair(long seed, Effect effect) throws IOException {
            first = TestWorld.seeded(seed);
            first.disk().storeType("nfs4");
            Office.found(first);
            first.clock().advance(Duration.ofMinutes(1));
            first.disk().person().write(Office.ROOT.resolve("Approved/Two letters.md"), PLAN);
            first.clock().advance(Duration.ofSeconds(40));
            second = first.beside("testhost", Set.of(first.processes().pid()));
            stale = new FakeTool("fake.send", effect);
            fresh = new FakeTool("fake.send", effect);
            one = new Office(first, List.of(stale));
        }

        /** The first one stands still; the second one sees it so for long enough, and goes on. */
        void stop() {
            try (Office two = new Office(second, List.of(fresh))) {
                two.work();
                two.wait(PAST_STILL);
                two.work();
                two.wait(Duration.ofSeconds(2));
                two.work();
            } catch (IOException failed) {
                throw new AssertionError(failed);
            }
            first.clock().stopped(STOPPED);
        }

        /** Works as the first one, which is stopped somewhere within. */
        void work() throws IOException {
            one.work();
            second.clock().advance(STOPPED);
            try (Office later = new Office(second, List.of(fresh))) {
                later.workOn(Duration.ofHours(3));
            }
        }

        /** True while somebody writes to the audit log. */
        boolean inLog() {
            return first.disk().person().files(Office.ROOT.resolve(".agent/local/claims")).values().stream()
                    .anyMatch(claim -> claim.contains("\"what\":\"job audit\""));
        }

        List<String> faults() {
            return new VaultChecker(first.disk().person(), Office.ROOT).atRest();
        }
    }

    @Test
    void whoeverIsStoppedInACallRecordsNothingAndRunsNoFurtherStep() throws IOException {
        Pair pair = new Pair(1, new Effect.Unverifiable());
        pair.stale.answers(call -> {
            pair.stop();
            return FakeTool.done("too late");
        });
        pair.work();
        assertEquals(List.of("one"), pair.stale.reached());
        assertEquals(List.of(), pair.fresh.reached(), "nobody knows whether it arrived: a person is asked");
        String tray = pair.one.only("Pending_Approval").getValue();
        assertTrue(tray.contains("Did step s1"), tray);
        assertEquals(List.of(), pair.faults());
    }

    /** The provider knows the key again, so the call under way and the one that repeats it are one effect. */
    @Test
    void aKeyedStepIsRepeatedWithTheSameKeyAndTheRestRunsOnce() throws IOException {
        Pair pair = new Pair(2, new Effect.Keyed(Duration.ofHours(24)));
        List<String> keys = new ArrayList<>();
        pair.fresh.answers(call -> {
            keys.add(call.key());
            return FakeTool.done("in time");
        });
        pair.stale.answers(call -> {
            keys.add(call.key());
            pair.stop();
            return FakeTool.done("too late");
        });
        pair.work();
        assertEquals(List.of("one"), pair.stale.reached());
        assertEquals(List.of("one", "two"), pair.fresh.reached());
        assertEquals(keys.get(0), keys.get(1));
        assertEquals(List.of(), pair.faults());
    }

    /**
     * Stopped before any one operation of its work. Not within an append to the audit log, whose writer makes sure of its
     * claim just before: a process that is stopped between the two for as long as a takeover takes can break the chain.
     */
    @Test
    void atWhateverOperationItIsStoppedItStartsNothingAfterwards() throws IOException {
        int stops = 0;
        int effects = 0;
        int twice = 0;
        List<String> faults = new ArrayList<>();
        int step = Campaign.full() ? 1 : 11;
        for (int at = 1; at < 400; at += step) {
            Pair pair = new Pair(100 + at, new Effect.Keyed(Duration.ofHours(24)));
            pair.stale.answers(call -> {
                String text = call.arguments().path("text").asText();
                pair.repeats[0] += pair.fresh.reached().contains(text) ? 1 : 0;
                return FakeTool.done("woken");
            });
            boolean[] stopped = new boolean[1];
            boolean[] inLog = new boolean[1];
            pair.first.disk().actAt(pair.first.disk().operations() + at, () -> {
                stopped[0] = true;
                inLog[0] = pair.inLog();
                if (!inLog[0]) {
                    pair.stop();
                }
            });
            pair.work();
            if (!stopped[0]) {
                break;
            }
            stops += inLog[0] ? 0 : 1;
            effects += pair.repeats[0];
            twice += pair.stale.reached().size() + pair.fresh.reached().size() > 3 ? 1 : 0;
            for (String fault : pair.faults()) {
                faults.add("stopped at " + at + ": " + fault);
            }
        }
        System.out.println("stopped owners: " + stops + " stops, " + effects + " effects by the stale epoch, "
                + faults.size() + " faults");
        assertEquals(List.of(), faults);
        assertEquals(0, effects);
        assertEquals(0, twice);
        assertTrue(stops > 9, "it was hardly ever stopped");
    }
}
