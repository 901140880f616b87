package dev.factotum.rule;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import dev.factotum.config.Settings;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Turns {@code next MON 09:00}, {@code +2d 09:00} and {@code slot} into local times of the vault's zone. One is made for
 * each plan, for slots are given out one after another.
 *
 * <p>Within a repetition of n, number k moves on from the first one. {@code +2d} goes on day by day. {@code next DAY}
 * stays within one week of that day: up to five on working days one after another, six or seven on all days, more are
 * spread evenly over the five working days, three hours apart within a day.
 */
final class Moments {
    private static final Pattern NEXT =
            Pattern.compile("(?i)next\\s+(mon|tue|wed|thu|fri|sat|sun)[a-z]*\\s+(\\d{1,2}:\\d{2})");
    private static final Pattern PLUS = Pattern.compile("(?i)\\+\\s*(\\d{1,3})\\s*d\\s+(\\d{1,2}:\\d{2})");
    private static final Pattern SLOT = Pattern.compile(
            "(?i)(?:(daily|weekdays|(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*(?:[ ,]+(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*){0,6})\\s+)?(\\d{1,2}:\\d{2})");
    private static final DateTimeFormatter WRITTEN = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);
    private static final int DAYS_AHEAD = 60;

    private final LocalDateTime now;
    private final Optional<Settings.ClientSettings> client;
    private final Map<String, Integer> given = new HashMap<>();

    Moments(LocalDateTime now, Optional<Settings.ClientSettings> client) {
        this.now = now;
        this.client = client;
    }

    /** What is wrong with a moment as written; empty where it is one, or a plain date that the plan's check reads. */
    static Optional<String> fault(String written) {
        String text = written.strip();
        boolean looksRelative = text.startsWith("+")
                || text.toLowerCase(Locale.ROOT).startsWith("next")
                || text.toLowerCase(Locale.ROOT).startsWith("slot");
        boolean good = text.equalsIgnoreCase("slot") || time(NEXT, text) != null || time(PLUS, text) != null;
        return looksRelative && !good
                ? Optional.of("`" + text + "` is no time; write `next MON 09:00`, `+2d 09:00`, `slot` or a date")
                : Optional.empty();
    }

    /**
     * The moment as a plan has it; what is none of the three forms stays as it is.
     *
     * @param k from 1
     * @param n how many there are
     * @param channel whose posting times {@code slot} takes
     */
    String at(String written, int k, int n, String channel) throws Unanswered {
        String text = written.strip();
        if (text.equalsIgnoreCase("slot")) {
            return slot(channel);
        }
        LocalTime next = time(NEXT, text);
        if (next != null) {
            Matcher matcher = NEXT.matcher(text);
            DayOfWeek day = day(matcher.matches() ? matcher.group(1) : "mon");
            LocalDate first = now.toLocalDate().with(TemporalAdjusters.next(day));
            return WRITTEN.format(spread(first.atTime(next), k, n));
        }
        LocalTime plus = time(PLUS, text);
        if (plus != null) {
            Matcher matcher = PLUS.matcher(text);
            long days = matcher.matches() ? Long.parseLong(matcher.group(1)) : 0;
            return WRITTEN.format(now.toLocalDate().plusDays(days + k - 1).atTime(plus));
        }
        return text;
    }

    private static LocalDateTime spread(LocalDateTime first, int k, int n) {
        if (n <= 5) {
            return workingDays(first, k - 1);
        }
        if (n <= 7) {
            return first.plusDays(k - 1);
        }
        int day = (k - 1) * 5 / n;
        int firstOfDay = (day * n + 4) / 5;
        return workingDays(first, day).plusHours(3L * (k - 1 - firstOfDay));
    }

    private static LocalDateTime workingDays(LocalDateTime first, int days) {
        LocalDateTime at = first;
        for (int i = 0; i < days; i++) {
            at = at.plusDays(1);
            while (at.getDayOfWeek() == DayOfWeek.SATURDAY || at.getDayOfWeek() == DayOfWeek.SUNDAY) {
                at = at.plusDays(1);
            }
        }
        return at;
    }

    private String slot(String channel) throws Unanswered {
        List<String> times = client.map(c -> c.postingTimes().getOrDefault(channel, List.of()))
                .orElse(List.of());
        TreeSet<LocalDateTime> slots = new TreeSet<>();
        for (String written : times) {
            slots.addAll(occurrences(written));
        }
        int index = given.merge(channel, 1, Integer::sum) - 1;
        if (slots.isEmpty()) {
            throw new Unanswered(client.map(c -> "the client " + c.name() + " has no posting times for " + channel)
                    .orElse("it belongs to no client, so there are no posting times for " + channel));
        }
        if (index >= slots.size()) {
            throw new Unanswered(
                    "there are not enough posting times for " + channel + " in the next " + DAYS_AHEAD + " days");
        }
        return WRITTEN.format(new ArrayList<>(slots).get(index));
    }

    /** {@code 09:00}, {@code weekdays 09:00}, {@code MON,THU 09:00}: all from now on, at most {@link #DAYS_AHEAD} days. */
    private List<LocalDateTime> occurrences(String written) {
        LocalTime time = time(SLOT, written.strip());
        Matcher matcher = SLOT.matcher(written.strip());
        if (time == null || !matcher.matches()) {
            return List.of();
        }
        String days = matcher.group(1) == null ? "daily" : matcher.group(1).toLowerCase(Locale.ROOT);
        List<LocalDateTime> all = new ArrayList<>();
        for (int i = 0; i < DAYS_AHEAD; i++) {
            LocalDateTime at = now.toLocalDate().plusDays(i).atTime(time);
            if (at.isAfter(now) && on(days, at.getDayOfWeek())) {
                all.add(at);
            }
        }
        return all;
    }

    private static boolean on(String days, DayOfWeek day) {
        return switch (days) {
            case "daily" -> true;
            case "weekdays" -> day.getValue() <= 5;
            default -> {
                for (String word : days.split("[ ,]+", 8)) {
                    if (day(word) == day) {
                        yield true;
                    }
                }
                yield false;
            }
        };
    }

    private static DayOfWeek day(String word) {
        String start = word.substring(0, 3).toUpperCase(Locale.ROOT);
        for (DayOfWeek day : DayOfWeek.values()) {
            if (day.name().startsWith(start)) {
                return day;
            }
        }
        throw new IllegalArgumentException("not a day: " + word);
    }

    /** The time of day in the second group, or null where the text has another form or names no time of a day. */
    private static @org.jspecify.annotations.Nullable LocalTime time(Pattern form, String text) {
        Matcher matcher = form.matcher(text);
        if (!matcher.matches()) {
            return null;
        }
        String[] parts = matcher.group(2).split(":", 2);
        int hour = Integer.parseInt(parts[0]);
        int minute = Integer.parseInt(parts[1]);
        return hour < 24 && minute < 60 ? LocalTime.of(hour, minute) : null;
    }
}
