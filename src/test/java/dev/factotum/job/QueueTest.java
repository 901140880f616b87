package dev.factotum.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.factotum.tool.Effect;
import dev.factotum.tool.Outcome;
import dev.factotum.tool.Receipt;
import dev.factotum.tool.ToolError;
import dev.factotum.tool.Verification;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Steps that wait in the vault for a platform that is away, and what happens while nobody knows. */
class QueueTest {
    private static final String PLAN = "# One\n\n```step\nskill: vault.fake\ntext: hi\n```\n";

    private static Sam approved(FakeTool tool) throws IOException {
        Sam sam = new Sam(31, "", tool);
        sam.write("Approved/One.md", PLAN);
        sam.work();
        return sam;
    }

    private static void later(Sam sam, Duration wait) throws IOException {
        sam.office().wait(wait);
        sam.office().work();
    }

    @Test
    void aPlatformThatIsDownIsTriedAgainAfterAQuarterOfAnHourAndThenLessOften() throws IOException {
        FakeTool live = new FakeTool("vault.fake", new Effect.Unverifiable());
        live.answers(call -> new Outcome.Failed(new ToolError.Transient("X cannot be reached")));
        try (Sam sam = approved(live)) {
            later(sam, Duration.ofMinutes(14));
            assertEquals(1, live.reached().size());
            later(sam, Duration.ofMinutes(2));
            assertEquals(2, live.reached().size());
            later(sam, Duration.ofMinutes(16));
            assertEquals(2, live.reached().size());
            sam.restart();
            live.answers(call -> FakeTool.done("ok"));
            later(sam, Duration.ofMinutes(15));
            assertEquals(3, live.reached().size());
            assertEquals(1, sam.office().notes("Completed").size());
        }
    }

    @Test
    void aLimitThatIsToldIsWaitedForHoweverOftenItComes() throws IOException {
        FakeTool live = new FakeTool("vault.fake", new Effect.Unverifiable());
        live.answers(call -> new Outcome.Failed(
                new ToolError.RateLimited("enough for now", call.at().plus(Duration.ofHours(1)))));
        try (Sam sam = approved(live)) {
            for (int i = 0; i < 20; i++) {
                later(sam, Duration.ofMinutes(61));
            }
            assertEquals(21, live.reached().size());
            live.answers(call -> new Outcome.Failed(new ToolError.Transient("away")));
            later(sam, Duration.ofMinutes(61));
            live.answers(call -> FakeTool.done("ok"));
            later(sam, Duration.ofMinutes(16));
            assertEquals(1, sam.office().notes("Completed").size());
        }
    }

    @Test
    void aCallWithAKeyIsRepeatedLessAndLessOftenUntilItIsKnown() throws IOException {
        FakeTool live = new FakeTool("vault.fake", new Effect.Keyed(Duration.ofDays(1)));
        live.answers(call -> new Outcome.Unknown("dropped"));
        try (Sam sam = approved(live)) {
            assertEquals(2, live.reached().size());
            later(sam, Duration.ofSeconds(20));
            assertEquals(2, live.reached().size());
            later(sam, Duration.ofSeconds(11));
            assertEquals(3, live.reached().size());
            live.answers(call -> FakeTool.done("ok"));
            later(sam, Duration.ofMinutes(2));
            assertEquals(4, live.reached().size());
            assertEquals(1, sam.office().notes("Completed").size());
        }
    }

    @Test
    void aKeyIsAsOldAsTheFirstCallWithItThatMayHaveArrived() throws IOException {
        FakeTool live = new FakeTool("vault.fake", new Effect.Keyed(Duration.ofMinutes(55)));
        live.answers(call -> new Outcome.Unknown("dropped"));
        live.shows(new Verification.NotFound());
        try (Sam sam = approved(live)) {
            live.answers(call -> new Outcome.Failed(new ToolError.Transient("no network")));
            for (int i = 0; i < 3; i++) {
                later(sam, Duration.ofMinutes(16));
            }
            int before = live.reached().size();
            assertTrue(before <= 5, "calls are left: " + before);
            live.answers(call -> FakeTool.done("a second one"));
            later(sam, Duration.ofMinutes(16));
            assertEquals(before, live.reached().size());
            assertTrue(sam.tray("One").contains("Did step"), sam.tray("One"));
        }
    }

    @Test
    void aLookThatGetsNoAnswerIsTriedAgainForAnHourBeforeAPersonIsAsked() throws IOException {
        List<Duration> looks = List.of(Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofMinutes(2));
        FakeTool live = new FakeTool("vault.fake", new Effect.Verifiable(looks, false));
        live.answers(call -> new Outcome.Unknown("dropped"));
        live.shows(new Verification.NoAnswer("X cannot be reached"));
        try (Sam sam = approved(live)) {
            later(sam, Duration.ofMinutes(3));
            later(sam, Duration.ofMinutes(13));
            assertEquals(1, sam.office().notes("Approved").size());
            live.shows(new Verification.Found(new Receipt("found", false), JsonNodeFactory.instance.objectNode()));
            later(sam, Duration.ofMinutes(50));
            assertEquals(1, live.reached().size());
            assertEquals(1, sam.office().notes("Completed").size());
        }
    }

    @Test
    void afterAnHourWithoutAnyAnswerAPersonIsAsked() throws IOException {
        List<Duration> looks = List.of(Duration.ofSeconds(5));
        FakeTool live = new FakeTool("vault.fake", new Effect.Verifiable(looks, false));
        live.answers(call -> new Outcome.Unknown("dropped"));
        live.shows(new Verification.NoAnswer("X cannot be reached"));
        try (Sam sam = approved(live)) {
            later(sam, Duration.ofMinutes(16));
            later(sam, Duration.ofMinutes(50));
            assertEquals(1, live.reached().size());
            assertTrue(sam.tray("One").contains("A look gave no answer: X cannot be reached."), sam.tray("One"));
        }
    }
}
