package dev.factotum.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factotum.vault.SafeFiles.LateSave;
import dev.factotum.vault.SafeFiles.Replaced;
import dev.factotum.world.Disk;
import dev.factotum.world.Threads;
import dev.factotum.world.World;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A person saves at the very moment the engine replaces, on the real disk: their words are always somewhere visible. */
class SwapRaceTest {
    private static final int RACES = 200;

    @TempDir
    Path folder = Path.of("");

    /** How the other side saves. */
    private interface Save {
        void to(Path file, String text) throws IOException;
    }

    private static void inPlace(Path file, String text) throws IOException {
        Files.writeString(file, text);
    }

    private static void byRename(Path file, String text) throws IOException {
        Path beside = file.resolveSibling("editor-" + Thread.currentThread().threadId());
        Files.writeString(beside, text);
        Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aSaveInPlaceIsNeverLost(boolean swaps) throws Exception {
        race(SwapRaceTest::inPlace, swaps);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aSaveByRenameIsNeverLost(boolean swaps) throws Exception {
        race(SwapRaceTest::byRename, swaps);
    }

    /** The machine's disk, as it is where two files cannot be swapped. */
    private static World withoutSwaps(World real) {
        Object disk = Proxy.newProxyInstance(
                Disk.class.getClassLoader(), new Class<?>[] {Disk.class}, (proxy, method, arguments) -> {
                    try {
                        return method.getName().equals("exchange") ? false : method.invoke(real.disk(), arguments);
                    } catch (InvocationTargetException answer) {
                        throw answer.getCause();
                    }
                });
        return new World((Disk) disk, real.clock(), real.ids(), real.processes());
    }

    private void race(Save save, boolean swaps) throws Exception {
        World world = swaps ? World.real() : withoutSwaps(World.real());
        SafeFiles files = new SafeFiles(world, folder.resolve("undo"));
        Files.createDirectories(folder.resolve("undo"));
        Random random = new Random(1);
        int changed = 0;
        long usual = usualNanos(files);
        try (ExecutorService threads = Threads.perTask("race", (thread, fault) -> {})) {
            for (int i = 0; i < RACES; i++) {
                Path stage = Files.createDirectory(folder.resolve("s" + i));
                Path file = stage.resolve("A.md");
                String old = "old " + i;
                String fresh = "fresh " + i;
                String theirs = "theirs " + i;
                Files.writeString(file, old);
                CyclicBarrier start = new CyclicBarrier(2);
                long delay = random.nextLong(usual * 3 / 2);
                Future<Replaced> engine = threads.submit(() -> {
                    start.await();
                    return files.replace(file, bytes(old), bytes(fresh));
                });
                Future<?> person = threads.submit(() -> {
                    start.await();
                    long begun = System.nanoTime();
                    while (System.nanoTime() - begun < delay) {
                        Thread.onSpinWait();
                    }
                    save.to(file, theirs);
                    return null;
                });
                person.get();
                Replaced outcome = engine.get();
                Set<String> visible = texts(stage);
                for (LateSave late : files.lateSaves()) {
                    visible.add(Files.readString(late.kept()));
                }
                assertTrue(visible.contains(theirs), i + " " + outcome + " " + visible);
                if (outcome == Replaced.CHANGED) {
                    changed++;
                    assertEquals(Set.of(theirs), visible, i + " " + outcome);
                }
                assertTrue(noTemporary(stage), i + " " + outcome);
            }
        }
        System.out.println(changed + " of " + RACES + " races found the person faster");
    }

    private long usualNanos(SafeFiles files) throws IOException {
        Path file = folder.resolve("warm.md");
        Files.writeString(file, "0");
        long begun = System.nanoTime();
        for (int i = 0; i < 50; i++) {
            assertEquals(Replaced.DONE, files.replace(file, bytes("" + i), bytes("" + (i + 1))));
        }
        return (System.nanoTime() - begun) / 50;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Set<String> texts(Path stage) throws IOException {
        Set<String> texts = new HashSet<>();
        for (Path file : listed(stage)) {
            try {
                texts.add(Files.readString(file));
            } catch (NoSuchFileException moved) {
                throw new UncheckedIOException(moved);
            }
        }
        return texts;
    }

    private static boolean noTemporary(Path stage) throws IOException {
        return listed(stage).stream()
                .noneMatch(file -> file.getFileName().toString().startsWith(".~"));
    }

    private static List<Path> listed(Path stage) throws IOException {
        try (Stream<Path> files = Files.list(stage)) {
            return new ArrayList<>(files.toList());
        }
    }
}
