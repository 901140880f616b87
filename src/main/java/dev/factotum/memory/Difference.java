package dev.factotum.memory;

import com.github.difflib.DiffUtils;
import com.github.difflib.patch.AbstractDelta;
import java.util.ArrayList;
import java.util.List;

/**
 * One place in which two texts differ: the words that changed with a little around them, on one line.
 *
 * @param small true where few words took the place of few others in a text that else stayed
 */
record Difference(String was, String is, boolean small) {
    private static final int MOST = 120;

    /** So many words in a row are compared at most. */
    private static final int MOST_WORDS = 400;

    private static final int MOST_PLACES = 4;
    private static final int MOST_CHANGED = 8;
    private static final int AROUND = 2;
    private static final String MORE = "…";

    /** A word, and whether it is the first of its line. */
    private record Word(String text, boolean first) {}

    /** Every such place; one for the whole where the text was written anew. */
    static List<Difference> all(String was, String is) {
        List<Word> before = words(was);
        List<Word> after = words(is);
        List<String> old = texts(before);
        List<String> fresh = texts(after);
        if (old.isEmpty() || fresh.isEmpty()) {
            return List.of(new Difference(cut(was), cut(is), old.size() + fresh.size() <= MOST_CHANGED));
        }
        int least = Math.min(old.size(), fresh.size());
        int start = 0;
        while (start < least && old.get(start).equals(fresh.get(start))) {
            start++;
        }
        int end = 0;
        while (end < least - start && old.get(old.size() - 1 - end).equals(fresh.get(fresh.size() - 1 - end))) {
            end++;
        }
        Place whole = new Place(start, old.size() - end, start, fresh.size() - end);
        List<Place> places = whole.longest() > MOST_WORDS ? List.of(whole) : places(old, fresh, whole);
        if (places.size() > MOST_PLACES || places.stream().anyMatch(place -> place.longest() > MOST_CHANGED)) {
            places = List.of(whole);
        }
        return places.stream().map(place -> place.of(before, after)).toList();
    }

    /** From and to, before and after; what is between is gone and come. */
    private record Place(int from, int to, int since, int until) {
        int longest() {
            return Math.max(to - from, until - since);
        }

        Difference of(List<Word> before, List<Word> after) {
            boolean small = longest() <= MOST_CHANGED
                    && !(from == 0 && to == before.size() && since == 0 && until == after.size());
            return new Difference(part(before, from, to, until > since), part(after, since, until, to > from), small);
        }
    }

    /** Places with no more than a word between them are one. */
    private static List<Place> places(List<String> old, List<String> fresh, Place whole) {
        List<Place> places = new ArrayList<>();
        for (AbstractDelta<String> delta : DiffUtils.diff(
                        old.subList(whole.from(), whole.to()), fresh.subList(whole.since(), whole.until()))
                .getDeltas()) {
            int from = whole.from() + delta.getSource().getPosition();
            int since = whole.since() + delta.getTarget().getPosition();
            Place place = new Place(
                    from,
                    from + delta.getSource().size(),
                    since,
                    since + delta.getTarget().size());
            if (!places.isEmpty() && from - places.getLast().to() <= 1) {
                Place last = places.removeLast();
                place = new Place(last.from(), place.to(), last.since(), place.until());
            }
            places.add(place);
        }
        return places;
    }

    /** @param both false where there is nothing on the other side: then no words around are needed here */
    private static String part(List<Word> words, int from, int to, boolean both) {
        if (from == to) {
            return "";
        }
        int start = from;
        int end = to;
        while (both && start > 0 && from - start < AROUND && !words.get(start).first()) {
            start--;
        }
        while (both
                && end < words.size()
                && end - to < AROUND
                && !words.get(end).first()) {
            end++;
        }
        String part = cut(String.join(" ", texts(words.subList(start, end))));
        return (start > 0 && !words.get(start).first() ? MORE : "")
                + part
                + (end < words.size() && !words.get(end).first() && !part.endsWith(MORE) ? MORE : "");
    }

    private static String cut(String text) {
        String flat = String.join(" ", texts(words(text)));
        return flat.length() <= MOST ? flat : flat.substring(0, flat.offsetByCodePoints(0, MOST / 2)) + MORE;
    }

    private static List<String> texts(List<Word> words) {
        return words.stream().map(Word::text).toList();
    }

    private static List<Word> words(String text) {
        List<Word> words = new ArrayList<>();
        text.lines().forEach(line -> {
            boolean first = true;
            for (String word : line.strip().split("\\s+")) {
                if (!word.isEmpty()) {
                    words.add(new Word(word, first));
                    first = false;
                }
            }
        });
        return words;
    }
}
