package dev.factotum.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factotum.intake.Arrivals;
import dev.factotum.intake.Intake;
import dev.factotum.problem.ItemCode;
import dev.factotum.problem.Problem;
import dev.factotum.problem.ProblemException;
import dev.factotum.tool.Watcher;
import dev.factotum.vault.Readiness;
import dev.factotum.vault.Vault;
import dev.factotum.world.TestWorld;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LookoutsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final AtomicInteger asked = new AtomicInteger();

    /** A watcher whose look breaks off. */
    private Watcher broken() {
        return new Watcher() {
            @Override
            public String name() {
                return "broken";
            }

            @Override
            public Duration every() {
                return Duration.ofMinutes(15);
            }

            @Override
            public News look(Optional<String> cursor) {
                asked.incrementAndGet();
                throw new ProblemException(
                        new Problem(ItemCode.NOT_TAKEN, "It could not be taken in now", "item.md", "it is busy", ""));
            }
        };
    }

    @Test
    void whoBrokeOffIsSaidAndLeftAloneForAWhile() throws IOException {
        TestWorld world = TestWorld.seeded(1);
        Vault vault = Vault.create(world.world(), Path.of("/vault"));
        Intake intake = new Intake(
                vault,
                () -> {
                    throw new IllegalStateException("nothing is taken in");
                },
                new Readiness(Readiness.Settle.LOCAL));
        try (Lookouts lookouts = new Lookouts(new Arrivals(vault, intake), world.clock(), () -> List.of(broken()))) {
            lookouts.begin();
            lookouts.await(PATIENCE);
            assertEquals(
                    List.of("it is busy"),
                    lookouts.problems().stream().map(Problem::why).toList());
            assertTrue(lookouts.begin().isAfter(world.clock().instant()));
            lookouts.await(PATIENCE);
            assertEquals(1, asked.get());
            world.clock().advance(Duration.ofMinutes(1));
            lookouts.begin();
            lookouts.await(PATIENCE);
            assertEquals(2, asked.get());
        }
    }

    @Test
    void whoHearsOfNewsIsAskedAtOnceThoughItIsNotDue() throws Exception {
        TestWorld world = TestWorld.seeded(1);
        Vault vault = Vault.create(world.world(), Path.of("/vault"));
        Intake intake = new Intake(
                vault,
                () -> {
                    throw new IllegalStateException("nothing is taken in");
                },
                new Readiness(Readiness.Settle.LOCAL));
        Semaphore news = new Semaphore(0);
        Semaphore looks = new Semaphore(0);
        Watcher watcher = new Watcher() {
            @Override
            public String name() {
                return "mail";
            }

            @Override
            public Duration every() {
                return Duration.ofHours(1);
            }

            @Override
            public News look(Optional<String> cursor) {
                looks.release();
                return new News.Items(List.of(), Optional.empty());
            }

            @Override
            public void listen(Runnable wake) throws InterruptedException {
                while (true) {
                    news.acquire();
                    wake.run();
                }
            }
        };
        List<Watcher> watchers = List.of(watcher);
        try (Lookouts lookouts = new Lookouts(new Arrivals(vault, intake), world.clock(), () -> watchers)) {
            lookouts.begin();
            lookouts.listen();
            lookouts.listen();
            assertTrue(looks.tryAcquire(20, TimeUnit.SECONDS));
            lookouts.await(PATIENCE);
            for (int i = 0; i < 3; i++) {
                news.release();
                assertTrue(looks.tryAcquire(20, TimeUnit.SECONDS), "news " + i);
            }
            lookouts.begin();
            lookouts.await(PATIENCE);
            assertEquals(0, looks.availablePermits());
        }
    }
}
