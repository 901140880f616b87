package dev.factotum.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * Two watches and three runs at once on one vault, or many watches of which one after another is killed: each approved plan
 * is carried out by exactly one of them.
 */
@ResourceLock("processes")
class CrowdOfProcessesTest {
    private static final Pattern WORD = Pattern.compile("word-\\d+-end");

    @Test
    @Timeout(value = 1, unit = TimeUnit.HOURS)
    void whateverManyProcessesTakeUpAtOnceIsDoneOnce() throws Exception {
        int plans = Campaign.full() ? 1000 : 120;
        List<AgentProcess> watches = new ArrayList<>();
        List<AgentProcess> runs = new ArrayList<>();
        try (RealVault vault = RealVault.found()) {
            Map<String, Long> wanted = new TreeMap<>();
            for (int plan = 0; plan < plans; plan++) {
                vault.approved("Plan " + plan, "word-" + plan + "-end");
                wanted.put("word-" + plan + "-end", 1L);
            }
            for (int i = 0; i < 3; i++) {
                runs.add(vault.agent("run"));
                if (i < 2) {
                    watches.add(vault.agent("watch"));
                }
            }
            for (AgentProcess run : runs) {
                assertEquals(0, run.exit(), run.said());
            }
            assertTrue(RealVault.comes(() -> vault.names("Completed").size() == plans), "not at rest");
            int helpers = 0;
            for (AgentProcess watch : watches) {
                assertTrue(watch.alive(), watch.said());
                assertEquals(143, watch.stop(), watch.said());
            }
            for (AgentProcess each : concat(watches, runs)) {
                assertFalse(each.said().contains("fault of ours"), each.said());
                helpers += each.said().contains("simulated") ? 1 : 0;
            }
            vault.inOrder();
            assertEquals(wanted, vault.sentWords("x", WORD));
            Map<String, Long> recorded = vault.recorded();
            assertEquals(plans, recorded.size());
            assertTrue(recorded.values().stream().allMatch(times -> times == 1), recorded.toString());
            System.out.println("crowd: 2 watch and 3 run (" + helpers + " had a share), " + plans
                    + " approved plans, 0 doubled, 0 missing");
        } finally {
            concat(watches, runs).forEach(AgentProcess::close);
        }
    }

    @Test
    @Timeout(value = 1, unit = TimeUnit.HOURS)
    void howeverManyOfThemAreKilledAtWorkEachPlanIsDoneOnce() throws Exception {
        int plans = Campaign.full() ? 1000 : 100;
        int processes = Campaign.full() ? 8 : 3;
        int kills = Campaign.full() ? 100 : 5;
        Random chance = Campaign.chance("crowd");
        List<AgentProcess> crowd = new ArrayList<>();
        try (RealVault vault = RealVault.found()) {
            Map<String, Long> wanted = new TreeMap<>();
            for (int plan = 0; plan < plans; plan++) {
                vault.approved("Plan " + plan, "word-" + plan + "-end");
                wanted.put("word-" + plan + "-end", 1L);
            }
            for (int i = 0; i < processes; i++) {
                crowd.add(vault.agent("watch"));
            }
            for (int kill = 0; kill < kills; kill++) {
                int done = plans * (kill + 1) / (kills + 1);
                assertTrue(RealVault.comes(() -> vault.names("Completed").size() >= done), "it does not go on");
                int victim = chance.nextInt(processes);
                try (AgentProcess killed = crowd.set(victim, vault.agent("watch"))) {
                    killed.kill();
                }
            }
            assertTrue(RealVault.comes(() -> vault.names("Completed").size() == plans), "not at rest");
            for (AgentProcess watch : crowd) {
                assertEquals(143, watch.stop(), watch.said());
                assertFalse(watch.said().contains("fault of ours"), watch.said());
            }
            // The next process takes away what the last ones killed left half written.
            vault.ran(0, "run");
            vault.inOrder();
            assertEquals(wanted, vault.sentWords("x", WORD));
            Map<String, Long> recorded = vault.recorded();
            assertEquals(plans, recorded.size());
            assertTrue(recorded.values().stream().allMatch(times -> times == 1), recorded.toString());
            System.out.println("crowd: " + processes + " watches, " + kills + " kill -9 at work, " + plans
                    + " approved plans, 0 doubled, 0 missing");
        } finally {
            crowd.forEach(AgentProcess::close);
        }
    }

    private static List<AgentProcess> concat(List<AgentProcess> some, List<AgentProcess> more) {
        List<AgentProcess> all = new ArrayList<>(some);
        all.addAll(more);
        return all;
    }
}
