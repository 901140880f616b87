package dev.factotum.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factotum.problem.Problem;
import dev.factotum.tool.ToolError;
import dev.factotum.tool.Watcher;
import dev.factotum.vault.Claims.Claim;
import dev.factotum.vault.MatterId;
import dev.factotum.world.Crash;
import dev.factotum.world.CrashDisk;
import dev.factotum.world.Crashed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ArrivalsTest {
    private static final Duration EVERY = Duration.ofMinutes(15);

    /** A source that remembers nothing: it tells every item behind the cursor. */
    private static final class Feed implements Watcher {
        private final int items;
        private final List<Optional<String>> asked = new ArrayList<>();
        private Optional<ToolError> fault = Optional.empty();

        Feed(int items) {
            this.items = items;
        }

        @Override
        public String name() {
            return "feed";
        }

        @Override
        public Duration every() {
            return EVERY;
        }

        @Override
        public News look(Optional<String> cursor) {
            asked.add(cursor);
            if (fault.isPresent()) {
                return new News.Failed(fault.get());
            }
            int from = cursor.map(Integer::parseInt).orElse(0);
            return new News.Items(
                    IntStream.range(from, items).mapToObj(Feed::item).toList(), Optional.of("" + items));
        }

        private static Arrival item(int number) {
            String note = "---\nfrom: somebody\nsubject: Item " + number + "\nitem: " + number + "\n---\n\nHello.\n";
            return new Arrival("k" + number, "item.md", note.getBytes(StandardCharsets.UTF_8));
        }
    }

    private static Arrivals arrivals(Desk desk) {
        return new Arrivals(desk.vault(), desk.intake());
    }

    private static List<String> matters(Desk desk) {
        return desk.files().keySet().stream()
                .filter(name -> name.startsWith("Needs_Action/"))
                .toList();
    }

    @Test
    void eachItemIsOneMatterAndTheCursorFollows() throws IOException, InterruptedException {
        Desk desk = Desk.open(1);
        Feed feed = new Feed(3);
        Arrivals arrivals = arrivals(desk);
        assertEquals(3, arrivals.look(feed).taken());
        assertEquals(0, arrivals.look(feed).taken());
        assertEquals(List.of(Optional.empty(), Optional.of("3")), feed.asked);
        assertEquals(
                List.of("Needs_Action/Item 0.md", "Needs_Action/Item 1.md", "Needs_Action/Item 2.md"), matters(desk));
        assertEquals(desk.world().clock().instant().plus(EVERY), arrivals.due(feed));
    }

    @Test
    void moreThanOneLookTakesInComeWithTheNext() throws IOException, InterruptedException {
        Desk desk = Desk.open(2);
        Feed feed = new Feed(150);
        assertEquals(100, arrivals(desk).look(feed).taken());
        assertEquals(50, arrivals(desk).look(feed).taken());
        assertEquals(0, arrivals(desk).look(feed).taken());
        assertEquals(List.of(Optional.empty(), Optional.empty(), Optional.of("150")), feed.asked);
        assertEquals(150, matters(desk).size());
    }

    /** A source with these keys, each time. */
    private record Keys(List<String> keys) implements Watcher {
        @Override
        public String name() {
            return "keys";
        }

        @Override
        public Duration every() {
            return EVERY;
        }

        @Override
        public News look(Optional<String> cursor) {
            return new News.Items(
                    IntStream.range(0, keys.size())
                            .mapToObj(number -> new Arrival(
                                    keys.get(number),
                                    "item.md",
                                    Feed.item(number).content()))
                            .toList(),
                    Optional.empty());
        }
    }

    @Test
    void longKeysThatBeginAlikeAndKeysThatAreNoTextAreItemsOfTheirOwn() throws IOException, InterruptedException {
        Desk desk = Desk.open(4);
        String start = "https://feed.example/" + "a".repeat(300);
        Keys keys = new Keys(List.of(start + "1", start + "2", "x".repeat(199) + "\uD83D\uDE00", "\uD83D"));
        assertEquals(4, arrivals(desk).look(keys).taken());
        assertEquals(0, arrivals(desk).look(keys).taken());
        assertEquals(4, matters(desk).size());
    }

    @Test
    void asManyLongKeysAsAreKeptCanBeReadAgain() throws IOException, InterruptedException {
        Desk desk = Desk.open(5);
        StringBuilder taken = new StringBuilder();
        for (int i = 0; i < 20_000; i++) {
            taken.append(i == 0 ? "" : ",")
                    .append('"')
                    .append("ä".repeat(190))
                    .append(i)
                    .append("\":\"")
                    .append("01KAGRZ3M8D2V6Q4T0X9N5C7BH")
                    .append('"');
        }
        desk.person()
                .write(
                        Desk.ROOT.resolve(".agent/watchers/feed.json"),
                        "{\"v\":1,\"due\":\"2026-11-20T07:00:00Z\",\"taken\":{" + taken + "}}");
        assertEquals(1, arrivals(desk).look(new Feed(1)).taken());
        assertEquals(desk.world().clock().instant().plus(EVERY), arrivals(desk).due(new Feed(1)));
    }

    @Test
    void aFailureIsSaidAndTheNextTryComesLaterEachTime() throws IOException, InterruptedException {
        Desk desk = Desk.open(3);
        Feed feed = new Feed(1);
        feed.fault = Optional.of(new ToolError.Transient("no connection"));
        Instant now = desk.world().clock().instant();
        List<Duration> pauses = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            Arrivals.Looked looked = arrivals(desk).look(feed);
            assertEquals("no connection", looked.problem().orElseThrow().why());
            pauses.add(Duration.between(now, looked.next()));
        }
        assertEquals(
                List.of(15L, 30L, 60L, 120L, 240L, 360L, 360L, 360L),
                pauses.stream().map(Duration::toMinutes).toList());
        Problem trouble = Arrivals.troubles(desk.vault()).getFirst();
        assertEquals("feed", trouble.where());
        assertEquals("no connection", trouble.why());
        feed.fault = Optional.empty();
        assertEquals(1, arrivals(desk).look(feed).taken());
        assertEquals(List.of(), Arrivals.troubles(desk.vault()));
    }

    @Test
    void whileAnItemCannotBeTakenInItIsLookedForLessAndLessOften() throws IOException, InterruptedException {
        Desk desk = Desk.open(6);
        MatterId chosen = new MatterId("01KAGRZ3M8D2V6Q4T0X9N5C7BH");
        desk.person()
                .write(
                        Desk.ROOT.resolve(".agent/watchers/feed.json"),
                        "{\"v\":1,\"due\":\"2026-11-20T07:00:00Z\",\"ids\":{\"k0\":\"" + chosen.value() + "\"}}");
        Instant now = desk.world().clock().instant();
        List<Duration> pauses = new ArrayList<>();
        try (Claim held = desk.vault().claims().claim(chosen).orElseThrow()) {
            for (int i = 0; i < 10; i++) {
                Arrivals.Looked looked = arrivals(desk).look(new Feed(1));
                assertTrue(looked.problem().isPresent());
                pauses.add(Duration.between(now, looked.next()));
            }
            held.confirm();
        }
        assertEquals(
                List.of(30L, 60L, 120L, 240L, 480L, 960L, 1920L, 3600L, 3600L, 3600L),
                pauses.stream().map(Duration::toSeconds).toList());
        assertEquals(1, arrivals(desk).look(new Feed(1)).taken());
        assertEquals(now.plus(EVERY), arrivals(desk).due(new Feed(1)));
    }

    @Test
    void whereverItIsStoppedEachItemIsOneMatter() throws IOException, InterruptedException {
        int points = 0;
        for (Crash variant : Crash.values()) {
            boolean finished = false;
            for (long n = 1; !finished; n++) {
                Desk desk = Desk.open(n * 31 + variant.ordinal());
                desk.world().disk().settle();
                CrashDisk disk = desk.world().disk();
                disk.crashAt(disk.operations() + n, variant);
                try {
                    arrivals(desk).look(new Feed(2));
                    finished = true;
                    disk.crashNow(variant);
                } catch (Crashed died) {
                    points++;
                }
                Desk next = desk.restart();
                next.world().clock().advance(Duration.ofMinutes(1));
                next.pass();
                arrivals(next).look(new Feed(3));
                String where = variant + " at " + n;
                assertEquals(
                        3,
                        matters(next).size(),
                        () -> where + ": " + next.files().keySet());
                assertEquals(3, next.vault().ledgers().open().size(), where);
                assertEquals(0, arrivals(next).look(new Feed(3)).taken(), where);
            }
        }
        int all = points;
        System.out.println("[arrivals] " + points + " crash points, every item one matter");
        assertTrue(points > 150, () -> all + " points");
    }
}
