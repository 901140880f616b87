package dev.factotum.llm;

import dev.factotum.config.Settings.Amount;
import dev.factotum.config.SpendSettings.Price;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What models cost. A row of the settings stands before the packaged ones; of several that fit, the one with the most
 * letters, and then the one that began last. A date at the end of a model's name is no part of it.
 */
public final class Prices {
    private static final List<Price> PACKAGED = Packaged.table("prices.tsv").stream()
            .map(row -> new Price(
                    row[0] + "/" + row[1],
                    new BigDecimal(row[2]),
                    maybe(row[3]),
                    maybe(row[4]),
                    new BigDecimal(row[5]),
                    "USD",
                    LocalDate.parse(row[6])))
            .toList();
    private static final int MILLION_DIGITS = 6;
    private static final Price FREE = new Price(
            "*", BigDecimal.ZERO, Optional.empty(), Optional.empty(), BigDecimal.ZERO, "USD", LocalDate.EPOCH);

    private final List<Price> own;

    /** @param own the rows of the settings */
    public Prices(List<Price> own) {
        this.own = List.copyOf(own);
    }

    private static Optional<BigDecimal> maybe(String cell) {
        return cell.equals("-") ? Optional.empty() : Optional.of(new BigDecimal(cell));
    }

    /** The price of a model on a day; empty where nobody knows it. */
    public Optional<Price> of(ModelName model, LocalDate day, boolean free) {
        if (free) {
            return Optional.of(FREE);
        }
        return best(own, model, day).or(() -> best(PACKAGED, model, day));
    }

    private static Optional<Price> best(List<Price> rows, ModelName model, LocalDate day) {
        String exact = model.toString();
        String undated = exact.replaceFirst("-(\\d{8}|\\d{4}-\\d{2}-\\d{2})$", "");
        return Stream.of(exact, undated)
                .flatMap(name -> rows.stream()
                        .filter(row -> !row.from().isAfter(day) && fits(row.model(), name))
                        .max(Comparator.comparingInt((Price row) ->
                                        row.model().replace("*", "").length())
                                .thenComparing(Price::from))
                        .stream())
                .findFirst();
    }

    /** So many models of the program's own table, the one that costs least first. */
    public static List<ModelName> cheapest(int most) {
        return PACKAGED.stream()
                .sorted(Comparator.comparing(row -> row.input().add(row.output())))
                .limit(most)
                .flatMap(row -> ModelName.parse(row.model()).stream())
                .toList();
    }

    /** With {@code *} for any letters; without going back more than once a star. */
    private static boolean fits(String glob, String name) {
        int g = 0;
        int n = 0;
        int star = -1;
        int back = 0;
        while (n < name.length()) {
            if (g < glob.length() && glob.charAt(g) == '*') {
                star = g++;
                back = n;
            } else if (g < glob.length() && glob.charAt(g) == name.charAt(n)) {
                g++;
                n++;
            } else if (star >= 0) {
                g = star + 1;
                n = ++back;
            } else {
                return false;
            }
        }
        while (g < glob.length() && glob.charAt(g) == '*') {
            g++;
        }
        return g == glob.length();
    }

    /** What a call cost, to the last digit: the provider's own word before any table. */
    static Optional<Amount> cost(Optional<Price> price, TokenUse use, boolean free) {
        if (use.cost().isPresent() && !free) {
            return use.cost().map(cost -> new Amount(Money.plain(cost), "USD"));
        }
        return price.map(row -> amount(
                row,
                times(row.input(), use.input())
                        .add(times(row.cached().orElse(row.input()), use.cachedRead()))
                        .add(times(row.written().orElse(row.input()), use.cacheWrite()))
                        .add(times(row.output(), use.output()))));
    }

    /** The most that a call can cost. */
    static Amount most(Price row, long input, long output) {
        BigDecimal dearest = row.input()
                .max(row.cached().orElse(row.input()))
                .max(row.written().orElse(row.input()));
        return amount(row, times(dearest, input).add(times(row.output(), output)));
    }

    private static Amount amount(Price row, BigDecimal value) {
        return new Amount(Money.plain(value), row.currency());
    }

    private static BigDecimal times(BigDecimal million, long tokens) {
        return million.multiply(BigDecimal.valueOf(tokens)).movePointLeft(MILLION_DIGITS);
    }
}
