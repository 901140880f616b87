package dev.factotum.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factotum.world.LeapGuard;
import dev.factotum.world.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The loop on a real folder. */
class WatchTest {
    private static final Set<Path> EVERYTHING = Set.of(Path.of("everything"));
    private static final List<String> FOLDERS = List.of(
            "Inbox", "Needs_Action", "Pending_Approval", "Approved", "Rejected", "Completed", "Clients/Acme", "Notes");

    private final World world = World.real();
    private final AtomicBoolean stop = new AtomicBoolean();
    private final BlockingQueue<Set<Path>> looks = new LinkedBlockingQueue<>();
    private final Path root;
    private final Hints hints;
    private CompletableFuture<Void> running = CompletableFuture.completedFuture(null);

    WatchTest(@TempDir Path folder) throws IOException {
        root = folder.toRealPath();
        for (String name : FOLDERS) {
            Files.createDirectories(root.resolve(name));
        }
        hints = Hints.of(world.disk(), root);
    }

    @BeforeEach
    void nothingWasSeenYet() {
        assertEquals(List.of(), List.copyOf(looks));
    }

    private Rounds recording() {
        return new Rounds() {
            @Override
            public Next everything() {
                looks.add(EVERYTHING);
                return new Next(Instant.MAX, Set.of());
            }

            @Override
            public Instant some(Set<Path> files) {
                looks.add(files);
                return Instant.MAX;
            }
        };
    }

    private void start(Rounds rounds) {
        Watch watch = new Watch(world.clock(), new LeapGuard(world.clock()), hints, rounds, stop::get);
        running = CompletableFuture.runAsync(() -> {
            try {
                watch.run();
            } catch (IOException | InterruptedException e) {
                throw new CompletionException(e);
            }
        });
    }

    @AfterEach
    void end() throws Exception {
        stop.set(true);
        hints.wake();
        try {
            running.get(20, TimeUnit.SECONDS);
        } finally {
            hints.close();
        }
    }

    private Set<Path> look() throws InterruptedException {
        Set<Path> look = looks.poll(20, TimeUnit.SECONDS);
        assertNotNull(look, "no look within twenty seconds");
        return look;
    }

    private void lookFor(Path file) throws InterruptedException {
        Set<Path> seen = new HashSet<>();
        while (!seen.contains(file)) {
            seen.addAll(look());
        }
    }

    @Test
    void everythingIsLookedAtFirst() throws Exception {
        start(recording());
        assertEquals(EVERYTHING, look());
    }

    @Test
    void aMoveIntoApprovedIsALookAtThatFile() throws Exception {
        Path from = Files.writeString(root.resolve("Pending_Approval/a.md"), "# A");
        start(recording());
        look();
        Path to = root.resolve("Approved/a.md");
        Files.move(from, to);
        lookFor(to);
    }

    @Test
    void aFolderThatComesBackIsWatchedAgain() throws Exception {
        start(recording());
        look();
        Files.move(root.resolve("Approved"), root.resolve("Elsewhere"));
        assertEquals(EVERYTHING, look());
        Files.move(root.resolve("Elsewhere"), root.resolve("Approved"));
        assertEquals(EVERYTHING, look());
        Path file = root.resolve("Approved/late.md");
        Files.writeString(file, "# Late");
        lookFor(file);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PAUSE.md", "agent.yaml", "Rejected/a.md", "Clients/Acme/Client.md"})
    void theKillSwitchTheSettingsAndAMoveToRejectedAreALookAtEverything(String name) throws Exception {
        start(recording());
        look();
        Files.writeString(root.resolve(name), "x");
        assertEquals(EVERYTHING, look());
    }

    @Test
    void notesOutsideAndTemporaryFilesAreNoLook() throws Exception {
        start(recording());
        look();
        for (String name :
                List.of("Notes/a.md", "Dashboard.md", "Audit_Log.md", "Inbox/.~agent-1.tmp", "Inbox/b.part")) {
            Files.writeString(root.resolve(name), "x");
        }
        Path last = Files.writeString(root.resolve("Inbox/last.md"), "x");
        assertEquals(Set.of(last), look());
    }

    @Test
    void aLookThatTakesLongHoldsUpNoOther() throws Exception {
        CompletableFuture<Void> slow = new CompletableFuture<>();
        Path first = root.resolve("Approved/slow.md");
        Rounds recording = recording();
        start(new Rounds() {
            @Override
            public Next everything() throws IOException {
                return recording.everything();
            }

            @Override
            public Instant some(Set<Path> files) throws IOException {
                Instant due = recording.some(files);
                if (files.contains(first)) {
                    slow.join();
                }
                return due;
            }
        });
        look();
        Files.writeString(first, "x");
        lookFor(first);
        Path second = Files.writeString(root.resolve("Approved/quick.md"), "x");
        lookFor(second);
        slow.complete(null);
    }

    @Test
    void aLookThatFailsEndsTheWatch() throws Exception {
        start(new Rounds() {
            @Override
            public Next everything() throws IOException {
                throw new IOException("the disk is gone");
            }

            @Override
            public Instant some(Set<Path> files) {
                return Instant.MAX;
            }
        });
        CompletableFuture<Void> failed = running;
        running = CompletableFuture.completedFuture(null);
        Throwable thrown = failed.handle((ignored, e) -> e).get(20, TimeUnit.SECONDS);
        assertInstanceOf(IOException.class, thrown.getCause());
    }

    @Test
    void aBurstLosesNothing() throws Exception {
        List<Path> known = new ArrayList<>();
        Rounds listing = new Rounds() {
            @Override
            public Next everything() throws IOException {
                try (var files = Files.list(root.resolve("Inbox"))) {
                    looks.add(new HashSet<>(files.toList()));
                }
                return new Next(Instant.MAX, Set.of());
            }

            @Override
            public Instant some(Set<Path> files) {
                looks.add(files);
                return Instant.MAX;
            }
        };
        start(listing);
        look();
        for (int i = 0; i < 5_000; i++) {
            known.add(Files.writeString(root.resolve("Inbox/" + i + ".txt"), ""));
        }
        Set<Path> seen = new HashSet<>();
        while (!seen.containsAll(known)) {
            seen.addAll(look());
        }
        assertTrue(seen.size() >= known.size());
    }
}
