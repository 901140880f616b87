package dev.factotum.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factotum.job.Campaign;
import dev.factotum.vault.Vault;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** R12 on the real disk: eight writers in processes that are ended by {@code kill -9}, an editor that overwrites the page. */
@ResourceLock("processes")
class AuditKillTest {
    private static final int WRITERS = 8;
    private static final int PROCESSES = Campaign.full() ? WRITERS : 2;
    private static final int KILLS = Campaign.full() ? 100 : 4;
    private static final int MOST_BEFORE_A_KILL = 60;
    private static final long PATIENCE_SECONDS = 120;

    @TempDir
    Path folder;

    private final Random chance = Campaign.chance("audit kill -9");
    private final Set<Long> savedAgain = new HashSet<>();
    private String stale = "";
    private int started;
    private int saves;

    /** A writer's process and what it says it was answered. */
    private record Writer(Process process, Path answered) {
        long lines() throws IOException {
            return Files.exists(answered) ? Files.readAllLines(answered).size() : 0;
        }
    }

    @Test
    @Timeout(value = 1, unit = TimeUnit.HOURS)
    void howeverOftenWritersAreKilledNoAnsweredEntryIsLost() throws Exception {
        Vault vault = Vault.create(ElsewhereKept.world(state()), folder.resolve("vault"));
        List<Writer> writers = new ArrayList<>();
        try {
            for (int i = 0; i < PROCESSES; i++) {
                writers.add(start());
            }
            for (int kill = 0; kill < KILLS; kill++) {
                int victim = chance.nextInt(PROCESSES);
                Writer writer = writers.get(victim);
                await(writer, 1 + chance.nextInt(MOST_BEFORE_A_KILL));
                edit(vault.root().resolve(Segments.PAGE));
                assertTrue(writer.process().isAlive(), "it died of itself");
                writer.process().destroyForcibly().waitFor();
                writers.set(victim, start());
            }
            for (Writer writer : writers) {
                await(writer, 1);
            }
            Files.createFile(stop());
            for (Writer writer : writers) {
                assertTrue(writer.process().waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS));
                assertEquals(0, writer.process().exitValue());
            }
        } finally {
            writers.forEach(writer -> writer.process().destroyForcibly());
        }
        check(vault);
    }

    private Path state() {
        return folder.resolve("state");
    }

    private Path stop() {
        return folder.resolve("stop");
    }

    private Path answers() throws IOException {
        return Files.createDirectories(folder.resolve("answered"));
    }

    private Writer start() throws IOException {
        String name = "w" + ++started;
        Path answered = answers().resolve(name);
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Xshare:auto",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        AuditWriter.class.getName(),
                        folder.resolve("vault").toString(),
                        stop().toString(),
                        answered.toString(),
                        name,
                        String.valueOf(WRITERS / PROCESSES))
                .redirectOutput(Redirect.DISCARD)
                .redirectError(Redirect.INHERIT);
        builder.environment().put("AGENT_STATE", state().toString());
        return new Writer(builder.start(), answered);
    }

    private static void await(Writer writer, int lines) throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (writer.lines() < lines) {
            assertTrue(System.nanoTime() < end && writer.process().isAlive(), () -> writer + " answers nothing");
            Thread.sleep(5);
        }
    }

    /** Every other time an editor keeps the page open, and the time after it saves what it had. */
    private void edit(Path page) throws IOException {
        try {
            if (stale.isEmpty()) {
                stale = Files.readString(page);
                return;
            }
            Path beside = page.resolveSibling("page.editor");
            if (Items.first(stale) == Items.first(Files.readString(page))) {
                Files.writeString(beside, stale + "See [[Plan A]]\n");
                Files.move(beside, page, StandardCopyOption.ATOMIC_MOVE);
                savedAgain.addAll(Items.of(List.of(stale)).keySet());
                saves++;
            }
            stale = "";
        } catch (NoSuchFileException setAside) {
            stale = "";
        }
    }

    private void check(Vault vault) throws IOException {
        Set<String> answered = new HashSet<>();
        try (Stream<Path> files = Files.list(answers())) {
            for (Path file : files.toList()) {
                answered.addAll(Files.readAllLines(file));
            }
        }
        try (AuditLog log = new AuditLog(vault, Book.ZONE)) {
            log.recover();
            AuditCheck check = log.verify();
            assertTrue(check.ok(), check::toString);
            assertEquals(1, check.level());
            List<AuditRecord> entries = log.read(entry -> true, Integer.MAX_VALUE);
            assertEquals(check.entries(), entries.size());
            List<String> receipts = entries.stream()
                    .filter(entry -> entry.ev().equals("done"))
                    .map(entry -> entry.receipt().orElseThrow())
                    .toList();
            assertEquals(receipts.size(), new HashSet<>(receipts).size(), "no entry twice");
            answered.removeAll(receipts);
            assertEquals(Set.of(), answered, "answered and lost");
            Map<Long, Integer> items = Items.of(pages(vault.root()));
            assertEquals(entries.size(), items.size());
            // A page that was set aside between the editor's opening and its saving stands there twice.
            items.forEach((seq, count) -> assertTrue(count == 1 || savedAgain.contains(seq), () -> "entry " + seq));
            System.out.printf(
                    "audit kill -9: %d kills, %d processes at a time, %d writers, %d entries, %d saves of an editor, 0 lost%n",
                    KILLS, PROCESSES, WRITERS, entries.size(), saves);
        }
    }

    private static List<String> pages(Path root) throws IOException {
        List<String> pages = new ArrayList<>(List.of(Files.readString(root.resolve(Segments.PAGE))));
        if (Files.isDirectory(root.resolve("Audit"))) {
            try (Stream<Path> files = Files.list(root.resolve("Audit"))) {
                for (Path file : files.toList()) {
                    pages.add(Files.readString(file));
                }
            }
        }
        return pages;
    }
}
