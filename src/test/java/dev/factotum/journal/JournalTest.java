package dev.factotum.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.factotum.config.Settings.LogSettings;
import dev.factotum.world.Disk;
import dev.factotum.world.Fault;
import dev.factotum.world.TestWorld;
import dev.factotum.world.World;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class JournalTest {
    private static final Logger LOG = LoggerFactory.getLogger("dev.factotum.engine.Test");
    private static final Path FOLDER = Path.of("/vault/.agent/local/log");
    private static final Path FILE = FOLDER.resolve("agent.log");

    private final TestWorld test = TestWorld.seeded(1);
    private final World world = test.world();

    private String text() throws IOException {
        return new String(world.disk().read(FILE, 1 << 24), StandardCharsets.UTF_8);
    }

    private Journal open() {
        Journal journal = Journal.open(world, FOLDER);
        journal.listen();
        journal.settings(LogSettings.USUAL);
        return journal;
    }

    @Test
    void anEventIsOneLineOfJson() throws IOException {
        try (Journal journal = open()) {
            LOG.atInfo()
                    .addKeyValue("matter", "01M7")
                    .addKeyValue("ms", 12)
                    .addKeyValue("text", "two\nlines \"quoted\"")
                    .log("result");
            assertTrue(journal.trouble().isEmpty());
        }
        assertEquals(
                "{\"t\":\"2026-11-20T08:00:00Z\",\"level\":\"INFO\",\"pid\":"
                        + world.processes().pid()
                        + ",\"log\":\"engine.Test\",\"event\":\"result\",\"matter\":\"01M7\",\"ms\":12,"
                        + "\"text\":\"two\\nlines \\\"quoted\\\"\"}\n",
                text());
    }

    @Test
    void aFaultIsWrittenWithoutWhatItSays() throws IOException {
        try (Journal journal = open()) {
            LOG.atError()
                    .setCause(new IllegalStateException("Dear Jo", new IOException("private words")))
                    .log("fault");
            assertTrue(journal.known());
        }
        JsonNode line = new ObjectMapper().readTree(text());
        assertEquals(
                "java.lang.IllegalStateException < java.io.IOException",
                line.path("fault").asText());
        assertTrue(line.path("at").asText().startsWith("JournalTest.aFaultIsWritten"), line::toString);
        assertFalse(text().contains("Dear Jo") || text().contains("private"), text());
    }

    @Test
    void aSecretThatWasFoundLaterNeverStandsInTheLogEvenWhenTheSettingsChange() throws IOException {
        try (Journal journal = open()) {
            journal.conceal("canary words");
            LOG.info("it is canary words");
            journal.settings(LogSettings.USUAL);
            LOG.info("still canary words");
        }
        assertFalse(text().contains("canary"), text());
        assertTrue(text().contains("it is [redacted]") && text().contains("still [redacted]"), text());
    }

    @Test
    void whatWasLoggedBeforeTheSettingsWereReadKeepsToThem() throws IOException {
        try (Journal journal = Journal.open(world, FOLDER)) {
            journal.listen();
            LOG.info("early");
            LOG.warn("password=hunter22");
            assertTrue(world.disk().facts(FILE).isEmpty());
            journal.settings(new LogSettings("warn", Set.of()));
            LOG.info("late");
        }
        assertEquals(1, text().lines().count(), text());
        assertTrue(text().contains("password=[redacted]"), text());
    }

    @Test
    void offWritesNothingAtAll() throws IOException {
        try (Journal journal = Journal.open(world, FOLDER)) {
            journal.listen();
            LOG.error("early");
            journal.settings(new LogSettings("off", Set.of()));
            LOG.error("late");
        }
        assertTrue(world.disk().facts(FOLDER).isEmpty());
    }

    @Test
    void aSecretOfTheSettingsNeverEnters() throws IOException {
        try (Journal journal = Journal.open(world, FOLDER)) {
            journal.listen();
            LOG.warn("it said horse battery");
            journal.settings(new LogSettings("info", Set.of("horse battery")));
            LOG.atInfo().addKeyValue("said", "again horse battery staple").log("line");
        }
        assertFalse(text().contains("horse"), text());
        assertEquals(
                2, text().lines().filter(line -> line.contains("[redacted]")).count());
    }

    @Test
    void nothingIsTakenOnceItIsClosed() throws IOException {
        Journal journal = open();
        LOG.info("one");
        journal.close();
        LOG.info("two");
        assertEquals(1, text().lines().count(), text());
    }

    @Test
    void aLargeFileIsPutAsideAndOnlySoManyAreKept() throws IOException {
        try (Journal journal = open()) {
            for (int i = 0; i < 30_000; i++) {
                LOG.atInfo()
                        .addKeyValue("n", i)
                        .addKeyValue("filling", "x".repeat(380))
                        .log("line");
            }
            assertTrue(journal.trouble().isEmpty());
        }
        List<Path> aside = JournalFile.aside(world.disk(), FOLDER);
        assertEquals(JournalFile.MOST, aside.size());
        long all = 0;
        for (Path file : aside) {
            long size = world.disk().facts(file).orElseThrow().size();
            assertTrue(size >= JournalFile.LARGEST && size < JournalFile.LARGEST + 1000, () -> file + " has " + size);
            all += size;
        }
        assertTrue(all < 8L << 20);
        assertTrue(text().contains("\"n\":29999"));
    }

    @Test
    void aNewDayBeginsANewFileAndAClockThatIsWrongTakesNoneAway() throws IOException {
        try (Journal journal = open()) {
            LOG.info("monday");
            test.clock().advance(Duration.ofDays(1));
            LOG.info("tuesday");
            assertEquals(1, JournalFile.aside(world.disk(), FOLDER).size());
            test.clock().advance(Duration.ofDays(20));
            LOG.info("much later");
            assertTrue(journal.trouble().isEmpty());
        }
        assertEquals(2, JournalFile.aside(world.disk(), FOLDER).size());
        assertTrue(text().contains("much later"));
    }

    @Test
    void aFullDiskHarmsNobodyAndIsSaidOnceItTakesLinesAgain() throws IOException {
        try (Journal journal = open()) {
            LOG.info("before");
            Disk disk = world.disk();
            long at = test.disk().operations();
            test.disk().failBetween(at + 1, at + 1, Fault.FULL);
            LOG.info("lost for the disk is full");
            assertTrue(journal.trouble().isPresent());
            LOG.info("lost for it is not tried at once");
            assertEquals(at + 1, test.disk().operations());
            test.clock().advance(Duration.ofSeconds(31));
            LOG.info("after");
            assertTrue(journal.trouble().isEmpty());
            assertTrue(disk.facts(FILE).isPresent());
        }
        List<String> whole = new JournalTail(world.disk(), FOLDER).last(1 << 20);
        assertTrue(whole.getFirst().contains("before"), whole::toString);
        assertTrue(whole.get(1).contains("\"event\":\"lost\",\"lines\":2}"), whole::toString);
        assertTrue(whole.get(2).contains("after"), whole::toString);
        assertEquals(3, whole.size());
    }

    @Test
    void whatCannotBeWrittenAtAllIsOnlyTrouble() {
        test.disk().failBetween(0, Long.MAX_VALUE, Fault.READ_ONLY);
        try (Journal journal = open()) {
            LOG.info("nowhere");
            assertEquals(
                    "Read-only file system",
                    ((java.nio.file.FileSystemException) journal.trouble().orElseThrow()).getReason());
        }
    }

    @Test
    void theLastErrorsAreReadBackTheNewestFirst() throws IOException {
        try (Journal journal = open()) {
            LOG.atWarn()
                    .addKeyValue("code", "E-PLAN-01")
                    .addKeyValue("what", "First.")
                    .log("problem");
            LOG.info("fine");
            world.disk().append(FILE, "{\"t\":\"torn\n".getBytes(StandardCharsets.UTF_8));
            LOG.atError().setCause(new IllegalStateException()).log("fault");
            assertTrue(journal.known());
        }
        List<JournalTail.Noted> wrong = new JournalTail(world.disk(), FOLDER).wrong(5);
        assertEquals(
                List.of("fault java.lang.IllegalStateException", "E-PLAN-01 First."),
                wrong.stream().map(one -> one.code() + " " + one.what()).toList());
    }

    @Test
    void twoProcessesLoseNoLineAndTearNone(@TempDir Path folder) throws Exception {
        int each = 4_000;
        List<Process> writers = new ArrayList<>();
        try {
            for (String who : List.of("one", "two")) {
                writers.add(new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                JournalWriter.class.getName(),
                                folder.toString(),
                                who,
                                String.valueOf(each))
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start());
            }
            for (Process writer : writers) {
                BufferedReader out = writer.inputReader(StandardCharsets.UTF_8);
                assertEquals("ready", out.readLine());
            }
            for (Process writer : writers) {
                writer.outputWriter().write("go");
                writer.outputWriter().flush();
            }
            for (Process writer : writers) {
                assertTrue(writer.waitFor(60, TimeUnit.SECONDS));
                assertEquals(0, writer.exitValue());
            }
        } finally {
            writers.forEach(Process::destroyForcibly);
        }
        List<Path> files = new ArrayList<>(JournalFile.aside(World.real().disk(), folder));
        assertTrue(files.size() >= 2, () -> "the file was put aside " + files.size() + " times");
        files.add(folder.resolve("agent.log"));
        Set<String> seen = new HashSet<>();
        ObjectMapper json = new ObjectMapper();
        for (Path file : files) {
            for (String line : Files.readAllLines(file)) {
                JsonNode node = json.readTree(line);
                assertTrue(seen.add(node.path("who").asText() + node.path("n").asInt()), line);
            }
        }
        assertEquals(2 * each, seen.size());
    }
}
