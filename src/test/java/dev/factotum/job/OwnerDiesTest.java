package dev.factotum.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * Two watches at work in one vault. One of them is killed, or stopped and let go on, in the midst of its work: the other
 * finishes what the dead one held, robs no living one, and nothing is done twice.
 */
@ResourceLock("processes")
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there are no signals")
class OwnerDiesTest {
    private static final int PLANS = 20;
    private static final Pattern WORD = Pattern.compile("word-\\d+-\\d+");

    private final Random chance = Campaign.chance("R7, R8");

    @Test
    @Timeout(value = 1, unit = TimeUnit.HOURS)
    void whatADeadOwnerHeldIsTakenUp() throws Exception {
        int rounds = Campaign.full() ? 100 : 4;
        List<Long> times = new ArrayList<>();
        try (RealVault vault = RealVault.found();
                AgentProcess heir = vault.agent("watch")) {
            for (int round = 0; round < rounds; round++) {
                try (AgentProcess owner = started(vault)) {
                    approve(vault, round);
                    Thread.sleep(chance.nextInt(250));
                    owner.kill();
                }
                long killed = System.nanoTime();
                assertTrue(RealVault.comes(() -> vault.names("Approved").isEmpty()), heir.said());
                times.add((System.nanoTime() - killed) / 1_000_000);
            }
            heir.stop();
            doneOnce(vault, rounds);
        }
        times.sort(null);
        System.out.println("R7: " + rounds + " owners killed at work, the last of " + PLANS
                + " plans done after p50 " + times.get(times.size() / 2) + " ms, p99 "
                + times.get((times.size() * 99) / 100) + " ms");
    }

    @Test
    @Timeout(value = 1, unit = TimeUnit.HOURS)
    void aStoppedOwnerIsNotRobbed() throws Exception {
        int rounds = Campaign.full() ? 20 : 2;
        Duration stopped = Duration.ofSeconds(Campaign.full() ? 5 : 1);
        try (RealVault vault = RealVault.found();
                AgentProcess other = vault.agent("watch")) {
            for (int round = 0; round < rounds; round++) {
                try (AgentProcess owner = started(vault)) {
                    approve(vault, round);
                    Thread.sleep(chance.nextInt(250));
                    owner.signal("STOP");
                    Thread.sleep(stopped.toMillis());
                    owner.signal("CONT");
                    assertTrue(RealVault.comes(() -> vault.names("Approved").isEmpty()), other.said());
                    owner.stop();
                }
            }
            other.stop();
            doneOnce(vault, rounds);
        }
        System.out.println("R8: " + rounds + " owners stopped at work for " + stopped.toSeconds() + " s, 0 doubled");
    }

    /** A watch that has looked at everything once. */
    private static AgentProcess started(RealVault vault) throws IOException, InterruptedException {
        AgentProcess owner = vault.agent("watch");
        assertTrue(RealVault.comes(() -> owner.saidBytes() > 0), "the watch says nothing");
        return owner;
    }

    private static void approve(RealVault vault, int round) throws IOException {
        for (int plan = 0; plan < PLANS; plan++) {
            vault.approved("Plan " + round + " " + plan, "word-" + round + "-" + plan);
        }
    }

    private static void doneOnce(RealVault vault, int rounds) throws IOException, InterruptedException {
        vault.inOrder();
        Map<String, Long> wanted = new TreeMap<>();
        for (int round = 0; round < rounds; round++) {
            for (int plan = 0; plan < PLANS; plan++) {
                wanted.put("word-" + round + "-" + plan, 1L);
            }
        }
        assertEquals(wanted, vault.sentWords("x", WORD));
        assertTrue(vault.recorded().values().stream().allMatch(times -> times == 1), "recorded twice");
    }
}
