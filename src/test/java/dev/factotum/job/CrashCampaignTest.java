package dev.factotum.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * R1 to R5 and R21: whatever operation the program stops at, and however, what a person sees in the end is the same, and
 * the provider has seen every effect once. The plain build stops the main job at every operation and the others at every
 * third, with the same choices every time; the full campaign takes all places, several times, with other choices.
 */
class CrashCampaignTest {
    private static final double SHARE = Campaign.full() ? 1 : 0.34;
    private static final double NETWORK_SHARE = Campaign.full() ? 1 : 0.1;
    private static final int ROUNDS = Campaign.full() ? 4 : 1;
    private static final int INTERRUPTS = Campaign.full() ? 60 : 6;

    /** {@code -Dcampaign.part=20} plays every twentieth scenario: a sample, to tell how long all of them take. */
    private static final int PART = Integer.getInteger("campaign.part", 1);

    /** {@code -Dcampaign.only=NAME} plays one scenario. */
    private static final String ONLY = System.getProperty("campaign.only", "");

    private static final boolean ALL = PART == 1 && ONLY.isEmpty();
    private static final int POINTS = ALL ? 10_000 * Campaign.size() : 1;
    private static final int DOUBLES = ALL ? 2_000 * Campaign.size() : 1;

    private final Tally tally = new Tally();

    @TestFactory
    List<DynamicTest> aStopMakesNoDifference() {
        List<Scenario> scenarios = scenarios();
        Random seeds = Campaign.full() ? Campaign.chance("crash campaign") : new Random(1);
        List<DynamicTest> tests = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            for (int i = 0; i < scenarios.size(); i += PART) {
                Scenario scenario = scenarios.get(i);
                long seed = seeds.nextLong();
                if (wanted(scenario)) {
                    tests.add(DynamicTest.dynamicTest(scenario.name(), () -> play(scenario, seed)));
                }
            }
        }
        tests.add(DynamicTest.dynamicTest("and these were all", () -> {
            System.out.println("crash campaign: " + scenarios.size() / PART + " scenarios, " + tally);
            assertTrue(tally.points() >= POINTS, tally::toString);
            assertTrue(tally.doubles() >= DOUBLES, tally::toString);
        }));
        return tests;
    }

    private static List<Scenario> scenarios() {
        List<Scenario> scenarios = new ArrayList<>();
        scenarios.addAll(IntakeScenarios.all());
        scenarios.addAll(DecisionScenarios.all());
        scenarios.addAll(ExecutionScenarios.all());
        scenarios.addAll(GroundScenarios.all());
        scenarios.addAll(LearningScenarios.all());
        scenarios.add(RequestScenario.ASKED);
        return scenarios;
    }

    /** Seeds are drawn for all, so that one played alone meets what it met among them. */
    private static boolean wanted(Scenario scenario) {
        return ONLY.isEmpty() || scenario.name().equals(ONLY);
    }

    private void play(Scenario scenario, long seed) throws Exception {
        double share = scenario.name().equals(IntakeScenarios.MAIN_JOB) ? 1 : SHARE;
        CrashCampaign campaign = new CrashCampaign(tally, new Random(seed), share);
        assertEquals(List.of(), campaign.play(scenario, seed));
        assertEquals(List.of(), campaign.interrupt(scenario, seed, INTERRUPTS));
    }

    /** Where claims are files, a process that was killed leaves them behind for the next one. */
    @TestFactory
    List<DynamicTest> norDoesItOnANetworkDisk() {
        Tally there = new Tally();
        Random seeds = Campaign.full() ? Campaign.chance("crash campaign on a network disk") : new Random(2);
        List<DynamicTest> tests = new ArrayList<>();
        for (Scenario scenario : scenarios()) {
            long seed = seeds.nextLong();
            if (wanted(scenario)) {
                tests.add(DynamicTest.dynamicTest(
                        scenario.name(),
                        () -> assertEquals(
                                List.of(),
                                CrashCampaign.onNetworkDisk(there, new Random(seed), NETWORK_SHARE)
                                        .play(scenario, seed))));
            }
        }
        tests.add(DynamicTest.dynamicTest("and these were all", () -> {
            System.out.println("crash campaign on a network disk: " + there);
            assertTrue(there.points() > 0, there::toString);
        }));
        return tests;
    }
}
