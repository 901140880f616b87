package dev.factotum.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factotum.job.Campaign;
import dev.factotum.world.Crash;
import dev.factotum.world.Crashed;
import dev.factotum.world.Person;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * F9 at the seam: entries of two processes fill the page to 256 KiB and cross the end of a month; wherever the program
 * stops, every answered entry is there, the log verifies, and each entry stands once on one of the pages.
 */
class AuditRotationTest {
    /** Nearly full by a person's own notes, which costs less than entries. */
    private static final String NOTES = "Notes of my own, see [[Plan A]]. ".repeat(7_900) + "\n";

    private final Set<String> answered = new HashSet<>();
    private int asked;

    private Book prepared(long seed) throws IOException {
        Book book = new Book(seed);
        book.append(3);
        book.person().write(Book.PAGE, book.page() + NOTES);
        book.append(List.of(Book.detailed("x", "y".repeat(200), "z".repeat(800))));
        book.world.disk().settle();
        answered.clear();
        return book;
    }

    private void work(Book one, Book other) throws IOException {
        append(one, 1);
        append(other, 2);
        append(one, 1);
        one.world.clock().advance(Duration.ofDays(12));
        append(other, 2);
        append(one, 1);
    }

    private void append(Book book, int count) throws IOException {
        List<AuditEvent> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            events.add(Book.detailed("x", "receipt " + ++asked, "z".repeat(600)));
        }
        book.log.append(events);
        events.forEach(event -> answered.add(event.receipt().orElseThrow()));
    }

    /** To die after an operation is to die before the next one, and one torn line stands for all in the small size. */
    static List<Crash> crashes() {
        return Campaign.full()
                ? List.of(Crash.values())
                : List.of(Crash.BEFORE, Crash.TORN_HALF, Crash.LOST, Crash.LOST_ALL, Crash.LOST_DATA);
    }

    @ParameterizedTest
    @MethodSource("crashes")
    void aPageSetAsideInTheMidstOfACrashIsWholeAgainAfterIt(Crash crash) throws IOException {
        Book whole = prepared(0);
        long start = whole.world.disk().operations();
        work(whole, whole.beside());
        List<Long> changes = whole.changesAfter(start);
        check(whole, crash + " at the end");
        for (long operation : changes) {
            Book book = prepared(operation);
            book.world.disk().crashAt(start + operation, crash);
            assertThrows(Crashed.class, () -> work(book, book.beside()));
            check(book, crash + " at " + operation);
        }
        assertTrue(changes.size() > 40, "crashes: " + changes.size());
    }

    private void check(Book dead, String where) throws IOException {
        Book book = dead.restart();
        Book other = book.beside();
        book.log.recover();
        append(other, 1);
        append(book, 1);
        AuditCheck check = other.verify();
        assertTrue(check.ok() && check.level() == 1, () -> where + ": " + check);
        List<AuditRecord> entries = book.log.read(entry -> true, 1000);
        Set<String> receipts = new HashSet<>();
        entries.forEach(entry -> entry.receipt().ifPresent(receipts::add));
        assertTrue(receipts.containsAll(answered), () -> where + ": " + answered + " in " + receipts);
        var items = Items.of(pages(book.person()));
        assertEquals(entries.size(), items.size(), where);
        items.forEach((seq, count) -> assertEquals(1, count, () -> where + ": entry " + seq));
    }

    private static List<String> pages(Person person) {
        List<String> pages = new ArrayList<>(List.of(person.read(Book.PAGE)));
        Path aside = Book.ROOT.resolve("Audit");
        if (person.exists(aside)) {
            pages.addAll(person.files(aside).values());
        }
        return pages;
    }
}
