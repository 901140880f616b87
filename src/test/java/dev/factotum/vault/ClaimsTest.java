package dev.factotum.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factotum.vault.Claims.Claim;
import dev.factotum.world.Threads;
import dev.factotum.world.World;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClaimsTest {
    private static final MatterId ID = new MatterId("01KAGRZ3M8D2V6Q4T0X9N5C7BH");

    @TempDir
    Path folder = Path.of("");

    private Claims claims() {
        return new KernelClaims(World.real(), folder.resolve("local/lock"));
    }

    @Test
    void aMatterAndAJobOfTheSameNameAreTwoThings() {
        assertNotEquals(KernelClaims.position("matter", ID.value()), KernelClaims.position("job", ID.value()));
        for (int i = 0; i < 1000; i++) {
            long position = KernelClaims.position("job", "j" + i);
            assertTrue(position >= 0 && position < Long.MAX_VALUE);
        }
    }

    @Test
    void oneOfManyThreadsHoldsAClaim() throws IOException {
        Claims claims = claims();
        AtomicInteger holders = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        AtomicInteger won = new AtomicInteger();
        List<Throwable> faults = new ArrayList<>();
        try (ExecutorService threads = Threads.perTask("claim", (thread, fault) -> faults.add(fault))) {
            for (int i = 0; i < 50; i++) {
                threads.execute(() -> {
                    for (int k = 0; k < 100; k++) {
                        hold(claims, holders, most, won);
                    }
                });
            }
        }
        assertEquals(List.of(), faults);
        assertEquals(1, most.get());
        assertTrue(won.get() > 0);
        assertTrue(claims.claim(ID).isPresent());
    }

    private static void hold(Claims claims, AtomicInteger holders, AtomicInteger most, AtomicInteger won) {
        try {
            Optional<Claim> claim = claims.claim(ID);
            if (claim.isPresent()) {
                most.accumulateAndGet(holders.incrementAndGet(), Math::max);
                won.incrementAndGet();
                holders.decrementAndGet();
                claim.get().close();
            }
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        }
    }

    @Test
    void anotherProcessHoldsUntilItIsKilled() throws IOException, InterruptedException {
        Process other = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        ClaimHolder.class.getName(),
                        folder.resolve("local/lock").toString(),
                        ID.value())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader out = other.inputReader(StandardCharsets.UTF_8)) {
            assertEquals("held", out.readLine());
            Claims claims = claims();
            assertTrue(claims.claim(ID).isEmpty());
            assertTrue(claims.claim("audit").isPresent());
            other.destroyForcibly();
            assertTrue(other.waitFor(10, TimeUnit.SECONDS));
            assertTrue(claims.claim(ID).isPresent());
        } finally {
            other.destroyForcibly();
        }
    }
}
