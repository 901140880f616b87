package dev.factotum.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The real program on disks that are full or cannot be written. */
@ResourceLock("processes")
class MountFaultsTest {
    private static final String WHAT = "full and read-only disks";
    private static final int PAGE = 4096;

    @BeforeEach
    void needsTools() {
        Faults.need(WHAT, "unshare", "nsenter", "mount", "df", "cp");
        Faults.needRoot(WHAT);
    }

    @Test
    @Timeout(value = 30, unit = TimeUnit.MINUTES)
    void whereTheVaultCannotBeWrittenOneCanLookAndRunSaysSo() throws Exception {
        try (RealVault vault = RealVault.found()) {
            OneMail.approved(vault, RealVault.mail(1));
            vault.drop("Inbox/more.eml", RealVault.mail(2));
            for (Path where : List.of(vault.root(), parent(vault))) {
                try (Mounts mounts = Mounts.around(vault)) {
                    mounts.well("mount", "--bind", where.toString(), where.toString());
                    mounts.well("mount", "-o", "remount,ro,bind", where.toString());
                    assertEquals(0, mounts.agent("status").exit());
                    Ended shown = mounts.agent("show", "Where is invoice 1");
                    assertEquals(0, shown.exit(), shown.toString());
                    assertTrue(shown.said().contains("could you send invoice 1 again"), shown.toString());
                    Ended log = mounts.agent("log");
                    assertEquals(0, log.exit(), log.toString());
                    assertTrue(log.said().contains("Where is invoice 1"), log.toString());
                    assertEquals(0, mounts.agent("log", "verify").exit());
                    assertEquals(0, mounts.agent("status", "--json").exit());
                    for (List<String> words : List.of(List.of("run"), List.of("add", "hello"), List.of("pause"))) {
                        Ended ended = mounts.agent(words.toArray(String[]::new));
                        assertEquals(7, ended.exit(), words + " " + ended);
                        assertEquals(List.of("E-DISK-02"), ended.codes(), words + " " + ended);
                    }
                }
            }
            vault.ran(0, "run");
            assertEquals(1, vault.names("Completed").size());
            assertEquals(1, vault.sent("email").size());
            vault.inOrder();
        }
    }

    private static Path parent(RealVault vault) {
        return Objects.requireNonNull(vault.root().getParent());
    }

    /** Room for 0 to 16 pages; the mail is longer than a page, so a full disk takes part of a write. */
    @Test
    @Timeout(value = 2, unit = TimeUnit.HOURS)
    void howeverLittleRoomIsLeftNothingIsLostAndRoomLetsItGoOn() throws Exception {
        List<String> violations = new ArrayList<>();
        int full = 0;
        int runs = 0;
        try (RealVault vault = RealVault.found()) {
            OneMail.approved(vault, RealVault.mail(1) + "A long story. ".repeat(1500) + "\r\n");
            Snapshot before = Snapshot.of(vault);
            for (boolean reserve : new boolean[] {true, false}) {
                for (int pages = 0; pages <= 16; pages += Campaign.full() ? 1 : 4) {
                    before.restore();
                    if (!reserve) {
                        Files.delete(vault.root().resolve(".agent/local/reserve"));
                    }
                    runs++;
                    try (Mounts mounts = Mounts.around(vault)) {
                        onSmallDisk(vault, mounts, pages);
                        full += filled(
                                mounts, reserve, pages + (reserve ? " pages" : " pages, no reserve"), violations);
                    }
                }
            }
        }
        System.out.println(
                "full disk: " + runs + " runs, " + full + " met a full disk, " + violations.size() + " violations");
        assertEquals(List.of(), violations);
        assertTrue(full > 0, "the disk was never full");
    }

    private static void onSmallDisk(RealVault vault, Mounts mounts, int pages)
            throws IOException, InterruptedException {
        String root = vault.root().toString();
        String kept = vault.outside().resolve("kept/vault").toString();
        mounts.well("mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", root);
        mounts.well("cp", "-a", kept + "/.", root);
        if (Files.notExists(vault.root().resolve(".agent/local/reserve"))) {
            mounts.well("rm", "-f", root + "/.agent/local/reserve");
        }
        String[] used = mounts.well("df", "-B1", "--output=used", root).split("\n");
        long size = Long.parseLong(used[used.length - 1].strip()) + (long) pages * PAGE;
        mounts.well("mount", "-o", "remount,size=" + size, root);
    }

    private static int filled(Mounts mounts, boolean reserve, String at, List<String> violations)
            throws IOException, InterruptedException {
        RealVault seen = mounts.seen();
        Ended ended = mounts.agent("run");
        List<String> wrong = new ArrayList<>(new VaultChecker(VaultReader.real(), seen.root()).always());
        if (ended.exit() != 0 && (ended.exit() != 7 || !ended.codes().contains("E-DISK-01"))) {
            wrong.add("not a full disk in four parts");
        }
        if (!reserve && (ended.exit() == 0 || !seen.sent("email").isEmpty())) {
            wrong.add("it was sent with no room to record it");
        }
        mounts.well("mount", "-o", "remount,size=64m", seen.root().toString().replaceFirst("^/proc/\\d+/root", ""));
        Ended healed = mounts.agent("run");
        if (healed.exit() != 0) {
            wrong.add("with room: " + healed);
        }
        wrong.addAll(OneMail.unfinished(seen));
        if (mounts.agent("log", "verify").exit() != 0) {
            wrong.add("the log does not verify");
        }
        if (!wrong.isEmpty()) {
            violations.add(at + ": " + wrong + "\n" + ended + "\n");
            System.out.println("violation: " + violations.getLast());
        }
        return ended.exit() == 7 ? 1 : 0;
    }
}
