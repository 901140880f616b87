package dev.factotum.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class SeamsTest {
    @Test
    void idsRiseEvenWhenTheClockIsSetBack() {
        TestClock clock = new TestClock(TestWorld.START);
        Ids ids = new UlidIds(clock);
        String last = ids.ulid();
        for (int i = 0; i < 1000; i++) {
            if (i == 500) {
                clock.set(TestWorld.START.minus(Duration.ofDays(400)));
            }
            String next = ids.ulid();
            assertTrue(next.compareTo(last) > 0, last + " " + next);
            last = next;
        }
    }

    @Test
    void idsOfManyThreadsAreAllDifferent() {
        Ids ids = new UlidIds(new RealClock());
        Set<String> seen = ConcurrentHashMap.newKeySet();
        try (ExecutorService threads = Threads.perTask("ids", (thread, fault) -> {})) {
            for (int i = 0; i < 50; i++) {
                threads.execute(() -> {
                    for (int k = 0; k < 200; k++) {
                        seen.add(ids.ulid());
                    }
                });
            }
        }
        assertEquals(10_000, seen.size());
    }

    @Test
    void aFaultInAThreadReachesItsHandler() throws InterruptedException {
        AtomicReference<Throwable> caught = new AtomicReference<>();
        CountDownLatch done = new CountDownLatch(1);
        Thread thread = Threads.start(
                "faulty",
                (who, fault) -> {
                    caught.set(fault);
                    done.countDown();
                },
                () -> {
                    throw new IllegalStateException("x");
                });
        done.await();
        assertEquals("x", caught.get().getMessage());
        assertTrue(thread.isVirtual());
    }

    @Test
    void thisProcessIsAliveAndALaterOneWithItsNumberIsNot() {
        Processes real = new RealProcesses(Map.of());
        assertTrue(real.alive(real.pid(), real.started()));
        assertTrue(real.alive(real.pid(), Instant.now()));
        assertFalse(real.alive(real.pid(), real.started().minusSeconds(3600)));
        assertFalse(real.alive(Integer.MAX_VALUE - 1L, Instant.now()));
        assertFalse(real.host().isEmpty());
    }

    @Test
    void theStateFolderIsWhereTheEnvironmentSays() {
        assertEquals(Path.of("/tmp/here"), new RealProcesses(Map.of("AGENT_STATE", "/tmp/here")).stateFolder());
        assertTrue(new RealProcesses(Map.of()).stateFolder().endsWith("factotum"));
    }

    @Test
    void waitingOnTheTestClockMovesBothTimes() {
        TestClock clock = new TestClock(TestWorld.START);
        clock.pause(Duration.ofSeconds(5));
        assertEquals(TestWorld.START.plusSeconds(5), clock.instant());
        assertEquals(5_000_000_000L, clock.nanos());
    }
}
