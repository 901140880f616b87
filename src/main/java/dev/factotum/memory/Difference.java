package dev.factotum.memory;

import java.util.List;

/** The words in which two texts differ, shortened. */
record Difference(String was, String is) {
    private static final int WHOLE = 60;
    private static final int MOST = 120;
    private static final String MORE = "…";

    static Difference of(String was, String is) {
        if (was.length() <= WHOLE && is.length() <= WHOLE) {
            return new Difference(flat(was), flat(is));
        }
        List<String> before = words(was);
        List<String> after = words(is);
        int least = Math.min(before.size(), after.size());
        int start = 0;
        while (start < least && before.get(start).equals(after.get(start))) {
            start++;
        }
        int end = 0;
        while (end < least - start && before.get(before.size() - 1 - end).equals(after.get(after.size() - 1 - end))) {
            end++;
        }
        return new Difference(part(before, start, end), part(after, start, end));
    }

    private static String part(List<String> words, int start, int end) {
        String part = String.join(" ", words.subList(start, words.size() - end));
        String cut = part.length() <= MOST ? part : part.substring(0, part.offsetByCodePoints(0, MOST / 2)) + MORE;
        return part.isEmpty() ? "" : (start > 0 ? MORE : "") + cut + (end > 0 && !cut.endsWith(MORE) ? MORE : "");
    }

    private static String flat(String text) {
        return String.join(" ", words(text));
    }

    private static List<String> words(String text) {
        return List.of(text.strip().split("\\s+"));
    }
}
