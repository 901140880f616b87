package dev.factotum.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
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

    @Test
    @Timeout(value = 4, unit = TimeUnit.HOURS)
    void everyFileOfABurstBecomesAMatter() throws Exception {
        int files = Campaign.full() ? 20_000 : 1500;
        try (RealVault vault = RealVault.found();
                AgentProcess watch = vault.agent("watch")) {
            assertTrue(RealVault.comes(() -> watch.said().contains("Watching")), watch.said());
            Set<String> wanted = new TreeSet<>();
            long start = System.nanoTime();
            for (int file = 0; file < files; file++) {
                burst(vault, file);
                wanted.add("token-" + file + "-end");
            }
            assertTrue(
                    RealVault.comes(() -> !watch.alive() || standing(vault) >= files),
                    () -> standing(vault) + " of " + files + " stand in the folders");
            long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start);
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
            System.out.println(
                    "burst: " + files + " files in Inbox, " + ids.size() + " matters, 0 lost, " + seconds + " s");
        }
    }

    /** Mails, notes and bytes that nobody knows. */
    private static void burst(RealVault vault, int file) throws IOException {
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
