package dev.factotum.job;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;

/**
 * How large the tests with real processes and with many rounds are: {@code -Pcampaign} or {@code -Dcampaign=10} is the
 * full size, the plain build takes 1;
 * {@code -Dcampaign.folder=DIR} puts the vaults on another disk, {@code -Dcampaign.seed=N} repeats a run's choices,
 * {@code -Dcampaign.share=2/3} takes the second third of what is tried one by one.
 */
public final class Campaign {
    static final Duration PATIENCE = Duration.ofSeconds(90L * size());

    private Campaign() {}

    public static int size() {
        return Math.max(1, Integer.getInteger("campaign", 1));
    }

    public static boolean full() {
        return size() >= 10;
    }

    /** True for the cases of this run, where several share them. */
    public static boolean mine(int number) {
        String[] share = System.getProperty("campaign.share", "1/1").split("/");
        int all = Integer.parseInt(share[1]);
        return Math.floorMod(number, all) == Integer.parseInt(share[0]) - 1;
    }

    /** A source of choices that says how to repeat them. */
    public static Random chance(String who) {
        long seed = Long.getLong("campaign.seed", System.nanoTime());
        System.out.println(who + ": -Dcampaign.seed=" + seed);
        return new Random(seed);
    }

    /** A new folder for vaults. */
    public static Path folder() throws IOException {
        String parent = System.getProperty("campaign.folder");
        return parent == null
                ? Files.createTempDirectory("factotum")
                : Files.createTempDirectory(Path.of(parent), "factotum");
    }
}
