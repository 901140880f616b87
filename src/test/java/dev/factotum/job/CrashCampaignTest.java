package dev.factotum.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** R1 to R5: whatever operation the program stops at, and however, what a person sees in the end is the same. */
class CrashCampaignTest {
    @TestFactory
    List<DynamicTest> aStopMakesNoDifference() {
        Tally tally = new Tally();
        List<Scenario> scenarios = new ArrayList<>();
        scenarios.addAll(IntakeScenarios.all());
        scenarios.addAll(DecisionScenarios.all());
        scenarios.addAll(GroundScenarios.all());
        scenarios.addAll(Boolean.getBoolean("noex") ? List.of() : ExecutionScenarios.all());
        List<DynamicTest> tests = new ArrayList<>();
        for (Scenario scenario : scenarios) {
            tests.add(DynamicTest.dynamicTest(scenario.name(), () -> {
                int interrupts = Integer.getInteger("interrupts", 12);
                long start = System.nanoTime();
                int before = tally.points();
                List<String> violations = new CrashCampaign(tally, new Random(1), Double.parseDouble(System.getProperty("share", "0.4"))).play(scenario, 1);
                System.out.println(scenario + " " + (tally.points() - before) + " " + (System.nanoTime() - start) / 1000000);
                assertEquals(List.of(), violations);
                assertEquals(List.of(), new CrashCampaign(tally, new Random(2), 1).interrupt(scenario, 1, interrupts));
            }));
        }
        tests.add(DynamicTest.dynamicTest("and these were all", () -> {
            System.out.println("crash campaign: " + tally);
            System.out.println("cpu " + java.lang.management.ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() / 1000000);
            assertTrue(tally.points() >= 10_000, tally::toString);
            assertTrue(tally.doubles() >= 2_000, tally::toString);
        }));
        return tests;
    }
}
