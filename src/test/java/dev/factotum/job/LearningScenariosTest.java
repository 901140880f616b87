package dev.factotum.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The scenarios of learning come to what they are about, and so after a stop at any operation. */
class LearningScenariosTest {
    private static Stand played(Scenario scenario) throws IOException {
        Stand stand = Stand.found(7, scenario.contents());
        scenario.before().on(stand);
        for (Scenario.Part part : scenario.parts()) {
            part.hands().on(stand);
            stand.wait(Duration.ofSeconds(40));
            part.work().on(stand);
        }
        return stand;
    }

    @Test
    void theLessonsAreOnThePage() throws IOException {
        Map<String, String> shape = Shape.of(played(LearningScenarios.all().getFirst()));
        String page = shape.getOrDefault("Memory/Lessons.md", "");
        assertTrue(
                page.contains("email.reply body: “…and answer within a day.” → “…and answer by Tuesday noon.” ^l-tail"),
                () -> page + shape);
        assertTrue(page.contains("x.post was left out ^l-tail"), page);
        assertEquals(2, page.lines().filter(line -> line.startsWith("- ")).count());
    }

    @Test
    void theNextPlanOfTheStoppedRuleWaits() throws IOException {
        Stand stand = played(LearningScenarios.all().getLast());
        assertEquals(1, stand.notes("Pending_Approval").size());
        assertEquals(2, stand.notes("Completed").size());
    }

    @Test
    void aStopAtAnyOperationMakesNoDifference() throws IOException {
        Tally tally = new Tally();
        for (Scenario scenario : LearningScenarios.all()) {
            CrashCampaign campaign = new CrashCampaign(tally, new Random(3), 1);
            assertEquals(List.of(), campaign.play(scenario, 3));
        }
        System.out.println("learning: " + tally);
        assertTrue(tally.points() > 500, tally::toString);
    }
}
