package dev.factotum.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.factotum.job.Campaign;
import dev.factotum.world.Crash;
import dev.factotum.world.Crashed;
import dev.factotum.world.Person;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * R12 on the crash disk: eight writers, an editor at the page, years of months, and an abrupt end after a random number
 * of operations, again and again.
 */
class AuditCampaignTest {
    private static final int KILLS = Campaign.full() ? 1_000 : 50;
    private static final int ENTRIES = Campaign.full() ? 100_000 : 2_000;
    private static final int WRITERS = 8;
    private static final int MOST_OPERATIONS = 9 * ENTRIES / KILLS;
    /** What an editor's own crash leaves. */
    private static final Path BESIDE = Book.PAGE.resolveSibling("Audit_Log.md.editor");

    private static final String LINK = "See [[Plan A]] and [the bill](Attachments/bill.pdf).\n";
    private static final String MOVED = "See [[2026-11/Plan A]] and [the bill](Attachments/old/bill.pdf).\n";

    private final Random chance = Campaign.chance("audit on the crash disk");
    private final Set<String> answered = new HashSet<>();
    private final Set<String> answeredThisRound = new HashSet<>();
    private int asked;
    private int kills;
    private int saves;
    private String stale = "";

    @Test
    @Timeout(value = 2, unit = TimeUnit.HOURS)
    void noAnsweredEntryIsLostAndThePageHasEachOnce() throws IOException {
        Book book = new Book(chance.nextLong());
        while (kills < KILLS || answered.size() < ENTRIES) {
            round(book);
            book = book.restart();
            book.log.recover();
            check(book, kills % (Campaign.full() ? 100 : 10) == 0);
            if (chance.nextInt(4) == 0) {
                book.world.clock().advance(Duration.ofDays(chance.nextInt(30)));
            }
        }
        check(book, true);
        atTheEnd(book);
        System.out.printf(
                "audit on the crash disk: %d kills, %d writers, %d entries answered, %d saves of an editor, 0 lost%n",
                kills, WRITERS, answered.size(), saves);
    }

    /** From a start to an abrupt end. */
    private void round(Book first) throws IOException {
        List<Book> writers = new ArrayList<>(List.of(first));
        for (int i = 1; i < WRITERS; i++) {
            writers.add(first.beside());
        }
        answeredThisRound.clear();
        Crash[] ways = Crash.values();
        first.world
                .disk()
                .crashAt(
                        first.world.disk().operations() + 1 + chance.nextInt(MOST_OPERATIONS),
                        ways[chance.nextInt(ways.length)]);
        Book writer = first;
        try {
            while (true) {
                writer = chance.nextInt(3) == 0 ? writers.get(chance.nextInt(WRITERS)) : writer;
                append(writer);
                if (chance.nextInt(12) == 0) {
                    edit(first);
                }
            }
        } catch (Crashed dead) {
            kills++;
        }
    }

    private void append(Book writer) throws IOException {
        List<AuditEvent> events = new ArrayList<>();
        int count = 1 + chance.nextInt(6);
        for (int i = 0; i < count; i++) {
            events.add(event(writer, "r-" + ++asked));
        }
        assertEquals(count, writer.log.append(events).size());
        events.forEach(event -> {
            answered.add(event.receipt().orElseThrow());
            answeredThisRound.add(event.receipt().orElseThrow());
        });
    }

    private static AuditEvent event(Book writer, String receipt) {
        return new AuditEvent(
                writer.world.clock().instant().truncatedTo(ChronoUnit.MILLIS),
                EventType.ActionExecuted,
                "done",
                Optional.of(Book.MATTER),
                7,
                "About [[Plan A]] and [the bill](Attachments/bill.pdf)",
                Optional.of("s1"),
                Optional.of("x.post@1"),
                Optional.of("office"),
                Optional.empty(),
                Optional.of(receipt),
                Optional.empty());
    }

    /** Opens the page, saves what was open for a while, writes a line, or moves a note that the person's line links to. */
    private void edit(Book book) {
        Person person = book.person();
        if (!person.exists(Book.PAGE)) {
            return;
        }
        String now = book.page();
        switch (chance.nextInt(5)) {
            case 0 -> stale = now;
            case 1 -> save(person, now + LINK);
            case 2 -> save(person, outsideCode(now));
            default -> {
                if (!stale.isEmpty() && Items.first(stale) == Items.first(now)) {
                    save(person, chance.nextBoolean() ? stale : stale + "my own line\n");
                }
            }
        }
    }

    private void save(Person person, String text) {
        saves++;
        if (chance.nextBoolean()) {
            person.write(Book.PAGE, text);
        } else {
            if (person.exists(BESIDE)) {
                person.delete(BESIDE);
            }
            person.saveByRename(Book.PAGE, text);
        }
    }

    /** As an editor rewrites links when files move: not in code spans, where titles and receipts stand. */
    private static String outsideCode(String page) {
        String moved = page.replace(LINK, MOVED);
        assertEquals(Items.of(List.of(page)), Items.of(List.of(moved)));
        return moved;
    }

    private void check(Book book, boolean whole) throws IOException {
        Set<String> there = new HashSet<>();
        book.log
                .read(entry -> true, answeredThisRound.size() + 100)
                .forEach(entry -> entry.receipt().ifPresent(there::add));
        Set<String> lost = new HashSet<>(answeredThisRound);
        lost.removeAll(there);
        assertEquals(Set.of(), lost, "kill " + kills);
        if (whole) {
            AuditCheck check = book.verify();
            assertTrue(check.ok(), () -> "kill " + kills + ": " + check);
            assertEquals(1, check.level());
        }
    }

    private void atTheEnd(Book book) throws IOException {
        List<AuditRecord> entries = book.log.read(entry -> true, Integer.MAX_VALUE);
        Set<String> receipts = new HashSet<>();
        int done = 0;
        for (AuditRecord entry : entries) {
            if (entry.ev().equals("done")) {
                done++;
                receipts.add(entry.receipt().orElseThrow());
            }
        }
        assertEquals(done, receipts.size(), "no entry twice");
        assertTrue(receipts.containsAll(answered));
        List<String> pages =
                new ArrayList<>(book.person().files(Book.ROOT.resolve("Audit")).values());
        pages.add(book.page());
        var items = Items.of(pages);
        assertEquals(entries.size(), items.size());
        items.forEach((seq, count) -> assertEquals(1, count, "items of entry " + seq));
    }
}
