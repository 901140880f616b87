package dev.factotum.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SharedForcesTest {
    private static final Path FOLDER = Path.of("Approved");

    private final SharedForces forces = new SharedForces();

    /** Ten threads ask while a first force is under way; answers how many forces there were. */
    private int crowd(SharedForces.Force force) throws Exception {
        AtomicInteger begun = new AtomicInteger();
        CountDownLatch first = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        AtomicInteger asked = new AtomicInteger();
        List<Future<?>> all = new ArrayList<>();
        try (ExecutorService threads = Threads.perTask("force", (thread, fault) -> {})) {
            SharedForces.Force held = folder -> {
                if (begun.incrementAndGet() == 1) {
                    first.countDown();
                    awaited(go);
                } else {
                    force.of(folder);
                }
            };
            all.add(threads.submit(() -> {
                forces.force(FOLDER, held);
                return null;
            }));
            first.await();
            for (int i = 0; i < 10; i++) {
                all.add(threads.submit(() -> {
                    asked.incrementAndGet();
                    forces.force(FOLDER, held);
                    return null;
                }));
            }
            while (asked.get() < 10) {
                Thread.onSpinWait();
            }
            go.countDown();
        }
        IOException seen = null;
        for (Future<?> one : all) {
            try {
                one.get();
            } catch (ExecutionException failed) {
                seen = (IOException) failed.getCause();
            }
        }
        if (seen != null) {
            throw seen;
        }
        return begun.get();
    }

    private static void awaited(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void whoAsksWhileOneIsUnderWaySharesTheNext() throws Exception {
        int begun = crowd(folder -> {});
        assertTrue(begun >= 2 && begun < 11, begun + " forces");
    }

    @Test
    void oneThatBeganBeforeIsNeverTakenForEnough() throws IOException {
        AtomicInteger begun = new AtomicInteger();
        forces.force(FOLDER, folder -> begun.incrementAndGet());
        forces.force(FOLDER, folder -> begun.incrementAndGet());
        assertEquals(2, begun.get());
    }

    @Test
    void aFailureReachesEachThatSharedIt() {
        NoSuchFileException gone = new NoSuchFileException("Approved");
        assertSame(
                gone,
                assertThrows(
                        NoSuchFileException.class,
                        () -> crowd(folder -> {
                            throw gone;
                        })));
    }
}
