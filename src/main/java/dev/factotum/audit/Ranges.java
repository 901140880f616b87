package dev.factotum.audit;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.List;

/** Numbers written as {@code 5-9, 12}. */
final class Ranges {
    private static final Pattern RANGE = Pattern.compile("([1-9][0-9]{0,17})(?:-([1-9][0-9]{0,17}))?");

    private Ranges() {}

    /** The numbers from one to another, both ends included. */
    record Range(long first, long last) {
        boolean holds(long number) {
            return first <= number && number <= last;
        }

        String shown() {
            return first == last ? Long.toString(first) : first + "-" + last;
        }
    }

    /** @param numbers rising */
    static List<Range> of(List<Long> numbers) {
        List<Range> ranges = new ArrayList<>();
        for (long number : numbers) {
            Range last = ranges.isEmpty() ? null : ranges.getLast();
            if (last != null && last.last() + 1 == number) {
                ranges.set(ranges.size() - 1, new Range(last.first(), number));
            } else {
                ranges.add(new Range(number, number));
            }
        }
        return ranges;
    }

    /** The ranges that stand behind the colon of a text. */
    static List<Range> parse(String text) {
        List<Range> ranges = new ArrayList<>();
        Matcher range = RANGE.matcher(text.substring(text.indexOf(':') + 1));
        while (range.find()) {
            long first = Long.parseLong(range.group(1));
            ranges.add(new Range(first, range.group(2) == null ? first : Long.parseLong(range.group(2))));
        }
        return ranges;
    }
}
