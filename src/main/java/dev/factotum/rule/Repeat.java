package dev.factotum.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What {@code {{#each NAME}}} goes through: a list, a count in digits or in words, or a list within one text. */
final class Repeat {
    /** At most so many repetitions. */
    static final int MOST = 20;

    private static final Map<String, Integer> WORDS = Map.ofEntries(
            Map.entry("one", 1),
            Map.entry("two", 2),
            Map.entry("three", 3),
            Map.entry("four", 4),
            Map.entry("five", 5),
            Map.entry("six", 6),
            Map.entry("seven", 7),
            Map.entry("eight", 8),
            Map.entry("nine", 9),
            Map.entry("ten", 10),
            Map.entry("eleven", 11),
            Map.entry("twelve", 12),
            Map.entry("fifteen", 15),
            Map.entry("twenty", 20));

    private Repeat() {}

    /**
     * One text for each repetition; empty where the name has no value. Never longer than one more than {@link #MOST}, by
     * which the caller knows that it was too much.
     */
    static List<String> items(String name, Values values) {
        if (isCount(name)) {
            return count(name);
        }
        if (values.byName().get(name) instanceof String text) {
            return split(text);
        }
        List<String> list = values.list(name);
        return list.subList(0, Math.min(list.size(), MOST + 1));
    }

    static boolean isCount(String name) {
        return !name.isEmpty() && name.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static List<String> split(String text) {
        String word = text.strip().toLowerCase(Locale.ROOT);
        if (isCount(word)) {
            return count(word);
        }
        Integer spelled = WORDS.get(word);
        if (spelled != null) {
            return count(spelled.toString());
        }
        List<String> items = new ArrayList<>();
        for (String part : text.split("[,;&\\n]|(?i:\\s(?:and|en|und|et)\\s)", MOST + 2)) {
            if (!part.isBlank() && items.size() <= MOST) {
                items.add(part.strip());
            }
        }
        return items;
    }

    /** However many digits: more than fit a number are more than anybody may ask for. */
    private static List<String> count(String digits) {
        String plain = digits.replaceFirst("^0+", "");
        int count = plain.isEmpty() ? 0 : plain.length() > 4 ? MOST + 1 : Integer.parseInt(plain);
        List<String> items = new ArrayList<>();
        for (int i = 1; i <= Math.min(count, MOST + 1); i++) {
            items.add(Integer.toString(i));
        }
        return items;
    }
}
