package dev.factotum.intake;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * The beginning of a CSV file.
 *
 * @param rows at most eleven, the head first, at most eight cells each
 * @param count rows below the head
 */
record Table(List<List<String>> rows, long count) {
    private static final int ROWS = 11;
    private static final int CELLS = 8;
    private static final int CELL = 60;
    private static final int MOST = 2_000_000;
    private static final Set<String> DATES = Set.of(
            "date",
            "datum",
            "booking date",
            "buchungstag",
            "buchungsdatum",
            "boekdatum",
            "transactiedatum",
            "value date",
            "transaction date",
            "posted",
            "rentedatum",
            "valuta",
            "valutadatum",
            "date operation",
            "started date",
            "completed date");
    private static final Set<String> AMOUNTS = Set.of(
            "amount",
            "bedrag",
            "betrag",
            "debit",
            "credit",
            "balance",
            "saldo",
            "umsatz",
            "af bij",
            "bedrag (eur)",
            "montant",
            "transaction amount",
            "transactiebedrag",
            "amount (eur)",
            "mutation",
            "iban");

    Table {
        rows = List.copyOf(rows);
    }

    /** Reads with whichever of comma, semicolon, tab and bar the first line has most of; empty where nothing fits. */
    static Optional<Table> read(String text) {
        String first = text.lines().filter(line -> !line.isBlank()).findFirst().orElse("");
        char delimiter = ',';
        for (char candidate : new char[] {';', '\t', '|'}) {
            if (count(first, candidate) > count(first, delimiter)) {
                delimiter = candidate;
            }
        }
        CSVFormat format = CSVFormat.DEFAULT
                .builder()
                .setDelimiter(delimiter)
                .setIgnoreEmptyLines(true)
                .get();
        List<List<String>> rows = new ArrayList<>();
        long count = 0;
        try (CSVParser parser = CSVParser.builder()
                .setReader(new StringReader(text))
                .setFormat(format)
                .get()) {
            for (CSVRecord line : parser) {
                if (rows.size() < ROWS) {
                    rows.add(cells(line));
                }
                if (++count > MOST) {
                    break;
                }
            }
        } catch (IOException | UncheckedIOException | IllegalStateException e) {
            if (rows.isEmpty()) {
                return Optional.empty();
            }
        }
        return rows.isEmpty() ? Optional.empty() : Optional.of(new Table(rows, Math.max(0, count - 1)));
    }

    /** True where the head names a day and an amount. */
    boolean bankLines() {
        List<String> head = rows.getFirst().stream()
                .map(cell -> cell.strip().toLowerCase(Locale.ROOT).replace('_', ' '))
                .toList();
        return head.stream().anyMatch(cell -> DATES.contains(cell) || cell.endsWith("date") || cell.endsWith("datum"))
                && head.stream().anyMatch(cell -> AMOUNTS.contains(cell) || AMOUNTS.contains(cell.split(" ", 2)[0]));
    }

    private static List<String> cells(CSVRecord line) {
        List<String> cells = new ArrayList<>();
        for (int i = 0; i < Math.min(line.size(), CELLS); i++) {
            cells.add(Lines.one(line.get(i), CELL));
        }
        return cells;
    }

    private static long count(String line, char wanted) {
        return line.chars().filter(c -> c == wanted).count();
    }
}
