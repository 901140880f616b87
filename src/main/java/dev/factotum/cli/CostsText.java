package dev.factotum.cli;

import dev.factotum.config.SpendSettings;
import dev.factotum.config.SpendSettings.Pace;
import dev.factotum.config.SpendSettings.Price;
import dev.factotum.llm.Costs;
import dev.factotum.llm.Costs.By;
import dev.factotum.llm.Costs.Span;
import dev.factotum.llm.ModelName;
import dev.factotum.llm.Money;
import dev.factotum.llm.Prices;
import dev.factotum.llm.Usage;
import dev.factotum.llm.WhatIf;
import dev.factotum.markdown.Escape;
import java.math.BigDecimal;
import java.text.NumberFormat;
import java.time.Duration;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.stream.Collectors;

/** What models cost, for people. */
final class CostsText {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEEE d MMMM uuuu", Locale.ENGLISH);

    private final Out out;

    CostsText(Out out) {
        this.out = out;
    }

    /** What is supposed, and at which prices. */
    record Supposed(Optional<WhatIf> whatIf, List<Priced> models, SpendSettings spend) {}

    /** A model and what it costs, where somebody knows. */
    record Priced(ModelName model, Optional<Price> price) {}

    private record Row(String name, String calls, String tokens, String cost) {}

    void print(Costs costs, Supposed supposed) {
        if (supposed.whatIf().isPresent()) {
            whatIf(supposed.whatIf().get(), supposed);
            return;
        }
        out.print(Style.BOLD.of("What models cost") + ", " + DAY.format(costs.today()));
        out.print("");
        List<Row> sums = new ArrayList<>();
        sums.add(row("today", costs.all(Span.TODAY)));
        sums.add(row("this week", costs.all(Span.WEEK)));
        sums.add(row("this month", costs.all(Span.MONTH)));
        table(sums);
        if (!costs.projection().isEmpty()) {
            out.print("About " + money(costs.projection()) + " by the end of the month, if it goes on like this.");
        }
        groups(costs);
        out.print("");
        out.print("Rate limits this month: " + limits(costs));
        SortedSet<String> unpriced = costs.unpriced(new Prices(supposed.spend().prices()));
        if (!unpriced.isEmpty()) {
            out.print("The price is unknown of " + Escape.terminal(String.join(", ", unpriced))
                    + ": counted as calls and tokens only. models.prices in agent.yaml can name it.");
        }
    }

    private void groups(Costs costs) {
        for (By by : By.values()) {
            List<Row> rows = new ArrayList<>();
            costs.by(by).forEach((name, spans) -> {
                if (spans.containsKey(Span.MONTH)) {
                    rows.add(row(name.isEmpty() ? "none" : Escape.terminal(name), spans.get(Span.MONTH)));
                }
            });
            if (!rows.isEmpty()) {
                out.print("");
                out.print(Style.BOLD.of("This month by " + by.name().toLowerCase(Locale.ROOT)));
                table(rows);
            }
        }
    }

    private static String limits(Costs costs) {
        String found = costs.limited().entrySet().stream()
                .filter(one -> one.getValue().containsKey(Span.MONTH))
                .map(one -> Escape.terminal(one.getKey()) + " " + one.getValue().get(Span.MONTH) + " ×")
                .collect(Collectors.joining(", "));
        return found.isEmpty() ? "none" : found;
    }

    private static Row row(String name, Usage usage) {
        String unknown = usage.unpriced() == 0 ? "" : " + " + number(usage.unpriced()) + " of unknown price";
        return new Row(name, number(usage.calls()), number(usage.tokens()), money(usage.money()) + unknown);
    }

    private void table(List<Row> rows) {
        int names = rows.stream().mapToInt(row -> row.name().length()).max().orElse(0);
        int calls = rows.stream().mapToInt(row -> row.calls().length()).max().orElse(0);
        int tokens = rows.stream().mapToInt(row -> row.tokens().length()).max().orElse(0);
        for (Row row : rows) {
            out.whole("  " + left(row.name(), names) + "  " + right(row.calls(), calls) + " "
                    + (row.calls().equals("1") ? "call " : "calls") + "  " + right(row.tokens(), tokens) + " tokens  "
                    + row.cost());
        }
    }

    private void whatIf(WhatIf supposed, Supposed with) {
        Pace pace = with.models().isEmpty()
                ? Pace.USUAL
                : with.spend().paceOf(with.models().getFirst().model().provider());
        Duration takes = supposed.cycleTakes(pace.callsASecond());
        out.print(Style.BOLD.of(number(supposed.agents()) + " agents") + ", "
                + supposed.calls().toPlainString() + " calls each in a cycle of " + When.span(supposed.cycle()) + ":");
        out.print("");
        List<String[]> rows = List.of(
                new String[] {"a cycle", number(supposed.aCycle())},
                new String[] {"an hour", number(supposed.anHour())},
                new String[] {"a day", number(supposed.aDay())},
                new String[] {"a month", number(supposed.aMonth())});
        int width = number(supposed.aMonth()).length();
        rows.forEach(row -> out.whole("  " + left(row[0], 7) + "  " + right(row[1], width) + " calls"));
        out.print("");
        out.print(number(supposed.tokensIn()) + " tokens in and " + number(supposed.tokensOut())
                + " out in a month of 30 days.");
        out.print("The calls of a cycle take " + When.span(takes) + " at "
                + pace.callsASecond().stripTrailingZeros().toPlainString() + " a second"
                + (takes.compareTo(supposed.cycle()) > 0 ? ": longer than the cycle." : "."));
        out.print("");
        for (Priced one : with.models()) {
            out.whole("  " + Escape.terminal(one.model().toString()) + "  "
                    + one.price()
                            .map(supposed::costs)
                            .map(amount -> Money.shown(amount.value()) + " " + amount.currency() + " a month")
                            .orElse("price unknown"));
        }
    }

    static String money(Map<String, BigDecimal> money) {
        return money.isEmpty()
                ? "0.00 USD"
                : money.entrySet().stream()
                        .map(sum -> Money.shown(sum.getValue()) + " " + sum.getKey())
                        .collect(Collectors.joining(" + "));
    }

    private static String number(long value) {
        return NumberFormat.getIntegerInstance(Locale.ENGLISH).format(value);
    }

    private static String left(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }

    private static String right(String text, int width) {
        return " ".repeat(Math.max(0, width - text.length())) + text;
    }
}
