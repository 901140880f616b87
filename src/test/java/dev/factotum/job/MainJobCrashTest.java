package dev.factotum.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factotum.world.Crash;
import dev.factotum.world.Crashed;
import dev.factotum.world.Person;
import dev.factotum.world.TestWorld;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The main job, stopped after every single disk operation in every way a process or a machine can stop, then started
 * again: whatever happens, one mail ends as one finished matter, sent once, with nothing lost.
 */
class MainJobCrashTest {
    private static final Path ROOT = Office.ROOT;

    private static final String MAIL = """
            From: Jo Peters <jo@acme.example>
            To: hi@studio.example
            Subject: Where is invoice 1042?
            Message-ID: <k7q2m9v5@acme.example>
            Date: Fri, 20 Nov 2026 08:55:00 +0100
            Content-Type: text/plain; charset=utf-8

            Hi, could you send invoice 1042 again? Thanks, Jo
            """.replace("\n", "\r\n");

    /** What a person does, and what the program is to make of it; each part ends with everything at rest. */
    private enum Part {
        DROP {
            @Override
            void act(Person person) {
                person.write(ROOT.resolve("Inbox/mail.eml"), MAIL);
            }
        },
        TICK {
            @Override
            void act(Person person) {
                Map<String, String> tray = person.files(ROOT.resolve("Pending_Approval"));
                tray.forEach((name, text) -> {
                    if (!name.startsWith(".")) {
                        person.write(
                                ROOT.resolve("Pending_Approval").resolve(name),
                                text.replace("- [ ] **Approve**", "- [x] **Approve**") + "\nMy own words stay.\n");
                    }
                });
            }
        };

        abstract void act(Person person);
    }

    @TestFactory
    List<DynamicTest> oneMailEndsAsOneFinishedMatterHoweverTheProgramIsStopped() {
        List<DynamicTest> tests = new ArrayList<>();
        int[] total = new int[1];
        for (Crash how : Crash.values()) {
            tests.add(DynamicTest.dynamicTest("stopped by " + how, () -> {
                int points = 0;
                for (long n = 1; stopped(n, how); n++) {
                    points++;
                }
                total[0] += points;
                assertTrue(points > 100, "only " + points + " crash points");
            }));
        }
        tests.add(DynamicTest.dynamicTest("all points counted", () -> {
            System.out.println("main job: " + total[0] + " crash points, 0 violations");
            assertTrue(total[0] > 1000);
        }));
        return tests;
    }

    /** Runs the job with a stop at one operation; false when the job ended before it. */
    private static boolean stopped(long n, Crash how) throws IOException {
        TestWorld world = TestWorld.seeded(n * 31 + how.ordinal());
        Office.found(world);
        world.disk().crashAt(world.disk().operations() + n, how);
        boolean crashed = false;
        for (Part part : Part.values()) {
            part.act(world.disk().person());
            world.disk().settle();
            world.clock().advance(Duration.ofSeconds(15));
            try {
                run(world);
            } catch (Crashed stop) {
                crashed = true;
                world = world.restart();
                String at = part + " stopped at operation " + n + " by " + how;
                assertEquals(List.of(), new VaultChecker(world.disk().person(), ROOT).always(), at);
                world.clock().advance(Duration.ofSeconds(15));
                run(world);
            }
        }
        finished(world, "stopped at operation " + n + " by " + how);
        return crashed;
    }

    private static void run(TestWorld world) throws IOException {
        try (Office office = new Office(world)) {
            office.work();
        }
    }

    private static void finished(TestWorld world, String at) throws IOException {
        Person person = world.disk().person();
        assertEquals(List.of(), new VaultChecker(person, ROOT).atRest(), at);
        try (Office office = new Office(world)) {
            Map.Entry<String, String> record = office.only("Completed");
            assertTrue(record.getValue().contains("could you send invoice 1042 again?"), at + record.getValue());
            assertTrue(record.getValue().contains("My own words stay."), at + record.getValue());
            assertTrue(record.getValue().contains("→ simulated: Outbox/email/"), at + record.getValue());
            assertTrue(record.getValue().contains("→ simulated: Outbox/x/"), at + record.getValue());
            assertEquals(1, office.notes("Outbox/email").size(), at);
            assertEquals(1, office.notes("Outbox/x").size(), at);
            assertEquals(1, person.files(ROOT.resolve("Attachments")).size(), at);
            for (String empty : List.of("Inbox", "Needs_Action", "Pending_Approval", "Approved", "Rejected")) {
                assertEquals(Map.of(), office.notes(empty), at);
            }
            assertTrue(office.audit().verify().ok(), at + office.audit().verify());
        }
    }
}
