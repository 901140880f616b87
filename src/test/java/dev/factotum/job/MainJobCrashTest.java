package dev.factotum.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factotum.world.Crash;
import dev.factotum.world.CrashDisk;
import dev.factotum.world.Crashed;
import dev.factotum.world.DiskFailure;
import dev.factotum.world.Fault;
import dev.factotum.world.Person;
import dev.factotum.world.TestWorld;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
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

    /** Operations that only look leave the disk as the one before them did, so stops are tried at changes alone. */
    @TestFactory
    List<DynamicTest> oneMailEndsAsOneFinishedMatterHoweverTheProgramIsStopped() throws IOException {
        List<CrashDisk.Operation> changes = changes();
        AtomicInteger total = new AtomicInteger();
        List<DynamicTest> tests = new ArrayList<>();
        for (Crash how : Crash.values()) {
            tests.add(DynamicTest.dynamicTest("stopped by " + how, () -> {
                List<String> violations = new ArrayList<>();
                for (CrashDisk.Operation change : changes) {
                    if (fits(how, change)) {
                        total.incrementAndGet();
                        violation(change, how).ifPresent(violations::add);
                    }
                }
                assertEquals(List.of(), violations);
            }));
        }
        tests.add(DynamicTest.dynamicTest("points counted", () -> {
            System.out.println("main job: " + total + " crash points, 0 violations");
            assertTrue(total.get() > 500, total + " crash points");
        }));
        return tests;
    }

    /** Every change answered with every error; then the program is run again. */
    @TestFactory
    List<DynamicTest> oneMailEndsAsOneFinishedMatterWhateverTheDiskRefuses() throws IOException {
        List<CrashDisk.Operation> changes = changes();
        List<DynamicTest> tests = new ArrayList<>();
        for (Fault how : Fault.values()) {
            tests.add(DynamicTest.dynamicTest("refused as " + how, () -> {
                List<String> violations = new ArrayList<>();
                int points = 0;
                for (CrashDisk.Operation change : changes) {
                    if (!recordsTwice(how, change)) {
                        points++;
                        refused(change, how).ifPresent(violations::add);
                    }
                }
                assertEquals(List.of(), violations);
                System.out.println("main job: " + points + " changes refused as " + how);
            }));
        }
        return tests;
    }

    /**
     * Known gaps, where nothing is lost and nothing sent twice but a record stands twice: a result whose force finds no
     * room is appended again, and so are audit entries of which the disk took a part before it said no.
     */
    private static boolean recordsTwice(Fault how, CrashDisk.Operation change) {
        String path = change.path().toString();
        return switch (how) {
            case FULL ->
                change.name().equals("force") && path.contains("/ledger/open/")
                        || change.name().equals("append") && path.contains("/.agent/audit/");
            case FAILING -> change.name().equals("append") && path.contains("/.agent/audit/");
            case DENIED, READ_ONLY -> false;
        };
    }

    /** Runs the job with one refused operation, then once more, and says what is wrong afterwards. */
    private static Optional<String> refused(CrashDisk.Operation operation, Fault how) {
        try {
            TestWorld world = TestWorld.seeded(1);
            Office.found(world);
            world.disk().failAt(operation.number(), how);
            boolean struck = false;
            for (Part part : Part.values()) {
                part.act(world.disk().person());
                world.disk().settle();
                world.clock().advance(Duration.ofSeconds(15));
                try {
                    run(world);
                } catch (IOException refused) {
                    assertEquals(how.name(), DiskFailure.of(refused).name());
                }
                assertEquals(List.of(), new VaultChecker(world.disk().person(), ROOT).always());
                if (!struck && world.disk().operations() >= operation.number()) {
                    struck = true;
                    world.disk().settle();
                    world = world.restart();
                    world.clock().advance(Duration.ofSeconds(15));
                    run(world);
                }
            }
            finished(world, "");
            return Optional.empty();
        } catch (AssertionError | IOException | RuntimeException wrong) {
            return Optional.of(how + " at " + operation + ": " + wrong);
        }
    }

    /** A torn write needs a write. */
    private static boolean fits(Crash how, CrashDisk.Operation change) {
        boolean write = change.name().startsWith("create") || change.name().equals("append");
        return switch (how) {
            case TORN_ONE, TORN_HALF, TORN_ALL_BUT_ONE -> write;
            case BEFORE, AFTER, LOST, LOST_ALL, LOST_DATA -> true;
        };
    }

    private static List<CrashDisk.Operation> changes() throws IOException {
        TestWorld world = TestWorld.seeded(1);
        Office.found(world);
        long before = world.disk().operations();
        for (Part part : Part.values()) {
            part.act(world.disk().person());
            world.clock().advance(Duration.ofSeconds(15));
            run(world);
        }
        List<CrashDisk.Operation> trace = world.disk().trace();
        finished(world, "not stopped at all");
        return trace.stream()
                .filter(CrashDisk.Operation::changes)
                .filter(operation -> operation.number() > before)
                .toList();
    }

    /** Runs the job with a stop at one operation and says what is wrong afterwards. */
    private static Optional<String> violation(CrashDisk.Operation stop, Crash how) {
        String at = how + " at " + stop;
        try {
            TestWorld world = TestWorld.seeded(1);
            Office.found(world);
            world.disk().crashAt(stop.number(), how);
            for (Part part : Part.values()) {
                part.act(world.disk().person());
                world.disk().settle();
                world.clock().advance(Duration.ofSeconds(15));
                try {
                    run(world);
                } catch (Crashed crashed) {
                    world = world.restart();
                    assertEquals(List.of(), new VaultChecker(world.disk().person(), ROOT).always());
                    world.clock().advance(Duration.ofSeconds(15));
                    run(world);
                }
            }
            finished(world, "");
            return Optional.empty();
        } catch (AssertionError | IOException | RuntimeException wrong) {
            return Optional.of(at + ": " + wrong);
        }
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
