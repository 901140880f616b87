package dev.factotum.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** R13: every change of chain or page is found, and the entry named. */
class TamperTest {
    private static final int ENTRIES = 8;

    private final Book book = new Book(3);

    TamperTest() {
        List<AuditEvent> events = new ArrayList<>();
        for (int i = 1; i <= ENTRIES; i++) {
            events.add(
                    switch (i % 4) {
                        case 0 -> Book.detailed("Title \"" + i + "\" é", "rev " + i, "b\\c " + i);
                        case 1 -> AuditEvent.ofVault(Book.NOON.plusSeconds(i * 3600L), "config", "sam", "key " + i);
                        default -> Book.done("Matter " + i);
                    });
        }
        book.append(events);
    }

    private long named(Path file, byte[] bytes) {
        byte[] before = book.person().bytes(file);
        book.person().write(file, bytes);
        AuditCheck check = book.verify();
        book.person().write(file, before);
        assertFalse(check.ok(), () -> "not found: " + new String(bytes, StandardCharsets.UTF_8));
        assertEquals(1, check.level());
        return check.broken().orElseThrow().seq();
    }

    @Test
    void everyBitOfEveryEntryOfTheChain() {
        assertTrue(book.verify().ok());
        byte[] chain = book.person().bytes(Book.CHAIN);
        Random random = new Random(1);
        long entry = 1;
        for (int i = 0; i < chain.length; i++) {
            byte[] altered = chain.clone();
            altered[i] ^= (byte) (1 << random.nextInt(8));
            assertEquals(entry, named(Book.CHAIN, altered), "byte " + i);
            if (chain[i] == '\n') {
                entry++;
            }
        }
        assertEquals(ENTRIES + 1, entry);
    }

    @Test
    void everyByteOfEveryEntryOfThePageButItsTitle() {
        byte[] page = book.person().bytes(Book.PAGE);
        Random random = new Random(2);
        long entry = 0;
        int tried = 0;
        int from = 0;
        while (from < page.length) {
            int to = from;
            while (page[to] != '\n') {
                to++;
            }
            String line = new String(page, from, to - from, StandardCharsets.UTF_8);
            if (line.startsWith("- ")) {
                entry++;
                int titleFrom = line.indexOf("** `");
                int skipFrom =
                        titleFrom < 0 ? -1 : line.substring(0, titleFrom).getBytes(StandardCharsets.UTF_8).length + 4;
                int skipTo = titleFrom < 0
                        ? -1
                        : line.substring(0, line.indexOf('`', titleFrom + 4)).getBytes(StandardCharsets.UTF_8).length;
                for (int i = from; i <= to; i++) {
                    if (i - from >= skipFrom && i - from < skipTo) {
                        continue;
                    }
                    byte[] altered = page.clone();
                    altered[i] ^= (byte) (1 << random.nextInt(8));
                    assertEquals(entry, named(Book.PAGE, altered), line + " at " + (i - from));
                    tried++;
                }
            }
            from = to + 1;
        }
        assertEquals(ENTRIES, entry);
        assertTrue(tried > ENTRIES * 40);
    }

    @Test
    void everyDigitOfEveryNumberOfThePage() {
        String page = book.page();
        for (int i = 0; i < page.length() - 1; i++) {
            if (page.charAt(i) == '#' && Character.isDigit(page.charAt(i + 1))) {
                int end = page.indexOf('·', i);
                long entry = Long.parseLong(page.substring(i + 1, end));
                for (int at = i + 1; at < end; at++) {
                    for (char digit = '0'; digit <= '9'; digit++) {
                        if (page.charAt(at) != digit) {
                            String altered = page.substring(0, at) + digit + page.substring(at + 1);
                            assertEquals(entry, named(Book.PAGE, altered.getBytes(StandardCharsets.UTF_8)), altered);
                        }
                    }
                }
            }
        }
    }

    @Test
    void aTitleIsForReading() {
        book.person().write(Book.PAGE, book.page().replace("`Matter 2`", "`(erased)`"));
        assertTrue(book.verify().ok());
    }

    @Test
    void entriesDeletedSwappedInsertedAndCut() {
        for (Path file : List.of(Book.CHAIN, Book.PAGE)) {
            List<String> lines =
                    new ArrayList<>(Arrays.asList(book.person().read(file).split("(?<=\n)")));
            List<Integer> entries = new ArrayList<>();
            for (int i = 0; i < lines.size(); i++) {
                if (lines.get(i).startsWith("- ") || lines.get(i).startsWith("{")) {
                    entries.add(i);
                }
            }
            for (int k = 0; k < ENTRIES; k++) {
                List<String> deleted = new ArrayList<>(lines);
                deleted.remove((int) entries.get(k));
                assertEquals(k + 1, named(file, bytes(deleted)), "deleted " + file);

                List<String> cut = lines.subList(0, entries.get(k));
                assertEquals(k + 1, named(file, bytes(cut)), "cut " + file);

                if (k + 1 < ENTRIES) {
                    List<String> swapped = new ArrayList<>(lines);
                    Collections.swap(swapped, entries.get(k), entries.get(k + 1));
                    assertEquals(k + 1, named(file, bytes(swapped)), "swapped " + file);
                }
                List<String> inserted = new ArrayList<>(lines);
                inserted.add(
                        entries.get(k),
                        lines.get(entries.get(k))
                                .replace("2026", "2025")
                                .replace("office", "OFFICE")
                                .replace("sam", "SAM"));
                assertEquals(k + 1, named(file, bytes(inserted)), "inserted " + file);
            }
        }
    }

    @Test
    void aSecondCopyOfAnEntryOfTheChainIsFoundAndOneOfThePageIsHarmless() {
        List<String> chain = new ArrayList<>(Arrays.asList(book.chain().split("(?<=\n)")));
        chain.add(6, chain.get(5));
        assertEquals(6, named(Book.CHAIN, bytes(chain)));
        chain.remove(6);
        chain.add(chain.get(5));
        assertEquals(6, named(Book.CHAIN, bytes(chain)));

        List<String> page = new ArrayList<>(Arrays.asList(book.page().split("(?<=\n)")));
        page.add(page.get(12));
        book.person().write(Book.PAGE, bytes(page));
        assertTrue(book.verify().ok());
    }

    @Test
    void aForgedEntryOfThePageIsFound() {
        String forged = "- 09:31:14 **done** `Pay` s1 odoo.invoice.create → INV/1 · agent office";
        assertEquals(0, named(Book.PAGE, (book.page() + forged + "\n").getBytes(StandardCharsets.UTF_8)));
        assertEquals(41, named(Book.PAGE, (book.page() + forged + " #41·3dca774e\n").getBytes(StandardCharsets.UTF_8)));
        assertEquals(7, named(Book.PAGE, (book.page() + forged + " #7·3dca774e\n").getBytes(StandardCharsets.UTF_8)));
        assertEquals(7, named(Book.PAGE, ("x #7·3dca774e\n" + book.page()).getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void anAlteredLineStaysAsItIsAndIsNotPutBack() throws java.io.IOException {
        book.person().write(Book.PAGE, book.page().replaceFirst("agent office #2·", "agent mallory #2·"));
        String altered = book.page();
        Book next = book.restart();
        next.log.recover();

        assertEquals(altered, next.page());
        assertEquals(2, next.verify().broken().orElseThrow().seq());
        next.person().write(Book.PAGE, altered.replaceFirst(" #3·[0-9a-f]{8}", ""));
        next.log.recover();
        assertEquals(ENTRIES, next.verify().entries());
        assertEquals(2, next.verify().broken().orElseThrow().seq());
    }

    @Test
    void anotherVaultsChainIsFound() {
        Book other = new Book(4);
        other.append(50);
        book.person().write(Book.PAGE, other.page());
        assertEquals(ENTRIES, named(Book.CHAIN, other.person().bytes(Book.CHAIN)));
    }

    private static byte[] bytes(List<String> lines) {
        return String.join("", lines).getBytes(StandardCharsets.UTF_8);
    }
}
