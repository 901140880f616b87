package dev.factotum.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
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
 * The real program, ended by {@code kill -9} at random moments of its work and started again: at rest everything that was
 * approved was carried out exactly once, and nothing is lost.
 */
@ResourceLock("processes")
class KillTest {
    private static final int KILLS = 7;
    private static final int PLANS = 50;
    private static final int MAILS = 10;
    private static final int MOST_RUNS = 20;
    private static final Pattern WORD = Pattern.compile("word-\\d+-[ab]");

    private final Random chance = Campaign.chance("kill -9");
    private int kills;
    private int mails;
    private int matters;

    @Test
    @Timeout(value = 2, unit = TimeUnit.HOURS)
    void howeverOftenTheProgramIsKilledEverythingIsDoneOnceAndNothingIsLost() throws Exception {
        for (int round = 0; round < Campaign.size(); round++) {
            try (RealVault vault = RealVault.found()) {
                // So much approved unedited would bring forth a suggestion, which has nothing to run.
                vault.ran(0, "config", "set", "approval.ladder", "0");
                for (int plan = 0; plan < PLANS; plan++) {
                    vault.drop("Approved/Plan " + plan + ".md", plan(plan));
                }
                mails = 0;
                for (int mail = 0; mail < MAILS; mail++) {
                    vault.drop("Inbox/mail " + mails + ".eml", RealVault.mail(mails++));
                }
                for (int kill = 0; kill < KILLS; kill++) {
                    killed(vault, kill % 2 == 0 ? "run" : "watch");
                    decide(vault, 1 + chance.nextInt(3));
                    vault.drop("Inbox/mail " + mails + ".eml", RealVault.mail(mails++));
                }
                finish(vault);
                check(vault);
            }
        }
        System.out.println("kill -9: " + kills + " kills, " + matters + " matters, 0 lost, 0 doubled");
    }

    private static String plan(int number) {
        return """
                # Plan %d

                ```step
                skill: x.post
                text: word-%d-a
                ```

                ```step
                skill: x.post
                text: word-%d-b
                ```
                """.formatted(number, number, number);
    }

    /** Some are killed before they say a word, some in the midst of their work. */
    private void killed(RealVault vault, String command) throws IOException, InterruptedException {
        try (AgentProcess agent = vault.agent(command)) {
            long words = chance.nextInt(4) == 0 ? 0 : chance.nextInt(2000);
            assertTrue(
                    RealVault.comes(() -> agent.saidBytes() >= words
                            || !agent.alive()
                            || vault.names("Approved").isEmpty()),
                    agent.said());
            Thread.sleep(words == 0 ? chance.nextInt(1000) : chance.nextInt(60));
            if (agent.alive()) {
                kills++;
            }
            agent.kill();
        }
        assertEquals(List.of(), new VaultChecker(VaultReader.real(), vault.root()).always());
    }

    /** A person approves what lies in the tray while nobody works. */
    private static void decide(RealVault vault, int most) throws IOException {
        for (String name : vault.names("Pending_Approval").stream().limit(most).toList()) {
            vault.move(name, "Pending_Approval", "Approved");
        }
    }

    private void finish(RealVault vault) throws IOException, InterruptedException {
        for (int run = 0; run < MOST_RUNS; run++) {
            vault.ran(0, "run");
            decide(vault, Integer.MAX_VALUE);
            if (vault.names("Completed").size() == PLANS + mails) {
                return;
            }
        }
    }

    private void check(RealVault vault) throws IOException, InterruptedException {
        vault.inOrder();
        for (String empty : List.of("Inbox", "Needs_Action", "Pending_Approval", "Approved", "Rejected")) {
            assertEquals(List.of(), vault.names(empty), empty);
        }
        assertEquals(PLANS + mails, vault.names("Completed").size());
        Map<String, Long> wanted = new TreeMap<>();
        for (int plan = 0; plan < PLANS; plan++) {
            wanted.put("word-" + plan + "-a", 1L);
            wanted.put("word-" + plan + "-b", 1L);
        }
        assertEquals(wanted, vault.sentWords("x", WORD));
        assertEquals(mails, vault.sent("email").size());
        Map<String, Long> recorded = vault.recorded();
        assertEquals(2 * PLANS + mails, recorded.size());
        assertTrue(recorded.values().stream().allMatch(times -> times == 1), recorded.toString());
        matters += PLANS + mails;
    }
}
