package dev.factotum.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factotum.cli.AgentRun.Ended;
import dev.factotum.vault.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What changes something says beforehand what it would do, and then leaves every byte of the vault. */
class DryRunTest {
    @TempDir
    Path folder;

    private Shop shop;

    @BeforeEach
    void aVault() throws IOException {
        shop = Shop.in(folder);
        shop.add(Shop.plan("Winter hours"));
    }

    /** The program's own log tells of a dry run too. */
    private static Map<String, String> all(Path root) throws IOException {
        Map<String, String> all = new TreeMap<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.toList()) {
                String name = root.relativize(file).toString();
                if (name.contains(".agent/local/log")) {
                    continue;
                }
                all.put(
                        name,
                        Files.isDirectory(file)
                                ? ""
                                : Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1));
            }
        }
        return all;
    }

    /** Runs it with --dry-run, for people and for programs, and answers what people read. */
    private String would(String... command) throws IOException {
        Map<String, String> before = all(folder);
        String[] dry = Stream.concat(Stream.of(command), Stream.of("--dry-run")).toArray(String[]::new);
        Ended ended = shop.agent().run(dry);
        assertEquals(0, ended.exit(), ended.err());
        Ended json = shop.agent()
                .run(Stream.concat(Stream.of(dry), Stream.of("--json")).toArray(String[]::new));
        assertTrue(json.out().contains("\"dryRun\":true"), json.out());
        assertEquals(before, all(folder), String.join(" ", command));
        return ended.out();
    }

    @Test
    void addNamesWhatWouldBeTakenIn() throws IOException {
        Path letter = Files.writeString(folder.resolve("letter.eml"), "From: jo@acme.example\n\nHi\n");

        assertEquals("would take in  Post about winter\n", would("add", "Post about winter"));
        assertEquals("would take in  letter.eml\n", would("add", letter.toString()));
        assertEquals(
                2,
                shop.agent()
                        .run("add", "x y", "--client", "Nobody", "--dry-run")
                        .exit());
    }

    @Test
    void retryShowsWhatWouldBeTriedAgain() throws IOException {
        assertEquals(0, shop.agent().run("approve", "winter").exit());
        Files.writeString(shop.root().resolve("Notes/Winter hours.md"), "taken\n");
        shop.add(Shop.plan("Winter hours").replace("# Winter hours", "# Winter again"));
        shop.agent().run("approve", "winter again");
        assertEquals(1, shop.names(Stage.PENDING_APPROVAL).size(), "it failed, for the note stands already");

        String said = would("retry", "winter again");
        assertTrue(said.contains("If approved"), said);
    }

    @Test
    void pauseAndResumeSayWhetherAnythingWouldChange() throws IOException {
        assertEquals("Would pause: nothing that goes out would start.\n", would("pause", "holiday"));
        assertEquals("Nothing was paused.\n", would("resume"));
        assertEquals(0, shop.agent().run("pause").exit());
        assertEquals("Would resume: steps would go out again.\n", would("resume"));
        assertTrue(would("pause").startsWith("It was paused already"));
    }

    @Test
    void settingsAreCheckedAndNotWritten() throws IOException {
        assertTrue(would("config", "set", "approval.grace", "20s").startsWith("would set  approval.grace = 20s  "));
        assertEquals(
                2,
                shop.agent()
                        .run("config", "set", "approval.grace", "soon", "--dry-run")
                        .exit());
        assertTrue(would("config", "set", "executor", "this").startsWith("This machine would run"));
    }

    @Test
    void theLogIsLookedAtAndNotAccepted() throws IOException {
        assertEquals("Would be taken for right as it stands; the log would say so.\n", would("log", "accept"));
    }

    @Test
    void initCountsWhatItWouldLayDown() throws IOException {
        Path other = Files.createDirectory(folder.resolve("other"));
        Files.writeString(other.resolve("Handbook.md"), "mine\n");

        String said = would("init", other.toString());

        assertTrue(said.startsWith("Would lay down a vault in " + other + ": "), said);
        assertTrue(said.contains("Would be left as they are: Handbook.md."), said);
        assertTrue(would("init", shop.root().toString()).contains("Nothing would be changed"));
    }
}
