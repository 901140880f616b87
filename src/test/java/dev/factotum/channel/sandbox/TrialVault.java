package dev.factotum.channel.sandbox;

import dev.factotum.vault.Vault;
import dev.factotum.world.Crash;
import dev.factotum.world.CrashDisk;
import dev.factotum.world.Crashed;
import dev.factotum.world.TestWorld;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** A vault in memory to try tools in. */
public record TrialVault(TestWorld world, Vault vault) {
    public static final Path ROOT = Path.of("/vault");

    public static TrialVault fresh() throws IOException {
        return fresh(1);
    }

    private static TrialVault fresh(long seed) throws IOException {
        TestWorld world = TestWorld.seeded(seed);
        world.disk().capacity(1 << 20);
        Vault vault = Vault.create(world.world(), ROOT);
        world.disk().capacity(Long.MAX_VALUE);
        world.disk().settle();
        return new TrialVault(world, vault);
    }

    public void write(String path, String text) {
        world.disk().person().write(ROOT.resolve(path), text);
    }

    /** What stands outside the hidden folder, by path. */
    public Map<String, String> files() {
        Map<String, String> files = world.disk().person().files(ROOT);
        files.keySet().removeIf(name -> name.startsWith(".agent/"));
        return files;
    }

    /** Work in a vault. */
    public interface Work {
        void in(TrialVault vault) throws IOException;
    }

    /**
     * Stops the work at each of its operations in every way, restarts, lets it run again to its end and checks.
     *
     * @return how many crash points there were
     */
    public static int stopEverywhere(Work prepare, Work work, Work check) throws IOException {
        int points = 0;
        long seed = 0;
        for (Crash variant : Crash.values()) {
            boolean finished = false;
            for (long n = 1; !finished; n++) {
                TrialVault trial = fresh(++seed);
                prepare.in(trial);
                CrashDisk disk = trial.world.disk();
                disk.settle();
                disk.crashAt(disk.operations() + n, variant);
                try {
                    work.in(trial);
                    finished = true;
                    disk.crashNow(variant);
                } catch (Crashed died) {
                    points++;
                }
                try {
                    TestWorld next = trial.world.restart();
                    TrialVault again = new TrialVault(next, Vault.open(next.world(), ROOT));
                    again.vault.sweep();
                    work.in(again);
                    check.in(again);
                } catch (AssertionError | IOException | RuntimeException broken) {
                    throw new AssertionError(
                            variant + " at operation " + n + ": " + disk.trace().getLast(), broken);
                }
            }
        }
        return points;
    }
}
