package dev.factotum.llm;

import static dev.factotum.llm.Office.MINI;
import static dev.factotum.llm.Office.ROOT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factotum.vault.CrashSweep;
import dev.factotum.vault.Vault;
import dev.factotum.world.Crash;
import dev.factotum.world.TestWorld;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Stopped at any operation in any way, no call goes unseen and none is counted twice. */
class UsageCrashTest {
    private final AtomicInteger made = new AtomicInteger();

    private static Wish wish(Office office, String text) {
        Prompt prompt = Office.prompt(Purpose.PLAN, text);
        return new Wish(prompt.payer(), prompt.purpose(), MINI, office.of(MINI), Estimate.of(prompt), 1);
    }

    private void call(Office office, String text) throws IOException {
        UsageBook book = office.book();
        Place.Taken taken = (Place.Taken) book.reserve(wish(office, text));
        made.incrementAndGet();
        book.settle(taken.reservation(), taken.endpoint(), Scripted.answer(text, 10, 10), 5);
    }

    private Office office(TestWorld world) throws IOException {
        made.set(0);
        return Office.of(world).provider("openai", new Scripted());
    }

    /**
     * The next process sets one call aside and loses power over it, the one after makes a call; then everything must agree.
     */
    private void agree(TestWorld world, int atLeast, int atMost) throws IOException {
        Office unlucky = Office.of(world).provider("openai", new Scripted());
        unlucky.book().reserve(wish(unlucky, "set aside"));
        world.disk().crashNow(Crash.LOST_ALL);
        Office next = Office.of(world.restart()).provider("openai", new Scripted());
        call(next, "the one after");
        List<UsageLine> lines = next.lines();
        Set<String> ids = new HashSet<>();
        lines.forEach(line -> assertTrue(ids.add(line.id()), () -> "twice: " + line));
        assertTrue(lines.size() >= atLeast + 2, () -> atLeast + " calls were made, there are " + lines);
        assertTrue(lines.size() <= atMost + 2, () -> atMost + " calls were wanted, there are " + lines);
        UsageBook.Spent spent = next.book().spent();
        assertEquals(next.sum(), spent.today());
        assertEquals(next.sum(), spent.month());
        assertEquals(
                next.sum(),
                MatterUsage.read(new UsageFiles(next.vault).matter(Office.MATTER))
                        .usage());
        next.world.disk().crashNow(Crash.LOST_ALL);
        Office last = Office.of(next.world.restart());
        assertEquals(lines, last.lines());
        assertEquals(spent, last.book().spent());
        assertEquals(
                spent.today(),
                MatterUsage.read(new UsageFiles(last.vault).matter(Office.MATTER))
                        .usage());
        last.world.disk().person().delete(ROOT.resolve(".agent/local/usage.json"));
        assertEquals(spent, last.book().spent());
    }

    @Test
    void aProcessThatIsStoppedAnywhereLeavesEveryCallCountedOnce() throws IOException {
        int points = CrashSweep.over(
                TestWorld::seeded,
                (world, vault) -> true,
                (world, vault) -> {
                    Office office = office(world);
                    call(office, "one");
                    call(office, "two");
                    return true;
                },
                (world, vault, done) -> agree(world, made.get(), 2));
        System.out.println("usage: " + points + " crash points");
        assertTrue(points > 200, () -> points + " crash points");
    }

    @Test
    void aProcessThatIsStoppedWhileItCountsForADeadOneLeavesEveryCallCountedOnce() throws IOException {
        int points = CrashSweep.over(
                TestWorld::seeded,
                (world, vault) -> {
                    TestWorld other = world.beside("testhost", Set.of());
                    Office dead = office(other);
                    call(dead, "counted");
                    dead.book().reserve(wish(dead, "made and not heard"));
                    Place.Taken torn = (Place.Taken) dead.book().reserve(wish(dead, "written and not counted"));
                    new UsageFiles(Vault.open(other.world(), ROOT))
                            .day(java.time.LocalDate.of(2026, 11, 20))
                            .append(UsageFiles.bytes(torn.reservation()
                                    .lost(world.clock().instant(), "ok", 3)
                                    .text()));
                    made.set(3);
                    return true;
                },
                (world, vault) -> {
                    call(Office.of(world).provider("openai", new Scripted()), "four");
                    return true;
                },
                (world, vault, done) -> {
                    int before = made.get();
                    agree(world, before, 4);
                });
        System.out.println("usage of the dead: " + points + " crash points");
        assertTrue(points > 100, () -> points + " crash points");
    }
}
