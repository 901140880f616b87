package dev.factotum.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factotum.llm.Prompt;
import dev.factotum.llm.Purpose;
import dev.factotum.world.Crash;
import dev.factotum.world.TestWorld;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A process killed anywhere while models plan a mail: the next one pays no finished call again. */
class PaidOnceTest {
    private static final String MAIL = """
            From: Kim Prints <kim@stranger.example>
            To: hi@studio.example
            Subject: Opening hours
            Message-ID: <m1@stranger.example>

            Are you open on the 24th?
            """;

    private static final PaidModel MODEL = new PaidModel(prompt -> (prompt.purpose() == Purpose.READ
                    ? ScriptedModel.reading("question", "Somebody asks about the 24th.", false)
                    : ScriptedModel.plan("Answer", ScriptedModel.step("s1", "email.reply", "body", "Hi Kim, yes.")))
            .toString());

    private record Stop(String where, TestWorld world, List<Prompt> paid) {}

    /**
     * An answer is lost only where the process ends between hearing it and keeping it: whoever dies with the answer in its
     * hands has paid for nothing, and its usage line says so.
     */
    @Test
    void whatWasKeptIsNotPaidAgain() throws IOException {
        TestWorld world = TestWorld.seeded(1);
        Office.found(world);
        world.clock().advance(Duration.ofMinutes(1));
        world.disk().person().write(Office.ROOT.resolve("Inbox/hours.eml"), MAIL);
        world.disk().settle();
        world.clock().advance(Duration.ofSeconds(40));
        List<Stop> stops = new ArrayList<>();
        MODEL.forget();
        world.stops((operation, how, next) -> {
            if (how == Crash.AFTER || how == Crash.LOST_ALL) {
                stops.add(new Stop(how + " at " + operation, next.make(1), MODEL.paid()));
            }
        });
        try (Office office = new Office(world, List.of(), () -> false, Optional.of(MODEL))) {
            office.work();
        }
        world.noStops();
        assertEquals(2, MODEL.paid().size());

        int again = 0;
        for (Stop stop : stops) {
            MODEL.forget();
            boolean kept = kept(stop) >= stop.paid().size();
            stop.world().clock().advance(Duration.ofSeconds(40));
            try (Office next = new Office(stop.world(), List.of(), () -> false, Optional.of(MODEL))) {
                next.workOn(Duration.ofMinutes(10));
                assertEquals(1, next.notes("Pending_Approval").size(), stop.where());
            }
            List<Prompt> all = new ArrayList<>(stop.paid());
            all.addAll(MODEL.paid());
            int twice = all.size() - new HashSet<>(all).size();
            assertTrue(twice <= 1, () -> stop.where() + ": " + all.size() + " calls");
            assertTrue(twice == 0 || !kept, () -> "paid twice though the answer was kept, " + stop.where());
            again += twice;
        }
        System.out.println("paid once: " + stops.size() + " stops while models plan a mail, " + again
                + " with an answer in hand that was not kept yet, 0 kept answers paid again");
    }

    /** Answers that stand on the disk as it was at the stop. */
    private static int kept(Stop stop) {
        Map<String, String> files = stop.world().disk().person().files(Office.ROOT.resolve(".agent/cache"));
        return (int) files.keySet().stream()
                .filter(name -> name.startsWith("answer-") && name.endsWith(".json"))
                .count();
    }
}
