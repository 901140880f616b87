package dev.factotum.vault;

import dev.factotum.world.Crash;
import dev.factotum.world.CrashDisk;
import dev.factotum.world.Crashed;
import dev.factotum.world.TestWorld;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.LongFunction;

/** Runs one piece of work again and again, stopping it at each of its operations in each way there is. */
public final class CrashSweep {
    public static final Path ROOT = Path.of("/vault");

    /** Work in a vault; answers true when it says that it is done. */
    public interface Work {
        boolean run(TestWorld world, Vault vault) throws IOException;
    }

    /** What must hold after restart and sweep. @param done whether the work had been reported done before the crash */
    public interface Check {
        void hold(TestWorld world, Vault vault, boolean done) throws IOException;
    }

    private CrashSweep() {}

    /** A fresh vault whose state is wholly durable; without ballast, which would only take time. */
    public static TestWorld vault(long seed, LongFunction<TestWorld> worlds) throws IOException {
        TestWorld world = worlds.apply(seed);
        world.disk().capacity(1 << 20);
        Vault.create(world.world(), ROOT);
        world.disk().capacity(Long.MAX_VALUE);
        world.disk().settle();
        return world;
    }

    /**
     * Stops after each operation of the work in every variant, restarts, sweeps and checks; then lets the work run to
     * its end and fails power after it.
     *
     * @return how many crash points there were
     */
    public static int over(LongFunction<TestWorld> worlds, Work prepare, Work work, Check check) throws IOException {
        int points = 0;
        for (Crash variant : Crash.values()) {
            boolean finished = false;
            for (long n = 1; !finished; n++) {
                TestWorld world = vault(n * 31 + variant.name().length(), worlds);
                Vault vault = Vault.open(world.world(), ROOT);
                prepare.run(world, vault);
                world.disk().settle();
                CrashDisk disk = world.disk();
                disk.crashAt(disk.operations() + n, variant);
                boolean done = false;
                try {
                    done = work.run(world, vault);
                    finished = true;
                    disk.crashNow(variant);
                } catch (Crashed died) {
                    points++;
                }
                TestWorld next = world.restart();
                try {
                    Vault again = Vault.open(next.world(), ROOT);
                    again.sweep();
                    check.hold(next, again, done);
                } catch (AssertionError | IOException | RuntimeException broken) {
                    throw new AssertionError(
                            variant + " at operation " + n + ": "
                                    + disk.trace().get(disk.trace().size() - 1) + "\n"
                                    + next.disk().person().files(ROOT).keySet(),
                            broken);
                }
            }
        }
        return points;
    }
}
