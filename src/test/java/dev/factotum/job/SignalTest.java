package dev.factotum.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** R21 with real signals: a program at work ends by itself with its code, and the next one finishes everything once. */
@ResourceLock("processes")
class SignalTest {
    private static final int PLANS = 25;

    @ParameterizedTest
    @CsvSource({"INT,130", "TERM,143"})
    void aSignalEndsTheWorkCleanlyAndTheNextRunFinishesIt(String signal, int code) throws Exception {
        try (RealVault vault = RealVault.found()) {
            for (int plan = 0; plan < PLANS; plan++) {
                vault.drop(
                        "Approved/Plan " + plan + ".md",
                        "# Plan " + plan + "\n\n```step\nskill: x.post\ntext: word-" + plan + "\n```\n");
            }
            try (AgentProcess agent = vault.agent("watch")) {
                assertTrue(RealVault.comes(() -> agent.said().contains("simulated")), agent.said());
                agent.signal(signal);
                assertEquals(code, agent.exit(), agent.said());
            }
            assertEquals(List.of(), new VaultChecker(VaultReader.real(), vault.root()).always());
            vault.ran(0, "run");
            vault.inOrder();
            assertEquals(PLANS, vault.names("Completed").size());
            assertEquals(PLANS, vault.sent("x").size());
        }
    }
}
