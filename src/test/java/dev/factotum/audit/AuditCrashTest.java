package dev.factotum.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factotum.world.Crash;
import dev.factotum.world.Crashed;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** R12 at the seam: whatever change the program dies at, every answered entry is there and the log verifies. */
class AuditCrashTest {
    /** A month of work: batches, a page that fills up, an editor's late save, a new month. */
    private static void work(Book book, List<String> answered) throws IOException {
        book.log.recover();
        for (int i = 0; i < 4; i++) {
            batch(book, answered, "a" + i, 2);
        }
        String old = book.page();
        batch(book, answered, "b", 1);
        book.person().write(Book.PAGE, old + "a person's line\n");
        batch(book, answered, "c", 1);
        book.world.clock().advance(Duration.ofDays(12));
        batch(book, answered, "d", 3);
        batch(book, answered, "e", 1);
    }

    private static void batch(Book book, List<String> answered, String name, int count) throws IOException {
        List<AuditEvent> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            events.add(Book.detailed(name + i, "receipt " + name + i, "detail"));
        }
        book.log.append(events);
        events.forEach(event -> answered.add(event.receipt().orElseThrow()));
    }

    @ParameterizedTest
    @EnumSource(Crash.class)
    void everyAnsweredEntryIsThereAndTheLogVerifies(Crash crash) throws IOException {
        Book whole = new Book(0);
        long start = whole.world.disk().operations();
        work(whole, new ArrayList<>());
        List<Long> changes = whole.changesAfter(start);
        for (long operation : changes) {
            Book book = new Book(operation);
            List<String> answered = new ArrayList<>();
            book.world.disk().settle();
            book.world.disk().crashAt(start + operation, crash);
            assertThrows(Crashed.class, () -> work(book, answered));
            check(book, answered, crash + " at " + operation);
        }
        assertTrue(changes.size() > 50, "crashes: " + changes.size());
    }

    private static void check(Book dead, List<String> answered, String where) throws IOException {
        Book book = dead.restart();
        book.log.recover();
        AuditCheck check = book.verify();
        assertTrue(
                check.ok() && (check.level() == 1 || check.entries() == 0),
                () -> where + ": " + check + "\n" + book.chain() + book.page());
        Set<String> receipts = new HashSet<>();
        book.log.read(entry -> true, 1000).forEach(entry -> entry.receipt().ifPresent(receipts::add));
        assertTrue(receipts.containsAll(answered), () -> where + ": " + answered + " in " + receipts);

        book.log.append(List.of(Book.done("after")));
        AuditCheck after = book.verify();
        assertTrue(after.ok(), () -> where + ": " + after);
        String page = book.page();
        book.log.recover();
        assertEquals(page, book.page(), where);
        assertEquals(after.entries(), book.verify().entries(), where);
    }
}
