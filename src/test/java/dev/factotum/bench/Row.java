package dev.factotum.bench;

import java.util.Locale;

/**
 * One measured thing beside its baseline.
 *
 * @param value the median, in {@code unit}
 * @param baseline the median of what it is held against, in the same unit
 * @param bar the ratio of value to baseline that is good enough; 0 where nothing was promised
 * @param atLeast true where more is better: the bar is the smallest such ratio, not the largest
 */
record Row(String name, double value, String unit, double baseline, double bar, boolean atLeast) {
    Row(String name, double value, String unit, double baseline, double bar) {
        this(name, value, unit, baseline, bar, false);
    }

    static Row atLeast(String name, double value, String unit, double baseline, double bar) {
        return new Row(name, value, unit, baseline, bar, true);
    }

    double ratio() {
        return value / baseline;
    }

    boolean met() {
        return atLeast ? ratio() >= bar : ratio() <= bar;
    }

    static String heading() {
        return "%-40s %10s %-9s %10s %7s %7s  %s".formatted("what", "value", "unit", "baseline", "ratio", "bar", "met");
    }

    String line() {
        return String.format(
                Locale.ROOT,
                "%-40s %10.1f %-9s %10.1f %6.2fx %7s  %s",
                name,
                value,
                unit,
                baseline,
                ratio(),
                bar == 0 ? "-" : String.format(Locale.ROOT, "%.1fx", bar),
                bar == 0 ? "-" : met() ? "yes" : "NO");
    }

    String json() {
        return String.format(
                Locale.ROOT,
                "{\"name\":\"%s\",\"value\":%.3f,\"unit\":\"%s\",\"baseline\":%.3f,\"ratio\":%.3f,\"bar\":%.1f,\"met\":%b}",
                name,
                value,
                unit,
                baseline,
                ratio(),
                bar,
                met());
    }
}
