package dev.factotum.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factotum.plan.PlanText;
import dev.factotum.vault.Digest;
import dev.factotum.world.Threads;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * R2: while a watch adopts, plans, runs, returns and lays to rest, others read every note over and over. Each read gives
 * one whole text, and one that was meant: a text that was dropped, that was replaced later, or that stands at the end.
 */
@ResourceLock("processes")
class ReadersTest {
    private static final long READS = Campaign.full() ? 1_000_000 : 4_000L * Campaign.size();
    private static final int READERS = 2;
    private static final int AT_ONCE = 12;
    private static final List<String> FOLDERS = List.of("Needs_Action", "Pending_Approval", "Approved", "Rejected");

    private final AtomicLong reads = new AtomicLong();
    private final Map<String, String> seen = new ConcurrentHashMap<>();
    private final Set<String> dropped = new HashSet<>();
    private final Set<String> wrong = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean stop = new AtomicBoolean();

    @Test
    @Timeout(value = 1, unit = TimeUnit.HOURS)
    void everyReadGivesOneWholeTextThatWasMeant() throws Exception {
        try (RealVault vault = RealVault.found();
                AgentProcess watch = vault.agent("watch");
                ExecutorService threads = Threads.perTask("reader", (thread, fault) -> {})) {
            assertTrue(RealVault.comes(() -> watch.said().contains("Watching")), watch.said());
            List<Future<?>> readers = new ArrayList<>();
            for (int i = 0; i < READERS; i++) {
                readers.add(threads.submit(() -> {
                    while (!stop.get()) {
                        look(vault.root());
                    }
                    return null;
                }));
            }
            int notes = feed(vault, watch);
            stop.set(true);
            for (Future<?> reader : readers) {
                reader.get();
            }
            assertEquals(143, watch.stop(), watch.said());
            look(vault.root());
            vault.inOrder();
            Set<String> meant = meant(vault);
            seen.forEach((digest, text) -> {
                if (!meant.contains(digest)) {
                    wrong.add("nobody meant this: " + text);
                }
            });
            System.out.println("R2: " + reads + " reads of " + notes + " notes under change, " + seen.size()
                    + " different texts, " + wrong.size() + " partial");
            assertEquals(Set.of(), wrong);
            assertTrue(seen.size() > notes, "the readers saw nothing change");
        }
    }

    /** Drops plans and approves those that come to the tray, a few at once, until there were reads enough. */
    private int feed(RealVault vault, AgentProcess watch) throws IOException, InterruptedException {
        int notes = 0;
        while (reads.get() < READS && wrong.isEmpty()) {
            assertTrue(watch.alive(), watch.said());
            if (vault.names("Needs_Action").size() < AT_ONCE
                    && vault.names("Approved").size() < AT_ONCE) {
                String text = plan(notes);
                dropped.add(digest(text.getBytes(StandardCharsets.UTF_8)));
                vault.drop("Needs_Action/Note " + notes + ".md", text);
                notes++;
            }
            for (String name : vault.names("Pending_Approval")) {
                if (Files.readString(vault.root().resolve("Pending_Approval").resolve(name))
                        .contains("**If approved")) {
                    decide(vault, name);
                }
            }
            Thread.onSpinWait();
        }
        return notes;
    }

    private static void decide(RealVault vault, String name) throws IOException {
        try {
            vault.move(name, "Pending_Approval", name.endsWith("7.md") ? "Rejected" : "Approved");
        } catch (NoSuchFileException movedMeanwhile) {
            return;
        }
    }

    /** One in fifty names a tool that there is not, so that it comes back with a callout. */
    private static String plan(int number) {
        String skill = number % 50 == 0 ? "x.pots" : "x.post";
        return "# Note " + number + "\n\n" + "Some thoughts. ".repeat(number % 40)
                + "\n\n- [ ] **Post**\n\n```step\nskill: " + skill + "\ntext: Say " + number
                + "\n```\n\nThe last line of it.\n";
    }

    private void look(Path root) throws IOException {
        for (String folder : FOLDERS) {
            try (DirectoryStream<Path> notes = Files.newDirectoryStream(root.resolve(folder), "[!.]*.md")) {
                for (Path note : notes) {
                    read(note);
                }
            }
        }
    }

    private void read(Path note) throws IOException {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(note);
        } catch (NoSuchFileException movedMeanwhile) {
            return;
        }
        reads.incrementAndGet();
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException torn) {
            wrong.add("no text: " + note);
            return;
        }
        PlanText plan = PlanText.parse(text, String.valueOf(note.getFileName()));
        if (plan.steps().size() != 1 || !text.contains("The last line of it.\n") || !text.endsWith("\n")) {
            wrong.add("half-written: " + note + "\n" + text);
        }
        seen.putIfAbsent(digest(bytes), text);
    }

    private static String digest(byte[] bytes) {
        return Digest.of(bytes).hex().substring(0, 12);
    }

    /** The texts that were dropped, that were replaced (undo keeps each under its digest), and that stand at the end. */
    private Set<String> meant(RealVault vault) throws IOException {
        Set<String> meant = new TreeSet<>(dropped);
        for (String name : vault.names(".agent/local/undo")) {
            meant.add(String.valueOf(Path.of(name).getFileName()).split("-", 3)[1]);
        }
        for (String stage : List.of("Needs_Action", "Pending_Approval", "Approved", "Rejected", "Completed")) {
            for (String name : vault.names(stage)) {
                meant.add(digest(Files.readAllBytes(vault.root().resolve(stage).resolve(name))));
            }
        }
        return meant;
    }
}
