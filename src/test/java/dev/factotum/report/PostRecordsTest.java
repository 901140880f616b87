package dev.factotum.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factotum.channel.port.OwnPosts.Looked;
import dev.factotum.channel.port.OwnPosts.Post;
import dev.factotum.config.Settings.AccountSettings;
import dev.factotum.tool.ToolError;
import dev.factotum.tool.Watcher;
import dev.factotum.tool.Watcher.News;
import dev.factotum.vault.Vault;
import dev.factotum.world.TestWorld;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PostRecordsTest {
    private static final Path ROOT = Path.of("/vault");

    private final TestWorld world = TestWorld.seeded(3);
    private Looked told = new Looked.Posts(List.of());
    private Watcher records;

    @BeforeEach
    void open() throws IOException {
        Vault.create(world.world(), ROOT);
        records = records(Map.of());
    }

    private Watcher records(Map<String, String> rest) throws IOException {
        AccountSettings account = new AccountSettings("acme", "x", "@acme", rest);
        return PostRecords.of(account, most -> told, Vault.open(world.world(), ROOT), ZoneId.of("Europe/Amsterdam"))
                .orElseThrow();
    }

    private static Post post(String id, String text, long likes) {
        return new Post(
                id,
                "https://x.com/acme/status/" + id,
                Instant.parse("2026-11-19T08:30:00Z"),
                text,
                Optional.empty(),
                Map.of("likes", likes, "views", 120L));
    }

    private String only(String folder) {
        Map<String, String> files = world.disk().person().files(ROOT.resolve(folder));
        assertEquals(1, files.size(), files::toString);
        return files.values().iterator().next();
    }

    @Test
    void aRowIsAddedForAPostThatFaresOtherwiseThanBefore() throws InterruptedException {
        told = new Looked.Posts(List.of(post("2", "Second | [post](x)", 0), post("1", "First", 3)));
        records.look(Optional.empty());
        records.look(Optional.empty());
        String first = only("Metrics");
        assertTrue(first.startsWith("""
                # How posts of @acme fare on x

                | Seen | Posted | Post | likes | replies | reposts | quotes | bookmarks | views |
                |---|---|---|---:|---:|---:|---:|---:|---:|
                """), first);
        assertTrue(
                first.contains(" | 2026-11-19 09:30 | [First](https://x.com/acme/status/1) | 3 |  |  |  |  | 120 |\n"),
                first);
        assertEquals(6, first.lines().count(), first);
        told = new Looked.Posts(List.of(post("2", "Second", 0), post("1", "First", 4)));
        records.look(Optional.empty());
        assertEquals(7, only("Metrics").lines().count(), only("Metrics"));
        assertTrue(only("Metrics").endsWith("/status/1) | 4 |  |  |  |  | 120 |\n"), only("Metrics"));
    }

    @Test
    void whatAPersonWroteIntoTheTableStays() throws InterruptedException {
        told = new Looked.Posts(List.of(post("1", "First", 3)));
        records.look(Optional.empty());
        Path file = world.disk().person().files(ROOT.resolve("Metrics")).keySet().stream()
                .map(ROOT.resolve("Metrics")::resolve)
                .findFirst()
                .orElseThrow();
        world.disk().person().write(file, "My notes\n\n" + only("Metrics") + "and below");
        told = new Looked.Posts(List.of(post("1", "First", 9)));
        records.look(Optional.empty());
        String text = only("Metrics");
        assertTrue(text.startsWith("My notes\n\n# How"), text);
        assertTrue(text.contains("and below\n| "), text);
    }

    @Test
    void thePostsThatShowHowAnAccountSoundsAreWrittenDownOnceAndWithoutAnswers() throws InterruptedException {
        Post answer = new Post("3", "https://x.com/3", Instant.EPOCH, "@jo thanks", Optional.of("9"), Map.of());
        told = new Looked.Posts(List.of(post("1", "Fresh #coffee today.\nCome by!", 3), answer));
        records.look(Optional.empty());
        String style = only("Content/Style");
        assertTrue(style.contains("> Come by"), style);
        assertTrue(!style.contains("thanks"), style);
        told = new Looked.Posts(List.of(post("2", "Other", 3)));
        records.look(Optional.empty());
        assertEquals(style, only("Content/Style"));
    }

    @Test
    void aPlatformThatDoesNotAnswerIsToldAndWritesNothing() throws InterruptedException {
        told = new Looked.Failed(new ToolError.Transient("X cannot be reached"));
        assertInstanceOf(News.Failed.class, records.look(Optional.empty()));
        assertEquals(Map.of(), world.disk().person().files(ROOT.resolve("Metrics")));
    }

    @Test
    void itIsDoneOnceADayUnlessTheAccountSaysOtherwise() throws IOException {
        assertEquals(Duration.ofDays(1), records.every());
        assertEquals(Duration.ofHours(6), records(Map.of("metrics", "6h")).every());
        assertEquals(Duration.ofMinutes(15), records(Map.of("metrics", "1s")).every());
        AccountSettings off = new AccountSettings("acme", "x", "@acme", Map.of("metrics", "off"));
        assertEquals(
                Optional.empty(),
                PostRecords.of(off, most -> told, Vault.open(world.world(), ROOT), ZoneId.of("Europe/Amsterdam")));
        assertEquals("account-acme-posts", records.name());
    }
}
