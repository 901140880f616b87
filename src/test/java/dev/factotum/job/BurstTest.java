package dev.factotum.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Very many files dropped at once under the eyes of a watch, of which the system reports only some: all are taken in. */
@ResourceLock("processes")
class BurstTest {
    private static final List<String> FOLDERS =
            List.of("Needs_Action", "Pending_Approval", "Approved", "Rejected", "Completed");
    private static final Pattern TOKEN = Pattern.compile("token-\\d+-end");
    private static final Pattern ID = Pattern.compile("(?m)^id: ([0-9A-Z]{26})$");

    private static final List<Integer> BURSTS =
            Campaign.full() ? List.of(1, 256, 257, 5_000, 50_000) : List.of(1, 256, 257, 500);
    private static final Pattern BORN =
            Pattern.compile("\"t\":\"([^\"]+)\",\"type\":\"born\"[^\n]*\"origin\":\"Inbox/[a-z]+ (\\d+)\\.");

    @Test
    @Timeout(value = 4, unit = TimeUnit.HOURS)
    void everyFileOfABurstBecomesAMatter() throws Exception {
        int files = 0;
        try (RealVault vault = RealVault.found();
                AgentProcess watch = vault.agent("watch")) {
            assertTrue(RealVault.comes(() -> watch.said().contains("Watching")), watch.said());
            Set<String> wanted = new TreeSet<>();
            List<Instant> dropped = new ArrayList<>();
            for (int burst : BURSTS) {
                long start = System.nanoTime();
                for (int i = 0; i < burst; i++) {
                    drop(vault, files);
                    dropped.add(Instant.now());
                    wanted.add("token-" + files + "-end");
                    files++;
                }
                stand(vault, watch, files);
                System.out.println("R16: a burst of " + burst + " files, all seen, 99 of 100 within "
                        + slow(vault, dropped, files - burst).toMillis() + " ms; at rest after "
                        + Duration.ofNanos(System.nanoTime() - start).toSeconds() + " s");
            }
            assertTrue(watch.alive(), watch.said());
            assertEquals(143, watch.stop(), watch.said());
            vault.inOrder();
            assertEquals(List.of(), vault.names("Inbox"));
            Set<String> found = new TreeSet<>();
            Set<String> ids = new HashSet<>();
            List<String> texts = new ArrayList<>();
            for (String folder : FOLDERS) {
                texts.addAll(
                        VaultReader.real().files(vault.root().resolve(folder)).values());
            }
            texts.forEach(text -> ID.matcher(text).results().forEach(id -> ids.add(id.group(1))));
            texts.addAll(VaultReader.real()
                    .files(vault.root().resolve("Attachments"))
                    .values());
            texts.forEach(text ->
                    TOKEN.matcher(text).results().map(MatchResult::group).forEach(found::add));
            assertEquals(wanted, found);
            assertEquals(files, ids.size());
            System.out.println("R16: " + files + " files in Inbox, " + ids.size() + " matters, 0 lost");
        }
    }

    /** Waits as long as there is progress. What moves while the folders are counted one by one may count twice. */
    private static void stand(RealVault vault, AgentProcess watch, int files) throws Exception {
        int before = -1;
        int[] there = {0};
        while (!RealVault.comes(() -> {
                    there[0] = standing(vault);
                    return !watch.alive() || there[0] == files;
                })
                && there[0] > before) {
            before = there[0];
        }
        assertTrue(watch.alive(), watch.said());
        assertEquals(files, there[0], "files that stand in the folders");
    }

    /** From the drop of a file to the birth of its matter: what 99 of 100 do not exceed. */
    private static Duration slow(RealVault vault, List<Instant> dropped, int from) throws Exception {
        List<Duration> times = new ArrayList<>();
        assertTrue(RealVault.comes(() -> {
            times.clear();
            births(vault).forEach((file, born) -> {
                if (file >= from) {
                    times.add(Duration.between(dropped.get(file), born));
                }
            });
            return times.size() == dropped.size() - from;
        }));
        times.sort(null);
        return times.get((int) Math.ceil(times.size() * 0.99) - 1);
    }

    private static Map<Integer, Instant> births(RealVault vault) throws IOException {
        Map<Integer, Instant> births = new HashMap<>();
        Path ledgers = vault.root().resolve(".agent/ledger");
        for (String name : vault.names(".agent/ledger")) {
            try {
                BORN.matcher(Files.readString(ledgers.resolve(name)))
                        .results()
                        .forEach(born -> births.put(Integer.valueOf(born.group(2)), Instant.parse(born.group(1))));
            } catch (NoSuchFileException closedMeanwhile) {
                // the next look finds it where it is closed
            }
        }
        return births;
    }

    /** Mails, notes and bytes that nobody knows. */
    private static void drop(RealVault vault, int file) throws IOException {
        String token = "token-" + file + "-end";
        Path inbox = vault.root().resolve("Inbox");
        switch (file % 3) {
            case 0 -> Files.writeString(inbox.resolve("mail " + file + ".eml"), RealVault.mail(file) + token + "\r\n");
            case 1 -> Files.writeString(inbox.resolve("note " + file + ".txt"), "Think about " + token + "\n");
            default ->
                Files.write(
                        inbox.resolve("bytes " + file + ".dat"),
                        ("\0\1\2" + token).getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
    }

    private static int standing(RealVault vault) {
        int standing = 0;
        for (String folder : FOLDERS) {
            String[] names = vault.root().resolve(folder).toFile().list((dir, name) -> name.endsWith(".md"));
            standing += names == null ? 0 : names.length;
        }
        return standing;
    }
}
