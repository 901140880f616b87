package dev.factotum.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * The real program on a disk that a process serves (FUSE, by bindfs), of which nobody can tell whether other machines write
 * to it: claims are files there (F4), processes at work at once do nothing twice, and another machine, with a mount of its
 * own, takes the steps over.
 */
@ResourceLock("processes")
class FuseFaultsTest {
    private static final String WHAT = "a vault on a FUSE mount";
    private static final Pattern WORD = Pattern.compile("word-\\d+-end");
    private static final int PLANS = Campaign.full() ? 200 : 40;

    /** A claim is taken over once it has stood still for 90 s; a takeover of the steps begins after two minutes. */
    private static final Duration PATIENCE = Campaign.PATIENCE.plusMinutes(4);

    private final Map<String, Long> wanted = new TreeMap<>();

    @BeforeEach
    void needsTools() {
        Faults.need(WHAT, "unshare", "nsenter", "bindfs");
        Faults.needRoot(WHAT);
        Faults.need(Files.exists(Path.of("/dev/fuse")), WHAT, "there is no /dev/fuse here");
    }

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void theWholeJobIsDoneThereUnderClaimsByFiles() throws Exception {
        try (RealVault vault = RealVault.found()) {
            OneMail.approved(vault, RealVault.mail(1));
            assertFalse(byFiles(vault), "claims by files on a local disk");
            try (Mounts mounts = Mounts.fuse(vault)) {
                Ended ended = mounts.agent("run", "--now");
                assertEquals(0, ended.exit(), ended.toString());
                assertTrue(byFiles(vault), "no claims by files");
                assertEquals(List.of(), OneMail.unfinished(vault), ended.toString());
                Ended verified = mounts.agent("log", "verify");
                assertEquals(0, verified.exit(), verified.toString());
            }
            vault.inOrder();
        }
    }

    @Test
    @Timeout(value = 1, unit = TimeUnit.HOURS)
    void processesAtWorkAtOnceDoNothingTwice() throws Exception {
        try (RealVault vault = RealVault.found();
                Mounts mounts = Mounts.fuse(vault)) {
            approve(vault, PLANS);
            try (AgentProcess first = mounts.start(vault, "watch");
                    AgentProcess second = mounts.start(vault, "watch");
                    AgentProcess run = mounts.start(vault, "run")) {
                assertEquals(0, run.exit(), run.said());
                restsFrom(vault, first);
                assertEquals(143, first.stop(), first.said());
                assertEquals(143, second.stop(), second.said());
            }
            doneOnce(vault, mounts);
            System.out.println("FUSE: 2 watches and a run at once, " + PLANS + " plans, 0 doubled, 0 missing");
        }
    }

    @Test
    @Timeout(value = 1, unit = TimeUnit.HOURS)
    void whatADeadProcessHeldIsTakenUpByTheOther() throws Exception {
        int rounds = Campaign.full() ? 20 : 3;
        Random chance = Campaign.chance(WHAT);
        try (RealVault vault = RealVault.found();
                Mounts mounts = Mounts.fuse(vault);
                AgentProcess heir = mounts.start(vault, "watch")) {
            for (int round = 0; round < rounds; round++) {
                try (AgentProcess owner = mounts.start(vault, "watch")) {
                    int before = vault.names("Completed").size();
                    approve(vault, PLANS);
                    assertTrue(RealVault.comes(() -> vault.names("Completed").size() > before), owner.said());
                    Thread.sleep(chance.nextInt(250));
                    owner.kill();
                }
                restsFrom(vault, heir);
            }
            assertEquals(143, heir.stop(), heir.said());
            doneOnce(vault, mounts);
            System.out.println(
                    "FUSE: " + rounds + " processes killed at work, " + wanted.size() + " plans, 0 doubled, 0 missing");
        }
    }

    /** It stands still for so long that the other takes what it held; let go on, it does nothing with that. */
    @Test
    @Timeout(value = 1, unit = TimeUnit.HOURS)
    void aProcessThatStoodStillForTooLongDoesNothingMoreWithWhatItHeld() throws Exception {
        try (RealVault vault = RealVault.found();
                Mounts mounts = Mounts.fuse(vault);
                AgentProcess owner = mounts.start(vault, "watch")) {
            approve(vault, PLANS);
            assertTrue(RealVault.comes(() -> !vault.names("Completed").isEmpty()), owner.said());
            owner.signal("STOP");
            try (AgentProcess other = mounts.start(vault, "watch")) {
                restsFrom(vault, other);
                owner.signal("CONT");
                approve(vault, PLANS);
                restsFrom(vault, other);
                owner.stop();
                assertEquals(143, other.stop(), other.said());
            }
            doneOnce(vault, mounts);
            System.out.println("FUSE: a process stopped at work until another had done all it held, " + wanted.size()
                    + " plans, 0 doubled, 0 missing");
        }
    }

    @Test
    @Timeout(value = 1, unit = TimeUnit.HOURS)
    void anotherMachineTakesTheStepsOver() throws Exception {
        try (RealVault vault = RealVault.found();
                Mounts here = Mounts.fuse(vault);
                Mounts there = Mounts.fuse(vault);
                AgentProcess before = here.start(vault, "watch")) {
            RealVault other = vault.ofAnotherMachine();
            approve(vault, PLANS);
            assertTrue(RealVault.comes(() -> vault.names("Approved").isEmpty()), before.said());
            Ended refused = there.agent(other, "run");
            assertEquals(4, refused.exit(), refused.toString());
            Ended taken = there.agent(other, "config", "set", "executor", "this");
            assertEquals(0, taken.exit(), taken.toString());
            try (AgentProcess after = there.start(other, "watch")) {
                approve(vault, PLANS);
                assertTrue(
                        RealVault.comes(PATIENCE, () -> vault.names("Approved").isEmpty()), after.said());
                assertEquals(143, after.stop(), after.said());
                before.stop();
                Ended late = here.agent("run");
                assertEquals(4, late.exit(), late.toString());
                Ended verified = there.agent(other, "log", "verify");
                assertEquals(0, verified.exit(), verified.toString());
            }
            once(vault);
        }
    }

    private static boolean byFiles(RealVault vault) {
        return Files.isDirectory(vault.root().resolve(".agent/local/claims"));
    }

    private void approve(RealVault vault, int plans) throws IOException {
        for (int i = 0; i < plans; i++) {
            int plan = wanted.size();
            vault.approved("Plan " + plan, "word-" + plan + "-end");
            wanted.put("word-" + plan + "-end", 1L);
        }
    }

    private void restsFrom(RealVault vault, AgentProcess worker) throws IOException, InterruptedException {
        assertTrue(
                RealVault.comes(PATIENCE, () -> vault.names("Completed").size() == wanted.size()),
                () -> vault.root() + " does not come to rest");
        assertTrue(worker.alive(), worker.said());
    }

    /** Files under work of a process that was killed are swept by the next one that starts. */
    private void doneOnce(RealVault vault, Mounts mounts) throws IOException, InterruptedException {
        Ended swept = mounts.agent("run");
        assertEquals(0, swept.exit(), swept.toString());
        vault.inOrder();
        once(vault);
    }

    private void once(RealVault vault) throws IOException {
        assertEquals(List.of(), new VaultChecker(VaultReader.real(), vault.root()).atRest());
        assertEquals(wanted, vault.sentWords("x", WORD));
        assertEquals(wanted.size(), vault.names("Completed").size());
        Map<String, Long> recorded = vault.recorded();
        assertEquals(wanted.size(), recorded.size());
        assertTrue(recorded.values().stream().allMatch(times -> times == 1), recorded::toString);
    }
}
