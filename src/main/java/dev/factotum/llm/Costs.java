package dev.factotum.llm;

import dev.factotum.vault.Vault;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** What models cost, summed from the usage lines of the month and the week. Nothing is written, and nobody waited for. */
public final class Costs {
    /** Up to the present, each. */
    public enum Span {
        TODAY,
        /** Since Monday. */
        WEEK,
        MONTH
    }

    /** What calls are grouped by. */
    public enum By {
        AGENT,
        CLIENT,
        MODEL,
        PURPOSE;

        private String name(UsageLine line) {
            return switch (this) {
                case AGENT -> line.payer().agent();
                case CLIENT -> line.payer().client().orElse("");
                case MODEL -> line.model().toString();
                case PURPOSE -> line.purpose();
            };
        }
    }

    private final Instant at;
    private final ZoneId zone;
    private final Map<Span, Usage> all = new EnumMap<>(Span.class);
    private final Map<By, SortedMap<String, Map<Span, Usage>>> groups = new EnumMap<>(By.class);
    private final SortedMap<String, Map<Span, Long>> limited = new TreeMap<>();
    private final SortedSet<String> unpriced = new TreeSet<>();
    private final SortedMap<String, Integer> unreadable = new TreeMap<>();

    private Costs(Instant at, ZoneId zone) {
        this.at = at;
        this.zone = zone;
        for (By by : By.values()) {
            groups.put(by, new TreeMap<>());
        }
    }

    public static Costs read(Vault vault, ZoneId zone) throws IOException {
        Costs costs = new Costs(vault.world().clock().instant(), zone);
        LocalDate today = costs.today();
        LocalDate monday = today.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        LocalDate first = today.withDayOfMonth(1);
        UsageFiles files = new UsageFiles(vault);
        for (LocalDate day : files.days(day -> !day.isAfter(today) && !(day.isBefore(monday) && day.isBefore(first)))) {
            files.day(day).read(0, text -> costs.add(day, text));
        }
        return costs;
    }

    public LocalDate today() {
        return LocalDate.ofInstant(at, zone);
    }

    private void add(LocalDate day, String text) {
        UsageLine.parse(text)
                .ifPresentOrElse(
                        line -> {
                            for (Span span : Span.values()) {
                                if (within(span, day)) {
                                    add(span, line);
                                }
                            }
                        },
                        () -> unreadable.merge(day + ".ndjson", 1, Integer::sum));
    }

    private boolean within(Span span, LocalDate day) {
        return switch (span) {
            case TODAY -> day.equals(today());
            case WEEK -> !day.isBefore(today().with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)));
            case MONTH -> YearMonth.from(day).equals(YearMonth.from(today()));
        };
    }

    private void add(Span span, UsageLine line) {
        all.merge(span, Usage.NONE.plus(line), Usage::plus);
        groups.forEach((by, names) -> names.computeIfAbsent(by.name(line), name -> new EnumMap<>(Span.class))
                .merge(span, Usage.NONE.plus(line), Usage::plus));
        if (line.rateLimited()) {
            limited.computeIfAbsent(line.model().provider(), name -> new EnumMap<>(Span.class))
                    .merge(span, 1L, Long::sum);
        }
        if (line.cost().isEmpty()) {
            unpriced.add(line.model().toString());
        }
    }

    public Usage all(Span span) {
        return all.getOrDefault(span, Usage.NONE);
    }

    /** The names of a grouping, in order, each with what it used; an empty name for what belongs to nobody. */
    public SortedMap<String, Map<Span, Usage>> by(By by) {
        return Collections.unmodifiableSortedMap(groups.getOrDefault(by, new TreeMap<>()));
    }

    /** How often a provider had no room for a call, by its name. */
    public SortedMap<String, Map<Span, Long>> limited() {
        return Collections.unmodifiableSortedMap(limited);
    }

    /** Models that were asked and whose price nobody knows to this day. */
    public SortedSet<String> unpriced(Prices prices) {
        SortedSet<String> unknown = new TreeSet<>(unpriced);
        unknown.removeIf(name -> ModelName.parse(name)
                .flatMap(model -> prices.of(model, today(), false))
                .isPresent());
        return unknown;
    }

    /** Files with lines that are none of ours, and how many. */
    public SortedMap<String, Integer> unreadable() {
        return Collections.unmodifiableSortedMap(unreadable);
    }

    /** What the month comes to if it goes on as it did so far, by currency. */
    public SortedMap<String, BigDecimal> projection() {
        YearMonth month = YearMonth.from(today());
        Instant begin = month.atDay(1).atStartOfDay(zone).toInstant();
        Instant end = month.plusMonths(1).atDay(1).atStartOfDay(zone).toInstant();
        BigDecimal gone =
                BigDecimal.valueOf(Math.max(1, Duration.between(begin, at).toSeconds()));
        BigDecimal whole = BigDecimal.valueOf(Duration.between(begin, end).toSeconds());
        SortedMap<String, BigDecimal> projected = new TreeMap<>();
        all(Span.MONTH)
                .money()
                .forEach((currency, value) ->
                        projected.put(currency, value.multiply(whole).divide(gone, 4, RoundingMode.HALF_UP)));
        return projected;
    }
}
