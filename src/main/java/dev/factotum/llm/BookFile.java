package dev.factotum.llm;

import dev.factotum.vault.LineFile;
import dev.factotum.vault.Vault;
import dev.factotum.world.FileTooLargeException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * The book on disk, {@code .agent/local/usage.json}, and how it is brought up to its lines. Lines are the truth: a book that
 * is missing, damaged, or of other files than those that stand there is made anew from the month's lines.
 */
final class BookFile {
    static final long LARGEST = 1L << 26;

    private final Vault vault;
    private final UsageFiles files;
    private final Path file;
    private boolean looked;

    /** @param looked true where the files of past days are taken for unchanged from the start, as for a glance */
    BookFile(Vault vault, UsageFiles files, boolean looked) {
        this.vault = vault;
        this.files = files;
        this.looked = looked;
        this.file = place(vault);
    }

    static Path place(Vault vault) {
        return vault.hidden().resolve("local").resolve("usage.json");
    }

    /**
     * @param fresh lines that were not counted when the book was written
     * @param days the days whose files hold them
     */
    record Opened(Book book, List<UsageLine> fresh, List<LocalDate> days) {}

    /** The book of a day with every line in it. Writes nothing. */
    Opened open(LocalDate today) throws IOException {
        Optional<Book> kept = load();
        Book book = kept.orElseGet(() -> new Book(today));
        boolean turned = !book.day().equals(today);
        if (turned) {
            book.turn(today);
        }
        boolean all = kept.isEmpty() || turned || !looked;
        List<LocalDate> days = all ? monthOf(today) : List.of(today);
        boolean seenBefore = turned && book.marks().containsKey(today);
        if (seenBefore || all && !days.containsAll(book.marks().keySet()) || !same(book, days)) {
            book.clearSums();
            days = monthOf(today);
        }
        List<UsageLine> fresh = new ArrayList<>();
        List<LocalDate> added = new ArrayList<>();
        for (LocalDate day : days) {
            int before = fresh.size();
            readOn(book, day, fresh);
            if (fresh.size() > before) {
                added.add(day);
            }
        }
        looked = true;
        return new Opened(book, fresh, added);
    }

    /** Reads what was added to the file of today since; the book was opened under the same claim. */
    List<UsageLine> readOn(Book book) throws IOException {
        List<UsageLine> fresh = new ArrayList<>();
        readOn(book, book.day(), fresh);
        return fresh;
    }

    private List<LocalDate> monthOf(LocalDate day) throws IOException {
        return files.days(one -> YearMonth.from(one).equals(YearMonth.from(day)));
    }

    private void readOn(Book book, LocalDate day, List<UsageLine> fresh) throws IOException {
        LineFile lines = files.day(day);
        long from = book.marks().getOrDefault(day, new Book.Mark(0, 0)).offset();
        if (lines.size() <= from) {
            return;
        }
        long end = lines.read(
                from,
                text -> UsageLine.parse(text).ifPresent(line -> {
                    book.count(line, day);
                    fresh.add(line);
                }));
        book.marks().put(day, new Book.Mark(end, check(lines, end)));
    }

    /** Whether the files still begin with what was counted. */
    private boolean same(Book book, List<LocalDate> days) throws IOException {
        for (LocalDate day : days) {
            Book.Mark mark = book.marks().get(day);
            if (mark != null && mark.offset() > 0 && check(files.day(day), mark.offset()) != mark.check()) {
                return false;
            }
        }
        return true;
    }

    private static long check(LineFile lines, long offset) throws IOException {
        CRC32 sum = new CRC32();
        sum.update(lines.before(offset));
        return sum.getValue();
    }

    private Optional<Book> load() throws IOException {
        try {
            return Book.of(vault.world().disk().read(file, LARGEST));
        } catch (NoSuchFileException | FileTooLargeException none) {
            return Optional.empty();
        }
    }

    /** Writes it, durably. */
    void save(Book book) throws IOException {
        vault.files().write(file, book.bytes());
    }
}
