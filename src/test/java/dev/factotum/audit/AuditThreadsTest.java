package dev.factotum.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factotum.vault.Vault;
import dev.factotum.world.World;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On the real disk, with real locks. */
class AuditThreadsTest {
    private static final int THREADS = 8;
    private static final int EACH = 200;

    @TempDir
    Path folder;

    private World world() {
        return ElsewhereKept.world(folder.resolve("state"));
    }

    @Test
    void eightThreadsAppendOneUnbrokenChain() throws Exception {
        Vault vault = Vault.create(world(), folder.resolve("vault"));
        try (AuditLog log = new AuditLog(vault, Book.ZONE)) {
            Set<Long> numbers = append(log, log, EACH);

            assertEquals(THREADS * EACH, numbers.size());
            AuditCheck check = log.verify();
            assertEquals(new AuditCheck(true, THREADS * EACH, 1, Optional.empty()), check);
        }
    }

    @Test
    void twoLogsOnOneVaultInterleave() throws Exception {
        Vault vault = Vault.create(world(), folder.resolve("vault"));
        try (AuditLog one = new AuditLog(vault, Book.ZONE);
                AuditLog other = new AuditLog(vault, Book.ZONE)) {
            Set<Long> numbers = append(one, other, EACH / 5);

            assertEquals(THREADS * EACH / 5, numbers.size());
            AuditCheck check = one.verify();
            assertTrue(check.ok(), check::toString);
            assertEquals(THREADS * EACH / 5, check.entries());
        }
    }

    private static Set<Long> append(AuditLog one, AuditLog other, int each)
            throws InterruptedException, ExecutionException {
        Set<Long> numbers = new HashSet<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<List<Long>>> futures = new ArrayList<>();
            for (int t = 0; t < THREADS; t++) {
                AuditLog log = t % 2 == 0 ? one : other;
                futures.add(threads.submit(() -> {
                    List<Long> mine = new ArrayList<>();
                    for (int i = 0; i < each; i++) {
                        mine.addAll(log.append(List.of(Book.done("Matter " + i))));
                    }
                    return mine;
                }));
            }
            for (Future<List<Long>> future : futures) {
                numbers.addAll(future.get());
            }
        }
        return numbers;
    }

    @Test
    void aFailureReachesEveryThreadThatWaits() {
        Batches batches = new Batches(events -> {
            throw new IOException("no disk");
        });
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<List<Long>>> futures = new ArrayList<>();
            for (int t = 0; t < THREADS; t++) {
                futures.add(threads.submit(() -> batches.append(List.of(Book.done("x")), () -> {})));
            }
            for (Future<List<Long>> future : futures) {
                ExecutionException failed =
                        org.junit.jupiter.api.Assertions.assertThrows(ExecutionException.class, future::get);
                assertEquals("no disk", String.valueOf(failed.getCause()).replaceFirst(".*: ", ""));
            }
        }
    }

    /** A process that stood still may have lost what it speaks for while it waited. */
    @Test
    void whoMayNoLongerWriteIsToldSoAndHoldsUpNobody() throws Exception {
        List<AuditEvent> written = new ArrayList<>();
        Batches batches = new Batches(events -> {
            List<AuditEvent> all = events.get();
            written.addAll(all);
            return all.stream().map(event -> 7L).toList();
        });
        IOException lost = org.junit.jupiter.api.Assertions.assertThrows(
                IOException.class,
                () -> batches.append(List.of(Book.done("lost")), () -> {
                    throw new IOException("another one has it");
                }));
        assertEquals("another one has it", lost.getMessage());
        assertEquals(List.of(7L), batches.append(List.of(Book.done("mine")), () -> {}));
        assertEquals(
                List.of(Book.done("mine").title()),
                written.stream().map(AuditEvent::title).toList());
    }
}
